"""A matrix of flows that knows which question it answers, and over how many years.

`flows[i, j]` counts people from origin i to destination j. The diagonal holds those who stayed, or
NaN where nobody counted them. A missing flow is NaN and makes every figure it enters NaN: missing
is not zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from mapping.errors import MeasureRefusedError
from mapping.i18n import N_
from profiles.indicators.flows import FlowType

Matrix: TypeAlias = npt.NDArray[np.float64]
Vector: TypeAlias = npt.NDArray[np.float64]

NO_PERIOD: Final = N_("a table by place of birth covers whole lives, so it has no rate of a period")
LAST_MOVE: Final = N_("a table of last moves spans no fixed period; it needs a number of years")
NO_INTERVAL: Final = N_("the number of years that the table covers is not known")


def square(flows: npt.ArrayLike) -> Matrix:
    """A copy of the matrix as numbers.

    Raises:
        ValueError: its rows and columns are not the same places.

    >>> square([[9, 1], [4, 9]]).tolist()
    [[9.0, 1.0], [4.0, 9.0]]
    """
    matrix = np.array(flows, dtype=float)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:  # noqa: PLR2004 - a matrix
        raise ValueError(f"flows must be a square matrix, not of shape {matrix.shape}")
    return matrix


def moved(flows: npt.ArrayLike) -> Matrix:
    """The flows between different places: a copy with zeros on the diagonal.

    >>> moved([[9, 1], [4, 9]]).tolist()
    [[0.0, 1.0], [4.0, 0.0]]
    """
    matrix = square(flows)
    np.fill_diagonal(matrix, 0.0)
    return matrix


def cells_between(flows: npt.ArrayLike) -> Matrix:
    """The n - 1 flows out of each place to the others: n rows, n - 1 columns.

    >>> cells_between([[9, 1, 2], [4, 9, 3], [5, 6, 9]]).tolist()
    [[1.0, 2.0], [4.0, 3.0], [5.0, 6.0]]
    """
    matrix = square(flows)
    places = len(matrix)
    return np.asarray(matrix[~np.eye(places, dtype=bool)].reshape(places, max(places - 1, 0)))


@dataclass(frozen=True, eq=False, kw_only=True)
class FlowMatrix:
    """Flows between the same places at both ends, with the kind of table they come from.

    Raises:
        ValueError: the matrix is not n by n for n codes, or the interval is not above zero.
    """

    codes: tuple[str, ...]  # of the places, in the order of rows and columns
    flows: Matrix  # persons, or moves; never changed
    flow_type: FlowType | None  # None: not stated
    interval_years: float | None  # None: not stated, or there is none

    def __post_init__(self) -> None:
        if square(self.flows).shape[0] != len(self.codes):
            raise ValueError(f"{len(self.codes)} codes for a matrix of {len(self.flows)} places")
        if self.interval_years is not None and not self.interval_years > 0:
            raise ValueError(f"an interval is above zero, not {self.interval_years} years")

    @property
    def stayers_counted(self) -> bool:
        """Whether the diagonal counts those who stayed: all of it known, and not all zero."""
        diagonal = np.diagonal(self.flows)
        return bool(np.isfinite(diagonal).all() and (diagonal > 0).any())

    @property
    def no_rate(self) -> str | None:
        """Why there is no rate of a period, in words; None where there is one."""
        if self.flow_type is FlowType.LIFETIME:
            return NO_PERIOD
        if self.flow_type is FlowType.LAST_MOVE and self.interval_years is None:
            return LAST_MOVE
        return None

    @property
    def no_yearly_rate(self) -> str | None:
        """Why there is no average per year, in words; None where there is one."""
        return self.no_rate or (NO_INTERVAL if self.interval_years is None else None)

    def average_per_year(self, rates: npt.ArrayLike) -> Vector:
        """Rates of the whole interval as an average per year of the interval.

        Say it in these words: the flow of five years is less than five flows of one year, because
        people return and move again, so a fifth of it is no annual rate.

        Args:
            rates: Of the whole interval, any shape and unit.

        Raises:
            MeasureRefusedError: the kind of table has no interval, or it is not known.

        Source: Rees (1977), The measurement of migration, Environment and Planning A 9.

        >>> table = FlowMatrix(
        ...     codes=("A", "B"),
        ...     flows=np.array([[9.0, 1.0], [4.0, 9.0]]),
        ...     flow_type=FlowType.TRANSITION,
        ...     interval_years=5,
        ... )
        >>> table.average_per_year([50.0, 25.0]).tolist()
        [10.0, 5.0]
        """
        if self.no_yearly_rate is not None or self.interval_years is None:
            raise MeasureRefusedError(measure=N_("average per year"), reason=self.no_yearly_rate)
        return np.asarray(rates, dtype=float) / self.interval_years

    def collapsed(self, groups: Sequence[str]) -> "FlowMatrix":
        """The flows between groups of places; flows within a group go to its diagonal.

        In- and out-migration of a group follow from this matrix and are never the sum of its
        places' ones, which hold the moves within the group too; net migration is the same both
        ways. A group with a missing flow in it is missing.

        Args:
            groups: The group of each place, in the order of `codes`.

        >>> table = FlowMatrix(
        ...     codes=("A1", "A2", "B1"),
        ...     flows=np.array([[8.0, 1.0, 2.0], [3.0, 8.0, 4.0], [5.0, 6.0, 8.0]]),
        ...     flow_type=FlowType.TRANSITION,
        ...     interval_years=1,
        ... )
        >>> table.collapsed(("A", "A", "B")).flows.tolist()
        [[20.0, 6.0], [11.0, 8.0]]
        """
        names = tuple(dict.fromkeys(groups))
        index = np.array([names.index(group) for group in groups], dtype=np.intp)
        return FlowMatrix(
            codes=names,
            flows=collapse(self.flows, index, len(names)),
            flow_type=self.flow_type,
            interval_years=self.interval_years,
        )


def collapse(flows: Matrix, groups: npt.NDArray[np.intp], count: int) -> Matrix:
    """The matrix between groups of places: flows within a group go to its diagonal.

    Args:
        flows: n by n.
        groups: For each of the n places the index of its group, 0 to count - 1.
        count: Number of groups; the result is count by count. Net migration of a group is the sum
            of its places' net migration; in-migrants are not.

    >>> collapse(np.array([[8.0, 1.0], [3.0, 8.0]]), np.array([0, 0]), 1).tolist()
    [[20.0]]
    """
    member = np.zeros((len(groups), count))
    member[np.arange(len(groups)), groups] = 1.0
    matrix = np.asarray(flows, dtype=float)
    missing = np.isnan(matrix).astype(float)
    collapsed: Matrix = member.T @ np.nan_to_num(matrix, nan=0.0) @ member
    collapsed[(member.T @ missing @ member) > 0] = np.nan
    return collapsed
