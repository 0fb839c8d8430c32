"""What the columns of a person's own table are: figures, and what tells rows of a place apart.

A table may be wide, with a column for each period, sex or age, or long, with a row for each. Both
become the same figures: a place, an indicator, a period, a sex and an age.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapping.intake.columns import column_roles, folded
from mapping.intake.model import Reason
from mapping.intake.number_cells import share_of_numbers
from profiles.indicators.model import Kind
from profiles.indicators.read import SURVEY_COLUMNS, TOTAL
from profiles.own_sexes import FEMALE, MALE, BySex, columns_by_sex, sex_of

if TYPE_CHECKING:
    import pandas as pd

MOSTLY: Final = 0.8  # share of numbers in a column of figures
MOST_CATEGORIES: Final = 30
_YEAR: Final = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_PERIOD: Final = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d\d)(?:\s*[-–/]\s*(?P<last>(?:19|20)\d\d|\d\d))?(?!\d)"
)
_PUBLISHED: Final = re.compile(
    r"^\W*(?:sources?|fuentes?|fontes?|quelle)\s*[:：]\s*([^,;(]+)", re.IGNORECASE
)
_DATE: Final = re.compile(r"^(\d{4}-\d{2}(-\d{2})?)([T ].*)?$")
_RATE: Final = re.compile(
    r"%|percent|share|rate|ratio|mean|median|average|index|per |pour ?cent|taux|part|moyenne"
    r"|porcentaje|tasa|promedio|media\b",
    re.IGNORECASE,
)
_NOT_FIGURES: Final = re.compile(
    r"code|\bid\b|_id$|^year$|^(s\W?n|no|nr|#)\W*$|latitude|longitude|^(lat|lon)$|^fid$",
    re.IGNORECASE,
)
_NOT_MIGRANTS: Final = re.compile(
    r"^(total )?(pop(ulation)?|households?|area|births|deaths)(?![a-z])", re.IGNORECASE
)
# Of a survey: "cases" is about every figure of a row, "poverty_cases" about "poverty".
_SAMPLE: Final = {
    "cases": re.compile(r"(?:(.+)[ _])?(?:cases|n_unweighted|unweighted[ _]n)", re.IGNORECASE),
    "se": re.compile(r"(?:(.+)[ _])?(?:se|std[ _]?err|standard[ _]error)", re.IGNORECASE),
}
_COD_PS: Final = re.compile(r"^([FMT])_(TL|\d{2}_\d{2}|\d{2}_?[Pp]lus|\d{2}\+?)$")
_ALL_AGES: Final = frozenset({"t", "tl", "total", "all", "allages", "ensemble", "todas", "todos"})
_LONG: Final = {
    "period": re.compile(r"^(year|period|annee|ano|anio|date|censusyear|referenceperiod.*)$"),
    "sex": re.compile(r"^(sex|gender|sexe|sexo|genre|genero)$"),
    "age": re.compile(r"^(age|agegroup|agerange|ages|edad|grupodeedad|idade|groupedage)$"),
}
_OF_SEX: Final = ("Persons", "Share")  # what a header may mean that says the sex alone
_GENERIC: Final = re.compile(r"^(value|count|number|persons|people|n|total|obsvalue|valeur|valor)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnColumn:
    """A column of figures, as a person describes it."""

    column: str  # of the table
    label: str  # columns of one label are one indicator
    unit: str
    kind: Kind
    period: str  # "2021", "2016/2021"; where no column of the table says it
    protected: bool  # counts of people by migration status: none below ten is shown
    sex: str = TOTAL
    age: str = TOTAL


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRows:
    """The columns that tell several rows of a place apart; none in a table of one row a place."""

    period: str | None = None
    sex: str | None = None
    age: str | None = None
    category: str | None = None  # an indicator for each, as reasons of moving

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that there are."""
        named = (self.period, self.sex, self.age, self.category)
        return tuple(column for column in named if column is not None)


