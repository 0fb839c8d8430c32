"""A map as data. The renderers (screen, picture, print, offline file) only read it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from mapping.places import AdminLevel, PlaceCode

_ROOM_FOR: Final = 300  # places: so many have room for circles of the usual size


class MapKind(StrEnum):
    """What a map is called where people choose one."""

    CHOROPLETH = "choropleth"  # places filled by the class of a rate or share
    SYMBOLS = "symbols"  # circles whose area is a count
    BIVARIATE = "bivariate"  # places filled by the classes of two rates
    FLOWS = "flows"  # people between places
    CLUSTERS = "clusters"  # where like lies beside like


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
    colour: str  # "#rrggbb", on a light ground and on paper
    label: str  # already formatted in the reader's language
    count: int  # places in the class
    dark: str = ""  # the colour on a dark ground; the same if empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One entry of a key that is a kind of place, not a range of values."""

    label: str  # in the reader's language
    colour: str  # "#rrggbb", on a light ground and on paper
    count: int  # places of the kind
    dark: str = ""  # the colour on a dark ground; the same if empty


class PlaceValue(NamedTuple):
    """What a map knows of one place; a tuple, as a person waits for thousands of them."""

    place_code: PlaceCode
    value: float | None  # None where `mark` is NO_DATA or NOT_SHOWN
    text: str  # the formatted value without unit, or the words for the mark
    class_index: int | None  # into the legend's classes; None where there is a mark
    mark: Mark | None = None
    flag: str = ""  # SDMX's letter of the observation, for files; else the mark says it


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """The key of a thematic layer, the three marks with their counts included."""

    title: str  # indicator
    unit: str
    period: str
    classes: tuple[MapClass, ...]
    scheme: str  # a Scheme, "" where nothing is put into classes
    mark_counts: Mapping[Mark, int] = field(hash=False)  # every Mark is a key
    mark_labels: Mapping[Mark, str] = field(hash=False)  # of the marks that can stand here
    palette: str = ""  # name of the colours, "" where there is no choice
    midpoint: float | None = None  # where a diverging scale has its centre


@dataclass(frozen=True, kw_only=True)
class ChoroplethLayer:
    """Places filled by the class of a rate or share."""

    legend: Legend
    values: Sequence[PlaceValue]  # in the order of the boundary set


def _radius_among(places: int, usual_px: float) -> float:
    """The radius of the largest circle: smaller on a map of many places, where each has less room.

    By the cube root, so that the circles of 7,000 places neither hide the map nor become alike.
    """
    return usual_px * math.cbrt(min(1.0, _ROOM_FOR / max(places, 1)))


@dataclass(frozen=True, kw_only=True)
class SymbolLayer:
    """Circles whose area is proportional to a count, on each place's centre."""

    legend: Legend  # its classes are the circles shown in the key
    values: Sequence[PlaceValue]
    largest: float  # the value of the largest circle

    @property
    def largest_radius_px(self) -> float:
        """Radius of the largest circle on a screen."""
        return _radius_among(len(self.values), 26.0)


@dataclass(frozen=True, kw_only=True)
class BivariateLayer:
    """Places filled by the classes of two rates at once, three by three at most.

    A place's `class_index` is its class of the second rate times the classes of the first, plus its
    class of the first: an index into `cells`. The key is a square stood on its corner, high values
    of both at the top, with the words of `first` and `second` along its two lower edges.
    """

    legend: Legend  # title and marks of both; no classes of its own
    first: Legend  # of the first rate, with its classes and their colours
    second: Legend
    cells: tuple[Category, ...]  # row by row: the classes of `first` within each of `second`
    values: Sequence[PlaceValue]  # `value` is the first rate; `text` has both
    first_values: Sequence[PlaceValue]  # for a small map of the first rate alone
    second_values: Sequence[PlaceValue]


@dataclass(frozen=True, kw_only=True)
class ClusterLayer:
    """Places filled by what they and their neighbours are (local Moran).

    A place's `class_index` points into `categories`; the last one is of places that are in no
    cluster. Places without a value carry a mark. What must be said of the test (how many
    permutations, which seed, how many places were left out) stands in the notes of the map.
    """

    legend: Legend  # title, unit and marks; no classes
    categories: tuple[Category, ...]
    values: Sequence[PlaceValue]  # `text` has the figure and the category


class FlowEnd(NamedTuple):
    """Where a stream begins or ends."""

    place_code: str
    name: str  # in the reader's language
    members: tuple[int, ...]  # the places of the map that it is made of, by position; its point
    # is the mean of their centres


class Stream(NamedTuple):
    """People who went from one place to another; never fewer than the threshold."""

    origin: int  # into the layer's ends
    destination: int
    value: float
    text: str  # the formatted value without unit


@dataclass(frozen=True, kw_only=True)
class FlowLayer:
    """Curved lines between places, broad at the origin and pointed at the destination.

    The width of a line is proportional to its people. `values` are the people who moved within each
    place, drawn as circles; a map without any has a mark in every place. With a place selected its
    streams have two colours, in and out; without, all have one.

    Places lie bare under the streams, whatever mark they carry.
    """

    legend: Legend  # its classes are the lines shown in the key, the thinnest first
    values: Sequence[PlaceValue]
    largest: float  # the value of the largest circle; 0 where nobody moved within a place
    ends: tuple[FlowEnd, ...]
    streams: tuple[Stream, ...]  # the largest first; the larger of two comes before
    drawn: int  # how many of the streams a map shows at first, and on paper: the first so many
    threshold: int  # people; smaller streams are not published
    rest: str  # how many streams are not drawn then, and of how many people; printed with the key
    circles: str  # what a circle is, in words; "" where there are none
    origins_on_map: bool  # whether an origin is one place of the map, so that there is out and in
    largest_width_px: float = 14.0

    @property
    def largest_radius_px(self) -> float:
        """Radius of the largest circle on a screen."""
        return _radius_among(len(self.values), 18.0)


MapLayer = ChoroplethLayer | SymbolLayer | BivariateLayer | ClusterLayer | FlowLayer


class MapPoint(NamedTuple):
    """Something at one spot."""

    longitude: float  # degrees, WGS 84
    latitude: float
    category: int  # into the overlay's categories
    text: str  # what it is called, or ""


@dataclass(frozen=True, kw_only=True)
class PointOverlay:
    """Points of services, or marks of a community, over any layer."""

    title: str
    categories: tuple[Category, ...]  # `count` is of points
    points: tuple[MapPoint, ...]
    source_line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hatch:
    """Slanted lines over the colour of places whose figure is shown and needs care."""

    label: str  # the reason, in the reader's language: it stands in the legend
    places: tuple[int, ...]  # by position in the boundary set


MOST_POINTS: Final = 5_000  # of an overlay; more hide the map, and slow a phone


@dataclass(frozen=True, kw_only=True)
class MapSpec:
    """One map: which places, which layer, and the words that must stand on it."""

    iso3: str
    level: AdminLevel
    boundary_id: str  # of the catalogue of boundary sets
    title: str  # what, where, when
    layer: MapLayer
    language: str  # a Translator's tag
    selected: PlaceCode | None = None
    source_line: str  # data: publisher, title, year
    boundary_line: str  # boundaries: source, vintage, licence
    disclaimer: str
    notes: tuple[str, ...] = ()  # caveats, proxies, sums that do not close
    points: PointOverlay | None = None  # over the layer
    hatch: Hatch | None = None  # over the fills, and a row of the legend
    spoken: str = ""  # for people who hear the map: all of it in words, save its classes
