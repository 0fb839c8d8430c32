"""Joins real tables to real places, beside other ways: how many rows are right, wrong, or left.

    python benchmarks/joins.py [--shared DIR] [--ways ours equality rapidfuzz hdx]

What is right stands in `truth/*.csv`, checked by hand: table, value, parent, place_code (or
"none"), doubt. The other ways join what they find; ours joins what is equal and suggests the rest.
`hdx` is the matcher of hdx-python-country, which has to be installed. The tables are those of the
reference folder (`LMP_SHARED_DIR`).
"""

import argparse
import csv
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.place_columns import find_place_columns
from mapping.intake.door import read_table
from mapping.joining.join import join_values
from mapping.joining.model import JoinReport, KeyColumns
from mapping.joining.names.spelling import normalised
from mapping.joining.place_list import ListedPlace, PlaceList, read_place_list
from mapping.joining.read import read_level, read_places
from mapping.settings import CHECKOUT

TRUTH = Path(__file__).parent / "truth"
CUTOFF = 80  # of rapidfuzz alone
Truth = Mapping[tuple[str, str], str]
Answer = tuple[str | None, str | None]
"""What a way joins a row to, and what it suggests first."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One table, the places it is joined to, and what is right."""

    name: str
    table: pd.DataFrame
    places: PlaceList
    columns: KeyColumns  # the columns that the other ways are told
    truth: Truth
    iso3: str
    changes: tuple = ()


def cases(messy: Path) -> Iterator[Case]:
    """Every table that has a truth file."""
    truths = read_truths()
    catalogue = read_boundary_catalogue(CHECKOUT / "data")
    lka, npl = read_level(catalogue, "LKA", "ADM2"), read_level(catalogue, "NPL", "ADM2")
    for year in range(2020, 2025):
        path = messy / f"lka_foreign_employment/slbfe_district_{year}_data.json"
        found = json.loads(path.read_text(encoding="utf-8"))
        rows = [[str(cell) for cell in row] for row in found["rows"]]
        width = min(len(found["columns"]), len(rows[0]))
        table = in_lines(pd.DataFrame([r[:width] for r in rows], columns=found["columns"][:width]))
        name = f"lka_{year}"
        columns = KeyColumns(name="District")
        yield Case(
            name=name,
            table=table,
            places=lka.places,
            columns=columns,
            truth=truths[name],
            iso3="LKA",
        )
    table = read_table(messy / "npl_census2011/districts_complete.csv").frame
    yield Case(
        name="npl_2011",
        table=table,
        places=npl.places,
        columns=KeyColumns(name="DISTRICT"),
        truth=truths["npl_2011"],
        iso3="NPL",
        changes=npl.changes,
    )
    yield Case(
        name="bgd",
        table=read_table(messy / "bgd_names/districts_old_spellings.csv").frame,
        places=read_places(messy / "bgd_names/bgd_adm2_cod.gpkg").places,
        columns=KeyColumns(name="ADM2_EN", parent="ADM1_EN"),
        truth=truths["bgd"],
        iso3="BGD",
    )
    yield from ocha_cases(messy, truths)


def ocha_cases(messy: Path, truths: Mapping[str, Truth]) -> Iterator[Case]:
    """Tables joined to the world's list of P-codes."""
    listed = messy / "ocha_pcodes/global-pcodes-adm-1-2.csv"
    codes = pd.read_csv(listed, dtype=str, keep_default_na=False)
    yield Case(
        name="phl",
        table=read_table(messy / "phl_emigrants/place_of_origin_by_region.csv").frame,
        places=ocha_places(codes, "PHL", "1"),
        columns=KeyColumns(name="Region"),
        truth=truths["phl"],
        iso3="PHL",
    )
    path = messy / "ocha_dtm/global-iom-dtm-from-api-admin-0-to-2.csv"
    dtm = in_lines(pd.read_csv(path, dtype=str, keep_default_na=False)).iloc[1:]
    for country, iso3 in (("Afghanistan", "AFG"), ("Haiti", "HTI"), ("Chad", "TCD")):
        rows = dtm[dtm["admin0Name"] == country]
        for level in ("1", "2"):
            own = rows[rows["adminLevel"] == level]
            name = f"dtm_{iso3.lower()}_{level}"
            parent = "admin1Name" if level == "2" else None
            columns = KeyColumns(name=f"admin{level}Name", parent=parent)
            places = ocha_places(codes, iso3, level)
            for kind, table in (
                ("codes", own),
                ("names", own[[c for c in own.columns if "code" not in c.lower()]]),
            ):
                yield Case(
                    name=f"{name} ({kind})",
                    table=table,
                    places=places,
                    columns=columns,
                    truth=truths[name],
                    iso3=iso3,
                )


