"""Marks by hexagon: how many of them an audience may be told beside all else that it is told.

Who may not see where people drew gets each mark moved within its place, and so knows how many there
are in a place. A hexagon may be smaller than a move: it is told from ten marks on, and where its
number and those of places would tell a smaller one of another hexagon, it is left out too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from profiles.community.places import Mark
from profiles.protection.masking import LEAST_PEOPLE, Hexagon, HexagonGrid
from profiles.protection.suppression.audit import Demand
from profiles.protection.suppression.complement import hide_more
from profiles.protection.suppression.sums import Cells, Sums

if TYPE_CHECKING:
    from shapely import Polygon

EVERY: Final = ""  # in the place of a category: of all of them
MANY: Final[Hexagon] = (10**9, 0)  # stands for several hexagons; none lies there

Figure: TypeAlias = tuple[Hexagon, str]
"""A hexagon, and one category or `EVERY`."""
Piece: TypeAlias = tuple[Hexagon, str, str | None]
"""What of a hexagon and a category lies in one place, or in none."""


def hexagon_counts(
    marks: Sequence[Mark], codes: Sequence[str | None], *, hexagon_km: float, least: int
) -> list[tuple["Polygon", str, int]]:
    """Polygon, category (or `EVERY`) and number of marks of each hexagon that may be told.

    Args:
        marks: Those that may be counted.
        codes: The smallest place that each lies in, None at sea and abroad.
        hexagon_km: Between two opposite sides of a hexagon.
        least: No number below this one is told; 1 for who may see where each mark is.
    """
    grid = HexagonGrid(hexagon_km * 1000)
    pieces: Counter[Piece] = Counter(
        (grid.hexagon_at(mark.longitude, mark.latitude), mark.category_id, code)
        for mark, code in zip(marks, codes, strict=True)
    )
    counts: Counter[Figure] = Counter()
    for (hexagon, category_id, _), number in pieces.items():
        for of in (category_id, EVERY):
            counts[hexagon, of] += number
    left_out = _left_out(pieces, counts) if least > 1 else frozenset()
    return [
        (grid.polygon(hexagon), category_id, number)
        for (hexagon, category_id), number in sorted(counts.items())
        if (hexagon, category_id) not in left_out
    ]


def _left_out(pieces: Mapping[Piece, int], counts: Mapping[Figure, int]) -> frozenset[Figure]:
    """The figures that are not told: small ones, and more until none of them can be worked out."""
    small = frozenset(figure for figure, number in counts.items() if number < LEAST_PEOPLE)
    joined = _joined(pieces, counts)
    asked: dict[Figure, int] = {
        (hexagon, of): counts[hexagon, of]
        for hexagon, category_id, _ in joined
        if hexagon != MANY
        for of in (category_id, EVERY)
    }
    figures: list[Piece | Figure] = [*joined, *asked]
    number = {figure: position for position, figure in enumerate(figures)}
    values = np.array([*joined.values(), *asked.values()], dtype=float)
    is_piece = np.arange(len(values)) < len(joined)  # of which nobody is told
    is_small = values < LEAST_PEOPLE
    demand = Demand.of(values, np.where(is_piece & ~is_small, 0.0, float(LEAST_PEOPLE)))
    hidden = is_piece | is_small
    cells = Cells(hidden=hidden, open=~hidden, zeros=np.zeros_like(hidden), cost=values)
    chosen = hide_more(Sums.of(values, _lines(joined, asked, number)), cells, demand)
    return small | {figure for figure in asked if chosen[number[figure]]}


def _joined(pieces: Mapping[Piece, int], counts: Mapping[Figure, int]) -> dict[Piece, int]:
    """The pieces, as one those of a place whose hexagons are not told anyway, and hide each other.

    There are thousands where hexagons are small.
    """
    alike: dict[tuple[str, str | None], list[Piece]] = defaultdict(list)
    for piece in pieces:
        hexagon, category_id, code = piece
        if counts[hexagon, EVERY] < LEAST_PEOPLE:
            alike[category_id, code].append(piece)
    joined = dict(pieces)
    for (category_id, code), found in alike.items():
        total = sum(pieces[piece] for piece in found)
        if len(found) > 1 and total >= LEAST_PEOPLE:
            for piece in found:
                del joined[piece]
            joined[MANY, category_id, code] = total
    return joined


def _lines(
    pieces: Mapping[Piece, int],
    counts: Mapping[Figure, int],
    number: Mapping[Piece | Figure, int],
) -> Iterator[list[tuple[int, float]]]:
    """What is known of sums: each place and category, and how the figures of a hexagon add up."""
    places: dict[tuple[str, str | None], list[tuple[int, float]]] = defaultdict(list)
    parts: dict[Figure, list[tuple[int, float]]] = {one: [(number[one], -1.0)] for one in counts}
    for piece in pieces:
        hexagon, category_id, code = piece
        places[category_id, code].append((number[piece], 1.0))
        if hexagon != MANY:
            parts[hexagon, category_id].append((number[piece], 1.0))
    for hexagon, category_id in counts:
        if category_id != EVERY:
            parts[hexagon, EVERY].append((number[hexagon, category_id], 1.0))
    yield from places.values()
    yield from parts.values()
