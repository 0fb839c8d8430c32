"""The figures of a whole system of places."""

from typing import Final

import numpy as np

from profiles.measures.flows import distance, gini, indices, inequality, margins
from profiles.measures.summary.known import KnownFlows
from profiles.measures.summary.rows import Figure, Need, Rows

PEOPLE: Final = (Need.FLOWS, Need.POPULATIONS)
SPREAD: Final = (Need.FLOWS, Need.TWO_PLACES, Need.MOVES)
SHARE: Final = (*SPREAD, Need.UNLIKE)
FIELDS: Final = (Need.FLOWS, Need.THREE_PLACES, Need.MOVES)
FITTED: Final = (*SPREAD, Need.FIT)
FAR: Final = (Need.FLOWS, Need.MOVES, Need.DISTANCES)


def system_figures(known: KnownFlows) -> Rows:
    """One row: how many move, to what effect, how unequally, how far.

    >>> from profiles.measures.flows.matrix import FlowMatrix
    >>> table = FlowMatrix(
    ...     codes=("A", "B"),
    ...     flows=np.array([[9.0, 1.0], [4.0, 9.0]]),
    ...     flow_type=None,
    ...     interval_years=None,
    ... )
    >>> [row] = system_figures(KnownFlows(table=table)).records()
    >>> row["mei"], row["cmi_pct"], row["reasons"]["cmi_pct"]
    (60, None, 'no population above zero is given for every place')
    """
    met = {need: np.array([rows.all()]) for need, rows in known.met.items()}
    return Rows(figures=_impact(known) | _inequality(known) | _structure(known), met=met)


def _impact(known: KnownFlows) -> dict[str, Figure]:
    matrix, people = known.flows, known.people
    intensity = indices.crude_migration_intensity(matrix, people)
    transition = indices.transition_intensity(known.with_stayers)
    at_risk = transition if known.stayers_counted else intensity
    return {
        "migrants": (indices.migrants(matrix), (Need.FLOWS,)),
        "stayers": (margins.stayers(known.with_stayers).sum(), (Need.STAYERS,)),
        "population": (people.sum(), (Need.POPULATIONS,)),
        "n": (known.count, ()),
        "sum_net": (margins.net_migrants(matrix).sum(), (Need.FLOWS,)),
        "cmi_pct": (intensity, PEOPLE),
        "cmi_pct_transition": (transition, (Need.FLOWS, Need.STAYERS)),
        "courgeau_k": (
            indices.courgeau_k(at_risk, known.count),
            (Need.FLOWS, Need.TWO_PLACES, Need.AT_RISK),
        ),
        "mei": (indices.effectiveness_index(matrix), (Need.FLOWS, Need.MOVES)),
        "anmr_pct": (indices.aggregate_net_migration_rate(matrix, people), PEOPLE),
        "connectivity": (indices.connectivity(matrix), (Need.FLOWS, Need.TWO_PLACES)),
    }


def _inequality(known: KnownFlows) -> dict[str, Figure]:
    matrix = known.flows
    row, column = gini.gini_row(matrix), gini.gini_column(matrix)
    exchange = gini.gini_exchange(matrix)
    return {
        "gini_total": (gini.gini_total(matrix), SPREAD),
        "gini_total_plane_mulligan": (gini.gini_total(matrix, corrected=False), SPREAD),
        "gini_row": (row, SPREAD),
        "gini_col": (column, SPREAD),
        "gini_exchange": (exchange, SPREAD),
        "gini_row_std_pct": (gini.standardised_gini(row, matrix), SHARE),
        "gini_col_std_pct": (gini.standardised_gini(column, matrix), SHARE),
        "gini_exchange_std_pct": (gini.standardised_gini(exchange, matrix), SHARE),
        "gini_out_weighted_mean": (gini.mean_gini_out(matrix), FIELDS),
        "gini_in_weighted_mean": (gini.mean_gini_in(matrix), FIELDS),
        "acv_out": (inequality.acv_out(matrix), FIELDS),
        "acv_in": (inequality.acv_in(matrix), FIELDS),
        "acv": (inequality.acv(matrix), FIELDS),
        "cv_offdiag_population": (inequality.cv_total(matrix), SPREAD),
        "inequality_equal": (inequality.migration_inequality(matrix), SPREAD),
    }


def _structure(known: KnownFlows) -> dict[str, Figure]:
    matrix, quasi, gravity = known.flows, known.quasi, known.gravity
    simulated = inequality.migration_inequality(matrix, quasi.fitted)
    fits = np.isfinite(quasi.deviance)
    figures: dict[str, Figure] = {
        "inequality_simulated": (simulated, FITTED),
        "quasi_independence_deviance": (quasi.deviance, FITTED),
        "quasi_independence_df": (quasi.degrees_of_freedom if fits else np.nan, FITTED),
    }
    if known.distances is None:
        return figures
    name = "distance_decay"
    decay, error = (
        (np.nan, np.nan)
        if gravity is None
        else (gravity.terms[name], gravity.standard_errors[name])
    )
    return figures | {
        "mean_distance": (known.mean_distance, FAR),
        "median_distance": (distance.median_distance(matrix, known.distances), FAR),
        "distance_decay": (decay, (*FAR, Need.DECAY)),
        "distance_decay_se": (error, (*FAR, Need.DECAY)),
    }