def in_lines(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the lines of its file as index."""
    return table.astype(object).set_axis(pd.RangeIndex(2, len(table) + 2, name="row"))


def ocha_places(codes: pd.DataFrame, iso3: str, level: str) -> PlaceList:
    """The places of one country and level in the list of P-codes, with the names of parents."""
    own = codes[(codes["Location"] == iso3) & (codes["Admin Level"] == level)]
    names = dict(zip(codes["P-Code"], codes["Name"], strict=True))
    frame = pd.DataFrame(
        {
            "place_code": own["P-Code"],
            "name": own["Name"],
            "parent_code": own["Parent P-Code"],
            "parent_name": own["Parent P-Code"].map(lambda code: names.get(code, code)),
            "country": own["Location"],
        },
        dtype=object,
    )
    return read_place_list(frame, find_place_columns(frame), name=f"{iso3}:{level}")


def read_truths() -> dict[str, dict[tuple[str, str], str]]:
    """What is right, by table, value and parent."""
    truths: dict[str, dict[tuple[str, str], str]] = {}
    for path in sorted(TRUTH.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                table = truths.setdefault(row["table"], {})
                table[row["value"], row["parent"]] = row["place_code"]
    return truths


def ours(case: Case) -> dict[int, Answer]:
    """This program, which finds the columns itself."""
    _, report = join_values(case.table, case.places, changes=case.changes)
    matched = {entry.row for entry in report.matched}
    return {
        row: (code, None) if row in matched else (None, code)
        for row, code in first_places(report).items()
    }


def first_places(report: JoinReport) -> dict[int, str | None]:
    """The place that each row is matched to or that is suggested first, if there is one."""
    found: dict[int, str | None] = {entry.row: entry.place_code for entry in report.matched}
    found |= {entry.row: entry.candidates[0].place_code for entry in report.suggested}
    return found | {entry.row: None for entry in report.unmatched}


def equality(case: Case) -> dict[int, Answer]:
    """The same text, but for case and spaces around it."""
    codes: dict[str, str | None] = {}
    for place in case.places.places:
        name = place.name.strip().casefold()
        codes[name] = None if name in codes else place.place_code
    return each(case, lambda value, _: codes.get(value.strip().casefold()))


def rapidfuzz_alone(case: Case) -> dict[int, Answer]:
    """The nearest name by rapidfuzz's WRatio, from 80."""
    names = [place.name.casefold() for place in case.places.places]

    def nearest(value: str, _: str) -> str | None:
        found = process.extractOne(value.casefold(), names, scorer=fuzz.WRatio, score_cutoff=CUTOFF)
        return case.places.places[found[2]].place_code if found else None

    return each(case, nearest)


def hdx(case: Case) -> dict[int, Answer]:
    """The matcher of hdx-python-country, told the parent where there is one."""
    from hdx.location.adminlevel import AdminLevel

    rows = [
        {"Location": case.iso3, "P-Code": place.place_code, "Name": place.name}
        for place in case.places.places
    ]
    above = [place.parent_code or "" for place in case.places.places]
    anywhere, inside = AdminLevel(), AdminLevel()
    anywhere.setup_from_iterable(rows)
    inside.setup_from_iterable(
        {**row, "Parent P-Code": parent} for row, parent in zip(rows, above, strict=True)
    )
    parents = {p.name.casefold(): p.place_code for p in case.places.parents}

    def found(value: str, parent: str) -> str | None:
        code = parents.get(parent.casefold())
        if code is not None:
            return inside.get_pcode(case.iso3, value, parent=code)[0]
        return anywhere.get_pcode(case.iso3, value)[0]

    return each(case, found)


def each(case: Case, find: Callable[[str, str], str | None]) -> dict[int, Answer]:
    """The answer for each row by its name and parent, asked once for each."""
    known: dict[tuple[str, str], str | None] = {}
    answers: dict[int, Answer] = {}
    for line, key in rows_of(case):
        if key not in known:
            known[key] = find(*key) if key[0] else None
        answers[line] = (known[key], None)
    return answers


def rows_of(case: Case) -> Iterator[tuple[int, tuple[str, str]]]:
    """Each row's line, name and parent."""
    names = case.table[case.columns.name].fillna("")
    parents = (
        case.table[case.columns.parent].fillna("") if case.columns.parent else names.map(blank)
    )
    for line, name, parent in zip(case.table.index, names, parents, strict=True):
        yield int(line), (name, parent)


def blank(_: str) -> str:
    """No parent."""
    return ""


def judged(case: Case, answers: Mapping[int, Answer]) -> Counter[str]:
    """How many rows are right, wrong, or left."""
    counts: Counter[str] = Counter()
    for line, key in rows_of(case):
        right = case.truth.get(key, "none")
        joined, suggested = answers[line]
        counts["rows"] += 1
        counts["answer"] += right != "none"
        if joined is not None:
            counts["matched" if joined == right else "wrong"] += 1
        elif suggested is not None:
            counts["first" if suggested == right else "suggested wrong"] += 1
    return counts


def speed(messy: Path) -> str:
    """Seconds for 7,084 misspelled names against as many places, beside one bare cdist.

    The whole join: which columns say the place is found too, and nothing is remembered.
    """
    codes = pd.read_csv(
        messy / "ocha_pcodes/global-pcodes-adm-1-2.csv", dtype=str, keep_default_na=False
    )
    own = codes[codes["Admin Level"] == "2"].head(7084)
    above = codes[codes["Admin Level"] == "1"]
    names = dict(zip(codes["P-Code"], codes["Name"], strict=True))
    to = PlaceList(
        name="world",
        places=tuple(
            ListedPlace(place_code=code, name=name, parent_code=parent)
            for code, name, parent in zip(
                own["P-Code"], own["Name"], own["Parent P-Code"], strict=True
            )
        ),
        parents=tuple(
            ListedPlace(place_code=code, name=name)
            for code, name in zip(above["P-Code"], above["Name"], strict=True)
        ),
    )
    chance = random.Random(3)  # noqa: S311 - misspellings, not secrets
    spoiled = [misspelled(name, chance) for name in own["Name"]]
    lines = []
    for told, parents in (
        ("with parents", [names.get(code) for code in own["Parent P-Code"]]),
        ("without", [None] * len(own)),
    ):
        table = in_lines(pd.DataFrame({"Name": spoiled, "Province": parents}, dtype=object))
        seconds, joined = best_of(3, lambda table=table: join_values(table, replace(to)))
        found = first_places(joined[1])
        counts = Counter(
            "left" if found[line] is None else "right" if found[line] == code else "wrong"
            for line, code in zip(table.index, own["P-Code"], strict=True)
        )
        lines.append(f"| {told} | {seconds:.2f} | {dict(counts)} |")
    bare, _ = best_of(3, lambda: process.cdist(spoiled, list(own["Name"]), scorer=fuzz.ratio))
    lines.append(f"| one rapidfuzz cdist | {bare:.2f} | |")
    return "\n".join(("| 7,084 names | seconds | |", "|---|--:|---|", *lines))


def misspelled(name: str, chance: random.Random) -> str:
    """The name with a letter less, a letter more, two swapped, or in capitals."""
    at, kind = chance.randrange(max(1, len(name) - 1)), chance.random()
    if kind < 0.3:  # noqa: PLR2004
        return name[:at] + name[at + 1 :]
    if kind < 0.6:  # noqa: PLR2004
        return name[:at] + chance.choice("aeiouhnrst") + name[at:]
    if kind < 0.8:  # noqa: PLR2004
        return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
    return name.upper()


def best_of(times: int, run: Callable[[], object]) -> tuple[float, object]:
    """The least seconds of several runs, each without what the last one remembered."""
    seconds, result = [], None
    for _ in range(times):
        normalised.cache_clear()
        start = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - start)
    return min(seconds), result


