"""Repairs polygons so that they form a coverage, and says what it changed.

Only faults that leave the map as it was are mended: rings that touch themselves, slivers between
neighbours. A polygon that would gain or lose a thousandth of its area is refused instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapping.errors import BadBoundariesError, listed

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np

LARGEST_CHANGE: Final = 0.001  # share of a polygon's area
SNAP: Final = 1e-7  # degrees: 1 cm, the precision of OpenStreetMap
WIDEST_GAP: Final = 1e-5  # degrees: 1 m; wider gaps are rivers, lakes or sea


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One polygon that was changed."""

    place_code: str
    fault: str
    share: float  # of its area, gained or lost

    def __str__(self) -> str:
        return f"{self.place_code}: {self.fault} (area changed by {100 * self.share:.5f} %)"


def repaired(
    frame: "gpd.GeoDataFrame", *, name: str, largest_change: float = LARGEST_CHANGE
) -> tuple["gpd.GeoDataFrame", tuple[Repair, ...]]:
    """The frame with valid polygons that neither overlap nor gape, and what was changed for it.

    Args:
        frame: Needs `place_code`; coordinates in degrees.
        name: Of the boundary set, for messages.
        largest_change: Share of a polygon's area that may be gained or lost.

    Raises:
        BadBoundariesError: a polygon would change by more than `largest_change`.
    """
    import shapely

    before = frame.geometry.to_numpy()
    valid = before.copy()
    invalid = ~shapely.is_valid(before)
    valid[invalid] = shapely.make_valid(before[invalid], method="structure", keep_collapsed=False)
    after = valid
    if not shapely.coverage_is_valid(valid, gap_width=WIDEST_GAP):
        after = shapely.coverage_clean(  # type: ignore[attr-defined]  # newer than its types
            valid, snapping_distance=SNAP, gap_width=WIDEST_GAP
        )
    repairs = tuple(_changes(frame.place_code.to_numpy(), before, valid, after))
    if too_much := [repair for repair in repairs if repair.share > largest_change]:
        raise BadBoundariesError(
            name=name,
            reason=f"mending would change areas by more than {100 * largest_change:g} %",
            examples=listed(too_much),
        )
    return frame.set_geometry(list(after), crs=frame.crs), repairs


def _changes(
    codes: "np.ndarray", before: "np.ndarray", valid: "np.ndarray", after: "np.ndarray"
) -> Iterator[Repair]:
    import shapely

    for code, source, made_valid, result in zip(codes, before, valid, after, strict=True):
        fault = ""
        if not source.is_valid:
            fault = shapely.is_valid_reason(source)
        elif not made_valid.equals(result):
            fault = "overlapped or gaped"
        if fault:
            changed = result.symmetric_difference(made_valid).area
            changed += abs(made_valid.area - source.area)
            yield Repair(place_code=str(code), fault=fault, share=changed / made_valid.area)
