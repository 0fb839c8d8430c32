"""Which columns of a table say what place a row is about: found by their values.

A column of codes counts only where the names beside it agree: whole numbers such as the number of a
row are codes of places by accident.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Final

from mapping.errors import UnknownChoiceError, listed
from mapping.i18n import N_
from mapping.joining.keys.codes import CodeReading, read_codes
from mapping.joining.keys.parents import parent_share
from mapping.joining.model import KeyColumns
from mapping.joining.names.index import NameIndex
from mapping.joining.names.likeness import SOMEWHAT, like_pairs
from mapping.joining.names.spelling import normalised
from mapping.joining.place_list import PlaceList

if TYPE_CHECKING:
    import pandas as pd

Cells = Mapping[str, Sequence[str]]
"""The cells of a table by column; an empty cell is an empty text."""

MOST_TEXTS: Final = 2_000  # different texts of a column that are looked at
NAMES_FIT: Final = 0.25  # share of a column's texts that must be names of places
SAMPLE: Final = 200  # texts compared by likeness, where no name is there as it is
HEADER: Final = 0.2  # what a telling header is worth beside that share
CODE_HEADER: Final = re.compile(
    r"code|pcode|\bid\b|_id$|id$|iso|hasc|gss|fips|kode|codigo|código|clave|cod\b|\+code|num\b"
)
NAME_HEADER: Final = re.compile(
    r"name|district|province|region|county|state|place|area|admin|municip|adm\d|island|commune"
    r"|nom|nombre|lugar|provincia|distrito|departamento|kabupaten|jilla|zila|division|location"
)
PROSE_HEADER: Final = re.compile(r"note|comment|remark|source|title|publisher|descri|url|indicator")
ELSEWHERE_HEADER: Final = re.compile(r"origin|destination|dest\b|birth|previous|former|from|to\b")
COUNTRY_HEADER: Final = re.compile(r"country|adm(in)?0|nation|pays|pais|iso3|location|iso_a")
COUNTER_HEADER: Final = re.compile(
    r"^(#|no|nr|n|s\W?n|s\W?no|sr|sl|serial|index|row|unnamed.*)\W*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The columns of a table that tell the place, and the codes as they were read."""

    columns: KeyColumns
    codes: CodeReading | None = None
    country: str | None = None  # a column that says which country a row is about


def read_cells(frame: "pd.DataFrame") -> Cells:
    """The cells of a table as text, trimmed."""
    return {
        str(column): cells.astype("str").str.strip().where(cells.notna(), "").tolist()
        for column, cells in frame.items()
    }


def find_keys(cells: Cells, to: PlaceList, *, asked: KeyColumns) -> Keys:
    """The columns that tell the place: as asked, else by their values.

    Args:
        cells: The table.
        to: The places.
        asked: Columns that somebody named; an empty text where there is none.

    Raises:
        UnknownChoiceError: a column asked for is not in the table.
    """
    _check_asked(asked, cells)
    country = _country_column(cells, to)
    texts = {column: _texts(one) for column, one in _of_country(cells, country, to).items()}
    name = asked.name
    if name is None:
        name = _name_column(texts, to, without={asked.code, asked.parent, country})
    code, reading = asked.code, None
    if asked.code:
        reading = read_codes(texts[asked.code], to)
    elif asked.code is None and asked.name is None:
        code, reading = _code_column(texts, to, without={name, asked.parent, country})
    if name is None:
        name = _alike_column(texts, to, without={code, asked.parent, country}, alone=code is None)
    if asked.name is None and name and code and reading:
        name = None if _names_above(cells[name], cells[code], reading, to) else name
    parent = asked.parent
    if parent is None:
        parent = _parent_column(cells, texts, to, name=name, without={code, country})
    columns = KeyColumns(code=code or None, name=name or None, parent=parent or None)
    return Keys(columns=columns, codes=reading, country=country)


def _check_asked(asked: KeyColumns, cells: Cells) -> None:
    for column in (asked.code, asked.name, asked.parent):
        if column and column not in cells:
            kind = N_("column of the table")
            raise UnknownChoiceError(kind=kind, asked=column, available=listed(cells))


def is_counter(column: str, cells: Sequence[str]) -> bool:
    """Whether a column only numbers the rows."""
    numbers = [cell for cell in cells if cell]
    counts = [str(number) for number in range(1, len(numbers) + 1)]
    named = COUNTER_HEADER.match(column.strip().lower()) is not None
    return numbers == counts and (named or not CODE_HEADER.search(column.lower()))


def _texts(cells: Iterable[str]) -> list[str]:
    """The different texts of a column: not all, where there are very many."""
    return [text for text in dict.fromkeys(cells) if text][:MOST_TEXTS]


