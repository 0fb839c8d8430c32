"""The same map as stock streamlit-folium draws it.

What it asks other hosts for is answered by the benchmark's browser from local files.
"""

import json
from pathlib import Path

import folium
import geopandas as gpd
import shapely
import streamlit as st
from streamlit_folium import st_folium
from workspace import boundary_entry

from mapping.cartography.layers import ChoroplethLayer

HALF_A_PIXEL = 1 / 2000


@st.cache_resource
def geojson(folder: Path, places: int, *, is_simplified: bool) -> dict[str, object]:
    """The country as GeoJSON, as published or simplified to half a pixel as a coverage."""
    frame = gpd.read_parquet(boundary_entry(folder, places).path)[["place_code", "geometry"]]
    if is_simplified:
        west, _, east, _ = frame.total_bounds
        simple = shapely.coverage_simplify(frame.geometry.to_numpy(), (east - west) * HALF_A_PIXEL)
        frame = frame.set_geometry(simple, crs=frame.crs)
    return dict(json.loads(frame.to_json()))


def show_stock(folder: Path, places: int, layer: ChoroplethLayer, way: str) -> None:
    """The map by `st_folium`: all of it in the map, or the polygons in a feature group."""
    colours = {
        value.place_code: layer.legend.classes[value.class_index or 0].colour
        for value in layer.values
    }
    is_group = way == "group"
    polygons = folium.GeoJson(
        geojson(folder, places, is_simplified=is_group),
        style_function=lambda feature: {
            "fillColor": colours[feature["properties"]["place_code"]],
            "weight": 0.5,
            "color": "#444",
            "fillOpacity": 1,
        },
    )
    base = folium.Map(location=[28, 84], zoom_start=6, tiles=None, prefer_canvas=True)
    if not is_group:
        polygons.add_to(base)
        st_folium(base, key=f"map{layer.legend.title}", height=560, returned_objects=[])
        return
    group = folium.FeatureGroup(name="places")
    polygons.add_to(group)
    st_folium(base, key="map", height=560, feature_group_to_add=group, returned_objects=[])
