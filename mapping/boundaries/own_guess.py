"""What a file of boundaries probably is: its country, level, date and columns, by its headers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.core import get_global

from mapping.boundaries.own import AboveColumns, OwnColumns
from mapping.boundaries.place_columns import PlaceColumns, find_place_columns
from mapping.errors import PlaceCodesError, UnknownChoiceError

if TYPE_CHECKING:
    import pandas as pd

_COUNTRY_CODES: Final = (
    *("adm0_pcode", "adm0_code", "iso3", "shapegroup", "gid_0", "iso_a3", "adm0_a3", "iso2"),
    *("iso_a2", "iso", "country_code", "admin0pcode"),
)
_COUNTRY_NAMES: Final = (
    *("adm0_name", "adm0_en", "adm0_fr", "adm0_es", "adm0_pt", "name_0", "country", "admin0name"),
    "admin",
)
_DATES: Final = ("valid_on", "validon", "date", "valid_from", "boundaryyearrepresented", "year")
_DATE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)(?!\d)")
_LEVEL: Final = re.compile(r"adm(?:in)?_?([0-3])(?!\d)", re.IGNORECASE)
_NAME_TAGGED: Final = re.compile(r"^(?:adm\d|name)_([a-z]{2})$")
_NAME_NUMBERED: Final = re.compile(r"^adm\d_name(\d?)$")
_LETTERS: Final = 3
_LETTER: Final = r"[^\W\d_]"
_COUNTERS: Final = ("fid", "ogc_fid", "objectid", "OBJECTID", "FID")
_TOLD_APART: Final = 0.9  # of the rows; two municipalities may well have one name


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGuess:
    """What is filled in before a person looks; empty where the file does not say."""

    iso3: str = ""
    country: str = ""
    country_code: str = ""
    level: int = 1
    vintage: str = ""
    columns: OwnColumns | None = None
    choices: tuple[str, ...] = field(default=())  # columns, for a person to choose from


def guess_own(frame: "pd.DataFrame", file_name: str) -> OwnGuess:
    """What a file of polygons probably is.

    Args:
        frame: Its attributes: text or None.
        file_name: As people know it.
    """
    known = {_plain(column): column for column in map(str, frame.columns)}
    found = _found(frame)
    stated = _level_in(_texts(frame, known, ("shapetype",)))
    columns = None if found is None else _deepest(frame, _columns(frame, known, found))
    of_headers = None if found is None else found.level
    least = 2 if columns is not None and columns.above else 1  # the one above is the first
    levels = (stated, of_headers, _level_in([file_name]), least)
    code = _first(frame, known, _COUNTRY_CODES) or PurePath(file_name).stem[:_LETTERS]
    iso2 = _iso2(code) or ""
    name = _first(frame, known, _COUNTRY_NAMES)
    return OwnGuess(
        iso3=_iso3_of().get(iso2, ""),
        country=name if name and _iso2(name) is None else _country_name(iso2) or name,
        country_code=code if iso2 and len(code) == 2 else iso2,  # noqa: PLR2004 - letters
        level=next(one for one in levels if one is not None),
        vintage=_date(_texts(frame, known, _DATES)) or _date([file_name]),
        columns=columns,
        choices=tuple(map(str, frame.columns)),
    )


def _deepest(frame: "pd.DataFrame", found: OwnColumns) -> OwnColumns:
    """The column of names that tells the rows apart, where the one that was found repeats.

    In a file of municipalities with a column "District" the districts are the level above. A
    counter of rows, as a GeoPackage has it, is no code.
    """
    code = None if found.code in _COUNTERS else found.code
    repeats = not code and frame[found.name].dropna().duplicated().any()
    apart = [
        str(name)
        for name in frame.columns
        if str(name) not in _COUNTERS
        and frame[name].notna().all()
        and frame[name].nunique() > _TOLD_APART * len(frame)
        and frame[name].str.contains(_LETTER).all()
    ]
    if not repeats or not apart:
        return replace(found, code=code)
    above = found.above or (AboveColumns(name=found.name),)
    return OwnColumns(name=apart[0], code=code, above=above)


def _found(frame: "pd.DataFrame") -> PlaceColumns | None:
    """The columns of places; islands may stand in rows of their own under one code."""
    try:
        return find_place_columns(frame)
    except UnknownChoiceError:
        return None
    except PlaceCodesError as error:
        once = frame.dropna(subset=[error.facts["column"]]).drop_duplicates(error.facts["column"])
        return find_place_columns(once) if len(once) else None


def _columns(frame: "pd.DataFrame", known: Mapping[str, str], found: PlaceColumns) -> OwnColumns:
    return OwnColumns(
        code=found.code if found.code != found.name else None,
        name=found.name,
        names=_languages(frame, known, (found.name, *found.names)),
        above=tuple(
            AboveColumns(
                code=one.code if one.code not in one.names else None,
                name=next(iter(one.names), None),
            )
            for one in found.above
        ),
    )


def _languages(
    frame: "pd.DataFrame", known: Mapping[str, str], names: Sequence[str]
) -> dict[str, str]:
    """Columns of names by language: ADM2_FR, name_fr; adm2_name1 where `lang1` says which."""
    found: dict[str, str] = {}
    for column in names:
        plain = _plain(column)
        tagged, numbered = _NAME_TAGGED.match(plain), _NAME_NUMBERED.match(plain)
        if tagged:
            found.setdefault(tagged[1], column)
        elif numbered:
            said = _first(frame, known, (f"lang{numbered[1]}",)).split("-")[0].lower()
            if re.fullmatch("[a-z]{2,3}", said):
                found.setdefault(said, column)
    return found


def _plain(column: str) -> str:
    return re.sub(r"[\s\-.]+", "_", column.strip()).lower()


def _texts(frame: "pd.DataFrame", known: Mapping[str, str], columns: Iterable[str]) -> list[str]:
    """The different texts of the first of some columns that has any."""
    for column in columns:
        if column in known and len(cells := frame[known[column]].dropna().unique()):
            return [str(cell).strip() for cell in cells]
    return []


def _first(frame: "pd.DataFrame", known: Mapping[str, str], columns: Iterable[str]) -> str:
    """The text of a column that says the same in every row."""
    for column in columns:
        texts = _texts(frame, known, (column,))
        if len(texts) == 1:
            return texts[0]
    return ""


def _level_in(texts: Iterable[str]) -> int | None:
    """The deepest level that texts speak of."""
    depths = [int(found[1]) for text in texts if (found := _LEVEL.search(text))]
    return max(depths, default=None)


def _date(texts: Iterable[str]) -> str:
    dates = [found[1] for text in texts if (found := _DATE.search(text))]
    return max(dates, default="")


def _iso2(text: str) -> str | None:
    """The two letters of a country that a code of two or three letters stands for."""
    code = text.strip().upper()
    if code in _iso3_of():
        return code
    return next((two for two, three in _iso3_of().items() if three == code), None)


def _country_name(iso2: str) -> str:
    return str(Locale("en").territories.get(iso2, "")) if iso2 else ""


@lru_cache(maxsize=1)
def _iso3_of() -> dict[str, str]:
    """Three-letter codes by two-letter ones; CLDR lists them among a territory's other names."""
    territories = Locale("en").territories
    return {
        codes[0]: three
        for three, codes in get_global("territory_aliases").items()
        if len(three) == _LETTERS
        and three.isalpha()
        and len(codes) == 1
        and codes[0] in territories
    }
