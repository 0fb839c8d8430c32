"""Tables of flows in the shapes that people publish, as one row a pair of places.

A matrix has a row a place at one end and a column a place at the other. Which end its rows are is
read from the header of their names and never guessed: the other way round, a gain is a loss.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from mapping.errors import BadTableError, Problem
from mapping.intake.columns import folded
from profiles.measures.columns import BIRTHPLACE, is_total, sex_of

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

Roles: TypeAlias = Mapping[str, list[str]]
NO_PLACES: Final = frozenset(
    folded(word)
    for word in (
        *("not stated", "unknown", "unspecified", "ns", "abroad", "overseas", "foreign country"),
        *("outside the country", "other country", "other countries", "rest of the world"),
        *("non déclaré", "inconnu", "étranger", "à l'étranger"),
        *("no declarado", "no especificado", "desconocido", "extranjero", "en el extranjero"),
    )
)
FEWEST_MATCHES: Final = 2  # columns that are named as rows are, of a matrix
# The first that fits decides: a previous residence is where people came from.
_ENDS: Final = tuple(
    (role, re.compile(words, re.IGNORECASE))
    for role, words in (
        (BIRTHPLACE, r"\b(birth|born|naissance|nacimiento)"),
        ("orig_pcode", r"orig|\bfrom\b|previous|former|\bago\b|provenance|proceden|anter"),
        ("dest_pcode", r"destin|\bto\b|\bcurrent|\bpresent\b|resid|résid"),
    )
)
_CORNER: Final = re.compile(r"\s*(?:[/\\|→>]|\bby\b)\s*")  # of "Origin / Destination"
_PERIOD: Final = re.compile(r"\s*\d{4}(\s*[-–/]\s*\d{2,4})?\s*")


@dataclass(frozen=True, eq=False, kw_only=True)
class PairRows:
    """A table with one row a pair, and the columns of each role."""

    frame: "pd.DataFrame"
    roles: Roles
    beside: tuple[str, ...] = ()  # columns of a matrix that are no places


def one_row_a_pair(frame: "pd.DataFrame", roles: Roles, *, path: "Path | str") -> PairRows:
    """A table of flows with a row a pair, from a matrix or from figures in several columns.

    Args:
        frame: Text or None, the index being the line in the file.
        roles: The columns of each role.
        path: Named in errors.

    Raises:
        BadTableError: a matrix does not say whether its rows are origins or destinations.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"origin": ["A", "B"], "A": ["9", "4"], "B": ["1", "8"]})
    >>> one_row_a_pair(table, {"orig_pcode": ["origin"]}, path="od.csv").frame.values.tolist()
    [['A', 'A', '9'], ['B', 'A', '4'], ['A', 'B', '1'], ['B', 'B', '8']]
    """
    roles = {**_ends_in_words(frame, roles), **roles}
    if "dest_pcode" in roles and ("orig_pcode" in roles or BIRTHPLACE in roles):
        return _one_figure_a_row(frame, roles)
    names, places = _matrix(frame, roles)
    if names is None:
        return PairRows(frame=frame, roles=roles)  # what is missing is said where it is needed
    role = _end(names, roles)
    if role is None:
        rule = (
            "the table is a matrix, and nothing says whether its rows are origins or destinations;"
            f' name them with --origin "{names}" or with --destination "{names}"'
        )
        raise BadTableError(path=path, problems=(Problem(row=1, column=names, rule=rule),))
    other = "orig_pcode" if role == "dest_pcode" else "dest_pcode"
    if other == "orig_pcode" and _other_end(names) == BIRTHPLACE:
        other = BIRTHPLACE
    kept = {one: list(roles[one]) for one in ("period", "sex", "age") if one in roles}
    ids = [names, *(column for columns in kept.values() for column in columns)]
    long = frame[[*ids, *places]].rename(columns=places)
    long = long.melt(id_vars=ids, var_name=other, value_name="flow", ignore_index=False)
    beside = tuple(str(name) for name in frame.columns if name not in (*ids, *places))
    return PairRows(
        frame=long, roles=kept | {role: [names], other: [other], "flow": ["flow"]}, beside=beside
    )


def _ends_in_words(frame: "pd.DataFrame", roles: Roles) -> dict[str, list[str]]:
    """Columns of both ends by the words of their headers, such as "District of birth".

    Nothing where one of the ends is not found, or more than one column could be it.
    """
    known = {column for columns in roles.values() for column in columns}
    found: dict[str, list[str]] = {}
    for column in frame.columns:
        role = None if column in known or _CORNER.search(column) else _end_of(column)
        if role is not None:
            found.setdefault(role, []).append(column)
    whole = found.keys() | roles.keys()
    ends = (whole & {"orig_pcode", BIRTHPLACE}, whole & {"dest_pcode"})
    return found if all(len(end) == 1 for end in ends) and _single(found) else {}


def _single(found: Roles) -> bool:
    return all(len(columns) == 1 for columns in found.values())


def _matrix(frame: "pd.DataFrame", roles: Roles) -> tuple[str | None, dict[str, str]]:
    """The column that names the rows of a matrix, and by column the place that it is of."""
    known = [*roles.get("orig_pcode", ()), *roles.get(BIRTHPLACE, ()), *roles.get("dest_pcode", ())]
    best: tuple[str | None, dict[str, str]] = (None, {})
    fewest = FEWEST_MATCHES
    for names in known or [str(column) for column in frame.columns]:
        rows = {folded(cell): cell.strip() for cell in frame[names].dropna() if cell.strip()}
        others = [str(column) for column in frame.columns if column != names]
        named = {column: rows[folded(column)] for column in others if folded(column) in rows}
        if len(named) >= max(fewest, len(rows) / 2):
            outside = {one: one for one in others if is_total(one) or folded(one) in NO_PLACES}
            best, fewest = (names, outside | named), len(named) + 1
    return best


def _end(names: str, roles: Roles) -> str | None:
    r"""Which end the rows of a matrix are, by the column that names them; None if it does not say.

    >>> _end("Origin / Destination", {}), _end("To \\ From", {}), _end("Region", {})
    ('orig_pcode', 'dest_pcode', None)
    """
    known = [role for role, columns in roles.items() if names in columns]
    ends = [role for role in known if role in {"orig_pcode", BIRTHPLACE, "dest_pcode"}]
    return ends[0] if ends else _end_of(_CORNER.split(names)[0])


def _other_end(names: str) -> str | None:
    """What the corner of a matrix says of its columns: "Residence / Place of birth"."""
    return _end_of(_CORNER.split(names)[-1])


def _end_of(words: str) -> str | None:
    return next((role for role, pattern in _ENDS if pattern.search(words)), None)


def _one_figure_a_row(frame: "pd.DataFrame", roles: Roles) -> PairRows:
    """A column of figures from one for each sex, or one for each period, where there is none."""
    if "flow" in roles or "value" in roles:
        return PairRows(frame=frame, roles=roles)
    headers = [str(column) for column in frame.columns]
    sexes = [one for one in headers if sex_of(one) in {"male", "female", "total"}]
    periods = [one for one in headers if _PERIOD.fullmatch(one)]
    name, figures = ("sex", sexes) if sexes else ("period", periods)
    if not figures or name in roles:
        return PairRows(frame=frame, roles=roles)
    ids = [one for one in headers if one not in figures]
    long = frame.melt(id_vars=ids, var_name=name, value_name="flow", ignore_index=False)
    return PairRows(frame=long, roles={**roles, name: [name], "flow": ["flow"]})
