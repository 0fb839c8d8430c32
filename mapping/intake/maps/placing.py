"""Where shapes lie: their projection, longitude and latitude, and which of the two comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from mapping.intake.files.contents import FeatureLayer, Refused, Shapes
from mapping.intake.maps.land import on_land
from mapping.intake.model import Answers, Reason

if TYPE_CHECKING:
    import pyproj

WGS84: Final = "EPSG:4326"
_ON_EDGE: Final = 1e-6  # degrees beyond the edge that rounding may give
_HALF: Final = 0.5
_ALMOST_ALL: Final = 0.9


@dataclass(frozen=True, eq=False, kw_only=True)
class Placed:
    """Shapes in longitude and latitude, as far as that is known."""

    shapes: Shapes
    known: bool  # whether they are in longitude and latitude
    reasons: Sequence[Reason]
    crs: str | None = None  # of the file, as people call it: "EPSG:32737"


def place(layer: FeatureLayer, answers: Answers) -> Placed:
    """Bring shapes to longitude and latitude.

    Raises:
        Refused: the coordinates cannot be what the file says.
    """
    import shapely

    shapes, reasons = _finite(shapely.force_2d(layer.shapes))
    if shapely.has_z(layer.shapes).any():
        reasons.append(Reason(code="heights_dropped"))
    if answers.swap_coordinates:
        shapes = _swapped(shapes)
    crs, said = _crs(layer, answers, shapes)
    reasons += said
    if crs is None:
        return Placed(shapes=shapes, known=False, reasons=reasons)
    if not _is_lonlat(crs):
        shapes = _projected(shapes, crs)
    shapes, said = _in_range(shapes, declared=layer.crs is not None and not layer.lonlat)
    return Placed(shapes=shapes, known=True, reasons=[*reasons, *said], crs=_label(crs))


def _finite(shapes: Shapes) -> tuple[Shapes, list[Reason]]:
    """Without shapes whose coordinates are no numbers."""
    import shapely

    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    bad = np.unique(owner[~np.isfinite(xy).all(axis=1)])
    if not len(bad):
        return shapes, []
    kept = shapes.copy()
    kept[bad] = None
    facts = {"count": len(bad)}
    return kept, [Reason(code="geometry_bad", facts=facts, row=int(bad[0]) + 1)]


def _label(crs: "pyproj.CRS") -> str:
    authority = crs.to_authority()
    return ":".join(authority) if authority else crs.name


def _crs(
    layer: FeatureLayer, answers: Answers, shapes: Shapes
) -> tuple["pyproj.CRS | None", list[Reason]]:
    import pyproj
    from pyproj.exceptions import CRSError

    name = answers.crs or (WGS84 if layer.lonlat else layer.crs)
    if name is None:
        degrees = _fits(shapes, 180, 90)
        return None, [Reason(code="crs_missing_degrees" if degrees else "crs_missing")]
    try:
        crs = pyproj.CRS.from_user_input(name)
    except CRSError:
        return None, [Reason(code="crs_unknown", facts={"crs": str(name)[:80]})]
    if crs.is_engineering or crs.is_geocentric:
        return None, [Reason(code="crs_unknown", facts={"crs": crs.name[:80]})]
    return crs, []


def _is_lonlat(crs: "pyproj.CRS") -> bool:
    return crs.equals(WGS84, ignore_axis_order=True) or crs.to_authority() == ("OGC", "CRS84")


def _projected(shapes: Shapes, crs: "pyproj.CRS") -> Shapes:
    import pyproj
    import shapely
    from pyproj.exceptions import ProjError

    try:
        change = pyproj.Transformer.from_crs(crs, WGS84, always_xy=True)
    except ProjError:
        raise Refused("crs_false", crs=crs.name[:80]) from None

    def moved(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(change.transform(xy[:, 0], xy[:, 1]))

    found = shapely.transform(shapes, moved)
    if not np.isfinite(shapely.get_coordinates(found)).all():
        raise Refused("crs_false", crs=crs.name[:80])
    return found


def _in_range(shapes: Shapes, *, declared: bool) -> tuple[Shapes, list[Reason]]:
    """Degrees that are none, latitude first, longitudes from 0 to 360."""
    import shapely

    if _fits(shapes, 180, 90):
        return shapes, _sea_reasons(shapes)
    if _fits(shapes, 90, 180):
        return _swapped(shapes), [Reason(code="coordinates_turned")]
    if _fits(shapes, 360, 90):
        west = shapely.transform(shapes, lambda xy: np.column_stack((xy[:, 0] - 360, xy[:, 1])))
        over = shapely.bounds(shapes)[:, 0] >= 180  # noqa: PLR2004 - degrees
        crossing = ~over & (shapely.bounds(shapes)[:, 2] > 180)  # noqa: PLR2004
        found = np.where(over, west, shapes)
        found[crossing] = [_split(shape) for shape in shapes[crossing]]
        return found, [Reason(code="longitudes_360")]
    x, y = shapely.get_coordinates(shapes)[0]
    code = "crs_false_declared" if declared else "crs_false_degrees"
    raise Refused(code, example=f"{x:g}, {y:g}")


def _split(shape: Any) -> Any:  # noqa: ANN401 - a shape of any kind
    """A shape that reaches over 180 degrees as its two sides."""
    import shapely
    from shapely.affinity import translate

    east = shapely.intersection(shapely.make_valid(shape), shapely.box(-180, -90, 180, 90))
    west = shapely.intersection(shapely.make_valid(shape), shapely.box(180, -90, 360, 90))
    return shapely.union(east, translate(west, -360))


def _fits(shapes: Shapes, x: float, y: float) -> bool:
    import shapely

    found = np.abs(shapely.get_coordinates(shapes))
    return not found.size or bool((found.max(axis=0) <= (x + _ON_EDGE, y + _ON_EDGE)).all())


def _swapped(shapes: Shapes) -> Shapes:
    import shapely

    return np.asarray(shapely.transform(shapes, lambda xy: xy[:, ::-1]))


def _sea_reasons(shapes: Shapes) -> list[Reason]:
    """Whether positions lie at sea that would lie on land the other way round."""
    import shapely

    middle = shapely.get_coordinates(shapely.point_on_surface(shapes[~shapely.is_empty(shapes)]))
    if not len(middle):
        return []
    x, y = middle[:, 0], middle[:, 1]
    if on_land(x, y).mean() <= _HALF and on_land(y, x).mean() >= _ALMOST_ALL:
        return [Reason(code="coordinates_at_sea", facts={"example": f"{x[0]:g}, {y[0]:g}"})]
    return []
