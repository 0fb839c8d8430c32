"""A joined table becomes part of a pack of the user's own: figures, and what they are.

The figures go to `indicators/<iso3>/` in the workspace, what they are to the catalogue beside it,
in the shape of every pack. They are shown like all others: after disclosure control.
"""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from mapping.atomic import write_atomically
from mapping.errors import BadTableError, DataError, Problem
from mapping.i18n import N_
from mapping.intake.number_cells import is_missing, share_of_numbers, to_number
from mapping.joining.explaining.mends import MendKind
from mapping.settings import Settings
from mapping.toml_text import block
from profiles.indicators.catalogue import FILE_NAME, read_indicator_catalogue
from profiles.indicators.model import Kind, Status
from profiles.indicators.read import COLUMNS, PERIOD, SEXES, SURVEY_COLUMNS, TOTAL
from profiles.own_columns import (
    OwnColumn,
    OwnRows,
    age_of,
    is_generic,
    period_of,
    sample_columns,
)
from profiles.own_sexes import FEMALE, MALE, sex_of

if TYPE_CHECKING:
    import pandas as pd

FOLDER: Final = "indicators"
SECTION: Final = 14  # of the profile's outline: annexes
PREFIX: Final = "own_"
LONGEST: Final = 40
MOST_EXAMPLES: Final = 9
FEW_DECIMALS: Final = 2
ONE_EACH: Final = OwnRows()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSource:
    """Where a table is from, as a person describes it."""

    title: str
    publisher: str
    year: str
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """One figure on its way into a table of the pack."""

    place_code: str
    place_name: str
    label: str
    column: OwnColumn
    period: str
    sex: str
    age: str
    cell: str
    sample: tuple[str, ...]  # from how many cases, and the standard error; empty: not said
    estimated: bool

    @property
    def key(self) -> tuple[str, ...]:
        """What no other figure may share."""
        return (self.place_code, slug(self.label), self.period, self.sex, self.age)


def keep_table(  # noqa: PLR0913 - what a person says of a table
    settings: Settings,
    iso3: str,
    joined: "pd.DataFrame",
    columns: Sequence[OwnColumn],
    source: OwnSource,
    *,
    name: str,
    decimal: str = ".",
    rows: OwnRows = ONE_EACH,
) -> tuple[str, ...]:
    """Write a joined table into the workspace; gives the codes of its indicators.

    Args:
        settings: Where the workspace is.
        iso3: Of the country.
        joined: As `mapping.joining.join.to_joined` gives it: `place_code` and the table's columns.
        columns: Those to keep; columns of one label are one indicator.
        source: Where the table is from.
        name: Of the table's file; a table of the same name is replaced.
        decimal: The decimal mark of its numbers.
        rows: What tells several rows of a place apart.

    Raises:
        BadTableError: a period or a number is none, or a place has two figures.
        StorageError: the workspace does not take the files.
    """
    folder = settings.workspace_dir / FOLDER
    path = folder / iso3.lower() / f"{PREFIX}{slug(name)}.csv"
    figures = list(_figures(joined, columns, rows))
    figures += list(_both_sexes(figures, decimal))
    problems = tuple(_problems(figures))
    if problems:
        raise BadTableError(path=path.name, problems=problems)
    described = {
        f"{PREFIX}{slug(name)}_{slug(one.label)}": replace(one.column, label=one.label)
        for one in figures
    }
    lines = [",".join((*COLUMNS, *SURVEY_COLUMNS))]
    for one in figures:
        code = f"{PREFIX}{slug(name)}_{slug(one.label)}"
        lines.append(",".join(_line(one, code, decimal)))
    decimals = {code: _decimals(code, name, figures, decimal) for code in described}
    _describe(folder / FILE_NAME, settings, iso3, described, source, decimals)
    write_atomically(path, "\n".join(lines) + "\n")
    return tuple(described)


def _decimals(code: str, name: str, figures: Sequence[_Figure], decimal: str) -> int:
    """With how many decimals the figures of an indicator are shown."""
    own = [one for one in figures if f"{PREFIX}{slug(name)}_{slug(one.label)}" == code]
    if all(one.column.kind is Kind.EXTENSIVE for one in own):
        return 0
    return decimals_of([float(text) for one in own if (text := _written(one.cell, decimal))])


def decimals_of(values: Sequence[float]) -> int:
    """As many decimals as rates were written with; of those worked out, three digits of most.

    >>> decimals_of([12, 7, 30]), decimals_of([12, 7.25]), decimals_of([2 / 3, 1 / 3])
    (0, 2, 3)
    """
    written = max((len(f"{v:.6f}".rstrip("0").partition(".")[2]) for v in values), default=1)
    if written <= FEW_DECIMALS:
        return written
    middle = median(abs(value) for value in values)
    return next((n for n, least in ((1, 10.0), (2, 1.0), (3, 0.1)) if middle >= least), 4)


def slug(text: str) -> str:
    """Small letters, digits and underscores: "Émigrés (2021)" is "emigres_2021".

    What is cut off, or is of another script, is told apart by a number made of the whole text.
    """
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "_", folded).strip("_")
    if plain and len(plain) <= LONGEST:
        return plain
    return f"{plain[: LONGEST - 9]}_{zlib.crc32(text.encode()):08x}".strip("_")


