"""The result of an estimate of net migration as it is written to a file."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mapping.i18n import N_
from profiles.measures.columns import is_total
from profiles.measures.estimation.cohorts import NETS, totals, vital_statistics
from profiles.measures.summary.formulas import ESTIMATES, formulas_of

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

LABEL: Final = N_("net migration of all kinds: internal, international, and errors of the counts")
NOT_GIVEN: Final = N_("the table does not give it")
PART_MISSING: Final = N_("a number that it needs is missing from the table")
ABOVE_ONE: Final = 1.0
NAMES: Final = {
    "age_start": "age_t0",
    "age_end": "age_t1",
    "pop_start": "pop_t0",
    "pop_end": "pop_t1",
    "survival": "survival_ratio",
}
"""Of our columns in the file, for cohorts."""


def vital_document(found: "pd.DataFrame", *, path: "Path | str") -> dict[str, Any]:
    """Net migration by vital statistics: a row a place, and all of them together.

    >>> import pandas as pd
    >>> rows = {"pop_start": [100_000], "pop_end": [104_000], "births": [5_200], "deaths": [1_400]}
    >>> vital_document(pd.DataFrame(rows), path="places.csv")["total_net"]
    200
    """
    rows = vital_statistics(found, path=path)
    return {
        "method": "vital statistics",
        "what": LABEL,
        "rows": records(rows, given={str(column) for column in found.columns}),
        "total_net": _plain(rows["net"].sum(skipna=False)),
        "formulas": formulas_of([rows.columns], ESTIMATES),
        "notes": [],
    }


def survival_document(rows: "pd.DataFrame") -> dict[str, Any]:
    """Net migration by survival ratio: a row a cohort, the sums of each place and sex, and of all.

    Args:
        rows: From `survival_ratios`, and `children` where there are births.

    >>> import pandas as pd
    >>> from profiles.measures.estimation.cohorts import survival_ratios
    >>> found = pd.DataFrame({"pop_start": [10_000], "pop_end": [10_300], "survival": [0.92]})
    >>> survival_document(survival_ratios(found, path="cohorts.csv"))["total_forward"]
    1100
    """
    summed = totals(rows)
    whole = summed
    if "sex" in summed and summed["sex"].map(is_total).any():
        whole = summed[summed["sex"].map(is_total)]  # both sexes and each of them would be twice
    sums = {name: _plain(whole[name].sum(skipna=False)) for name in NETS}
    high = rows[rows["survival"] > ABOVE_ONE]
    notes = [
        f"Row {row}: the survival ratio {ratio:g} is above 1, as misreported ages can make it."
        for row, ratio in high["survival"].items()
    ]
    given = {"place_code", "sex", "age_start", "age_end", "pop_start", "pop_end", "survival"}
    return {
        "method": "survival ratio",
        "what": LABEL,
        "rows": records(rows, given=given),
        "totals": records(summed, given=set()),
        **{name.replace("net_", "total_"): value for name, value in sums.items()},
        "formulas": formulas_of([rows.columns], ESTIMATES),
        "notes": notes,
    }


def records(rows: "pd.DataFrame", *, given: set[str]) -> list[dict[str, Any]]:
    """One mapping a row: numbers and text, None where missing, with `reasons`.

    >>> import pandas as pd
    >>> records(pd.DataFrame({"net": [float("nan")]}), given=set())
    [{'net': None, 'reasons': {'net': 'a number that it needs is missing from the table'}}]
    """
    cohorts = "net_forward" in rows
    found = []
    for row in rows.to_dict("records"):
        record: dict[str, Any] = {}
        reasons: dict[str, str] = {}
        for column, value in row.items():
            name = NAMES.get(str(column), str(column)) if cohorts else str(column)
            record[name] = _plain(value)
            if record[name] is None:
                reasons[name] = NOT_GIVEN if column in given else PART_MISSING
        found.append(record | ({"reasons": reasons} if reasons else {}))
    return found


def _plain(value: object) -> str | float | int | None:
    if isinstance(value, str):
        return value
    number = float(np.asarray(value, dtype=float))
    if not np.isfinite(number):
        return None
    return int(number) if number.is_integer() else number
