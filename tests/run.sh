#!/usr/bin/env bash
# Builds and tests everything. Ends with "N passed, N failed, N skipped" and the matching exit code.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# System packages that the browser tests and the independent checks need; installed only where they are missing.
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v zbarimg >/dev/null || missing+=(zbar-tools)
command -v python3 >/dev/null || missing+=(python3)
command -v openssl >/dev/null || missing+=(openssl)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
command -v soffice >/dev/null || missing+=(libreoffice-calc-nogui)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
fc-list 2>/dev/null | grep -i 'Noto Sans CJK' >/dev/null || missing+=(fonts-noto-cjk fontconfig)
if [ "${#missing[@]}" -gt 0 ]; then
  echo "installing: ${missing[*]}"
  sudo=""; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -q >/dev/null && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null \
    || { echo "could not install: ${missing[*]}"; exit 1; }
fi

dotnet build NotaryMarriageQuery.sln --nologo -v quiet || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

passed=0 failed=0 skipped=0
for project in tests/*Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  log=$(mktemp)
  timeout 2400 dotnet test "$project" --no-build --nologo --logger "console;verbosity=normal" >"$log" 2>&1
  status=$?
  grep -E '\[SKIP\]' "$log"
  awk '/^  Failed /{n=12} n-- > 0' "$log" | head -400
  p=$(grep -oE '^ +Passed: +[0-9]+' "$log" | grep -oE '[0-9]+' | tail -1)
  f=$(grep -oE '^ +Failed: +[0-9]+' "$log" | grep -oE '[0-9]+' | tail -1)
  s=$(grep -oE '^ +Skipped: +[0-9]+' "$log" | grep -oE '[0-9]+' | tail -1)
  if [ "$status" -ne 0 ] && [ "${f:-0}" -eq 0 ]; then f=1; fi
  if [ "$status" -ne 0 ]; then tail -n 60 "$log"; fi
  echo "$name: ${p:-0} passed, ${f:-0} failed, ${s:-0} skipped"
  passed=$((passed + ${p:-0})); failed=$((failed + ${f:-0})); skipped=$((skipped + ${s:-0}))
  rm -f "$log"
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
