"""How often tables of other people are refused as if they were on other boundaries.

    python benchmarks/alike.py [--draws 200]

Real tables: each breakdown of three groups or more that the shipped packs have of the places of a
level. The places are drawn into two halves, which are given out as two tables with the same groups;
and a year or a sex as a table of its own under other codes of places. None of these are the same
people, so each refusal is a mistake.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mapping.settings import Settings
from profiles.pack_files import read_catalogues, read_pack_files
from profiles.protection.releases.pieces import small_pieces
from profiles.protection.releases.register import Figure

Table = dict[Figure, float]
LEAST_PLACES, LEAST_GROUPS = 4, 3


def breakdowns(iso3: str) -> Iterator[tuple[str, dict[tuple[str, str], Table]]]:
    """A name, and the tables by period and sex of each breakdown and level of a pack."""
    files = read_pack_files(iso3, read_catalogues(Settings.from_environment(os.environ)))
    groups: dict[tuple[str, str], list[str]] = {}
    for one in files.indicators.values():
        if one.parts_of:
            groups.setdefault((one.parts_of, one.dimension), []).append(one.code)
    cells = {key: cell.value for key, cell in files.table.cells.items() if cell.value is not None}
    for (whole, dimension), codes in groups.items():
        by_level: dict[str, dict[tuple[str, str], Table]] = {}
        for (place, code, period, sex, age), value in cells.items():
            if code in codes and age == "total":
                level = str(files.gazetteer.place(place).level)
                table = by_level.setdefault(level, {}).setdefault((period, sex), {})
                table[place, code] = value
        for level, tables in by_level.items():
            complete = {when: _complete(table) for when, table in tables.items()}
            yield f"{iso3} {level} {whole} by {dimension}", {w: t for w, t in complete.items() if t}


def _complete(table: Table) -> Table:
    """The rows that have every group; nothing where there are too few."""
    groups = {name[1] for name in table}
    places = {name[0] for name in table}
    rows = [place for place in places if all((place, group) in table for group in groups)]
    if len(rows) < LEAST_PLACES or len(groups) < LEAST_GROUPS:
        return {}
    return {(place, group): table[place, group] for place in rows for group in groups}


def renamed(table: Table) -> Table:
    """The same under other codes of places."""
    return {(f"other {place}", group): value for (place, group), value in table.items()}


def pairs(
    tables: dict[tuple[str, str], Table], draws: int, random: np.random.Generator
) -> Iterator[tuple[Table, Table]]:
    """Tables that are not of the same people."""
    for one in tables.values():
        places = sorted({name[0] for name in one})
        for _ in range(draws):
            half = set(random.permutation(places)[: len(places) // 2].tolist())
            yield (
                {name: value for name, value in one.items() if name[0] in half},
                {name: value for name, value in one.items() if name[0] not in half},
            )
        for other in tables.values():
            if other is not one:
                yield one, renamed(other)


def main() -> None:
    """Print one line a breakdown, and the sum."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--draws", type=int, default=200)
    asked = words.parse_args()
    random = np.random.default_rng(1)
    tried = refused = 0
    for folder in sorted(Path("data/indicators").iterdir()):
        if not folder.is_dir():
            continue
        for name, tables in breakdowns(folder.name.upper()):
            found = [
                any(True for _ in small_pieces(other, one))
                for one, other in pairs(tables, asked.draws, random)
            ]
            if found:
                print(f"{name}: {len(found)} pairs, {sum(found)} refused", flush=True)
            tried, refused = tried + len(found), refused + sum(found)
    print(f"{tried} pairs of tables, {refused} refused")


if __name__ == "__main__":
    main()
