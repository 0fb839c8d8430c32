"""How tables hang together: groups merged, places joined, a whole and its parts.

Nobody says so when a table with "displaced" follows one with "displaced by flood" and "displaced
by war", but every reader sees it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from profiles.protection.releases.register import Figure, WeightedSum
from profiles.protection.releases.renamed import Figures, names_of, same_figures
from profiles.protection.suppression.linear import Numbers, Programme, TooHardError

LEAST_VALUES: Final = 3  # in fewer it would be chance
LEAST_ALIKE: Final = 2  # other than zero, of one figure under two names: likewise
YES: Final = 0.5


def related(new: Figures, earlier: Sequence[Figures]) -> Iterator[tuple[WeightedSum, Figures]]:
    """The sums that tie a table to what was published before, each with the figures that it is of.

    A whole and its parts can also be spread over several tables: a province, and its districts in
    two instalments; or stand in one, as a column of totals does.

    Args:
        new: The figures of the table.
        earlier: Those of each release before it, oldest first.
    """
    for found in _totals_within(new):
        yield found, {name: new[name] for name, _ in found}
    pairs = [(new, one) for one in earlier]
    if len(earlier) > 1:
        pairs.append((new, _together(earlier)))
        for position, one in enumerate(earlier):
            others = [*earlier[:position], *earlier[position + 1 :], new]
            pairs.append((_together(others), one))
    for one, other in pairs:
        both = {**other, **one, **new}
        for found in _sums_between(one, other):
            values = {name: both[name] for name, _ in found}
            # A figure may have been another in another release: then it is no sum of these.
            is_true = abs(sum(weight * values[name] for name, weight in found)) < YES
            if is_true and not new.keys().isdisjoint(values):
                yield found, values


def _sums_between(one: Figures, other: Figures) -> Iterator[WeightedSum]:
    for name, same in same_figures(one, other):
        yield (name, -1.0), (same, 1.0)
    yield from merged_sums(one, other)
    yield from _rests(one, other)
    for axis in (0, 1):
        for finer, coarser in ((one, other), (other, one)):
            yield from _merged_both_ways(finer, coarser, axis)


def _together(tables: Iterable[Figures]) -> dict[Figure, float]:
    return {name: value for table in tables for name, value in table.items()}


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
        shared = _shared(new, old, axis)
        vectors = [vectors_of(table, axis, shared) for table in (new, old)]
        for wholes, parts in (vectors, vectors[::-1]):
            for whole, members in _merged(wholes, parts):
                for one in shared:
                    terms = ((_figure(one, part, axis), 1.0) for part in members)
                    yield ((_figure(one, whole, axis), -1.0), *terms)


def _rests(new: Figures, old: Figures) -> Iterator[WeightedSum]:
    """Wholes of an earlier table of which it has one part, and the new table the other."""
    for axis in (0, 1):
        shared = _shared(new, old, axis)
        before = vectors_of(old, axis, shared)
        if len(shared) < LEAST_VALUES:
            continue
        known = {values.tobytes(): name for name, values in before.items() if values.any()}
        for name, values in vectors_of(new, axis, shared).items():
            for whole, total in before.items() if name not in before and values.any() else ():
                rest = known.get((total - values).tobytes())
                for one in shared if rest is not None else ():
                    terms = ((_figure(one, part, axis), 1.0) for part in (name, str(rest)))
                    yield ((_figure(one, whole, axis), -1.0), *terms)


def _merged_both_ways(finer: Figures, coarser: Figures, axis: int) -> Iterator[WeightedSum]:
    """Sums of a table of larger places and one of merged groups, or of one that has both.

    Which rows were joined is seen by the columns that both tables have and by the row totals, where
    the tables have as many people in all.
    """
    shared = _shared(finer, coarser, axis)
    of_finer, of_coarser = (_with_total(one, axis, shared) for one in (finer, coarser))
    if not shared or of_finer.keys() & of_coarser.keys() or not _same_people(finer, coarser):
        return
    rows = dict(_merged(of_coarser, of_finer))
    columns = [names_of(one, 1 - axis) for one in (finer, coarser)]

    def joined(whole: str, column: str) -> WeightedSum:
        return tuple((_figure(column, one, axis), 1.0) for one in rows[whole])

    for whole in rows:
        for column in shared:
            yield (_figure(column, whole, axis), -1.0), *joined(whole, column)
        total = ((_figure(column, whole, axis), -1.0) for column in sorted(columns[1]))
        yield *total, *(term for column in sorted(columns[0]) for term in joined(whole, column))
    values = {
        _figure(column, whole, axis): sum(finer[name] for name, _ in joined(whole, column))
        for whole in rows
        for column in columns[0]
    }
    for found in merged_sums(coarser, values):
        yield tuple(
            (term, weight)
            for name, weight in found
            for term, _ in (
                ((name, 1.0),)
                if name[1 - axis] in columns[1]
                else joined(name[axis], name[1 - axis])
            )
        )


def _with_total(table: Figures, axis: int, shared: Sequence[str]) -> dict[str, Numbers]:
    """Rows or columns over some others, and over all others together."""
    everything = sorted(names_of(table, 1 - axis))
    total = {name: row.sum() for name, row in vectors_of(table, axis, everything).items()}
    found = vectors_of(table, axis, shared)
    return {name: np.append(row, total[name]) for name, row in found.items() if name in total}


def _same_people(one: Figures, other: Figures) -> bool:
    return sum(one.values()) == sum(other.values())


def _totals_within(table: Figures) -> Iterator[WeightedSum]:
    """Rows or columns of a table that others of it add up to, whatever it says of parents."""
    for axis in (0, 1):
        others = sorted(names_of(table, 1 - axis))
        lines = vectors_of(table, axis, others)
        for name, line in lines.items():
            parts = {other: values for other, values in lines.items() if other != name}
            for whole, members in _merged({name: line}, parts):
                for one in others:
                    terms = ((_figure(one, part, axis), 1.0) for part in members)
                    yield ((_figure(one, whole, axis), -1.0), *terms)


def _shared(one: Figures, other: Figures, axis: int) -> list[str]:
    """The columns that two tables have in common, where rows are compared; or the rows."""
    return sorted(names_of(one, 1 - axis) & names_of(other, 1 - axis))


def vectors_of(table: Figures, axis: int, shared: Sequence[str]) -> dict[str, Numbers]:
    """Rows or columns by name, in one order; without those that a table has in part only."""
    found = {}
    for name in sorted(names_of(table, axis)):
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
