"""A table of flows, one row a pair of places, as matrices: one for each period and sex.

What is no pair of places is left out and named: totals, people whose origin is not known or abroad,
and places that are at one end only. A pair without a row is missing, and missing is not zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mapping.choices import column_named
from mapping.errors import BadTableError, Problem
from mapping.intake.columns import folded
from profiles.indicators.flows import FlowType
from profiles.measures.ages import of_all_ages
from profiles.measures.columns import (
    ALL,
    BIRTHPLACE,
    SEXES,
    is_total,
    needed_column,
    numbers,
    only_column,
    periods_and_sexes,
    roles_of,
)
from profiles.measures.flows.matrix import FlowMatrix, Matrix
from profiles.measures.flows.shapes import NO_PLACES, one_row_a_pair

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

KEYS: Final = ["origin", "destination", "period", "sex"]
FEWEST_PARTS: Final = 3  # of a total that is found by adding up


@dataclass(frozen=True, eq=False, kw_only=True)
class FlowGroup:
    """The flows of one period and sex."""

    period: str | None  # None: the table has none
    sex: str
    table: FlowMatrix
    distances: Matrix | None  # NaN where missing
    given: "np.ndarray[tuple[int, int], np.dtype[np.bool]]"  # pairs that have a row


@dataclass(frozen=True, eq=False, kw_only=True)
class FlowRows:
    """A table of flows, one row a pair: origin, destination, flow, distance, period and sex."""

    frame: "pd.DataFrame"
    flow_type: FlowType | None  # that its headers tell of
    beside: tuple[str, ...]  # columns of a matrix that are no places


@dataclass(frozen=True, eq=False, kw_only=True)
class FlowFile:
    """The groups of a table, latest period and both sexes first, and what was left out."""

    groups: tuple[FlowGroup, ...]
    flow_type: FlowType | None
    left_out: Mapping[str, str]  # what is no place of the system: why


def flow_frame(
    frame: "pd.DataFrame",
    *,
    path: "Path | str",
    decimal: str = ".",
    tags: Mapping[str, str] | None = None,
    chosen: Mapping[str, str] | None = None,
) -> FlowRows:
    """The rows of a table that has one a pair of places, or is a matrix of them.

    Args:
        frame: Text or None, the index being the line in the file.
        path: Named in errors.
        decimal: The decimal mark of its numbers.
        tags: HXL tags of columns.
        chosen: By role (`orig_pcode`, `dest_pcode`, `flow`) the column that a person has named.

    Raises:
        UnknownChoiceError: there is no column of a name that was chosen.
        BadTableError: a column is missing or doubled, a cell is no number, a pair is given twice,
            ages overlap, or a matrix does not say which end its rows are.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"birthplace": ["A"], "residence": ["B"], "persons": ["3"]}, index=[2])
    >>> found = flow_frame(rows, path="flows.csv")
    >>> found.frame[["origin", "destination", "flow"]].values.tolist(), str(found.flow_type)
    ([['A', 'B', 3.0]], 'lifetime')
    """
    import pandas as pd

    headers = [str(column) for column in frame.columns]
    pairs = one_row_a_pair(
        frame, roles_of(headers, tags) | _chosen(chosen or {}, headers), path=path
    )
    frame, roles = pairs.frame, pairs.roles
    ends = {
        "origin": needed_column(roles, path, "orig_pcode", BIRTHPLACE, headers=headers),
        "destination": needed_column(roles, path, "dest_pcode", headers=headers),
    }
    flow = needed_column(roles, path, "flow", "value", headers=headers)
    distance = only_column(roles, path, "distance")
    values, problems = numbers(frame[flow], decimal=decimal, least=0)
    found = pd.DataFrame({name: frame[column] for name, column in ends.items()})
    # Each different name once: a national table has them hundreds of times.
    found = found.apply(lambda names: names.map({c: c.strip() for c in names.dropna().unique()}))
    found = found.assign(flow=values, distance=np.nan)
    if distance is not None:
        found["distance"], faults = numbers(frame[distance], decimal=decimal, least=0)
        problems += faults
    # By position: the rows of a matrix have a line of the file in common.
    found[["period", "sex"]] = periods_and_sexes(frame, roles, path).to_numpy()
    age = only_column(roles, path, "age")
    problems += _faults(found, None if age is None else frame[age])
    if problems:
        raise BadTableError(path=path, problems=tuple(problems))
    if age is not None:
        # Distances are of pairs, whatever the age: the sum of ages has them of its first row.
        pairs_only = found.groupby(KEYS, sort=False)["distance"].first()
        found = of_all_ages(found.drop(columns="distance"), frame[age], keys=KEYS, path=path)
        found = found.join(pairs_only, on=list(KEYS))
    lifetime = ends["origin"] in roles.get(BIRTHPLACE, [])
    flow_type = FlowType.LIFETIME if lifetime else None
    return FlowRows(frame=found, flow_type=flow_type, beside=pairs.beside)


def _chosen(chosen: Mapping[str, str], headers: list[str]) -> dict[str, list[str]]:
    for column in chosen.values():
        column_named(column, headers)
    return {role: [column] for role, column in chosen.items()}


def _faults(found: "pd.DataFrame", ages: "pd.Series[str] | None") -> list[Problem]:
    faults = [
        Problem(row=int(row), column=column, rule="is empty")
        for column in ("origin", "destination")
        for row in found.index[found[column].fillna("") == ""]
    ]
    doubled = found.assign(age=ages).duplicated([*KEYS, "age"], keep="first")
    rule = "the pair is given twice; keep one figure a pair, period, sex and age"
    return faults + [
        Problem(row=int(row), column="origin", rule=rule, value=f"{origin} → {destination}")
        for row, origin, destination in found.loc[doubled, ["origin", "destination"]].itertuples()
    ]


def flow_file(  # noqa: PLR0913 - one keyword for each thing a table does not say itself
    rows: FlowRows,
    *,
    path: "Path | str",
    flow_type: FlowType | None = None,
    interval_years: float | None = None,
    known_places: frozenset[str] = frozenset(),
    missing_is_zero: bool = False,
) -> FlowFile:
    """The flows as matrices between the same places at both ends.

    Args:
        rows: From `flow_frame`.
        path: Named in errors.
        flow_type: Which question the table answers; None if nobody said: as its headers tell.
        interval_years: Over how many years; None likewise.
        known_places: Codes of places for certain, as a table of population has them: they stay,
            even if they are at one end only.
        missing_is_zero: The source leaves out flows of zero. Those who stayed remain unknown.

    Raises:
        BadTableError: fewer than two places are both origin and destination.

    >>> import pandas as pd
    >>> cells = {"A B": "3", "B A": "1", "A C": "5"}
    >>> rows = pd.DataFrame([(*pair.split(), flow) for pair, flow in cells.items()])
    >>> rows.columns = ["origin", "destination", "flow"]
    >>> found = flow_file(flow_frame(rows, path="flows.csv"), path="flows.csv")
    >>> found.groups[0].table.codes, dict(found.left_out)
    (('A', 'B'), {'C': 'is a destination only'})
    """
    frame, kind = rows.frame, flow_type or rows.flow_type
    places, left_out = _places(frame, known_places, both_ends=not missing_is_zero)
    left_out |= dict.fromkeys(rows.beside, "is a column beside the matrix")
    if len(places) < 2:  # noqa: PLR2004 - a flow has two ends
        rule = "fewer than two places are both origins and destinations"
        raise BadTableError(path=path, problems=(Problem(row=None, column=None, rule=rule),))
    groups = []
    for (period, sex), group in _with_both_sexes(frame):
        flows, distances, given = _matrices(group, places)
        if missing_is_zero:
            flows[np.isnan(flows) & ~np.eye(len(places), dtype=bool)] = 0.0
        table = FlowMatrix(codes=places, flows=flows, flow_type=kind, interval_years=interval_years)
        groups.append(
            FlowGroup(
                period=None if period == ALL else period,
                sex=sex,
                table=table,
                distances=None if np.isnan(distances).all() else distances,
                given=given,
            )
        )
    return FlowFile(groups=tuple(groups), flow_type=kind, left_out=left_out)


def _places(
    frame: "pd.DataFrame", known: frozenset[str], *, both_ends: bool
) -> tuple[tuple[str, ...], dict[str, str]]:
    """The places of the system in the order of the table, and why others are none."""
    origins, destinations = (
        dict.fromkeys(frame[end].unique()) for end in ("origin", "destination")
    )
    left_out: dict[str, str] = {}
    for code in origins | destinations:
        if is_total(code):
            left_out[code] = "is a total"
        elif folded(code) in NO_PLACES and code not in known:
            left_out[code] = "is no place of the country"
        elif both_ends and code not in known and not (code in origins and code in destinations):
            left_out[code] = f"is {'an origin' if code in origins else 'a destination'} only"
    places = tuple(code for code in origins | destinations if code not in left_out)
    totals = _found_totals(frame, places)
    left_out |= dict.fromkeys(sorted(totals), "is the total of the others")
    return tuple(code for code in places if code not in totals), left_out


def _found_totals(frame: "pd.DataFrame", places: tuple[str, ...]) -> set[str]:
    """Places whose flows are, to the last one, those of all others added up."""
    if len(places) <= FEWEST_PARTS:
        return set()
    first = next(iter(frame.groupby(["period", "sex"], sort=False)))[1]
    flows = np.nan_to_num(_matrices(first, places)[0])
    moved = flows - np.diag(np.diagonal(flows))
    found = set()
    for matrix in (flows, moved, flows.T, moved.T):
        gaps = np.abs(2.0 * matrix - matrix.sum(axis=0))
        np.fill_diagonal(gaps, 0.0)
        total = (gaps.max(axis=1) == 0) & (moved.sum(axis=1) > 0)
        found |= {places[index] for index in np.flatnonzero(total)}
    return found


def _matrices(
    rows: "pd.DataFrame", places: tuple[str, ...]
) -> "tuple[Matrix, Matrix, np.ndarray[tuple[int, int], np.dtype[np.bool]]]":
    import pandas as pd

    index = pd.Index(places)
    ends = (pd.factorize(rows[end]) for end in ("origin", "destination"))
    i, j = (index.get_indexer(pd.Index(names))[numbers] for numbers, names in ends)
    inside = (i >= 0) & (j >= 0)
    i, j = i[inside], j[inside]
    flows = np.full((len(places), len(places)), np.nan)
    distances, given = flows.copy(), np.zeros(flows.shape, dtype=bool)
    flows[i, j] = rows["flow"].to_numpy()[inside]
    distances[i, j] = rows["distance"].to_numpy()[inside]
    given[i, j] = True
    return flows, distances, given


def _with_both_sexes(frame: "pd.DataFrame") -> "list[tuple[tuple[str, str], pd.DataFrame]]":
    """The rows of each period and sex, latest period first; both sexes added where nobody did."""
    groups: dict[tuple[str, str], pd.DataFrame] = {
        (str(period), str(sex)): rows for (period, sex), rows in frame.groupby(["period", "sex"])
    }
    for period in {period for period, _ in groups}:
        one_sex = [groups.get((period, sex)) for sex in SEXES]
        if (period, ALL) not in groups and all(rows is not None for rows in one_sex):
            groups[period, ALL] = _added([rows for rows in one_sex if rows is not None])
    order = sorted(groups, key=lambda key: (key[1] != ALL, key[1]))
    order.sort(key=lambda key: key[0], reverse=True)
    return [(key, groups[key]) for key in order]


def _added(parts: "list[pd.DataFrame]") -> "pd.DataFrame":
    """Flows of several sexes added by pair; a pair that one of them has not is missing."""
    import pandas as pd

    every = pd.concat(parts)
    pairs = every.groupby(["origin", "destination"], sort=False)
    added = pairs.agg(
        flow=("flow", lambda flow: flow.sum(skipna=False)), distance=("distance", "first")
    )
    added.loc[pairs.size() < len(parts), "flow"] = np.nan
    return added.reset_index()