WAYS = {"ours": ours, "equality": equality, "rapidfuzz": rapidfuzz_alone, "hdx": hdx}


def main() -> int:
    """Print two Markdown tables; 1 if anything wrong was joined by our own way."""
    parser = argparse.ArgumentParser(description=__doc__)
    shared = os.environ.get("LMP_SHARED_DIR") or CHECKOUT.parent / "shared"
    parser.add_argument("--shared", type=Path, default=Path(shared))
    parser.add_argument(
        "--ways", nargs="+", choices=WAYS, default=["ours", "equality", "rapidfuzz"]
    )
    options = parser.parse_args()
    messy = options.shared / "data/messy"
    print("| table | way | rows | have an answer | joined right | first suggestion right |", end="")
    print(" suggested wrong | wrong and joined | right |\n|---|---|--:|--:|--:|--:|--:|--:|--:|")
    totals: dict[str, Counter[str]] = {way: Counter() for way in options.ways}
    for case in cases(messy):
        for way in options.ways:
            counts = judged(case, WAYS[way](case))
            totals[way] += counts
            print(line(case.name, way, counts))
    for way, counts in totals.items():
        print(line("**all**", way, counts))
    print(f"\n{speed(messy)}")
    return 1 if totals.get("ours", Counter())["wrong"] else 0


def line(name: str, way: str, counts: Mapping[str, int]) -> str:
    """One row of the table."""
    right = counts["matched"] + counts["first"]
    share = f"{100 * right / counts['answer']:.1f} %" if counts["answer"] else ""
    shown = ("rows", "answer", "matched", "first", "suggested wrong", "wrong")
    cells = [name, way, *(str(counts[kind]) for kind in shown), share]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
