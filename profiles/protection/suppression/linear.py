"""Linear programmes, solved again and again with HiGHS from where the last answer was."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import highspy
    from scipy import sparse

Numbers: TypeAlias = npt.NDArray[np.float64]
Indices: TypeAlias = npt.NDArray[np.intp]
Flags: TypeAlias = npt.NDArray[np.bool_]

EPSILON: Final = 1e-6  # beside figures and movements of about 1: HiGHS is exact to 1e-7


MOST_NODES: Final = 500


class TooHardError(Exception):
    """The search for whole numbers was given up.

    After so many steps, not after some time, so that it ends the same on every machine.
    """


@dataclass(eq=False, kw_only=True)
class Programme:
    """Least cost over columns within bounds, such that every row of `matrix` is within its own.

    A change of costs or bounds keeps the last basis, so that the hundreds of questions asked of one
    table take about as long as the first few.

    Attributes:
        matrix: One row an equation, one column an unknown.
        lower, upper: Bounds of the unknowns.
        row_lower, row_upper: Bounds of the rows; zero where none are given.
        is_integer: Whether unknowns are whole numbers.
    """

    matrix: "sparse.csr_array"
    lower: Numbers
    upper: Numbers
    row_lower: Numbers | None = None
    row_upper: Numbers | None = None
    is_integer: bool = False
    _solver: "highspy.Highs" = field(init=False, repr=False)

    def __post_init__(self) -> None:
        import highspy

        rows, columns = self.matrix.shape
        by_column = self.matrix.tocsc()
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = columns, rows
        model.col_cost_ = np.zeros(columns)
        model.col_lower_, model.col_upper_ = self.lower, self.upper
        model.row_lower_ = np.zeros(rows) if self.row_lower is None else self.row_lower
        model.row_upper_ = np.zeros(rows) if self.row_upper is None else self.row_upper
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = by_column.indptr
        model.a_matrix_.index_ = by_column.indices
        model.a_matrix_.value_ = by_column.data
        if self.is_integer:
            model.integrality_ = [highspy.HighsVarType.kInteger] * columns
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it says nothing
        for option, value in (
            ("output_flag", False),
            ("threads", 1),  # the same answer on every machine
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", EPSILON),
            ("mip_max_nodes", MOST_NODES),
        ):
            self._solver.setOptionValue(option, value)
        self._solver.passModel(model)

    def minimise(self, cost: Numbers) -> Numbers | None:
        """The unknowns at least cost; None where nothing satisfies the rows.

        Raises:
            TooHardError: whole numbers were not found in `MOST_NODES` steps.
        """
        import highspy

        columns = np.arange(len(cost), dtype=np.int32)
        self._solver.changeColsCost(len(cost), columns, cost)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status == highspy.HighsModelStatus.kSolutionLimit:
            raise TooHardError
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"HiGHS stopped: {self._solver.modelStatusToString(status)}")
        return np.array(self._solver.getSolution().col_value)

    def prices(self) -> Numbers:
        """What a step into each unknown's bounds would have cost in the last answer."""
        return np.array(self._solver.getSolution().col_dual)

    def bound(self, column: int, lower: float, upper: float) -> None:
        """Other bounds for one unknown."""
        self._solver.changeColBounds(column, lower, upper)

    def require(self, weights: Numbers, least: float) -> None:
        """One more row: the weighted sum of the unknowns is at least so much."""
        columns = np.flatnonzero(weights).astype(np.int32)
        values = weights[columns]
        self._solver.addRow(least, np.inf, len(columns), columns, values)
