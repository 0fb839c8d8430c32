"""Tables of the same people, one after the other by `lmp protect`: what they tell together.

The outsider has every file and knows what its rows and columns mean: which people each cell counts.
No hidden cell may follow from all files to within the threshold, unless its owner was told so; what
would give one away must have been refused.
"""

import csv
import json
from collections import Counter
from itertools import cycle, product

import numpy as np
import pytest

from profiles.cli.main import main
from tests.attack.linear import intervals

THRESHOLD = 10
PLACES = [f"D{n}" for n in range(6)]
GROUPS = ["work", "family", "study", "other"]
COUNTS = (
    [
        [10, 5, 20, 44],
        [105, 30, 13, 10],
        [66, 192, 37, 6],
        [8, 184, 34, 3],
        [24, 6, 12, 15],
        [11, 52, 25, 13],
    ],
    [
        [95, 228, 1, 22],
        [91, 137, 59, 163],
        [38, 52, 33, 7],
        [9, 42, 13, 124],
        [127, 234, 26, 142],
        [9, 10, 29, 38],
    ],
)


def each(names):
    """Rows or columns as they are."""
    return {name: [name] for name in names}


MERGED = {"work or family": ["work", "family"], "study": ["study"], "other": ["other"]}
RENAMED = {f"{name}er": [name] for name in GROUPS}
PROVINCES = {"P0": PLACES[:3], "P1": PLACES[3:]}
TOTAL = {"all": GROUPS}
FEWER = each(PLACES[:-1])
# By name: rows, columns and options of each release; of what people each row and column is.
ROADS = {
    "groups merged": [(each(PLACES), each(GROUPS), ()), (each(PLACES), MERGED, ())],
    "groups named otherwise, a place left out": [
        (each(PLACES), each(GROUPS), ()),
        (FEWER, RENAMED, ()),
    ],
    "groups named otherwise, without totals": [
        (each(PLACES), each(GROUPS), ()),
        (each(PLACES), RENAMED, ("--hide-margins",)),
    ],
    "a place left out": [(each(PLACES), each(GROUPS), ()), (FEWER, each(GROUPS), ())],
    "provinces after districts": [(each(PLACES), each(GROUPS), ()), (PROVINCES, each(GROUPS), ())],
    "districts after provinces": [(PROVINCES, each(GROUPS), ()), (each(PLACES), each(GROUPS), ())],
    "totals from another table": [
        (each(PLACES), each(GROUPS), ("--hide-margins",)),
        (each(PLACES), TOTAL, ()),
    ],
    "totals first": [
        (each(PLACES), TOTAL, ()),
        (each(PLACES), each(GROUPS), ("--hide-margins",)),
    ],
    "a total beside one of its groups": [
        (each(PLACES), each(GROUPS), ("--hide-margins",)),
        (each(PLACES), {**TOTAL, "work": ["work"]}, ("--hide-margins",)),
    ],
    "a total in the table itself": [
        (each(PLACES), {**each(GROUPS), **TOTAL}, ("--hide-margins",)),
    ],
    "one group, then the rest": [
        (each(PLACES), each(GROUPS), ()),
        (each(PLACES), {"work": ["work"], "not work": GROUPS[1:]}, ()),
    ],
    "years, then years added up": [
        (each(PLACES), each(GROUPS[:2]), ()),
        (each(PLACES), {"one": GROUPS[:1], "to two": GROUPS[:2], "to three": GROUPS[:3]}, ()),
    ],
    "areas that overlap": [
        (each(PLACES), each(GROUPS), ()),
        ({"A": PLACES[:2], "B": PLACES[1:3]}, each(GROUPS), ("--hide-margins",)),
    ],
    "an area, a larger one, the districts": [
        ({"A": PLACES[:2]}, each(GROUPS), ("--hide-margins",)),
        ({"B": PLACES[:3]}, each(GROUPS), ("--hide-margins",)),
        (each(PLACES), each(GROUPS), ("--hide-margins",)),
    ],
    "two halves, two other halves, the districts": [
        (PROVINCES, each(GROUPS), ()),
        ({"W": [*PLACES[:2], "D3"], "E": ["D2", *PLACES[4:]]}, each(GROUPS), ()),
        (each(PLACES), each(GROUPS), ()),
    ],
}


@pytest.fixture
def publish(tmp_path, monkeypatch):
    """Publish one table after the other; those that were not refused, with file and report."""
    monkeypatch.chdir(tmp_path)

    def publish(counts, releases):
        at = {name: n for names in (PLACES, GROUPS) for n, name in enumerate(names)}
        for number, (rows, columns, options) in enumerate(releases):
            cells = [
                [
                    sum(counts[at[p]][at[g]] for p, g in product(rows[r], columns[c]))
                    for c in columns
                ]
                for r in rows
            ]
            with open("table.csv", "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
                lines = csv.writer(file)
                lines.writerow(["place_code", *columns])
                lines.writerows([name, *row] for name, row in zip(rows, cells, strict=True))
            words = ["protect", "table.csv", "--threshold", str(THRESHOLD), *options]
            words += ["--history", "register.jsonl", "--out", "out.csv", "--report", "out.json"]
            if main(words) == 0:
                shown = list(csv.reader((tmp_path / "out.csv").read_text("utf-8").splitlines()))
                report = json.loads((tmp_path / "out.json").read_text("utf-8"))
                yield number, rows, columns, np.array(cells), shown, report

    return publish


def told(published):
    """Hidden cells that follow too closely, and whose owner was not told."""
    equations, asked, warned = [], [], set()
    for number, rows, columns, cells, shown, report in published:
        people = {(r, c): Counter(product(rows[r], columns[c])) for r, c in product(rows, columns)}
        for row, line in zip(rows, shown[1:], strict=True):
            for column, cell in zip(columns, line[1:], strict=True):
                if cell == "x":
                    name = (number, row, column)
                    asked.append(name)
                    equations.append(({**people[row, column], name: -1.0}, 0.0))
                else:
                    equations.append((people[row, column], float(cell)))
        if report["margins"] == "public":
            lines = [[(r, c) for c in columns] for r in rows]
            lines += [[(r, c) for r in rows] for c in columns]
            totals = [*cells.sum(axis=1), *cells.sum(axis=0)]
            for line, total in zip(lines, totals, strict=True):
                equations.append((sum((people[cell] for cell in line), Counter()), float(total)))
        open_cells = (cell for cell in report["hidden"] if not cell["protected"])
        warned |= {(number, cell["place_code"], cell["category"]) for cell in open_cells}
    found = intervals(equations, asked)
    narrow = {name for name, ends in found.items() if ends[1] - ends[0] < THRESHOLD - 1e-6}
    return len(asked), narrow - warned


@pytest.mark.parametrize(("road", "counts"), list(zip(ROADS, cycle(COUNTS), strict=False)))
def test_no_file_tells_what_another_hides(publish, road, counts):
    published = list(publish(counts, ROADS[road]))
    assert published
    hidden, narrow = told(published)
    assert not narrow
    assert hidden or len(published) < len(ROADS[road])
