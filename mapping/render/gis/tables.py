"""What a GeoPackage holds of a map: places with their figures, marks, and streams."""

from typing import TYPE_CHECKING

from mapping.cartography.layers import (
    BivariateLayer,
    ChoroplethLayer,
    ClusterLayer,
    FlowLayer,
    MapLayer,
    MapSpec,
    PlaceValue,
)
from mapping.i18n import Translator
from mapping.render.gis.styles import MARKS, PLACES, STREAMS

if TYPE_CHECKING:
    import geopandas as gpd

    from mapping.boundaries.model import BoundarySet


def tables_of(spec: MapSpec, boundaries: "BoundarySet") -> "dict[str, gpd.GeoDataFrame]":
    """The layers of the file by name, the uppermost first; none that is empty.

    Raises:
        ValueError: the spec has not one value for each place of the set, in its order.
    """
    places = _places(spec, boundaries)
    if isinstance(spec.layer, FlowLayer):  # under streams the land is bare
        found = {STREAMS: _streams(spec.layer, places), PLACES: places}
    else:
        found = {PLACES: places, MARKS: places[places["mark"] != ""]}
    return {name: frame for name, frame in found.items() if len(frame)}


def _places(spec: MapSpec, boundaries: "BoundarySet") -> "gpd.GeoDataFrame":
    import geopandas as gpd

    frame, values, legend = boundaries.frame, spec.layer.values, spec.layer.legend
    if [value.place_code for value in values] != list(frame["place_code"].astype(str)):
        raise ValueError("the values of the map are not those of the boundary set")
    own = f"name_{Translator(spec.language).language}"
    names = frame[own].fillna(frame["name"]) if own in frame.columns else frame["name"]
    labels = _labels(spec.layer)
    columns = {
        "place_code": [str(value.place_code) for value in values],
        "name": names.astype(str).to_list(),
        "parent_code": frame["parent_code"].fillna("").astype(str).to_list(),
        "indicator": legend.title,
        "period": legend.period,
        "unit": legend.unit,
        "value": [value.value for value in values],
        "text": [value.text for value in values],
        "class_index": [None if v.class_index is None or v.mark else v.class_index for v in values],
        "class_label": [_label(value, labels) for value in values],
        "mark": [value.mark.value if value.mark else "" for value in values],
    }
    made = gpd.GeoDataFrame(columns, geometry=frame.geometry.array, crs="EPSG:4326")
    return made.astype({"value": "float64", "class_index": "Int32"})


def _labels(layer: MapLayer) -> tuple[str, ...]:
    if isinstance(layer, ChoroplethLayer):
        return tuple(row.label for row in layer.legend.classes)
    if isinstance(layer, BivariateLayer):
        return tuple(cell.label for cell in layer.cells)
    if isinstance(layer, ClusterLayer):
        return tuple(category.label for category in layer.categories)
    return ()


def _label(value: PlaceValue, labels: tuple[str, ...]) -> str:
    if value.mark or value.class_index is None or not labels:
        return ""
    return labels[value.class_index]


def _streams(layer: FlowLayer, places: "gpd.GeoDataFrame") -> "gpd.GeoDataFrame":
    """Those a map shows at first, each as a straight line between the middles of its ends."""
    import geopandas as gpd
    import numpy as np
    import shapely
    from shapely import LineString

    at = shapely.get_coordinates(np.asarray(places.geometry.representative_point().array))

    def middle(members: tuple[int, ...]) -> tuple[float, float]:
        longitude, latitude = at[list(members)].mean(axis=0)
        return float(longitude), float(latitude)

    drawn = [
        stream
        for stream in layer.streams[: layer.drawn]
        if layer.ends[stream.origin].members and layer.ends[stream.destination].members
    ]
    ends = [(layer.ends[stream.origin], layer.ends[stream.destination]) for stream in drawn]
    columns = {
        "origin_code": [origin.place_code for origin, _ in ends],
        "origin": [origin.name for origin, _ in ends],
        "destination_code": [destination.place_code for _, destination in ends],
        "destination": [destination.name for _, destination in ends],
        "value": [stream.value for stream in drawn],
        "text": [stream.text for stream in drawn],
    }
    lines = [LineString([middle(a.members), middle(b.members)]) for a, b in ends]
    return gpd.GeoDataFrame(columns, geometry=lines, crs="EPSG:4326")