def guess_rows(table: "pd.DataFrame", keys: Collection[str | None]) -> OwnRows:
    """What tells several rows of a place apart, in a table that has several.

    Args:
        table: Text cells.
        keys: Columns that say which place a row is about.
    """
    place = [key for key in keys if key is not None]
    if not place or not table.duplicated(place).any():
        return OwnRows()
    roles = {role: column for column, role in column_roles(map(str, table.columns)).items()}
    found: dict[str, str] = {}
    for role, pattern in _LONG.items():
        named = [str(c) for c in table.columns if pattern.match(folded(str(c))) and c not in place]
        column = roles.get(role) or next(iter(named), None)
        if column is not None and column not in place and _tells(table[column], role):
            found[role] = column
    told = [*place, *found.values()]
    if table.duplicated(told).any():
        category = next((c for c in _categories(table, told) if not _left(table, [*told, c])), None)
        found |= {} if category is None else {"category": category}
    return OwnRows(**found)


def guess_columns(
    table: "pd.DataFrame", keys: Collection[str | None], *, year: str
) -> tuple[OwnColumn, ...]:
    """The columns of figures, with what they probably are.

    Args:
        table: Text cells.
        keys: Columns that say which place a row is about, or tell rows apart.
        year: Of the table, where a column does not say one.
    """
    figures = [
        column
        for column in map(str, table.columns)
        if column not in keys
        and not _NOT_FIGURES.search(column)
        and not any(pattern.fullmatch(column) for pattern in _SAMPLE.values())
        and share_of_numbers([str(cell) for cell in table[column].dropna()]) >= MOSTLY
    ]
    years = {column: _PERIOD.search(column) for column in figures}
    by_year: dict[str | None, list[str]] = defaultdict(list)
    for column, said in years.items():
        by_year[said and said[0]].append(column)
    sexes = {
        column: found
        for columns in by_year.values()
        for column, found in columns_by_sex(columns).items()
    }
    without_year = Counter(_bare(column, sexes) for column in figures)
    return tuple(_guessed(column, year, without_year, sexes) for column in figures)


def sample_columns(column: str, columns: Collection[str]) -> tuple[str | None, ...]:
    """The columns that say from how many cases a figure is, and with what standard error.

    >>> sample_columns("poverty", ["poverty", "poverty_se", "cases", "other_cases"])
    ('cases', 'poverty_se')
    """
    found: dict[str, str] = {}
    for part, pattern in _SAMPLE.items():
        for name in columns:
            about = pattern.fullmatch(name)
            if about and about[1] and about[1].casefold() == column.casefold():
                found[part] = name
            elif about and not about[1]:
                found.setdefault(part, name)
    return tuple(found.get(part) for part in SURVEY_COLUMNS)


def guess_year(texts: Iterable[str], *, vintage: str, today: str) -> str:
    """The last year that a table speaks of, else that of the boundaries it was made for.

    Args:
        texts: The file's name, its title, its headers.
        vintage: Of the boundaries, "2010-11-25", if they are earlier ones; else empty.
        today: The year it is, for a table that says nothing.
    """
    years = [year for text in texts for year in _YEAR.findall(text)]
    return max(years, default=next(iter(_YEAR.findall(vintage)), today))


def guess_source(reasons: Iterable[Reason], file_name: str) -> tuple[str, str]:
    """The title of a table and who published it, as far as lines above and below it say.

    Args:
        reasons: What the door says of the table.
        file_name: As people know it.
    """
    said = {reason.code: str(reason.facts.get("text", "")) for reason in reasons}
    published = _PUBLISHED.match(said.get("footer", ""))
    return said.get("title_rows") or file_name, published[1].strip() if published else ""


