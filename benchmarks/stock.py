"""The same map as stock streamlit-folium draws it: filled places, two rates, circles, or streams.

What it asks other hosts for is answered by the benchmark's browser from local files.
"""

import json
from functools import partial
from pathlib import Path

import folium
import geopandas as gpd
import shapely
import streamlit as st
from streamlit_folium import st_folium
from workspace import boundary_entry

from mapping.cartography.layers import (
    BivariateLayer,
    ChoroplethLayer,
    FlowLayer,
    MapLayer,
    SymbolLayer,
)

HALF_A_PIXEL = 1 / 2000
LAND = "#f4f6f8"
BORDER = "#444"


@st.cache_resource
def geojson(folder: Path, places: int, *, is_simplified: bool) -> dict[str, object]:
    """The country as GeoJSON, as published or simplified to half a pixel as a coverage."""
    frame = gpd.read_parquet(boundary_entry(folder, places).path)[["place_code", "geometry"]]
    if is_simplified:
        west, _, east, _ = frame.total_bounds
        simple = shapely.coverage_simplify(frame.geometry.to_numpy(), (east - west) * HALF_A_PIXEL)
        frame = frame.set_geometry(simple, crs=frame.crs)
    return dict(json.loads(frame.to_json()))


@st.cache_resource
def centres(folder: Path, places: int) -> list[tuple[float, float]]:
    """Latitude and longitude of a point in each place."""
    frame = gpd.read_parquet(boundary_entry(folder, places).path)
    points = frame.geometry.representative_point()
    return list(zip(points.y, points.x, strict=True))


def show_stock(folder: Path, places: int, layer: MapLayer, way: str) -> None:
    """The map by `st_folium`: all of it in the map, or what changes in a feature group."""
    is_group = way == "group"
    base = folium.Map(location=[28, 84], zoom_start=6, tiles=None, prefer_canvas=True)
    group = folium.FeatureGroup(name="what changes")
    country = geojson(folder, places, is_simplified=is_group)
    match layer:
        case ChoroplethLayer() | BivariateLayer():
            filled(country, colours_of(layer)).add_to(group)
        case SymbolLayer():
            filled(country, {}).add_to(base)
            circles(layer, centres(folder, places), group)
        case FlowLayer():
            filled(country, {}).add_to(base)
            lines(layer, centres(folder, places), group)
    if is_group:
        st_folium(base, key="map", height=560, feature_group_to_add=group, returned_objects=[])
        return
    group.add_to(base)
    st_folium(base, key=f"map{layer.legend.title}", height=560, returned_objects=[])


def colours_of(layer: ChoroplethLayer | BivariateLayer) -> dict[str, str]:
    """The colour of each place."""
    entries = layer.cells if isinstance(layer, BivariateLayer) else layer.legend.classes
    return {value.place_code: entries[value.class_index or 0].colour for value in layer.values}


def filled(country: dict[str, object], colours: dict[str, str]) -> folium.GeoJson:
    """The places in their colours."""

    def style(feature: dict[str, dict[str, str]]) -> dict[str, object]:
        fill = colours.get(feature["properties"]["place_code"], LAND)
        return {"fillColor": fill, "weight": 0.5, "color": BORDER, "fillOpacity": 1}

    return folium.GeoJson(country, style_function=style)


def circles(layer: SymbolLayer, at: list[tuple[float, float]], group: folium.FeatureGroup) -> None:
    """A circle in each place, the largest first."""
    order = sorted(range(len(at)), key=lambda i: -(layer.values[i].value or 0))
    marker = partial(folium.CircleMarker, color=BORDER, weight=1, fill=True, fill_opacity=0.82)
    for i in order:
        share = abs(layer.values[i].value or 0) / layer.largest
        colour = layer.legend.classes[0].colour
        marker(at[i], radius=layer.largest_radius_px * share**0.5, fill_color=colour).add_to(group)


def lines(layer: FlowLayer, at: list[tuple[float, float]], group: folium.FeatureGroup) -> None:
    """A straight line for each stream; a polyline is neither curved nor tapered."""
    top = max(stream.value for stream in layer.streams)
    for stream in layer.streams:
        ends = [layer.ends[end].members[0] for end in (stream.origin, stream.destination)]
        width = max(layer.largest_width_px * stream.value / top, 0.5)
        folium.PolyLine([at[end] for end in ends], weight=width, opacity=0.8).add_to(group)
