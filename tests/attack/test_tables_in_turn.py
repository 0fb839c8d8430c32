"""Tables of the same people, one after the other by `lmp protect`: what they tell together.

The outsider has every file and knows what its rows and columns mean: which people each cell counts.
No hidden cell may follow from all files to within the threshold, unless its owner was told so; what
would give one away must have been refused.
"""

import csv
import json
from collections import Counter
from itertools import cycle, product
from typing import NamedTuple

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


class Table(NamedTuple):
    """A release: of what people each row and each column is, by name."""

    rows: dict
    columns: dict
    options: tuple = ()
    threshold: int = THRESHOLD


HIDE = ("--hide-margins",)
DISTRICTS, REASONS = each(PLACES), each(GROUPS)
WHOLE = Table(DISTRICTS, REASONS)
ALONE = Table(DISTRICTS, REASONS, HIDE)
MERGED = {"work or family": ["work", "family"], "study": ["study"], "other": ["other"]}
RENAMED = {f"{name}er": [name] for name in GROUPS}
ELSEWHERE = {f"X{name}": [name] for name in PLACES[::-1]}
PROVINCES = {"P0": PLACES[:3], "P1": PLACES[3:]}
REGIONS = {f"R{n}": PLACES[2 * n : 2 * n + 2] for n in range(3)}
TOTAL = {"all": GROUPS}
FEWER = each(PLACES[:-1])
OTHERS = {"A": ["work", "family"], "B": ["study", "other"]}
ACROSS = {"C": ["work", "study"], "D": ["family", "other"]}
# Two sexes in each region: three ways, whichever of them are rows and which columns.
SEXES = {"women": PLACES[::2], "men": PLACES[1::2]}
ROADS = {
    "groups merged": [WHOLE, Table(DISTRICTS, MERGED)],
    "groups named otherwise, a place left out": [WHOLE, Table(FEWER, RENAMED)],
    "groups named otherwise, without totals": [WHOLE, Table(DISTRICTS, RENAMED, HIDE)],
    "a place left out": [WHOLE, Table(FEWER, REASONS)],
    "provinces after districts": [WHOLE, Table(PROVINCES, REASONS)],
    "districts after provinces": [Table(PROVINCES, REASONS), WHOLE],
    "totals from another table": [ALONE, Table(DISTRICTS, TOTAL)],
    "totals first": [Table(DISTRICTS, TOTAL), ALONE],
    "totals not published, then published": [ALONE, WHOLE],
    "totals published, then not": [WHOLE, ALONE],
    "a total beside one of its groups": [
        ALONE,
        Table(DISTRICTS, {**TOTAL, "work": ["work"]}, HIDE),
    ],
    "a total in the table itself": [Table(DISTRICTS, {**REASONS, **TOTAL}, HIDE)],
    "a row of totals in the table itself": [
        Table({**DISTRICTS, "all places": PLACES}, REASONS, HIDE)
    ],
    "provinces beside their districts": [Table({**PROVINCES, **DISTRICTS}, REASONS, HIDE)],
    "one group, then the rest": [WHOLE, Table(DISTRICTS, {"work": ["work"], "rest": GROUPS[1:]})],
    "years, then years added up": [
        Table(DISTRICTS, each(GROUPS[:2])),
        Table(DISTRICTS, {"one": GROUPS[:1], "to two": GROUPS[:2], "to three": GROUPS[:3]}),
    ],
    "a total and a part, then the rest": [
        Table(DISTRICTS, {**TOTAL, "work": ["work"]}, HIDE),
        Table(DISTRICTS, {"rest": GROUPS[1:]}, HIDE),
    ],
    "two groupings that cross": [Table(DISTRICTS, OTHERS), Table(DISTRICTS, ACROSS), WHOLE],
    "the groups, then groupings that cross": [
        WHOLE,
        Table(DISTRICTS, OTHERS, HIDE),
        Table(DISTRICTS, ACROSS, HIDE),
    ],
    "three ways in one table, with all their totals": [
        Table(
            {**DISTRICTS, **REGIONS, **SEXES, "all places": PLACES},
            {**REASONS, **OTHERS, **ACROSS, **TOTAL},
            HIDE,
        )
    ],
    "three ways, each added up in a table of its own": [
        Table(REGIONS, REASONS),
        Table(SEXES, REASONS, HIDE),
        Table(DISTRICTS, OTHERS, HIDE),
        Table(SEXES, OTHERS),
        ALONE,
    ],
    "three ways as rows, then as columns, added up": [
        ALONE,
        Table(REASONS, SEXES, HIDE),
        Table(MERGED, SEXES),
    ],
    "areas that overlap": [
        WHOLE,
        Table({"A": PLACES[:2], "B": PLACES[1:3]}, REASONS, HIDE),
    ],
    "an area, a larger one, the districts": [
        Table({"A": PLACES[:2]}, REASONS, HIDE),
        Table({"B": PLACES[:3]}, REASONS, HIDE),
        ALONE,
    ],
    "two halves, two other halves, the districts": [
        Table(PROVINCES, REASONS),
        Table({"W": [*PLACES[:2], "D3"], "E": ["D2", *PLACES[4:]]}, REASONS),
        WHOLE,
    ],
    "larger places and merged groups at once": [ALONE, Table(REGIONS, MERGED, HIDE)],
    "districts of merged groups after regions of all groups": [
        Table(REGIONS, REASONS, HIDE),
        Table(DISTRICTS, MERGED, HIDE),
    ],
    "rows and columns exchanged": [ALONE, Table(REASONS, DISTRICTS)],
    "rows and columns exchanged, groups merged": [WHOLE, Table(MERGED, DISTRICTS)],
    "places and groups both named otherwise": [ALONE, Table(ELSEWHERE, RENAMED)],
    "both named otherwise, a place left out": [
        WHOLE,
        Table({name: of for name, of in ELSEWHERE.items() if name != "XD3"}, RENAMED),
    ],
    "both named otherwise, a group left out": [
        ALONE,
        Table(ELSEWHERE, {name: of for name, of in RENAMED.items() if of != ["other"]}),
    ],
    "both named otherwise, rows and columns exchanged": [WHOLE, Table(RENAMED, ELSEWHERE, HIDE)],
    "some places and all groups named otherwise": [
        ALONE,
        Table(each(PLACES[:3]) | {f"X{name}": [name] for name in PLACES[3:]}, RENAMED),
    ],
    "a lower threshold later": [WHOLE, Table(DISTRICTS, MERGED, (), 3)],
    "a lower threshold later, fewer places": [WHOLE, Table(FEWER, REASONS, (), 2)],
    "a higher threshold later": [Table(DISTRICTS, REASONS, (), 4), Table(DISTRICTS, MERGED)],
    "rounded after hidden": [WHOLE, Table(DISTRICTS, REASONS, ("--round", "5"))],
    "rounded under other names after hidden": [WHOLE, Table(DISTRICTS, RENAMED, ("--round", "3"))],
    "hidden under other names after rounded": [Table(DISTRICTS, REASONS, ("--round", "3")), ALONE],
    "rounded twice under two names": [
        Table(DISTRICTS, REASONS, ("--round", "5")),
        Table(DISTRICTS, RENAMED, ("--round", "5")),
        Table(ELSEWHERE, RENAMED, ("--round", "5")),
        Table(REASONS, DISTRICTS, ("--round", "5")),
    ],
}


