"""The vocabulary of places: codes, levels, names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NewType

PlaceCode = NewType("PlaceCode", str)
"""A P-code, else an ISO 3166-2 code, else the statistics office's code. Always text."""

LIKE_APOSTROPHES: Final = "`´‘’ʻʼʽʾʿˈ′"
"""What people type, and other spellings print, where names and words have an apostrophe."""
APOSTROPHES: Final = str.maketrans(dict.fromkeys(LIKE_APOSTROPHES, "'"))


class AdminLevel(StrEnum):
    """Level of the administrative hierarchy; ADM0 is the country."""

    ADM0 = "ADM0"
    ADM1 = "ADM1"
    ADM2 = "ADM2"
    ADM3 = "ADM3"

    @property
    def depth(self) -> int:
        """Steps below the country."""
        return int(self[3:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One administrative unit, without its geometry."""

    place_code: PlaceCode
    name: str
    level: AdminLevel
    parent_code: PlaceCode | None = None
    names: Mapping[str, str] = field(default_factory=dict, hash=False)  # by language tag
    area_km2: float | None = None
    centre: tuple[float, float] | None = None  # longitude, latitude; always inside the place
    bounds: tuple[float, float, float, float] | None = None  # west, south, east, north in degrees
    neighbours: tuple[PlaceCode, ...] = ()  # of the same level: boundaries touch

    def name_in(self, language: str) -> str:
        """The name in a language, else the name the source leads with."""
        return self.names.get(language, self.name)

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name the place is known by, the leading one first, without repeats."""
        return tuple(dict.fromkeys((self.name, *self.names.values())))
