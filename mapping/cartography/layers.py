"""A map as data. The renderers (screen, picture, print, offline file) only read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from mapping.places import AdminLevel, PlaceCode


class Mark(StrEnum):
    """What stands in a place instead of a class."""

    ZERO = "zero"  # a true zero
    NO_DATA = "no-data"  # nothing is known
    NOT_SHOWN = "not-shown"  # known, and protected


@dataclass(frozen=True, slots=True, kw_only=True)
class MapClass:
    """One class of a legend: lower < value <= upper; the first class includes its lower bound."""

    lower: float
    upper: float
    colour: str  # "#rrggbb"
    label: str  # already formatted in the reader's language
    count: int  # places in the class


class PlaceValue(NamedTuple):
    """What a map knows of one place; a tuple, as a person waits for thousands of them."""

    place_code: PlaceCode
    value: float | None  # None where `mark` is NO_DATA or NOT_SHOWN
    text: str  # the formatted value without unit, or the words for the mark
    class_index: int | None  # into the legend's classes; None where there is a mark
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """The key of a thematic layer, the three marks with their counts included."""

    title: str  # indicator
    unit: str
    period: str
    classes: tuple[MapClass, ...]
    scheme: str  # quantiles, fisher-jenks, equal, pretty, manual
    mark_counts: Mapping[Mark, int] = field(hash=False)  # every Mark is a key
    mark_labels: Mapping[Mark, str] = field(hash=False)  # words, in the reader's language


@dataclass(frozen=True, kw_only=True)
class ChoroplethLayer:
    """Places filled by the class of a rate or share."""

    legend: Legend
    values: tuple[PlaceValue, ...]  # in the order of the boundary set


@dataclass(frozen=True, kw_only=True)
class SymbolLayer:
    """Circles whose area is proportional to a count, on each place's centre."""

    legend: Legend  # its classes are the circles shown in the key
    values: tuple[PlaceValue, ...]
    largest: float  # the value of the largest circle
    largest_radius_px: float = 26.0


MapLayer = ChoroplethLayer | SymbolLayer


@dataclass(frozen=True, kw_only=True)
class MapSpec:
    """One map: which places, which layer, and the words that must stand on it."""

    iso3: str
    level: AdminLevel
    boundary_id: str  # of the catalogue of boundary sets
    title: str  # what, where, when
    layer: MapLayer
    language: str
    selected: PlaceCode | None = None
    source_line: str  # data: publisher, title, year
    boundary_line: str  # boundaries: source, vintage, licence
    disclaimer: str
    notes: tuple[str, ...] = ()  # caveats, proxies, sums that do not close
