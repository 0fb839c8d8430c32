"""The figures of single streams, from an origin to a destination."""

from typing import TYPE_CHECKING

import numpy as np

from profiles.measures.flows import streams
from profiles.measures.flows.components import multiplicative_components
from profiles.measures.summary.known import KnownFlows
from profiles.measures.summary.rows import Figure, Need, Rows, everywhere
from profiles.measures.summary.system import FITTED, SPREAD

if TYPE_CHECKING:
    import numpy.typing as npt

SIZES = (Need.FLOWS, Need.POPULATIONS, Need.MOVES)


def stream_figures(
    known: KnownFlows, origins: "npt.NDArray[np.intp]", destinations: "npt.NDArray[np.intp]"
) -> Rows:
    """A row of each stream.

    Args:
        known: The system.
        origins: Indices of places, one for each stream.
        destinations: Likewise.

    >>> from profiles.measures.flows.matrix import FlowMatrix
    >>> table = FlowMatrix(
    ...     codes=("A", "B"),
    ...     flows=np.array([[9.0, 1.0], [4.0, 9.0]]),
    ...     flow_type=None,
    ...     interval_years=None,
    ... )
    >>> known = KnownFlows(table=table, population=np.array([5.0, 5.0]))
    >>> [row] = stream_figures(known, np.array([0]), np.array([1])).records()
    >>> row["flow"], row["expected"], row["preference"]
    (1, 2.5, 0.4)
    """
    matrix, people = known.flows, known.people
    square: dict[str, tuple[npt.NDArray[np.float64], tuple[Need, ...]]] = {
        "flow": (matrix, (Need.FLOW,)),
        "expected": (streams.expected_flows(matrix, people), SIZES),
        "preference": (streams.preference_index(matrix, people), SIZES),
        "preference_unadjusted": (streams.simple_preference_index(matrix, people), SIZES),
        "velocity": (streams.velocity(matrix, people), (Need.FLOW, Need.POPULATIONS)),
        "interaction": (multiplicative_components(matrix).interaction, SPREAD),
        "quasi_independence_ratio": (known.quasi.ratio, FITTED),
    }
    if known.distances is not None:
        square["distance"] = (known.distances, (Need.DISTANCES,))
    figures: dict[str, Figure] = {
        name: (values[origins, destinations], needs) for name, (values, needs) in square.items()
    }
    count = len(origins)
    met = {need: everywhere(count, met=bool(rows.all())) for need, rows in known.met.items()}
    return Rows(figures=figures, met=met | {Need.FLOW: np.isfinite(matrix[origins, destinations])})
