"""How tables hang together: groups merged, places joined, the same people on other boundaries.

Nobody says so when a table with "displaced" follows one with "displaced by flood" and "displaced
by war", but every reader sees it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np

from profiles.protection.releases.register import Figure, WeightedSum
from profiles.protection.suppression.linear import Numbers, Programme, TooHardError

LEAST_VALUES: Final = 3  # in fewer it would be chance
LEAST_ALIKE: Final = 2  # other than zero, of one figure under two names: likewise
FEWEST_PEOPLE: Final = 50  # of a piece of land between two boundaries (rule C10)
MOST_OF_AN_AREA: Final = 0.02  # that much alike, one of two areas lies in the other
YES: Final = 0.5

Figures: TypeAlias = Mapping[Figure, float]
"""The true figures of a table, by place and category."""


def related(new: Figures, earlier: Sequence[Figures]) -> Iterator[tuple[WeightedSum, Figures]]:
    """The sums that tie a table to what was published before, each with the figures that it is of.

    A whole and its parts can also be spread over several tables: a province, and its districts in
    two instalments; or stand in one, as a column of totals does.

    Args:
        new: The figures of the table.
        earlier: Those of each release before it, oldest first.
    """
    for found in _totals_of_columns(new):
        yield found, {name: new[name] for name, _ in found}
    pairs = [(new, one) for one in earlier]
    if len(earlier) > 1:
        pairs.append((new, _together(earlier)))
        for position, one in enumerate(earlier):
            others = [*earlier[:position], *earlier[position + 1 :], new]
            pairs.append((_together(others), one))
    for one, other in pairs:
        both = {**other, **one, **new}
        for found in merged_sums(one, other):
            values = {name: both[name] for name, _ in found}
            # A figure may have been another in another release: then it is no sum of these.
            is_true = abs(sum(weight * values[name] for name, weight in found)) < YES
            if is_true and not new.keys().isdisjoint(values):
                yield found, values


def _together(tables: Iterable[Figures]) -> dict[Figure, float]:
    return {name: value for table in tables for name, value in table.items()}


def small_pieces(
    new: Figures, old: Figures, *, fewest: float = FEWEST_PEOPLE
) -> Iterator[tuple[str, str]]:
    """Places of two tables of the same people that differ by a piece with few of them.

    The tables are of the same people where what has changed comes to the same in each category.
    Two areas, as people draw them, lie in one another where all counts are almost the same.

    Args:
        new: The figures of one table.
        old: Those of another.
        fewest: People of a piece that may be known.
    """
    shared = sorted(_names(new, 1) & _names(old, 1))
    rows, before = _vectors(new, 0, shared), _vectors(old, 0, shared)
    changed = {name: row for name, row in rows.items() if not _is_among(row, before)}
    gone = {name: row for name, row in before.items() if not _is_among(row, rows)}
    if not shared or not changed or not gone:
        return
    same_people = np.array_equal(sum(changed.values()), sum(gone.values()))
    places = np.array([*changed.values(), *gone.values()])
    for name, row in changed.items():
        for other, people in gone.items():
            piece = np.abs(row - people)
            is_inside = piece.sum() == abs(row.sum() - people.sum())
            is_few = 0 < piece.sum() < fewest
            renamed = name not in before and other not in rows  # else it is a corrected count
            if not same_people and not (renamed and _is_alike(row, people)):
                continue
            if is_inside and is_few and not _is_of_places(piece, places):
                yield name, other


def _is_alike(row: Numbers, other: Numbers) -> bool:
    most = max(row.sum(), other.sum())
    return len(row) >= LEAST_VALUES and bool(np.abs(row - other).sum() <= MOST_OF_AN_AREA * most)


def _is_of_places(piece: Numbers, places: Numbers) -> bool:
    """Whether a piece is a place of one of the tables, or several: then it is in their sums."""
    return bool((places == piece).all(axis=1).any()) or bool(parts_of(piece, places))


def _is_among(row: Numbers, rows: Mapping[str, Numbers]) -> bool:
    """Whether a table has the row, under whatever name."""
    return any(np.array_equal(row, one) for one in rows.values())


def parts_of(total: Numbers, candidates: Numbers) -> tuple[int, ...]:
    """The fewest vectors that add up to another one, or the one that is the same; empty: none.

    Args:
        total: The vector, at least three values.
        candidates: One a row; those of zeros alone are never parts.
    """
    from scipy import sparse

    useful = np.flatnonzero(candidates.any(axis=1) & (candidates <= total).all(axis=1))
    if len(total) < LEAST_VALUES or not len(useful) or not total.any():
        return ()
    alike = useful[(candidates[useful] == total).all(axis=1)]
    if len(alike):
        return (int(alike[0]),) if np.count_nonzero(total) >= LEAST_ALIKE else ()
    programme = Programme(
        matrix=sparse.csr_array(candidates[useful].T.astype(float)),
        lower=np.zeros(len(useful)),
        upper=np.ones(len(useful)),
        row_lower=total.astype(float),
        row_upper=total.astype(float),
        is_integer=True,
    )
    try:
        answer = programme.minimise(np.ones(len(useful)))
    except TooHardError:
        return ()
    if answer is None:
        return ()
    return tuple(useful[answer > YES].tolist())


def merged_sums(new: Figures, old: Figures) -> Iterator[WeightedSum]:
    """Which figures of one table are sums of figures of another, whichever has the whole.

    Args:
        new: The figures of one table, by place and category.
        old: Those of another.
    """
    for axis in (0, 1):  # merged places, merged categories
        shared = _names(new, 1 - axis) & _names(old, 1 - axis)
        vectors = [_vectors(table, axis, sorted(shared)) for table in (new, old)]
        for wholes, parts in (vectors, vectors[::-1]):
            for whole, members in _merged(wholes, parts):
                for one in sorted(shared):
                    terms = ((_figure(one, part, axis), 1.0) for part in members)
                    yield ((_figure(one, whole, axis), -1.0), *terms)


def _totals_of_columns(table: Figures) -> Iterator[WeightedSum]:
    """Categories that others of the same table add up to. Of places, their parents say it."""
    places = sorted(_names(table, 0))
    columns = _vectors(table, 1, places)
    for name, column in columns.items():
        others = {other: values for other, values in columns.items() if other != name}
        for whole, members in _merged({name: column}, others):
            for place in places:
                yield ((place, whole), -1.0), *(((place, part), 1.0) for part in members)


def _names(figures: Iterable[Figure], axis: int) -> set[str]:
    return {figure[axis] for figure in figures}


def _vectors(table: Figures, axis: int, shared: list[str]) -> dict[str, Numbers]:
    """Rows or columns by name, in one order; without those that a table has in part only."""
    found = {}
    for name in sorted(_names(table, axis)):
        figures = [_figure(one, name, axis) for one in shared]
        if all(figure in table for figure in figures):
            found[name] = np.array([table[figure] for figure in figures])
    return found


def _figure(other: str, name: str, axis: int) -> Figure:
    return (other, name) if axis else (name, other)


def _merged(
    wholes: Mapping[str, Numbers], parts: Mapping[str, Numbers]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names of one table that are sums of names of the other, and not among them themselves."""
    names, candidates = list(parts), np.array(list(parts.values()))
    for whole, total in wholes.items():
        if names and whole not in parts and (members := parts_of(total, candidates)):
            yield whole, tuple(names[one] for one in members)
