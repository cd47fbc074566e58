#!/usr/bin/env bash
# Sample client of the intake, with curl and openssl. Exit code 0 when the platform took the call in.
#   client.sh heartbeat
#   client.sh cases FILE.json
# The environment says who calls: INTAKE_URL, INTAKE_INSTITUTION, INTAKE_SECRET_FILE (one line, readable by this account only), and
# INTAKE_INTERFACE where the machine has several addresses and the registered one must be chosen.
set -euo pipefail

: "${INTAKE_URL:?}" "${INTAKE_INSTITUTION:?}" "${INTAKE_SECRET_FILE:?}"
case "${1:-}" in
  heartbeat) body=$(mktemp) ; trap 'rm -f "$body"' EXIT ; printf '{}' > "$body" ;;
  cases) body=${2:?which file} ;;
  *) echo "usage: $0 heartbeat | cases FILE" >&2 ; exit 2 ;;
esac

path=/api/intake/$1
timestamp=$(date +%s)
nonce=$(openssl rand -hex 16)
hash=$(openssl dgst -sha256 -r < "$body" | cut -d ' ' -f 1)
# The secret goes to openssl as hexadecimal digits: it may hold any character, and is seen in no list of processes for long.
key=$(tr -d '\r\n' < "$INTAKE_SECRET_FILE" | od -An -v -tx1 | tr -d ' \n')
signature=$(printf 'POST\n%s\n%s\n%s\n%s' "$path" "$timestamp" "$nonce" "$hash" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)

curl --silent --show-error --fail-with-body --max-time 120 ${INTAKE_INTERFACE:+--interface "$INTAKE_INTERFACE"} \
  -H "X-Institution: $INTAKE_INSTITUTION" -H "X-Timestamp: $timestamp" -H "X-Nonce: $nonce" -H "X-Signature: $signature" \
  -H 'Content-Type: application/json' --data-binary "@$body" "$INTAKE_URL$path"
echo
