"""Which places are neighbours, and how much each counts.

A place without neighbours is an island, and stays among the places.

A table of links: place `focal[k]` has the neighbour `other[k]` with `weight[k]`. A country of some
thousand places has some thousand links, so no matrix of all pairs is ever made.

Source: Cliff & Ord (1981), Spatial Processes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from profiles.measures.flows.matrix import Vector
from profiles.measures.rates import rate

if TYPE_CHECKING:
    import geopandas as gpd

Indices = npt.NDArray[np.intp]
SHARED_LINE: Final = 1  # dimension of what two neighbours by the rook rule share


@dataclass(frozen=True, eq=False, kw_only=True)
class Neighbours:
    """Links between n places; no place is its own neighbour unless `with_self` made it so."""

    count: int  # of places, n
    focal: Indices
    other: Indices
    weight: Vector

    @property
    def totals(self) -> Vector:
        """The weights of each place added up; 0 for an island."""
        return self.lag(np.ones(self.count))

    @property
    def islands(self) -> npt.NDArray[np.bool]:
        """Which places have no neighbour."""
        return np.asarray(np.bincount(self.focal, minlength=self.count) == 0)

    def lag(self, values: Vector) -> Vector:
        """The weighted sum of each place's neighbours' values; 0 for an island."""
        terms = self.weight * values[self.other]
        return np.bincount(self.focal, weights=terms, minlength=self.count).astype(float)

    def row_standardised(self) -> "Neighbours":
        """The same links with weights that add up to 1 for each place, so that a lag is a mean."""
        totals = self.totals[self.focal]
        return self._weighing(rate(self.weight, totals))

    def with_self(self) -> "Neighbours":
        """The same links, and each place beside its neighbours with weight 1."""
        own = np.arange(self.count)
        return Neighbours(
            count=self.count,
            focal=np.concatenate([self.focal, own]),
            other=np.concatenate([self.other, own]),
            weight=np.concatenate([self.weight, np.ones(self.count)]),
        )

    def among(self, kept: npt.NDArray[np.bool]) -> "Neighbours":
        """The links between the places that are kept, numbered anew in their order."""
        number = np.cumsum(kept) - 1
        both = kept[self.focal] & kept[self.other]
        return Neighbours(
            count=int(kept.sum()),
            focal=number[self.focal[both]],
            other=number[self.other[both]],
            weight=self.weight[both],
        )

    def _weighing(self, weight: Vector) -> "Neighbours":
        return Neighbours(count=self.count, focal=self.focal, other=self.other, weight=weight)


def neighbours_from_pairs(places: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Neighbours:
    """Links of weight 1 from pairs of codes; a pair says who is the neighbour of whom, one way.

    Raises:
        KeyError: a pair names a place that is not in the list.

    >>> links = neighbours_from_pairs("ABC", [("A", "B"), ("B", "A")])
    >>> links.totals.tolist(), links.islands.tolist()
    ([1.0, 1.0, 0.0], [False, False, True])
    """
    number = {place: index for index, place in enumerate(places)}
    links = np.array([(number[a], number[b]) for a, b in pairs], dtype=np.intp).reshape(-1, 2)
    return Neighbours(
        count=len(number), focal=links[:, 0], other=links[:, 1], weight=np.ones(len(links))
    )


def contiguity(boundaries: "gpd.GeoSeries", *, corners: bool = True) -> Neighbours:
    """Neighbours by touching boundaries, in the order of the series.

    Args:
        boundaries: One polygon a place. Gaps between them make islands.
        corners: Whether a shared corner is enough (queen), or it must be a line (rook).

    >>> import geopandas as gpd
    >>> from shapely import box
    >>> squares = gpd.GeoSeries([box(0, 0, 1, 1), box(1, 0, 2, 1), box(1, 1, 2, 2)])
    >>> contiguity(squares).totals.tolist(), contiguity(squares, corners=False).totals.tolist()
    ([2.0, 2.0, 2.0], [1.0, 2.0, 1.0])
    """
    import shapely

    shapes = boundaries.to_numpy()
    focal, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    kept = focal != other
    if not corners:
        shared = shapely.intersection(shapes[focal], shapes[other])
        kept &= shapely.get_dimensions(shared) >= SHARED_LINE
    order = np.lexsort((other[kept], focal[kept]))
    return Neighbours(
        count=len(shapes),
        focal=focal[kept][order],
        other=other[kept][order],
        weight=np.ones(int(kept.sum())),
    )


def names_of(links: Neighbours, places: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The neighbours of each place by code, in the order of the places.

    >>> dict(names_of(neighbours_from_pairs("AB", [("B", "A")]), "AB"))
    {'A': (), 'B': ('A',)}
    """
    named: dict[str, list[str]] = {place: [] for place in places}
    for focal, other in sorted(zip(links.focal.tolist(), links.other.tolist(), strict=True)):
        named[places[focal]].append(places[other])
    return {place: tuple(others) for place, others in named.items()}
