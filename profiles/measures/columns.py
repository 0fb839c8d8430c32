"""Columns of tables of migration: which one is what, and its cells as numbers.

Headers of the standards are known to `mapping.intake.columns`; here are those that only tables of
migration have.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from mapping.errors import BadTableError, Problem, listed
from mapping.intake.columns import column_roles, folded

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

BIRTHPLACE: Final = "birthplace"
ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "orig_pcode": (
        *("origin", "origin_code", "origin_id", "orig_code", "orig_id", "from", "from_code"),
        *("from_pcode", "from_id", "previous_residence", "residence_before"),
        *("place_of_origin", "region_of_origin", "origine", "origen", "lugar_de_origen"),
        *("residence_anterieure", "residencia_anterior"),
    ),
    BIRTHPLACE: (
        *("birthplace", "place_of_birth", "birth_place", "born_in", "birth_code"),
        *("lieu_de_naissance", "lugar_de_nacimiento"),
    ),
    "dest_pcode": (
        *("destination", "destination_code", "destination_id", "dest_code", "dest_id", "to"),
        *("to_code", "to_pcode", "to_id", "residence", "current_residence"),
        *("place_of_residence", "place_of_destination", "region_of_destination", "destino"),
        *("lieu_de_residence", "residence_actuelle", "lugar_de_residencia", "residencia_actual"),
    ),
    "flow": (
        *("flow", "persons", "flows", "movers", "moves", "people", "effectif", "personas"),
        *("number_of_migrants", "number_of_movers", "number_of_people"),
        *("personnes", "migrantes", "flux", "flujo"),
    ),
    "sex": ("sexe", "sexo", "genre", "género"),
    "age": ("âge", "edad", "groupe d’âges", "grupo de edad", "grupos de edad"),
    "period": ("interval", "time_period", "période", "periodo", "years", "census"),
    "distance": ("distance", "distance_km", "dist", "dist_km", "km"),
    "place_code": ("code", "area", "district", "region", "province", "municipality"),
    "pop_total": ("population", "pop", "mid_pop", "pop_mid", "mid_period_population", "residents"),
    "pop_start": ("pop_start", "pop_t0", "population_start", "population_t0", "p0"),
    "pop_end": ("pop_end", "pop_t1", "population_end", "population_t1", "p1"),
    "births": ("births", "birth", "live_births", "b", "naissances", "nacimientos"),
    "deaths": ("deaths", "death", "d", "décès", "defunciones"),
    "age_start": ("age_t0", "age_start", "age_from"),
    "age_end": ("age_t1", "age_end", "age_to"),
    "survival": ("sr", "survival", "survival_ratio", "survivorship_ratio"),
    "national_start": ("national_t0", "pop_national_t0", "national_start"),
    "national_end": ("national_t1", "pop_national_t1", "national_end"),
    "lived_start": ("l_t0", "years_lived_t0"),
    "lived_end": ("l_t1", "years_lived_t1"),
}
OPTIONS: Final = {"orig_pcode": "--origin", "dest_pcode": "--destination", "flow": "--flow"}
"""Of the command line, with which a person names a column."""
_BY_HEADER: Final = {folded(header): role for role, headers in ROLES.items() for header in headers}

_YEAR: Final = re.compile(r"(?<!\d)(1[6-9]|20|21)\d\d(?!\d)")
_BY_KIND: Final = {
    folded(word): kind
    for kind, words in {
        "pop": ("", "pop", "population", "census", "people", "persons", "residents", "población"),
        "age": ("age", "aged", "âge", "edad"),
        "national": ("national", "country", "pop_national", "national_pop", "national population"),
    }.items()
    for word in words
}
"""What a column is of that has a year in its name, beside the year."""

TOTAL_WORDS: Final = frozenset(
    folded(word)
    for word in (
        *("total", "totals", "grand total", "all", "_T", "TOT", "sum", "both", "both sexes"),
        *("ensemble", "tous", "totaux", "todos", "total general", "ambos sexos", "les deux sexes"),
        *("all ages", "tous les âges", "tous âges", "todas las edades", "subtotal", "sous-total"),
    )
)
_TOTAL_OF: Final = re.compile(r"(grand |sub-?)?tota(l|ls|ux)\b", re.IGNORECASE)


ALL: Final = "total"  # the sex of a figure for everybody; the period of a table without any
SEXES: Final = ("male", "female")
_SEX_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "male": (
        *("m", "males", "man", "men", "masculin", "masculino"),
        *("homme", "hommes", "hombre", "hombres", "varón", "varones"),
    ),
    "female": (
        *("f", "females", "woman", "women", "féminin", "femenino"),
        *("femme", "femmes", "mujer", "mujeres"),
    ),
}
_SEX: Final = {folded(word): sex for sex, words in _SEX_WORDS.items() for word in words}


def is_total(word: str) -> bool:
    """Whether a word says that a row is the total of others.

    >>> is_total("Both sexes"), is_total("Total in"), is_total("All others")
    (True, True, False)
    """
    return folded(word.strip()) in TOTAL_WORDS or _TOTAL_OF.match(word.strip()) is not None


def roles_of(columns: Iterable[str], tags: Mapping[str, str] | None = None) -> dict[str, list[str]]:
    """The columns of each role, in the order of the table.

    Args:
        columns: Headers.
        tags: HXL tags of columns.

    >>> roles_of(["birthplace", "residence", "persons"])
    {'birthplace': ['birthplace'], 'dest_pcode': ['residence'], 'flow': ['persons']}
    """
    names = list(columns)
    known = column_roles(names, tags or {})
    found: dict[str, list[str]] = {}
    for name in names:
        role = known.get(name) or _BY_HEADER.get(folded(name))
        if role is not None:
            found.setdefault(role, []).append(name)
    return found | _dated(names, found)


def _dated(names: Iterable[str], found: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The two columns of a kind that name their years, as those of the start and of the end.

    >>> _dated(["pop 1960", "Population 1950", "age 1950"], {})
    {'pop_start': ['Population 1950'], 'pop_end': ['pop 1960']}
    """
    years: dict[str, dict[str, str]] = {}
    for name in names:
        year = _YEAR.search(name)
        kind = year and _BY_KIND.get(folded(name.replace(year[0], "")))
        if year and kind:
            years.setdefault(kind, {})[year[0]] = name
    return {
        f"{kind}_{end}": [columns[when]]
        for kind, columns in years.items()
        if len(columns) == 2  # noqa: PLR2004 - a start and an end
        and f"{kind}_start" not in found
        for end, when in zip(("start", "end"), sorted(columns), strict=True)
    }


