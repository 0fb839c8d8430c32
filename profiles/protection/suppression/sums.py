"""Figures and the published sums that tie them, as whoever reads a release knows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from profiles.protection.suppression.linear import Flags, Indices, Numbers

if TYPE_CHECKING:
    from scipy import sparse

Term: TypeAlias = tuple[int, float]
"""A figure by number, and its weight in a sum."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Sums:
    """Figures by number, and the weighted sums of them that are known.

    Everything is said in changes: an outsider who sees some of the figures can believe any change
    of the others that leaves every sum as it is and nothing below zero. What the sums come to need
    not be known here: the true figures fulfil them.

    Attributes:
        values: The true figures.
        matrix: One row a sum, one column a figure.
        signed: Which figures can be below zero, as differences can.
    """

    values: Numbers
    matrix: "sparse.csr_array"
    signed: Flags

    @classmethod
    def of(
        cls, values: Iterable[float], lines: Iterable[Iterable[Term]], signed: Iterable[int] = ()
    ) -> "Sums":
        """Sums given one by one.

        Args:
            values: The true figures.
            lines: The figures of each sum with their weights.
            signed: Numbers of the figures that can be below zero.
        """
        from scipy import sparse

        figures = np.array(list(values), dtype=float)
        entries = [
            (row, figure, weight) for row, line in enumerate(lines) for figure, weight in line
        ]
        rows, columns, weights = zip(*entries, strict=True) if entries else ((), (), ())
        count = max(rows) + 1 if rows else 0
        matrix = sparse.coo_array(
            (np.array(weights, dtype=float), (np.array(rows, int), np.array(columns, int))),
            shape=(count, len(figures)),
        )
        flags = np.zeros(len(figures), dtype=bool)
        flags[list(signed)] = True
        return cls(values=figures, matrix=matrix.tocsr(), signed=flags)

    def only(self, figures: Indices) -> "Sums":
        """These figures alone, when all others are known, with the sums that hold one of them."""
        matrix = self.matrix[:, figures]
        matrix = matrix[np.diff(matrix.indptr) > 0]
        return Sums(values=self.values[figures], matrix=matrix, signed=self.signed[figures])

    def least_change(self, most: float) -> Numbers:
        """How far down each figure can go: to zero, and by `most` at most."""
        return np.where(self.signed, -most, -np.clip(self.values, 0.0, most))

    def blocks(self) -> list[Indices]:
        """The figures in groups that no sum ties to each other."""
        from scipy.sparse import coo_array, csgraph

        rows, columns = self.matrix.nonzero()
        count, figures = self.matrix.shape
        ties = coo_array(
            (np.ones(len(rows)), (rows, columns + count)), shape=(count + figures,) * 2
        )
        _, labels = csgraph.connected_components(ties, directed=False)
        of_figures = labels[count:]
        order = np.argsort(of_figures, kind="stable")
        cuts = np.flatnonzero(np.diff(of_figures[order])) + 1
        return list(np.split(order, cuts)) if figures else []


@dataclass(frozen=True, eq=False, kw_only=True)
class Cells:
    """What may be done with each figure.

    Attributes:
        hidden: Must be hidden.
        open: May be hidden for the others' sake.
        zeros: May be hidden for the others' sake when nothing else helps.
        cost: What hiding it would lose, 1 or more.
    """

    hidden: Flags
    open: Flags
    zeros: Flags
    cost: Numbers

    def only(self, figures: Indices) -> "Cells":
        """Of these figures alone."""
        return Cells(
            hidden=self.hidden[figures],
            open=self.open[figures],
            zeros=self.zeros[figures],
            cost=self.cost[figures],
        )
