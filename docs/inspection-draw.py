#!/usr/bin/env python3
"""Draws the sample of an inspection again: standard library only.

usage: inspection-draw.py SEED SIZE population.csv
       inspection-draw.py SEED SIZE EXPORT --from-at US --until-at US --codes CODE,CODE [--strata None|Institution|Outcome|Hour]

SEED is the seed in hexadecimal, SIZE a number or a share like 10%. The population is either the list that the page of the
inspection hands out, or is read from an export of the evidence (docs/evidence-format.md). Prints size and SHA-256 of population
and sample, then the ids of the sample, one a line. Written from docs/inspection-draw.md alone.
"""
import argparse
import csv
import hashlib
import hmac
import os
import sys

INTENT, OUTCOME, REFUSAL = 3, 4, 12
HOUR = 3_600_000_000


def draw(seed, population, size):
    """population: list of (id, stratum); returns ids in order."""
    strata = {}
    for row, stratum in population:
        strata.setdefault(stratum, []).append(row)
    names = sorted(strata)
    everything = len(population)
    if everything <= size:
        shares = {name: len(strata[name]) for name in names}
    else:
        shares = {name: len(strata[name]) * size // everything for name in names}
        by_remainder = sorted(names, key=lambda name: -(len(strata[name]) * size % everything))
        for name in by_remainder[:size - sum(shares.values())]:
            shares[name] += 1
    sample = []
    for name in names:
        ranked = sorted(strata[name], key=lambda row: hmac.new(seed, b"v1" + row.to_bytes(8, "big"), hashlib.sha256).digest())
        sample += ranked[:shares[name]]
    return sorted(sample)


def digest(ids):
    return hashlib.sha256(b"".join(row.to_bytes(8, "big") for row in ids)).hexdigest()


def from_list(path):
    with open(path, newline="", encoding="ascii") as file:
        return [(int(line["id"]), line["stratum"]) for line in csv.DictReader(file)]


def from_export(folder, from_at, until_at, codes, strata):
    rows = list(entries(folder))
    outcomes = {row["request"]: row["status"] for row in rows if row["kind"] == OUTCOME}
    population = []
    for row in rows:
        if row["kind"] in (INTENT, REFUSAL) and row["organisation"] in codes and from_at <= row["at"] < until_at:
            population.append((row["id"], {
                "None": "",
                "Institution": row["organisation"],
                "Outcome": str(outcomes.get(row["request"], row["status"])),
                "Hour": "%02d" % ((row["at"] // HOUR + 8) % 24),
            }[strata]))
    return sorted(population)


def entries(folder):
    """Every row of an export: bundles are lists of rows, each behind its length (2 bytes)."""
    for place, _, names in os.walk(os.path.join(folder, "tile", "entries")):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                bundle = file.read()
            while bundle:
                length = int.from_bytes(bundle[:2], "big")
                yield row_of(bundle[2:2 + length])
                bundle = bundle[2 + length:]


def row_of(entry):
    """The uncovered columns of a canonical row, version 1."""
    if entry[0] != 1:
        sys.exit("a row of another version")
    number = lambda start, length: int.from_bytes(entry[start:start + length], "big", signed=True)
    row, at = {"id": number(1, 8), "kind": number(9, 2), "at": number(11, 8), "request": entry[27:43]}, 43
    texts = []
    for _ in range(5):  # organisation, actor, case number, subject 1, subject 2
        length = number(at, 4)
        texts.append(entry[at + 4:at + 4 + max(length, 0)])
        at += 4 + max(length, 0)
    row["organisation"], row["status"] = texts[0].decode(), number(at, 2)
    return row


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("seed")
    parser.add_argument("size")
    parser.add_argument("population")
    parser.add_argument("--from-at", type=int)
    parser.add_argument("--until-at", type=int)
    parser.add_argument("--codes", default="")
    parser.add_argument("--strata", default="None", choices=["None", "Institution", "Outcome", "Hour"])
    given = parser.parse_args()
    if os.path.isdir(given.population):
        population = from_export(given.population, given.from_at, given.until_at, set(given.codes.split(",")), given.strata)
    else:
        population = from_list(given.population)
    size = -(-len(population) * int(given.size[:-1]) // 100) if given.size.endswith("%") else int(given.size)
    ids = [row for row, _ in population]
    sample = draw(bytes.fromhex(given.seed), population, size)
    print("population", len(ids), digest(ids))
    print("sample", len(sample), digest(sample))
    for row in sample:
        print(row)


if __name__ == "__main__":
    main()
