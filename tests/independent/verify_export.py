#!/usr/bin/env python3
"""Verifies an export of the evidence without the project's own code: standard library, and openssl for the signature.

usage: verify_export.py DIR VKEY      exit 0 good, 1 anything wrong (the reason is printed)

Written from docs/evidence-format.md and RFC 6962 alone, recursively and without regard to speed or memory.
"""
import base64
import hashlib
import os
import subprocess
import sys
import tempfile


def check(condition, what):
    if not condition:
        print("BAD:", what)
        sys.exit(1)


def read(*path):
    name = os.path.join(*path)
    check(os.path.isfile(name), "missing " + name)
    with open(name, "rb") as file:
        return file.read()


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def root_of(hashes):
    """MTH of RFC 6962, section 2.1."""
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256(b"").digest()
    k = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root_of(hashes[:k]) + root_of(hashes[k:])).digest()


def openssl_verifies(text, signature, spki):
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, n) for n in ("text", "sig", "key")]
        pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.encodebytes(spki) + b"-----END PUBLIC KEY-----\n"
        for name, content in zip(names, (text, signature, pem)):
            with open(name, "wb") as file:
                file.write(content)
        command = ["openssl", "dgst", "-sha256", "-verify", names[2], "-signature", names[1], names[0]]
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def open_note(note, name, spki):
    text, _, signatures = note.rpartition(b"\n\n")
    text += b"\n"
    own = "\u2014 {} ".format(name).encode()
    signed = [base64.b64decode(s[len(own):]) for s in signatures.splitlines() if s.startswith(own)]
    signed = [s[4:] for s in signed if s[:4] == hashlib.sha256(spki).digest()[:4]]
    check(signed and all(openssl_verifies(text, s, spki) for s in signed), "signature of the note")
    origin, size, root = text.decode().splitlines()
    check(origin == name, "origin")
    return int(size), base64.b64decode(root)


def path_of(index, width):
    parts = ["%03d" % (index % 1000)]
    while index >= 1000:
        index //= 1000
        parts.insert(0, "x%03d" % (index % 1000))
    return os.path.join(*parts) + ("" if width == 256 else ".p" + os.sep + str(width))


def split(bundle):
    entries = []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        check(len(bundle) >= 2 + length, "cut bundle")
        entries.append(bundle[2:2 + length])
        bundle = bundle[2 + length:]
    return entries


def main(folder, vkey):
    name, key_id, key = vkey.split("+", 2)
    key = base64.b64decode(key)
    check(key[0] == 2 and hashlib.sha256(key[1:]).hexdigest()[:8] == key_id, "vkey")
    size, root = open_note(read(folder, "checkpoint"), name, key[1:])

    entries = []
    for first in range(0, size, 256):
        width = min(256, size - first)
        bundle = split(read(folder, "tile", "entries", path_of(first // 256, width)))
        check(len(bundle) == width, "rows in bundle %d" % (first // 256))
        entries += bundle
    hashes = [leaf_hash(e) for e in entries]

    level, row = 0, hashes
    while row:
        for first in range(0, len(row), 256):
            part = row[first:first + 256]
            stored = read(folder, "tile", str(level), path_of(first // 256, len(part)))
            for i, expected in enumerate(part):
                check(stored[32 * i:32 * i + 32] == expected, "level %d hash %d%s" % (level, first + i, row_id(entries, level, first + i)))
            check(len(stored) == 32 * len(part), "length of a tile")
        row = [root_of(row[i:i + 256]) for i in range(0, len(row) - 255, 256)]
        level += 1

    check(root_of(hashes) == root, "root")
    earlier = os.path.join(folder, "checkpoints")
    for note in os.listdir(earlier) if os.path.isdir(earlier) else []:
        then, old_root = open_note(read(earlier, note), name, key[1:])
        check(str(then) == note and then <= size and root_of(hashes[:then]) == old_root, "root at " + note)

    sequences = {}
    for entry in entries:
        writer, sequence = int.from_bytes(entry[1:5], "big"), int.from_bytes(entry[5:9], "big")
        check(sequence == sequences.get(writer, 0) + 1, "sequence at row %d" % (writer << 32 | sequence))
        sequences[writer] = sequence
    print("GOOD: %s, %d rows" % (name, size))


def row_id(entries, level, index):
    return ", row %d" % int.from_bytes(entries[index][1:9], "big") if level == 0 else ""


if __name__ == "__main__":
    check(len(sys.argv) == 3, "usage: verify_export.py DIR VKEY")
    main(sys.argv[1], sys.argv[2])
