"""One place beside others: its parents, its country, its neighbours, places like it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import nsmallest
from math import asin, cos, dist, radians, sin, sqrt
from statistics import pstdev
from typing import Final

from mapping.boundaries.model import Gazetteer
from mapping.places import AdminLevel, Place, PlaceCode

FEWEST_RANKED: Final = 5  # below this a rank says nothing
NEAREST: Final = 5  # places that stand in for the neighbours of an island
EARTH_RADIUS_KM: Final = 6371.0088


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where one value lies among the published values of its peers."""

    from_highest: int  # 1 is the highest
    from_lowest: int  # 1 is the lowest
    peers: int  # published values, this one included
    ties: int  # other places with the same value

    @property
    def tied(self) -> bool:
        """Whether another place has the same value."""
        return self.ties > 0

    @property
    def nearer_top(self) -> bool:
        """Whether it is read from the highest value."""
        return self.from_highest <= self.from_lowest

    @property
    def rank(self) -> int:
        """From the nearer end."""
        return min(self.from_highest, self.from_lowest)

    @property
    def as_far(self) -> int:
        """Peers that lie at least as far out at the nearer end, this one included."""
        return self.rank + self.ties

    @property
    def unusualness(self) -> float:
        """0 in the middle, 1 at an end."""
        if self.peers <= 1:
            return 0.0
        return 1.0 - 2.0 * (self.rank - 1) / (self.peers - 1)


def position(values: Mapping[str, float], place_code: str) -> Position | None:
    """The position of a place among published values; None without a value or with too few peers.

    >>> position({"a": 1, "b": 5, "c": 3, "d": 4, "e": 2}, "c").rank
    3
    """
    own = values.get(place_code)
    return None if own is None else position_in(sorted(values.values()), own)


def position_in(ordered: Sequence[float], own: float) -> Position | None:
    """The position of one of the values, which stand lowest first; None with too few."""
    if len(ordered) < FEWEST_RANKED:
        return None
    below, not_above = bisect_left(ordered, own), bisect_right(ordered, own)
    return Position(
        from_highest=1 + len(ordered) - not_above,
        from_lowest=1 + below,
        peers=len(ordered),
        ties=not_above - below - 1,
    )


def beside(gazetteer: Gazetteer, place: Place) -> tuple[Place, ...]:
    """The places whose values stand beside a place's own: its parent, then the country.

    A place right below the country has the country only, and the country itself nothing.
    """
    parents = gazetteer.parents(place.place_code)
    kept = [p for p in parents if p.level is AdminLevel.ADM0]
    nearest = parents[0] if parents else None
    if nearest is not None and nearest.level is not AdminLevel.ADM0:
        kept.insert(0, nearest)
    return tuple(kept)


def chosen(gazetteer: Gazetteer, place: Place, code: str) -> tuple[Place, ...]:
    """The place with a code, if it is another one of the same level: others do not compare."""
    other = gazetteer.places.get(PlaceCode(code))
    fits = other is not None and other.level is place.level and other != place
    return (other,) if fits and other else ()


def quartiles(values: Iterable[float]) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile, interpolated between the two nearest values."""
    return quartiles_of(sorted(values))


def quartiles_of(ordered: Sequence[float]) -> tuple[float, float, float]:
    """The same of values that stand lowest first."""

    def at(share: float) -> float:
        spot = share * (len(ordered) - 1)
        low = int(spot)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (spot - low) * (ordered[high] - ordered[low])

    return at(0.25), at(0.5), at(0.75)


class Circle(StrEnum):
    """With whom a place is compared."""

    COUNTRY = "country"  # every place of its level
    PARENT = "parent"  # those of the same parent
    NEIGHBOURS = "neighbours"  # those that touch it; of an island the nearest
    SIMILAR = "similar"  # those most like it by stated indicators


def neighbours_of(gazetteer: Gazetteer, place: Place) -> tuple[str, ...]:
    """The places of the same level that touch a place; of an island the nearest, nearest first."""
    if place.neighbours:
        return tuple(place.neighbours)
    if place.centre is None or place.level is AdminLevel.ADM0:
        return ()
    others = [
        (distance_km(place.centre, other.centre), str(other.place_code))
        for other in gazetteer.at_level(place.level)
        if other.centre is not None and other.place_code != place.place_code
    ]
    return tuple(code for _, code in sorted(others)[:NEAREST])


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The way between two points on the globe, longitude and latitude in degrees.

    >>> round(distance_km((179.9, 0.0), (-179.9, 0.0)), 1)
    22.2
    """
    (west, south), (east, north) = ((radians(x), radians(y)) for x, y in (one, other))
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def standardised(values: Mapping[str, Sequence[float]]) -> dict[str, tuple[float, ...]]:
    """The figures of each place, each variable in units of its standard deviation.

    None weighs more for being written in large numbers; one that is the same everywhere is 0.

    >>> standardised({"a": [0, 5], "b": [4, 5]})
    {'a': (0.0, 0.0), 'b': (2.0, 0.0)}
    """
    scales = [pstdev(column) for column in zip(*values.values(), strict=True)]
    weights = [1 / scale if scale > 0 else 0.0 for scale in scales]
    least = [min(column) for column in zip(*values.values(), strict=True)]
    return {
        code: tuple((x - low) * w for x, low, w in zip(line, least, weights, strict=True))
        for code, line in values.items()
    }


def similar(values: Mapping[str, Sequence[float]], place_code: str, count: int) -> tuple[str, ...]:
    """The places nearest to one in standardised figures, nearest first.

    Args:
        values: Of `standardised`: by place, one figure a variable.
        place_code: The place; to one without figures nothing is similar.
        count: How many at most.

    >>> similar({"a": [0, 0], "b": [1, 1], "c": [5, 5], "d": [0, 1]}, "a", 2)
    ('d', 'b')
    """
    own = values.get(place_code)
    if own is None:
        return ()
    others = ((dist(line, own), code) for code, line in values.items() if code != place_code)
    return tuple(code for _, code in nsmallest(count, others))
