"""How each figure of `lmp measures` and `lmp estimate` is worked out, and its unit.

M[i, j] are people (or moves) from place i to place j, i and j different; O and D those who left and
came, N = D - O, T = D + O; M the sum of all, n the number of places, K = n(n - 1), P population, k
the years of the interval.
"""

from collections.abc import Collection, Iterable
from typing import Any, Final

PERSONS: Final = "persons"
PERCENT: Final = "percent"
SHARE: Final = "share, 0 to 1"
PER_1000: Final = "per 1,000 population, whole interval"
PER_1000_COUNTED: Final = "per 1,000 people counted at both dates, whole interval"
PER_YEAR: Final = "per 1,000 population, average per year of the interval"
NUMBER: Final = "number"
DISTANCE: Final = "as the distances given"
_RATES: Final = {"in": "D_i", "out": "O_i", "net": "N_i", "turnover": "T_i"}

FORMULAS: Final[dict[str, tuple[str, str]]] = {
    "migrants": ("M = sum of M[i, j]", PERSONS),
    "stayers": ("sum of M[i, i] of a system; M[i, i] of a place", PERSONS),
    "population": ("P = sum of P_i of a system; P_i of a place", PERSONS),
    "n": ("number of places", NUMBER),
    "sum_net": ("sum of N_i, which is 0", PERSONS),
    "cmi_pct": ("100 M / P", PERCENT),
    "cmi_pct_transition": ("100 M / (M + stayers)", PERCENT),
    "courgeau_k": ("cmi_pct_transition / ln(n²), or cmi_pct / ln(n²) without stayers", NUMBER),
    "mei": ("100 sum of |D_i - O_i| / sum of (D_i + O_i)", "index, 0 to 100"),
    "anmr_pct": ("100 · 0.5 · sum of |N_i| / P", PERCENT),
    "connectivity": ("number of pairs with M[i, j] > 0, over K", SHARE),
    "gini_total": ("sum over all pairs of flows of |M_a - M_b| / (2 (K - 1) M)", SHARE),
    "gini_total_plane_mulligan": ("sum over all pairs of flows of |M_a - M_b| / (2 K M)", SHARE),
    "gini_row": ("sum of |M[i, j] - M[i, h]| / (2 K M)", SHARE),
    "gini_col": ("sum of |M[i, j] - M[h, j]| / (2 K M)", SHARE),
    "gini_exchange": ("sum of |M[i, j] - M[j, i]| / (2 K M)", SHARE),
    "gini_row_std_pct": ("100 gini_row / gini_total_plane_mulligan", PERCENT),
    "gini_col_std_pct": ("100 gini_col / gini_total_plane_mulligan", PERCENT),
    "gini_exchange_std_pct": ("100 gini_exchange / gini_total_plane_mulligan", PERCENT),
    "gini_out_weighted_mean": ("sum of gini_out_i O_i / M", SHARE),
    "gini_in_weighted_mean": ("sum of gini_in_j D_j / M", SHARE),
    "acv_out": ("sum of cv_out_i O_i / M", NUMBER),
    "acv_in": ("sum of cv_in_j D_j / M", NUMBER),
    "acv": ("acv_in + acv_out", NUMBER),
    "cv_offdiag_population": ("standard deviation / mean of the K flows", NUMBER),
    "inequality_equal": ("0.5 sum of |M[i, j] / M - 1 / K|", SHARE),
    "inequality_simulated": ("0.5 sum of |M[i, j] / M - F[i, j] / M|, F fitted to margins", SHARE),
    "quasi_independence_deviance": ("2 sum of M[i, j] ln(M[i, j] / F[i, j])", NUMBER),
    "quasi_independence_df": ("cells off the diagonal less free parameters of F", NUMBER),
    "mean_distance": ("sum of M[i, j] d[i, j] / M", DISTANCE),
    "median_distance": ("smallest d within which half of M or more moved", DISTANCE),
    "distance_decay": ("g of Poisson ln E[M[i, j]] = u_i + v_j - g ln d[i, j]", NUMBER),
    "distance_decay_se": ("robust standard error (HC0) of distance_decay", NUMBER),
    "in_mig": ("D_j = sum over i of M[i, j]", PERSONS),
    "out_mig": ("O_i = sum over j of M[i, j]", PERSONS),
    "net": ("N_i = D_i - O_i", PERSONS),
    "turnover": ("T_i = D_i + O_i", PERSONS),
    "mer_pct": ("100 N_i / T_i", PERCENT),
    **{f"{name}_rate_1000": (f"1000 {one} / P_i", PER_1000) for name, one in _RATES.items()},
    **{
        f"{name}_rate_1000_per_year": (f"1000 {one} / P_i / k", PER_YEAR)
        for name, one in _RATES.items()
    },
    "stayer_pct_of_start": ("100 M[i, i] / (O_i + M[i, i])", PERCENT),
    "out_proportion": ("O_i / (O_i + M[i, i])", SHARE),
    "in_proportion": ("D_i / (D_i + M[i, i])", SHARE),
    "net_transition_rate_1000": ("1000 N_i / (M[i, i] + T_i / 2)", PER_1000_COUNTED),
    "born": ("O_i + M[i, i]", PERSONS),
    "enumerated": ("D_i + M[i, i]", PERSONS),
    "in_pct_of_enumerated": ("100 D_i / enumerated_i", PERCENT),
    "out_pct_of_born": ("100 O_i / born_i", PERCENT),
    "net_pct_of_born": ("100 N_i / born_i", PERCENT),
    "gini_out": ("sum over j, h of |M[i, j] - M[i, h]| / (2 (n - 2) O_i)", SHARE),
    "gini_in": ("sum over i, h of |M[i, j] - M[h, j]| / (2 (n - 2) D_j)", SHARE),
    "cv_out": ("standard deviation / mean of the n - 1 flows out of i", NUMBER),
    "cv_in": ("standard deviation / mean of the n - 1 flows into j", NUMBER),
    "origin_concentration": ("sum over i of (M[i, j] / D_j)²", SHARE),
    "effective_origins": ("1 / origin_concentration", NUMBER),
    "top3_origins_pct": ("100 (three largest M[i, j]) / D_j", PERCENT),
    "origin_component": ("O_i / M", SHARE),
    "destination_component": ("D_j / M", SHARE),
    "mean_distance_in": ("sum over i of M[i, j] d[i, j] / D_j", DISTANCE),
    "mean_distance_out": ("sum over j of M[i, j] d[i, j] / O_i", DISTANCE),
    "flow": ("M[i, j]", PERSONS),
    "expected": ("M P_i P_j / (P² - sum of P_k²)", PERSONS),
    "preference": ("M[i, j] / expected", "times"),
    "preference_unadjusted": ("M[i, j] P² / (M P_i P_j)", "times"),
    "velocity": ("M[i, j] P / (P_i P_j)", NUMBER),
    "interaction": ("M[i, j] M / (O_i D_j)", "times"),
    "quasi_independence_ratio": ("M[i, j] / F[i, j]", "times"),
    "distance": ("d[i, j]", DISTANCE),
}
ESTIMATES: Final[dict[str, tuple[str, str]]] = {
    "natural_increase": ("births - deaths", PERSONS),
    "net": ("(pop_end - pop_start) - (births - deaths)", PERSONS),
    "population": ("(pop_start + pop_end) / 2", PERSONS),
    "net_rate_1000": ("1000 net / population", PER_1000),
    "expected_survivors": ("S pop_t0, S the survival ratio", PERSONS),
    "net_forward": ("pop_t1 - S pop_t0", PERSONS),
    "net_reverse": ("pop_t1 / S - pop_t0", PERSONS),
    "net_average": ("(net_forward + net_reverse) / 2", PERSONS),
}


def formulas_of(
    rows: Iterable[Collection[str]], known: dict[str, tuple[str, str]] = FORMULAS
) -> dict[str, dict[str, Any]]:
    """The formula and the unit of every figure that some of the rows have, by its name.

    >>> formulas_of([{"place_code", "net"}])
    {'net': {'formula': 'N_i = D_i - O_i', 'unit': 'persons'}}
    """
    named = {name for row in rows for name in row}
    return {
        name: {"formula": formula, "unit": unit}
        for name, (formula, unit) in known.items()
        if name in named
    }
