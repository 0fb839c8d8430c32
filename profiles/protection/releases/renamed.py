"""The same figures under other names: rows and columns exchanged, places and groups both renamed.

A table in another language, or one turned round, has no name in common with the first, and every
reader sees that it is the same.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from profiles.protection.releases.register import Figure

LEAST_VALUES: Final = 3  # other than zero, all different, of a row that is known by its values
LEAST_ROWS: Final = 2  # in one alone it would be chance

Figures: TypeAlias = Mapping[Figure, float]
"""The true figures of a table, by place and category."""
Rows: TypeAlias = dict[str, dict[str, float]]


def is_turned(new: Figures, earlier: Sequence[Figures]) -> bool:
    """Whether rows of a table are called as columns of earlier ones are, and its columns as rows.

    Args:
        new: The figures of the table.
        earlier: Those of each release before it.
    """
    places, categories = names_of(new, 0), names_of(new, 1)
    straight = exchanged = 0
    for one in earlier:
        rows, columns = names_of(one, 0), names_of(one, 1)
        straight += len(places & rows) + len(categories & columns)
        exchanged += len(places & columns) + len(categories & rows)
    return exchanged > straight


def turned(figures: Figures) -> dict[Figure, float]:
    """The figures with category and place exchanged."""
    return {name[::-1]: value for name, value in figures.items()}


def same_figures(new: Figures, old: Figures) -> Iterator[tuple[Figure, Figure]]:
    """Figures of one table that are figures of another under another name, as pairs.

    Rows that have no name in common are known by their values in whatever order: those of one are
    among those of the other. Then the columns of the rows found are compared.

    Args:
        new: The figures of one table.
        old: Those of another.
    """
    for is_exchanged in (False, True):
        rows, before = _rows(new), _rows(turned(old) if is_exchanged else old)
        pairs = _same_rows(rows, before)
        if len(pairs) < LEAST_ROWS:
            continue
        for column, other in _same_columns(rows, before, pairs):
            for row, one in pairs.items():
                name = (other, one) if is_exchanged else (one, other)
                if (row, column) != name:
                    yield (row, column), name


def names_of(figures: Figures, axis: int) -> set[str]:
    """The places of some figures, or with axis 1 their categories."""
    return {figure[axis] for figure in figures}


def _rows(figures: Figures) -> Rows:
    rows: Rows = {}
    for (place, category), value in figures.items():
        rows.setdefault(place, {})[category] = value
    return rows


def _same_rows(rows: Rows, before: Rows) -> dict[str, str]:
    """Each row with the only one of the other table that it can be."""
    counted = {name: Counter(row.values()) for name, row in before.items()}
    pairs = {}
    for name, row in rows.items():
        values = Counter(row.values())
        found = [
            other
            for other, theirs in counted.items()
            if len({*values} & {*theirs} - {0.0}) >= LEAST_VALUES
            and (values <= theirs or theirs <= values)
        ]
        if name in before:
            pairs[name] = name
        elif len(found) == 1:
            pairs[name] = found[0]
    return pairs


def _same_columns(rows: Rows, before: Rows, pairs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Columns that are the same in all of these rows, and the only ones that are."""
    ours = _columns([rows[name] for name in pairs])
    theirs = _columns([before[name] for name in pairs.values()])
    for column, values in ours.items():
        found = [other for other, counts in theirs.items() if counts == values]
        if any(values) and len(found) == 1:
            yield column, found[0]


def _columns(rows: Sequence[Mapping[str, float]]) -> dict[str, tuple[float, ...]]:
    """The columns that all of some rows have."""
    names = set.intersection(*(set(row) for row in rows))
    return {name: tuple(row[name] for row in rows) for name in sorted(names)}
