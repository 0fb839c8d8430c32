"""From places of an earlier date to those of today, where both boundary sets are at hand.

A former place that became part of one place goes there whole; one that was divided is shared out by
area, which is an estimate. Source: Goodchild and Lam (1980), Areal interpolation.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapping.boundaries.model import BoundarySet
from mapping.joining.explaining.mends import ALL, Mend, MendKind
from mapping.joining.model import JoinReport
from mapping.places import PlaceCode

if TYPE_CHECKING:
    import pandas as pd

SLIVER: Final = 0.001  # share of a former place that borders drawn anew may cut off
EQUAL_AREA: Final = "EPSG:6933"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a former place and one of today have in common."""

    former: PlaceCode
    place: PlaceCode
    share: float  # of the former place, 0 to 1


@dataclass(frozen=True, kw_only=True)
class Crosswalk:
    """How places of an earlier date became those of today."""

    parts: tuple[Part, ...]
    former: Mapping[PlaceCode, str]  # names
    today: Mapping[PlaceCode, str]
    source: str  # the two boundary sets

    def unchanged(self) -> Mapping[PlaceCode, PlaceCode]:
        """Today's code of each place that kept its borders."""
        sources, targets = (
            Counter(getattr(part, side) for part in self.parts) for side in ("former", "place")
        )
        return {
            part.former: part.place
            for part in self.parts
            if sources[part.former] == targets[part.place] == 1
        }

    def in_today(self, joined: "pd.DataFrame") -> "pd.DataFrame":
        """The rows of a joined table whose places kept their borders, with today's codes."""
        codes = self.unchanged()
        kept = joined[joined["join_method"].notna() & joined["place_code"].isin(codes)].copy()
        kept["place_code"] = kept["place_code"].map(codes)
        kept["place_name"] = kept["place_code"].map(self.today)
        return kept

    def mends(self, report: JoinReport) -> tuple[Mend, ...]:
        """Today's places that changed, of rows of all former places they are made of."""
        rows: dict[PlaceCode, list[int]] = defaultdict(list)
        for entry in report.matched:
            rows[entry.place_code].append(entry.row)
        same = set(self.unchanged().values())
        made_of: dict[PlaceCode, list[Part]] = defaultdict(list)
        for part in self.parts:
            if part.place not in same:
                made_of[part.place].append(part)
        return tuple(
            self._mend(place, parts, rows)
            for place, parts in made_of.items()
            if all(rows[part.former] for part in parts)
        )

    def _mend(
        self, place: PlaceCode, parts: Sequence[Part], rows: Mapping[PlaceCode, list[int]]
    ) -> Mend:
        shares = {row: part.share for part in parts for row in rows[part.former]}
        whole = all(share == ALL for share in shares.values())
        return Mend(
            kind=MendKind.SUMMED if whole else MendKind.SHARED,
            place_code=place,
            name=self.today[place],
            rows=tuple(sorted(shares)),
            former=tuple(self.former[part.former] for part in parts),
            share=next(iter(shares.values())) if len(parts) == 1 else None,
            shares=shares,
            source=self.source,
        )


def build_crosswalk(former: BoundarySet, today: BoundarySet) -> Crosswalk:
    """What became of the places of an earlier boundary set, by area.

    Parts below a thousandth of a former place are slivers of borders drawn anew; what they would
    have had goes to the others, so that no count is lost.
    """
    import shapely

    frames = [one.frame.to_crs(EQUAL_AREA) for one in (former, today)]
    shapes = [frame.geometry.to_numpy() for frame in frames]
    codes = [frame["place_code"].tolist() for frame in frames]
    left, right = shapely.STRtree(shapes[1]).query(shapes[0], predicate="intersects")
    shared = shapely.area(shapely.intersection(shapes[0][left], shapes[1][right]))
    shares = shared / shapely.area(shapes[0])[left]
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for at, to, share in zip(left.tolist(), right.tolist(), shares.tolist(), strict=True):
        if share > SLIVER:
            found[codes[0][at]].append((codes[1][to], share))
    names = [
        dict(zip(map(PlaceCode, frame["place_code"]), frame["name"], strict=True))
        for frame in frames
    ]
    return Crosswalk(
        parts=tuple(_parts(found)),
        former=names[0],
        today=names[1],
        source=f"{former.entry.id}, {today.entry.id}",
    )


def _parts(found: Mapping[str, Sequence[tuple[str, float]]]) -> Iterable[Part]:
    for former, shares in found.items():
        total = sum(share for _, share in shares)
        for place, share in shares:
            whole = ALL if len(shares) == 1 else share / total
            yield Part(former=PlaceCode(former), place=PlaceCode(place), share=whole)