def period_of(cell: str) -> str:
    """A period as tables of packs write it: "2016-21" is "2016/2021"; other text stays."""
    text = cell.strip()
    dated = _DATE.match(text)
    if dated:
        return dated[1]
    found = _PERIOD.fullmatch(text.removesuffix(".0"))
    if not found:
        return text
    first, last = found["first"], found["last"]
    return first if last is None else f"{first}/{first[: 4 - len(last)]}{last}"


def age_of(cell: str) -> str:
    """An age group with a plain dash; "total" for all ages."""
    text = cell.strip().replace("–", "-").replace("—", "-")
    return TOTAL if folded(text.strip("_")) in _ALL_AGES else " ".join(text.split())


def is_generic(column: str) -> bool:
    """Whether a header says nothing of what is counted: "value", "count"."""
    return _GENERIC.match(folded(column)) is not None


def _bare(column: str, sexes: Mapping[str, BySex]) -> str:
    """What a column is of, without its period and its sex."""
    if column not in sexes:
        return _label(_PERIOD.sub(" ", column))
    rest = _label(_PERIOD.sub(" ", sexes[column].rest))
    return rest if any(c.isalpha() for c in rest) else _OF_SEX[_RATE.search(column) is not None]


def _guessed(
    column: str, year: str, without_year: Counter[str], sexes: Mapping[str, BySex]
) -> OwnColumn:
    population = _COD_PS.match(column)
    if population:
        return _population(column, population[1], population[2], year)
    said = _PERIOD.search(column)
    bare = _bare(column, sexes)
    rate = _RATE.search(column) is not None
    # One column with a year keeps it in its name; several of a name are periods of one thing.
    several = column in sexes or (said is not None and without_year[bare] > 1)
    return OwnColumn(
        column=column,
        label=(bare or "Value") if several else _label(column),
        unit="%" if rate else "persons",
        kind=Kind.UNMERGEABLE if rate else Kind.EXTENSIVE,
        period=period_of(said[0]) if said else year,
        protected=not rate and _NOT_MIGRANTS.search(bare or column) is None,
        sex=sexes[column].sex if column in sexes else TOTAL,
    )


def _population(column: str, sex: str, age: str, year: str) -> OwnColumn:
    """A column of COD-PS: "F_00_04" is of girls below five."""
    group = age.replace("_", "-") if age[2:3] == "_" and age[3:].isdecimal() else f"{age[:2]}+"
    return OwnColumn(
        column=column,
        label="Population",
        unit="persons",
        kind=Kind.EXTENSIVE,
        period=year,
        protected=False,
        sex=sex_of(sex),
        age=TOTAL if age == "TL" else _short(group),
    )


def _short(group: str) -> str:
    """An age group without leading zeros: "00-04" is "0-4"."""
    return re.sub(r"\b0(\d)", r"\1", group)


def _label(column: str) -> str:
    """A header as a label: of two rows of headers, without what a period has left."""
    text = re.sub(r"[(\[]\s*[)\]]", " ", column.replace("_", " ").replace(" / ", " "))
    return " ".join(text.split()).strip(" /-,").capitalize()


def _tells(cells: "pd.Series[str]", role: str) -> bool:
    """Whether the cells of a column are periods, sexes or ages, and not always the same."""
    texts = [str(cell) for cell in cells.dropna().unique()]
    if role == "period":
        return bool(texts) and all(_YEAR.search(text) for text in texts)
    if role == "sex":
        return bool(texts) and all(sex_of(text) in {TOTAL, FEMALE, MALE} for text in texts)
    return bool(texts)


def _categories(table: "pd.DataFrame", told: Collection[str]) -> list[str]:
    """Columns of a few words that stand again and again."""
    return [
        str(column)
        for column in table.columns
        if column not in told
        and 1 < table[column].nunique() <= MOST_CATEGORIES
        and table[column].notna().all()
        and share_of_numbers([str(cell) for cell in table[column]]) < MOSTLY
    ]


def _left(table: "pd.DataFrame", told: list[str]) -> bool:
    return bool(table.duplicated(told).any())
