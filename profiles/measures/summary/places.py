"""The figures of each place of a system."""

from typing import Final

from profiles.indicators.flows import FlowType
from profiles.measures.flows import distance, gini, inequality, margins, streams
from profiles.measures.flows.components import multiplicative_components
from profiles.measures.flows.lifetime import lifetime_migration
from profiles.measures.flows.matrix import Vector
from profiles.measures.rates import rate
from profiles.measures.summary.known import KnownFlows
from profiles.measures.summary.rows import Figure, Need, Rows
from profiles.measures.summary.system import SPREAD

IN: Final = (Need.IN_FLOWS,)
OUT: Final = (Need.OUT_FLOWS,)
BOTH: Final = (*IN, *OUT)
CAME: Final = (*IN, Need.CAME)
LEFT: Final = (*OUT, Need.LEFT)
RATE: Final = (Need.PERIOD, Need.POPULATION)
YEARLY: Final = (Need.INTERVAL, Need.POPULATION)


def place_figures(known: KnownFlows) -> Rows:
    """A row of each place, in the order of the codes.

    >>> import numpy as np
    >>> from profiles.measures.flows.matrix import FlowMatrix
    >>> table = FlowMatrix(
    ...     codes=("A", "B"),
    ...     flows=np.array([[9.0, 1.0], [4.0, 9.0]]),
    ...     flow_type=FlowType.LIFETIME,
    ...     interval_years=None,
    ... )
    >>> row, _ = place_figures(KnownFlows(table=table, population=np.array([5.0, 5.0]))).records()
    >>> row["net"], row["out_pct_of_born"], row["in_rate_1000"]
    (3, 10.0, None)
    >>> row["reasons"]["in_rate_1000"]
    'a table by place of birth covers whole lives, so it has no rate of a period'
    """
    table = known.table
    figures = _margins(known) | _rates(known) | _stayers(known) | _fields(known)
    return Rows(
        figures=figures,
        met=known.met,
        sentences={
            Need.PERIOD: table.no_rate or "",
            Need.INTERVAL: table.no_yearly_rate or "",
        },
    )


def _margins(known: KnownFlows) -> dict[str, Figure]:
    matrix = known.flows
    return {
        "in_mig": (margins.in_migrants(matrix), IN),
        "out_mig": (margins.out_migrants(matrix), OUT),
        "net": (margins.net_migrants(matrix), BOTH),
        "turnover": (margins.turnover(matrix), BOTH),
        "mer_pct": (margins.effectiveness_ratio(matrix), (*BOTH, Need.MOVED)),
        "population": (known.people, (Need.POPULATION,)),
    }


def _rates(known: KnownFlows) -> dict[str, Figure]:
    matrix, people, nothing = known.flows, known.people, known.nothing
    rates: dict[str, tuple[Vector, tuple[Need, ...]]] = {
        "in_rate_1000": (margins.in_migration_rate(matrix, people), IN),
        "out_rate_1000": (margins.out_migration_rate(matrix, people), OUT),
        "net_rate_1000": (margins.net_migration_rate(matrix, people), BOTH),
        "turnover_rate_1000": (margins.turnover_rate(matrix, people), BOTH),
    }
    if known.table.no_rate is not None:
        rates = {name: (nothing, needs) for name, (_, needs) in rates.items()}
    figures: dict[str, Figure] = {
        name: (values, (*RATE, *needs)) for name, (values, needs) in rates.items()
    }
    yearly = known.table.no_yearly_rate is None
    return figures | {
        f"{name}_per_year": (
            known.table.average_per_year(values) if yearly else nothing,
            (*YEARLY, *needs),
        )
        for name, (values, needs) in rates.items()
    }


def _stayers(known: KnownFlows) -> dict[str, Figure]:
    matrix = known.with_stayers
    figures: dict[str, Figure] = {
        "stayers": (margins.stayers(matrix), (Need.STAYERS,)),
        "stayer_pct_of_start": (margins.stayer_share(matrix), (Need.STAYERS, *OUT)),
        "out_proportion": (margins.out_proportion(matrix), (Need.STAYERS, *OUT)),
        "in_proportion": (margins.in_proportion(matrix), (Need.STAYERS, *IN)),
        "net_transition_rate_1000": (
            margins.net_transition_rate(matrix) if known.table.no_rate is None else known.nothing,
            (Need.PERIOD, Need.STAYERS, *BOTH),
        ),
    }
    if known.table.flow_type is not FlowType.LIFETIME:
        return figures
    lifetime = lifetime_migration(matrix)
    return figures | {
        "born": (lifetime.born, (Need.STAYERS, *OUT)),
        "enumerated": (lifetime.enumerated, (Need.STAYERS, *IN)),
        "in_pct_of_enumerated": (lifetime.in_percent_of_enumerated, (Need.STAYERS, *IN)),
        "out_pct_of_born": (lifetime.out_percent_of_born, (Need.STAYERS, *OUT)),
        "net_pct_of_born": (lifetime.net_percent_of_born, (Need.STAYERS, *BOTH)),
    }


def _fields(known: KnownFlows) -> dict[str, Figure]:
    """How the moves of each place are spread over the others."""
    matrix = known.flows
    parts = multiplicative_components(matrix)
    concentration = inequality.concentration_in(matrix)
    figures: dict[str, Figure] = {
        "gini_out": (gini.gini_out(matrix), (*OUT, Need.THREE_PLACES, Need.LEFT)),
        "gini_in": (gini.gini_in(matrix), (*IN, Need.THREE_PLACES, Need.CAME)),
        "cv_out": (inequality.cv_out(matrix), (*OUT, Need.THREE_PLACES, Need.LEFT)),
        "cv_in": (inequality.cv_in(matrix), (*IN, Need.THREE_PLACES, Need.CAME)),
        "origin_concentration": (concentration, CAME),
        "effective_origins": (rate(1.0, concentration), CAME),
        "top3_origins_pct": (streams.largest_share(matrix, count=3), CAME),
        "origin_component": (parts.origin, SPREAD),
        "destination_component": (parts.destination, SPREAD),
    }
    if known.distances is None:
        return figures
    return figures | {
        "mean_distance_in": (
            distance.mean_distance_in(matrix, known.distances),
            (*CAME, Need.DISTANCES),
        ),
        "mean_distance_out": (
            distance.mean_distance_out(matrix, known.distances),
            (*LEFT, Need.DISTANCES),
        ),
    }
