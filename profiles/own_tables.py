"""A joined table becomes part of a pack of the user's own: figures, and what they are.

The figures go to `indicators/<iso3>/` in the workspace, what they are to the catalogue beside it,
in the shape of every pack. They are shown like all others: after disclosure control.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapping.atomic import write_atomically
from mapping.errors import BadTableError, DataError, Problem
from mapping.i18n import N_
from mapping.intake.number_cells import is_missing, share_of_numbers, to_number
from mapping.settings import Settings
from mapping.toml_text import block
from profiles.indicators.catalogue import FILE_NAME, read_indicator_catalogue
from profiles.indicators.model import Indicator, Kind, Status
from profiles.indicators.read import COLUMNS, PERIOD, SURVEY_COLUMNS, TOTAL

if TYPE_CHECKING:
    import pandas as pd

FOLDER: Final = "indicators"
SECTION: Final = 14  # of the profile's outline: annexes
MOSTLY: Final = 0.8  # share of numbers in a column of figures
PREFIX: Final = "own_"
_YEAR: Final = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_RATE: Final = re.compile(
    r"%|percent|share|rate|ratio|mean|median|average|index|per ", re.IGNORECASE
)
_NOT_FIGURES: Final = re.compile(
    r"code|\bid\b|_id$|year|^(s\W?n|no|nr|#)\W*$|latitude|longitude|^(lat|lon)$", re.IGNORECASE
)
# Of a survey: "cases" is about every figure of a row, "poverty_cases" about "poverty".
_SAMPLE: Final = {
    "cases": re.compile(r"(?:(.+)[ _])?(?:cases|n_unweighted|unweighted[ _]n)", re.IGNORECASE),
    "se": re.compile(r"(?:(.+)[ _])?(?:se|std[ _]?err|standard[ _]error)", re.IGNORECASE),
}
_NOT_MIGRANTS: Final = re.compile(r"^(total )?(population|households?|area)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnColumn:
    """A column of figures, as a person describes it."""

    column: str  # of the table
    label: str
    unit: str
    kind: Kind
    period: str  # "2021", "2016/2021"
    protected: bool  # counts of people by migration status: none below ten is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSource:
    """Where a table is from, as a person describes it."""

    title: str
    publisher: str
    year: str
    licence: str = ""


def guess_columns(
    table: "pd.DataFrame", keys: Collection[str | None], *, year: str
) -> tuple[OwnColumn, ...]:
    """The columns of figures, with what they probably are.

    Args:
        table: Text cells.
        keys: Columns that say which place a row is about.
        year: Of the table, where a column does not say one.
    """
    return tuple(
        _guessed(column, year)
        for column in map(str, table.columns)
        if column not in keys
        and not _NOT_FIGURES.search(column)
        and not any(pattern.fullmatch(column) for pattern in _SAMPLE.values())
        and share_of_numbers([str(cell) for cell in table[column].dropna()]) >= MOSTLY
    )


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


def guess_year(texts: Iterable[str], *, otherwise: str) -> str:
    """The last year that a file's name or its headers speak of."""
    years = [year for text in texts for year in _YEAR.findall(text)]
    return max(years, default=otherwise)


def keep_table(  # noqa: PLR0913 - what a person says of a table
    settings: Settings,
    iso3: str,
    joined: "pd.DataFrame",
    columns: Sequence[OwnColumn],
    source: OwnSource,
    *,
    name: str,
    decimal: str = ".",
) -> tuple[str, ...]:
    """Write a joined table into the workspace; gives the codes of its indicators.

    Args:
        settings: Where the workspace is.
        iso3: Of the country.
        joined: As `mapping.joining.join.to_joined` gives it: `place_code` and the table's columns.
        columns: Those to keep.
        source: Where the table is from.
        name: Of the table's file; a table of the same name is replaced.
        decimal: The decimal mark of its numbers.

    Raises:
        BadTableError: a period or a number is none, or a place has two figures.
        StorageError: the workspace does not take the files.
    """
    folder = settings.workspace_dir / FOLDER
    path = folder / iso3.lower() / f"{PREFIX}{slug(name)}.csv"
    codes = tuple(f"{PREFIX}{slug(name)}_{slug(column.label)}" for column in columns)
    rows = list(_rows(joined, columns, codes, path, decimal))
    header = ",".join((*COLUMNS, *SURVEY_COLUMNS))
    text = "\n".join([header, *(",".join(row) for row in rows)]) + "\n"
    _describe(folder / FILE_NAME, settings, iso3, columns, source, codes)
    write_atomically(path, text)
    return codes