def _holds_numbers(texts: Sequence[str]) -> bool:
    """Whether most texts are numbers; the first few tell."""
    first = texts[: MOST_TEXTS // 10]
    return sum(map(_is_number, first)) > len(first) / 2


def _name_column(
    texts: Mapping[str, list[str]], to: PlaceList, *, without: set[str | None]
) -> str | None:
    """The column with most names of the places; one with more of the units above only if alone."""
    scores: dict[str, tuple[bool, float]] = {}
    for column in _worded(texts, without=without):
        values = texts[column]
        share, above = _share_named(values, to.index), _share_named(values, to.parent_index)
        own = share > above
        header = column.lower()
        if ELSEWHERE_HEADER.search(header):
            share -= HEADER
        if share >= NAMES_FIT or (NAME_HEADER.search(header) and share > 0):
            scores[column] = (own, share + HEADER * bool(NAME_HEADER.search(header)))
    return max(scores, key=lambda column: scores[column], default=None)


def _worded(texts: Mapping[str, list[str]], *, without: set[str | None]) -> list[str]:
    """The columns that may hold names."""
    return [
        column
        for column, values in texts.items()
        if values
        and column not in without
        and not PROSE_HEADER.search(column.lower())
        and not _holds_numbers(values)
    ]


def _alike_column(
    texts: Mapping[str, list[str]], to: PlaceList, *, without: set[str | None], alone: bool
) -> str | None:
    """The column most like names, where none holds a name as it is: by header, else by likeness.

    Args:
        texts: The different texts of each column.
        to: The places.
        without: Columns that hold something else.
        alone: No column holds codes: the only one with words is taken then, so that every row can
            be seen and settled.
    """
    worded = _worded(texts, without=without)
    if column := next((c for c in worded if NAME_HEADER.search(c.lower())), None):
        return column
    shares = {column: _share_alike(texts[column][:SAMPLE], to) for column in worded}
    best = max(shares, key=lambda column: shares[column], default=None)
    return (
        best
        if best is not None and (shares[best] >= NAMES_FIT or (alone and len(shares) == 1))
        else None
    )


def _share_alike(texts: Sequence[str], to: PlaceList) -> float:
    """Share of texts that are somewhat like a name of the places."""
    pairs = like_pairs([normalised(text) for text in texts], to.index.entries)
    return len(set(pairs.names[pairs.likeness >= SOMEWHAT].tolist())) / len(texts)


def _share_named(texts: Sequence[str], index: NameIndex) -> float:
    """Share of texts that are names of these places, without any unit too."""
    names = [normalised(text) for text in texts]
    return sum(map(index.knows, names)) / len(names)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-+]?[\d\s,.' ]*\d%?", text))


def _code_column(
    texts: Mapping[str, list[str]], to: PlaceList, *, without: set[str | None]
) -> tuple[str | None, CodeReading | None]:
    """The column with most codes of the places; plain numbers only under a header that says so."""
    found: dict[str, tuple[float, CodeReading]] = {}
    for column, values in texts.items():
        says = bool(CODE_HEADER.search(column.lower()))
        if column in without or ELSEWHERE_HEADER.search(column.lower()):
            continue
        if _holds_numbers(values) and not says:
            continue  # figures are codes of places by accident
        reading = read_codes(values, to)
        if reading is None:
            continue
        share = reading.share(values) - 0.1 * bool(reading.mended) - 0.2 * reading.plain_numbers
        found[column] = (share + HEADER * says, reading)
    if not found:
        return None, None
    best = max(found, key=lambda column: found[column][0])
    return best, found[best][1]


def _parent_column(
    cells: Cells,
    texts: Cells,
    to: PlaceList,
    *,
    name: str | None,
    without: set[str | None],
) -> str | None:
    """The column whose texts say in which unit a row's place lies, under old names as well."""
    if len(to.parents) < 2:  # noqa: PLR2004 - one parent tells nothing apart
        return None
    places = _places_of_rows(cells[name], to) if name is not None else []
    scores: dict[str, float] = {}
    for column, values in texts.items():
        if column in without or column == name or ELSEWHERE_HEADER.search(column.lower()):
            continue
        if _holds_numbers(values) and not CODE_HEADER.search(column.lower()):
            continue
        found = {(t, at) for t, at in zip(cells[column], places, strict=False) if t and at >= 0}
        scores[column] = parent_share(values, found, to)
    best = max(scores, key=lambda column: scores[column], default=None)
    return best if best is not None and scores[best] >= NAMES_FIT else None


def _names_above(
    names: Sequence[str], codes: Sequence[str], reading: CodeReading, to: PlaceList
) -> bool:
    """Whether the names are of the units that the places of the codes lie in."""
    units = {name: _units_of(name, to) for name in dict.fromkeys(names)}
    lie_there = sum(
        to.places[reading.places[code]].parent_code in units[name]
        for name, code in zip(names, codes, strict=True)
        if code in reading.places
    )
    return lie_there > len(codes) / 2


def _units_of(name: str, to: PlaceList) -> set[str]:
    index = to.parent_index
    named = index.equal(normalised(name), index.neutral)[0]
    return {to.parents[at].place_code for at in named}


def _places_of_rows(values: Sequence[str], to: PlaceList) -> list[int]:
    """The place that each name is the only one of; -1 where it is of none or of several."""
    index = to.index
    found = {text: index.equal(normalised(text), index.neutral)[0] for text in _texts(values)}
    alone = {text: min(places) for text, places in found.items() if len(places) == 1}
    return [alone.get(text, -1) for text in values]


def _country_column(cells: Cells, to: PlaceList) -> str | None:
    """A column that names the country of the places, and perhaps others."""
    return next(
        (
            column
            for column, texts in cells.items()
            if COUNTRY_HEADER.search(column.lower()) and any(map(to.is_country, _texts(texts)))
        ),
        None,
    )


def _of_country(cells: Cells, country: str | None, to: PlaceList) -> Cells:
    """The cells of the rows about the country of the places, where a column says which."""
    if country is None:
        return cells
    own = {text for text in _texts(cells[country]) if to.is_country(text)}
    kept = [text in own for text in cells[country]]
    return {column: list(compress(texts, kept)) for column, texts in cells.items()}
