"""Which column of a boundary file holds codes, names, other names and parents.

Knows the columns of COD-AB of both generations, DTM, HXL tags, geoBoundaries, GADM and Natural
Earth, and plain words. Sources: OCHA hdx-cod-ab-specification; geoBoundaries and GADM metadata.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapping.errors import PlaceCodesError, UnknownChoiceError, listed
from mapping.i18n import N_

if TYPE_CHECKING:
    import pandas as pd

_LEVELLED_CODE: Final = (
    r"^adm(\d)_?p_?code$",
    r"^admin(\d)_?p_?code$",
    r"^#adm(\d)\+(?:p?code|code.*)$",
    r"^adm(?:in)?_?(\d)_?code$",
    r"^hasc_(\d)$",
    r"^gid_(\d)$",
    r"^cc_(\d)$",
)
_LEVELLED_NAME: Final = (
    r"^adm(\d)_name$",
    r"^adm(\d)_en$",
    r"^adm(?:in)?_?(\d)_?name$",
    r"^#adm(\d)\+name.*$",
    r"^adm(\d)_[a-z]{2}$",
    r"^adm(\d)_name\d$",
    r"^name_(\d)$",
    r"^nl_name_(\d)$",
)
_LEVELLED_OTHER: Final = (r"^adm(\d)alt\d?[a-z]{2}$", r"^varname_(\d)$", r"^adm(\d)_ref_name$")
_CODES: Final = (
    *("place_code", "pcode", "p_code", "iso_3166_2", "code", "area_code", "geo_code", "geocode"),
    *("district_code", "province_code", "region_code", "state_code", "county_code"),
    *("code_hasc", "hasc", "shapeiso", "shapeid", "gss_code", "fips", "id", "fid", "osm_id"),
)
_NAMES: Final = (
    *("name", "place_name", "shapename", "name_en", "adm_name", "area_name", "english_name"),
    *("district", "province", "region_name", "county", "state", "municipality", "dist_name"),
    "names",
)
_OTHER_NAME: Final = r"^name_[a-z]{2,3}$"
_ALTERNATIVE: Final = r"^(name_[a-z_]*alt\d*|alt_?names?|name_local|gn_name|woe_name|old_name)$"
_CALLED: Final = r"^(.*_)?(name|nom|nombre|nome|nama|navn|namn|naam|nazwa|isim|ten)(_.*|s)?$"
_CODED: Final = r"^(.*_)?(code|codigo|cod|kode|kod|clave|ubigeo|insee|pcode)(_.*|s)?$"
_PARENT_CODES: Final = ("parent_code", "parent_p_code", "parent_pcode", "parent")
_PARENT_NAMES: Final = ("parent_name", "region", "province", "state", "division")
_COUNTRIES: Final = (
    *("adm0_name", "adm0_pcode", "adm0_en", "admin0name", "admin0pcode", "name_0", "gid_0"),
    *("country", "admin", "adm0_a3", "iso_a2", "iso3", "shapegroup", "#country+name", "location"),
    "#country+code",
)

MOSTLY: Final = 0.8  # share of different codes in a column of codes with a slip


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelColumns:
    """The columns of one level above the places."""

    label: str  # for people: "ADM1"
    code: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceColumns:
    """The columns of a boundary file, by what they hold."""

    code: str
    name: str
    names: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()  # of other systems
    above: tuple[LevelColumns, ...] = ()  # nearest first
    country: tuple[str, ...] = ()
    level: int | None = None  # that the headers speak of


def find_place_columns(
    frame: "pd.DataFrame", *, code: str | None = None, name: str | None = None
) -> PlaceColumns:
    """Which column holds what.

    Args:
        frame: One row a place; cells are text or None.
        code: The column of codes, if somebody says; otherwise the first known one without repeats.
        name: The column of names, if somebody says.

    Raises:
        UnknownChoiceError: no such column, or none that can be told.
        PlaceCodesError: the codes do not tell the places apart.
    """
    known = {_plain(column): column for column in map(str, frame.columns)}
    _check_asked(frame, code, N_("column of place codes"))
    _check_asked(frame, name, N_("column of place names"))
    filled = {key: column for key, column in known.items() if frame[column].notna().any()}
    level = _deepest(filled)
    names = _unique((name, *_at(filled, _LEVELLED_NAME, level), *_named(filled, _NAMES)))
    names = names or _like(filled, _CALLED)[:1]
    found = _unique((code, *_codes(filled, level)))
    if code is not None and not _identifies(frame[code]):
        raise _not_apart(frame[code])
    usable = [column for column in found if column == code or _identifies(frame[column])]
    if not usable:
        usable = [column for column in _like(filled, _CODED) if _identifies(frame[column])]
    if not usable and found and _mostly_identifies(frame[found[0]]):
        raise _not_apart(frame[found[0]])  # a slip in the codes: names are no way around it
    if not usable:
        usable = [column for column in names[:1] if _identifies(frame[column])]
    if not usable and found:
        raise _not_apart(frame[found[0]])
    if not usable:
        raise _unknown(frame, N_("column of place codes"))
    return PlaceColumns(
        code=usable[0],
        name=(names or usable)[0],
        names=(*names[1:], *(c for key, c in filled.items() if re.match(_OTHER_NAME, key))),
        alternatives=_unique((*_at(filled, _LEVELLED_OTHER, level), *_like(filled, _ALTERNATIVE))),
        codes=tuple(column for column in usable[1:] if column not in names),
        above=tuple(_above(filled, level)),
        country=_named(filled, _COUNTRIES),
        level=level,
    )


def _plain(column: str) -> str:
    return re.sub(r"[\s\-.]+", "_", column.strip()).lower()


def _check_asked(frame: "pd.DataFrame", column: str | None, kind: str) -> None:
    if column is not None and column not in frame.columns:
        raise UnknownChoiceError(kind=kind, asked=column, available=listed(frame.columns))


def _unknown(frame: "pd.DataFrame", kind: str) -> UnknownChoiceError:
    return UnknownChoiceError(kind=kind, asked=N_("(not given)"), available=listed(frame.columns))


def _deepest(filled: Mapping[str, str]) -> int | None:
    """The deepest level that the names of the columns speak of."""
    depths = [
        int(found[1])
        for pattern in (*_LEVELLED_NAME, *_LEVELLED_CODE)
        for key in filled
        if (found := re.match(pattern, key))
    ]
    return max(depths, default=None)


def _at(filled: Mapping[str, str], patterns: Sequence[str], level: int | None) -> tuple[str, ...]:
    """The columns of one level that fit, in the order of the patterns."""
    return tuple(
        column
        for pattern in patterns
        for key, column in filled.items()
        if (found := re.match(pattern, key)) and int(found[1]) == level
    )


def _codes(filled: Mapping[str, str], level: int | None) -> tuple[str, ...]:
    levelled = _at(filled, _LEVELLED_CODE, level)
    plain = _named(filled, _CODES)
    # Natural Earth's adm1_code is a number of its own; ISO 3166-2 beside it says more.
    first = [column for column in levelled if "p" in column.lower()]
    telling = _named(filled, _CODES[: _CODES.index("code")])
    return (*first, *telling, *levelled, *plain)


def _named(filled: Mapping[str, str], known: Iterable[str]) -> tuple[str, ...]:
    return tuple(filled[key] for key in known if key in filled)


def _like(filled: Mapping[str, str], pattern: str) -> tuple[str, ...]:
    return tuple(column for key, column in filled.items() if re.match(pattern, key))


def _unique(columns: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for column in columns if column is not None))


def _identifies(cells: "pd.Series[str]") -> bool:
    """Whether the column has a value for every place, and a different one for each."""
    return bool(cells.notna().all() and cells.is_unique)


def _mostly_identifies(cells: "pd.Series[str]") -> bool:
    """Whether the column is one of codes of these places, but for a few rows."""
    return bool(cells.nunique() >= MOSTLY * len(cells))


def _not_apart(cells: "pd.Series[str]") -> PlaceCodesError:
    """Which codes stand in which rows, or which rows have none."""
    if cells.isna().any():
        rows = listed(cells.index[cells.isna()])
        reason = N_("rows have none")
        return PlaceCodesError(column=cells.name, reason=reason, examples=rows)
    twice = cells[cells.duplicated(keep=False)]
    shown = [
        f"{code} ({', '.join(map(str, rows.index))})"
        for code, rows in twice.groupby(twice, sort=False)
    ]
    reason = N_("a code stands in several rows")
    return PlaceCodesError(column=cells.name, reason=reason, examples=listed(shown))


def _above(filled: Mapping[str, str], level: int | None) -> Iterable[LevelColumns]:
    for depth in range((level or 0) - 1, 0, -1):
        codes, names = _at(filled, _LEVELLED_CODE, depth), _at(filled, _LEVELLED_NAME, depth)
        if codes or names:
            yield LevelColumns(label=f"ADM{depth}", code=(*codes, *names)[0], names=names)
    codes, names = _named(filled, _PARENT_CODES), _named(filled, _PARENT_NAMES)
    if (codes or names) and not (level or 0) > 1:
        yield LevelColumns(label=(*names, *codes)[0], code=(*codes, *names)[0], names=names)
