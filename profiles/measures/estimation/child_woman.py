"""Net migration of children born between two censuses, by the ratio of children to women.

Source: United Nations (1970), Manual VI: Methods of Measuring Internal Migration, chapter II.
"""

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from mapping.errors import BadTableError, Problem
from mapping.i18n import N_
from profiles.measures.columns import sex_of
from profiles.measures.estimation.cohorts import NETS
from profiles.measures.estimation.residual import net_children_by_women

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

CHILDREN: Final = {(0, 4): (15, 44), (5, 9): (20, 49)}
"""Ages of children and of the women whose children they can be, both at the second census."""
_AGES: Final = re.compile(r"\s*(\d+)\s*(?:-|–|to|a|à)\s*(\d+)\s*")


def children_of_women(cohorts: "pd.DataFrame", *, path: "Path | str") -> "pd.DataFrame":
    """The cohorts with the net migration of children of 0-4 and 5-9 filled in.

    Each form (forward, reverse, average) follows from the same form of the women of the place, in
    persons. For censuses ten years apart. Where women of some of the ages are missing it stays
    missing.

    Args:
        cohorts: From `survival_ratios`, with `sex` and `age_end`; the rows of children have
            `pop_end` and no `pop_start`.
        path: Of the cohorts, named in errors.

    Raises:
        BadTableError: there is no column of sex or age, or no row of women.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({
    ...     "sex": ["female", "female"], "age_end": ["0-4", "15-44"],
    ...     "pop_start": [float("nan"), 3_000.0], "pop_end": [2_000.0, 4_000.0],
    ...     **dict.fromkeys(("net_forward", "net_reverse", "net_average"), [float("nan"), 800.0]),
    ... })
    >>> children_of_women(rows, path="cohorts.csv")["net_forward"].tolist()
    [100.0, 800.0]
    """
    missing = [name for name in ("sex", "age_end") if name not in cohorts]
    rule = N_("is missing: children are estimated from the women of each age")
    if not missing and not cohorts["sex"].map(_is_female).any():
        missing, rule = ["sex"], N_("has no rows of women")
    if missing:
        problems = tuple(Problem(row=1, column=name, rule=rule) for name in missing)
        raise BadTableError(path=path, problems=problems)
    filled = cohorts.copy()
    ages = cohorts["age_end"].map(_ages)
    women = cohorts[cohorts["sex"].map(_is_female)]
    for row in cohorts.index[ages.isin(CHILDREN) & cohorts["pop_start"].isna()]:
        child = cohorts.loc[row]
        there = (
            women[women["place_code"] == child["place_code"]] if "place_code" in women else women
        )
        mothers = _of_ages(there, CHILDREN[ages[row]])
        for name in NETS:
            if np.isnan(child[name]):  # births may have told it
                filled.loc[row, name] = net_children_by_women(
                    child["pop_end"],
                    mothers["pop_end"].sum(skipna=False),
                    mothers[name].sum(skipna=False),
                    older=ages[row] != (0, 4),
                )
    return filled


def _is_female(word: str) -> bool:
    return sex_of(word) == "female"


def _ages(words: str) -> tuple[int, int] | None:
    """First and last year of a group of ages; None for an open one."""
    found = _AGES.fullmatch(words)
    return (int(found[1]), int(found[2])) if found else None


def _of_ages(women: "pd.DataFrame", wanted: tuple[int, int]) -> "pd.DataFrame":
    """The rows of these ages; of numbers that are missing where they do not cover them all."""
    first, last = wanted
    ages = women["age_end"].map(_ages)
    inside = women[[one is not None and first <= one[0] and one[1] <= last for one in ages]]
    years = sum(one[1] - one[0] + 1 for one in ages[inside.index])
    return inside if years == last - first + 1 else inside.assign(pop_end=np.nan)