def slug(text: str) -> str:
    """Small letters, digits and underscores: "Émigrés (2021)" is "emigres_2021"."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", folded).strip("_")[:40] or "table"


def _guessed(column: str, year: str) -> OwnColumn:
    rate = _RATE.search(column) is not None
    return OwnColumn(
        column=column,
        label=" ".join(column.replace("_", " ").split()).capitalize(),
        unit="%" if rate else "persons",
        kind=Kind.UNMERGEABLE if rate else Kind.EXTENSIVE,
        period=guess_year([column], otherwise=year),
        protected=not rate and _NOT_MIGRANTS.search(column) is None,
    )


def _rows(
    joined: "pd.DataFrame",
    columns: Sequence[OwnColumn],
    codes: Sequence[str],
    path: Path,
    decimal: str,
) -> Iterable[tuple[str, ...]]:
    """The figures, one a line; places without a row have none."""
    own = joined[joined["join_method"].notna()]
    problems = list(_problems(own, columns, codes))
    if problems:
        raise BadTableError(path=path.name, problems=tuple(problems))
    for column, code in zip(columns, codes, strict=True):
        about = (column.column, *sample_columns(column.column, [*map(str, own.columns)]))
        cells = [[None] * len(own) if name is None else own[name] for name in about]
        for place, *row in zip(own["place_code"], *cells, strict=True):
            shown, cases, error = (_written(cell, decimal) for cell in row)
            status = Status.NORMAL if shown else Status.MISSING
            key = (str(place), code, column.period, TOTAL, TOTAL)
            yield (*key, shown, status.value, cases, error)


def _written(cell: object, decimal: str) -> str:
    """A number as tables have it; nothing where there is none."""
    if cell is None or cell != cell or is_missing(str(cell)):  # noqa: PLR0124 - NaN
        return ""
    value = to_number(str(cell), decimal=decimal)
    return "" if value is None else f"{value:.12g}"


def _problems(
    own: "pd.DataFrame", columns: Sequence[OwnColumn], codes: Sequence[str]
) -> Iterable[Problem]:
    repeated = own.loc[own["place_code"].duplicated(), "place_name"]
    for place in dict.fromkeys(repeated):
        yield Problem(row=None, column=None, rule=N_("a place has two rows"), value=str(place))
    for column, code in zip(columns, codes, strict=True):
        if not re.match(PERIOD, column.period):
            rule = N_("a period is a year, or two with / between")
            yield Problem(row=None, column=column.column, rule=rule, value=column.period)
        if codes.count(code) > 1:
            rule = N_("two columns have the same label")
            yield Problem(row=None, column=column.column, rule=rule, value=column.label)
        sampled = sample_columns(column.column, [*map(str, own.columns)])
        for name in (column.column, *filter(None, sampled)):
            cells = [str(cell) for cell in own[name].dropna()]
            wrong = [c for c in cells if not is_missing(c) and share_of_numbers([c]) == 0]
            for cell in wrong[:3]:
                yield Problem(row=None, column=name, rule=N_("not a number"), value=cell)


def _describe(  # noqa: PLR0913 - what a person says of a table
    path: Path,
    settings: Settings,
    iso3: str,
    columns: Sequence[OwnColumn],
    source: OwnSource,
    codes: Sequence[str],
) -> None:
    """Add to the catalogue what the figures are; it must still keep every rule afterwards."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    known = _known(path, settings)
    source_id = f"{PREFIX}{slug(source.title)}_{source.year}"
    blocks = [] if f'id = "{source_id}"' in before else [_source_block(source_id, source)]
    for column, code in zip(columns, codes, strict=True):
        if code not in known:
            blocks.append(_indicator_block(code, column))
        if f'iso3 = "{iso3}"\nindicator = "{code}"' not in before:
            blocks.append(block("series", {"iso3": iso3, "indicator": code, "source": source_id}))
    write_atomically(path, "\n".join([before, *blocks]))
    try:
        read_indicator_catalogue(path, known=_shipped(settings))
    except DataError:
        write_atomically(path, before)
        raise


def _shipped(settings: Settings) -> Mapping[str, Indicator]:
    return read_indicator_catalogue(settings.data_dir / FOLDER / FILE_NAME).indicators


def _known(path: Path, settings: Settings) -> Mapping[str, Indicator]:
    shipped = _shipped(settings)
    return read_indicator_catalogue(path, known=shipped).indicators if path.exists() else shipped


def _source_block(source_id: str, source: OwnSource) -> str:
    fields = {
        "id": source_id,
        "title": source.title,
        "publisher": source.publisher,
        "year": source.year,
        "licence": source.licence,
    }
    return block("source", fields)


def _indicator_block(code: str, column: OwnColumn) -> str:
    words = {"label": column.label, "definition": column.label, "unit": column.unit}
    return block(
        "indicator",
        {
            "code": code,
            "section": SECTION,
            "kind": column.kind.value,
            **{field: {"en": text} for field, text in words.items()},
            "decimals": 0 if column.kind is Kind.EXTENSIVE else 1,
            "protected": column.protected,
        },
    )