def _figures(
    joined: "pd.DataFrame", columns: Sequence[OwnColumn], rows: OwnRows
) -> Iterable[_Figure]:
    """The figures of places that have a row."""
    named = [*map(str, joined.columns)]
    about = {one.column: sample_columns(one.column, named) for one in columns}
    for row in joined[joined["join_method"].notna()].to_dict("records"):
        texts = {column: _text(row[column]) for column in rows.columns}
        for column in columns:
            label = column.label
            if rows.category is not None:
                category = texts[rows.category]
                label = category if is_generic(column.column) else f"{label}: {category}"
            yield _Figure(
                place_code=str(row["place_code"]),
                place_name=str(row["place_name"]),
                label=label,
                column=column,
                period=period_of(texts[rows.period]) if rows.period else column.period,
                sex=sex_of(texts[rows.sex]) if rows.sex else column.sex,
                age=age_of(texts[rows.age]) if rows.age else column.age,
                cell=_text(row[column.column]),
                sample=tuple(_text(row.get(name)) for name in about[column.column]),
                estimated=row["join_method"] == MendKind.SHARED,
            )


def _both_sexes(figures: Sequence[_Figure], decimal: str) -> Iterable[_Figure]:
    """Counts of women and men added up where nobody says how many there are of both."""
    counts = {one.key: one for one in figures if one.column.kind is Kind.EXTENSIVE}
    for one in counts.values():
        total, other = (counts.get((*one.key[:-2], sex, one.age)) for sex in (TOTAL, MALE))
        if one.sex != FEMALE or total is not None or other is None:
            continue
        cells = (one.cell, other.cell)
        if any(is_missing(cell) or share_of_numbers([cell]) < 1 for cell in cells):
            continue
        both = sum(to_number(cell, decimal=decimal) for cell in cells)
        written = f"{both:.12g}".replace(".", decimal)
        yield replace(one, sex=TOTAL, cell=written, sample=("",) * len(one.sample))


def _text(cell: object) -> str:
    return str(cell).strip() if isinstance(cell, str) else ""


def _line(one: _Figure, code: str, decimal: str) -> tuple[str, ...]:
    shown, *sample = (_written(cell, decimal) for cell in (one.cell, *one.sample))
    known = Status.ESTIMATED if one.estimated else Status.NORMAL
    status = known if shown else Status.MISSING
    return (one.place_code, code, one.period, one.sex, one.age, shown, status.value, *sample)


def _written(cell: str, decimal: str) -> str:
    """A number as tables have it; nothing where there is none."""
    return f"{to_number(cell, decimal=decimal):.12g}" if cell and not is_missing(cell) else ""


def _problems(figures: Sequence[_Figure]) -> Iterable[Problem]:
    seen = Counter(one.key for one in figures)
    twice = dict.fromkeys(one.place_name for one in figures if seen[one.key] > 1)
    for place in twice:
        yield Problem(row=None, column=None, rule=N_("a place has two rows"), value=place)
    shared = {slug(one.label): one.label for one in figures}
    for label in dict.fromkeys(one.label for one in figures):
        if shared[slug(label)] != label:
            yield Problem(
                row=None, column=None, rule=N_("two columns have the same label"), value=label
            )
    periods = dict.fromkeys(one.period for one in figures if not re.match(PERIOD, one.period))
    for period in periods:
        rule = N_("a period is a year, or two with / between")
        yield Problem(row=None, column=None, rule=rule, value=period)
    for sex in dict.fromkeys(one.sex for one in figures if one.sex not in SEXES):
        yield Problem(row=None, column=None, rule=N_("is not total, female or male"), value=sex)
    wrong = {
        (one.column.column, cell): None
        for one in figures
        for cell in (one.cell, *one.sample)
        if cell and not is_missing(cell) and share_of_numbers([cell]) == 0
    }
    for column, cell in list(wrong)[:MOST_EXAMPLES]:
        yield Problem(row=None, column=column, rule=N_("not a number"), value=cell)


def _describe(  # noqa: PLR0913 - what a catalogue says
    path: Path,
    settings: Settings,
    iso3: str,
    described: Mapping[str, OwnColumn],
    source: OwnSource,
    decimals: Mapping[str, int],
) -> None:
    """Add to the catalogue what the figures are; it must still keep every rule afterwards."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    shipped = read_indicator_catalogue(settings.data_dir / FOLDER / FILE_NAME).indicators
    known = read_indicator_catalogue(path, known=shipped).indicators if before else shipped
    source_id = f"{PREFIX}{slug(source.title)}_{source.year}"
    blocks = [] if f'id = "{source_id}"' in before else [_source_block(source_id, source)]
    for code, column in described.items():
        if code not in known:
            blocks.append(_indicator_block(code, column, decimals[code]))
        if f'iso3 = "{iso3}"\nindicator = "{code}"' not in before:
            blocks.append(block("series", {"iso3": iso3, "indicator": code, "source": source_id}))
    write_atomically(path, "\n".join([before, *blocks]))
    try:
        read_indicator_catalogue(path, known=shipped)
    except DataError:
        write_atomically(path, before)
        raise


def _source_block(source_id: str, source: OwnSource) -> str:
    fields = {
        "id": source_id,
        "title": source.title,
        "publisher": source.publisher,
        "year": source.year,
        "licence": source.licence,
    }
    return block("source", fields)


def _indicator_block(code: str, column: OwnColumn, decimals: int) -> str:
    words = {"label": column.label, "definition": column.label, "unit": column.unit}
    return block(
        "indicator",
        {
            "code": code,
            "section": SECTION,
            "kind": column.kind.value,
            **{field: {"en": text} for field, text in words.items()},
            "decimals": decimals,
            "protected": column.protected,
        },
    )
