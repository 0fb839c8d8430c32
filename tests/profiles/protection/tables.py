"""Tables with their totals, as sums."""

import numpy as np

from profiles.protection.suppression.audit import Demand
from profiles.protection.suppression.sums import Cells, Sums


def cube(values):
    """Sums along every axis of an array whose totals are public."""
    values = np.asarray(values, dtype=float)
    number = np.arange(values.size).reshape(values.shape)
    lines = []
    for axis in range(values.ndim):
        moved = np.moveaxis(number, axis, -1).reshape(-1, values.shape[axis])
        lines += [[(int(one), 1.0) for one in line] for line in moved]
    return Sums.of(values.ravel(), lines)


def cells(values, threshold, *, zeros=True):
    """Small counts are hidden, others may be, zeros last."""
    values = np.asarray(values, dtype=float).ravel()
    return Cells(
        hidden=(values > 0) & (values < threshold),
        open=values >= threshold,
        zeros=(values == 0) & zeros,
        cost=np.maximum(values, 1.0),
    )


def demand(values, threshold):
    """What the threshold asks for."""
    return Demand.of(np.asarray(values, dtype=float).ravel(), threshold)
