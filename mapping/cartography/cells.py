"""Every place one equal shape: a grid of tiles, or circles that do not overlap.

On a map of islands the sea is drawn and the places are lost. Here each place is as large as every
other and stands about where it lies, so that a hall can read all of them.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

MOST_CELLS: Final = 800  # places; beyond, tiles are too small to be read
_SPARE: Final = 1.15  # cells a place, so that the outline of the country can show
_WIDEST: Final = 2.2  # columns to rows at most, and at least its inverse: the shape of a screen
_ROUNDS: Final = 160

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def tile_cells(centres: Floats) -> Ints:
    """Column and row of each place on a grid, rows counted downwards; (n, 2).

    Places are assigned to cells so that the sum of squared distances is least. Half of a place's
    position is its rank from west to east and north to south: groups of islands that lie close
    together get room, and empty sea takes none.

    Args:
        centres: A point in each place on a plane whose y grows southwards, (n, 2).

    Raises:
        ValueError: there are more than `MOST_CELLS` places.
    """
    from scipy.optimize import linear_sum_assignment

    places = len(centres)
    if places > MOST_CELLS:
        raise ValueError(f"{places} places are too many for tiles")
    spans = np.ptp(centres, axis=0)
    shape = min(max(float(spans[0] / max(spans[1], 1e-12)), 1 / _WIDEST), _WIDEST)
    columns = max(1, round(math.sqrt(places * _SPARE * shape)))
    rows = math.ceil(places * _SPARE / columns)
    wanted = _spread(centres) * [columns - 1, rows - 1]
    grid = np.array([(c, r) for r in range(rows) for c in range(columns)], dtype=np.int64)
    cost = ((wanted[:, None, :] - grid[None, :, :]) ** 2).sum(axis=2)
    _, chosen = linear_sum_assignment(cost)
    cells: Ints = grid[chosen] - grid[chosen].min(axis=0)
    return cells


def spread_circles(centres: Floats) -> tuple[Floats, float]:
    """Centres of equal circles near the places, none over another, and their radius.

    Args:
        centres: A point in each place on a plane, (n, 2).
    """
    places = len(centres)
    span = float(np.ptp(centres, axis=0).max()) if places > 1 else 1.0
    radius = (span or 1.0) / (3.4 * math.sqrt(places))
    # Places at the very same point are told apart by their order.
    spiral = np.arange(places) * 2.4
    jitter = np.column_stack([np.cos(spiral), np.sin(spiral)])
    at = centres + jitter * radius * 1e-3
    for turn in range(_ROUNDS):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.hypot(apart[..., 0], apart[..., 1])
        np.fill_diagonal(distance, np.inf)
        overlap = np.maximum(2.08 * radius - distance, 0.0)
        push = (apart / distance[..., None] * overlap[..., None]).sum(axis=1) * 0.5
        home = (centres - at) * (0.03 if turn < _ROUNDS * 0.6 else 0.0)
        at = at + push + home
        if turn > _ROUNDS * 0.6 and float(overlap.max()) < 0.06 * radius:
            break
    return at, radius


def _spread(centres: Floats) -> Floats:
    """Positions from 0 to 1, half of them by rank."""
    low, spans = centres.min(axis=0), np.maximum(np.ptp(centres, axis=0), 1e-12)
    ranks = np.argsort(np.argsort(centres, axis=0, kind="stable"), axis=0)
    scaled: Floats = ((centres - low) / spans + ranks / max(len(centres) - 1, 1)) / 2
    return scaled
