"""Which columns or rows of two tables are sums of each other: groups merged, places joined.

Nobody says so when a table with "displaced" follows one with "displaced by flood" and "displaced
by war", but every reader sees it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import numpy as np

from profiles.protection.releases.register import Figure, WeightedSum
from profiles.protection.suppression.linear import Numbers, Programme, TooHardError

LEAST_VALUES: Final = 3  # in fewer it would be chance
FEWEST_PARTS: Final = 2
YES: Final = 0.5


def parts_of(total: Numbers, candidates: Numbers) -> tuple[int, ...]:
    """The fewest vectors that add up to another one; empty when none do.

    Args:
        total: The vector, at least three values.
        candidates: One a row; those of zeros alone are never parts.
    """
    from scipy import sparse

    useful = np.flatnonzero(candidates.any(axis=1) & (candidates <= total).all(axis=1))
    if len(total) < LEAST_VALUES or len(useful) < FEWEST_PARTS or not total.any():
        return ()
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
    parts = useful[answer > YES]
    return tuple(parts.tolist()) if len(parts) >= FEWEST_PARTS else ()


def merged_sums(new: Mapping[Figure, float], old: Mapping[Figure, float]) -> Iterator[WeightedSum]:
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


def _names(figures: Iterable[Figure], axis: int) -> set[str]:
    return {figure[axis] for figure in figures}


def _vectors(table: Mapping[Figure, float], axis: int, shared: list[str]) -> dict[str, Numbers]:
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
    """Names of one table that are sums of names of the other, each in one of them alone."""
    names = [name for name in parts if name not in wholes]
    if len(names) < FEWEST_PARTS:
        return
    candidates = np.array([parts[name] for name in names])
    for whole, total in wholes.items():
        if whole not in parts and (members := parts_of(total, candidates)):
            yield whole, tuple(names[one] for one in members)