def people(rows, columns):
    """Of whom a cell is, whichever way round the table stands."""
    return [
        (one, other) if one in PLACES else (other, one) for one, other in product(rows, columns)
    ]


@pytest.fixture(scope="module")
def first_releases():
    """Of tables that several roads begin with: the register, the file and the report."""
    return {}


@pytest.fixture
def publish(tmp_path, monkeypatch, first_releases):
    """Publish one table after the other; those that were not refused, with file and report."""
    monkeypatch.chdir(tmp_path)
    files = [tmp_path / name for name in ("register.jsonl", "out.csv", "out.json")]

    def protect(table, first):
        if first not in first_releases:
            words = ["protect", "table.csv", "--threshold", str(table.threshold), *table.options]
            words += ["--history", "register.jsonl", "--out", "out.csv", "--report", "out.json"]
            if main(words) != 0:
                return False
            first_releases[first] = [file.read_text("utf-8") for file in files]
        for file, text in zip(files, first_releases[first], strict=True):
            file.write_text(text, "utf-8")
        return True

    def publish(counts, releases):
        at = {name: n for names in (PLACES, GROUPS) for n, name in enumerate(names)}
        for number, table in enumerate(releases):
            cells = [
                [
                    sum(counts[at[place]][at[group]] for place, group in people(row, column))
                    for column in table.columns.values()
                ]
                for row in table.rows.values()
            ]
            with open("table.csv", "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
                lines = csv.writer(file)
                lines.writerow(["place_code", *table.columns])
                lines.writerows([name, *row] for name, row in zip(table.rows, cells, strict=True))
            if protect(table, (repr(counts), repr(releases[: number + 1]))):
                shown = list(csv.reader((tmp_path / "out.csv").read_text("utf-8").splitlines()))
                report = json.loads((tmp_path / "out.json").read_text("utf-8"))
                yield number, table, np.array(cells), shown, report

    return publish


class Outsider:
    """Whoever has all files: what they say of whom, and which cells they leave open."""

    def __init__(self):
        self.equations, self.asked, self.warned = [], {}, set()

    def read(self, number, table, cells, shown, report):
        of = {
            (row, column): Counter(people(table.rows[row], table.columns[column]))
            for row, column in product(table.rows, table.columns)
        }
        base = report.get("base")
        for row, line in zip(table.rows, shown[1:], strict=True):
            for column, cell in zip(table.columns, line[1:], strict=True):
                name = (number, row, column)
                if cell == "x":
                    self.asked[name] = table.threshold
                    self.equations.append(({**of[row, column], name: -1.0}, 0.0))
                elif base:
                    self._read_rounded(of[row, column], int(cell), base, name)
                else:
                    self.equations.append((of[row, column], float(cell)))
        if report.get("margins") == "public":
            lines = [[(row, column) for column in table.columns] for row in table.rows]
            lines += [[(row, column) for row in table.rows] for column in table.columns]
            totals = [*cells.sum(axis=1), *cells.sum(axis=0)]
            for line, total in zip(lines, totals, strict=True):
                if len(line) == 1:  # the cell itself, shown or not
                    continue
                whole = sum((of[cell] for cell in line), Counter())
                self.equations.append((whole, float(total)))
        open_cells = (cell for cell in report.get("hidden", ()) if not cell["protected"])
        self.warned |= {(number, cell["place_code"], cell["category"]) for cell in open_cells}

    def _read_rounded(self, of, cell, base, name):
        """The true count lies less than a base below or above what is shown."""
        self.asked[name] = min(2 * base - 2, cell + base - 1)
        self.equations.append(({**of, name: -1.0}, 0.0))
        for least in (False, True):
            bound = cell - base + 1 if least else cell + base - 1
            slack = {(*name, least): -1.0 if least else 1.0}
            if bound > 0:
                self.equations.append(({name: 1.0, **slack}, float(bound)))

    def told(self):
        """Cells that follow too closely, and whose owner was not told."""
        found = intervals(self.equations, list(self.asked))
        narrow = {
            name for name, ends in found.items() if ends[1] - ends[0] < self.asked[name] - 1e-6
        }
        return narrow - self.warned


@pytest.mark.parametrize(("road", "counts"), list(zip(ROADS, cycle(COUNTS), strict=False)))
def test_no_file_tells_what_another_hides(publish, road, counts):
    outsider, published = Outsider(), 0
    for release in publish(counts, ROADS[road]):
        outsider.read(*release)
        published += 1
    assert published
    assert not outsider.told()
    assert outsider.asked or published < len(ROADS[road])