def only_column(roles: Mapping[str, list[str]], path: "Path | str", *wanted: str) -> str | None:
    """The column of the first role that the table has; None if it has none of them.

    Raises:
        BadTableError: two columns claim to be the same thing; one is never guessed.

    >>> only_column({"flow": ["persons"]}, "table.csv", "flow", "value")
    'persons'
    """
    for role in wanted:
        columns = roles.get(role, [])
        if len(columns) > 1:
            rule = "these columns say the same thing; keep one of them"
            problem = Problem(row=1, column=", ".join(columns), rule=rule)
            raise BadTableError(path=path, problems=(problem,))
        if columns:
            return columns[0]
    return None


def needed_column(
    roles: Mapping[str, list[str]], path: "Path | str", *wanted: str, headers: Iterable[str]
) -> str:
    """The column of the first role that the table has.

    Raises:
        BadTableError: there is none, or there are two.

    >>> needed_column({"flow": ["persons"]}, "table.csv", "flow", headers=["persons"])
    'persons'
    """
    column = only_column(roles, path, *wanted)
    if column is None:
        names = ROLES.get(wanted[0], (wanted[0],))
        rule = f"there is no such column; the table has {listed(headers)}"
        if wanted[0] in OPTIONS:
            rule = f"{rule}; {OPTIONS[wanted[0]]} COLUMN names it"
        raise BadTableError(path=path, problems=(Problem(row=1, column=names[0], rule=rule),))
    return column


def periods_and_sexes(
    frame: "pd.DataFrame", roles: Mapping[str, list[str]], path: "Path | str"
) -> "pd.DataFrame":
    """The period and the sex of each row: `total` where the table does not say.

    Raises:
        BadTableError: two columns claim to be one of them.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"year": ["2021 ", "2021"], "sex": ["F", "Both sexes"]})
    >>> periods_and_sexes(rows, roles_of(rows.columns), "table.csv").values.tolist()
    [['2021', 'female'], ['2021', 'total']]
    """
    import pandas as pd

    found = pd.DataFrame(ALL, index=frame.index, columns=["period", "sex"], dtype="object")
    for name in found.columns:
        column = only_column(roles, path, name)
        if column is not None:
            found[name] = frame[column].fillna(ALL).str.strip()
    return found.assign(sex=found["sex"].map({one: sex_of(one) for one in found["sex"].unique()}))


def sex_of(word: str) -> str:
    """The sex that a word of a table names: `male`, `female`, `total`; else the word itself.

    >>> [sex_of(word) for word in ("Femmes", "M", "both sexes", "X")]
    ['female', 'male', 'total', 'x']
    """
    return ALL if is_total(word) else _SEX.get(folded(word), word.lower())


def numbers(
    cells: "pd.Series[str]", *, decimal: str = ".", least: float | None = None
) -> "tuple[pd.Series[float], list[Problem]]":
    """A column as numbers, and what is wrong with it. An empty cell is NaN and no fault.

    Args:
        cells: Text or None, the index being the line in the file.
        decimal: The decimal mark.
        least: The smallest number that is allowed.

    >>> import pandas as pd
    >>> values, problems = numbers(pd.Series(["1,250", None, "many"], index=[2, 3, 4], name="flow"))
    >>> values.tolist(), [str(problem) for problem in problems]
    ([1250.0, nan, nan], ["row 4, column flow: is no number (found 'many')"])
    """
    from mapping.intake.number_cells import to_numbers

    values = to_numbers(cells, decimal=decimal)
    words = values.isna() & cells.notna()
    words[words] = cells[words].str.strip() != ""
    small = values < least if least is not None else words & False
    return values, [
        Problem(row=int(row), column=str(cells.name), rule=rule, value=str(cell))
        for mask, rule in ((words, "is no number"), (small, f"is below {least or 0:g}"))
        for row, cell in zip(cells.index[mask], cells[mask], strict=True)
    ]
