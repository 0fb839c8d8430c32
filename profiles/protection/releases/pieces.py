"""The same people on other boundaries: what lives in the pieces between (rule C10)."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from profiles.protection.releases.relations import LEAST_VALUES, parts_of, vectors_of
from profiles.protection.releases.renamed import Figures, names_of
from profiles.protection.suppression.linear import Numbers

FEWEST_PEOPLE: Final = 50  # of a piece of land between two boundaries (rule C10)
MOST_OF_AN_AREA: Final = 0.02  # that much alike, one of two areas lies in the other


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
    shared = sorted(names_of(new, 1) & names_of(old, 1))
    rows, before = vectors_of(new, 0, shared), vectors_of(old, 0, shared)
    changed = {name: row for name, row in rows.items() if not _is_among(row, before)}
    gone = {name: row for name, row in before.items() if not _is_among(row, rows)}
    same_people = np.array_equal(sum(changed.values()), sum(gone.values()))
    places = np.array([*changed.values(), *gone.values()])
    for name, row in changed.items():
        for other, people in gone.items():
            piece = np.abs(row - people)
            is_inside = piece.sum() == abs(row.sum() - people.sum())
            is_few = piece.sum() < fewest  # and more than none: no row is in both tables
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
