"""One place beside others: its parents, its country, its siblings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from mapping.boundaries.model import Gazetteer
from mapping.places import AdminLevel, Place

FEWEST_RANKED: Final = 5  # below this a rank says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where one value lies among the published values of its peers."""

    from_highest: int  # 1 is the highest
    from_lowest: int  # 1 is the lowest
    peers: int  # published values, this one included
    tied: bool  # another place has the same value

    @property
    def nearer_top(self) -> bool:
        """Whether it is read from the highest value."""
        return self.from_highest <= self.from_lowest

    @property
    def rank(self) -> int:
        """From the nearer end."""
        return min(self.from_highest, self.from_lowest)

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
    if own is None or len(values) < FEWEST_RANKED:
        return None
    return Position(
        from_highest=1 + sum(value > own for value in values.values()),
        from_lowest=1 + sum(value < own for value in values.values()),
        peers=len(values),
        tied=sum(value == own for value in values.values()) > 1,
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


def quartiles(values: Iterable[float]) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile, interpolated between the two nearest values."""
    ordered = sorted(values)

    def at(share: float) -> float:
        spot = share * (len(ordered) - 1)
        low = int(spot)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (spot - low) * (ordered[high] - ordered[low])

    return at(0.25), at(0.5), at(0.75)
