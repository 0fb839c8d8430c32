"""The page of `map_app.py`: one choice of indicator and one map."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import streamlit as st
from made_layers import made_layer
from workspace import boundary_entry

from mapping.cartography.layers import FlowLayer, MapLayer, MapSpec
from mapping.places import AdminLevel
from mapping.render.artefacts import cache_folder, prepared
from mapping.render.message import to_message
from mapping.ui.kept_values import register_values
from mapping.ui.widgets.map_view import map_view

folder = Path(os.environ["BENCH_FOLDER"])
layer_of = st.cache_resource(made_layer)
INDICATORS = 12


def show_engine(places: int, layer: MapLayer) -> None:
    """The map of this project."""
    entry = boundary_entry(folder, places)
    spec = MapSpec(
        iso3="SYN",
        level=AdminLevel.ADM2,
        boundary_id=entry.id,
        title=layer.legend.title,
        layer=layer,
        language="en",
        source_line="",
        boundary_line="",
        disclaimer="",
    )
    key = register_values([value.text for value in layer.values])
    streams = layer.streams if isinstance(layer, FlowLayer) else ()
    streams_key = register_values([one.text for one in streams], [one.value for one in streams])
    found = prepared(entry, [cache_folder(folder)])
    if found is not None:
        message = to_message(spec, found, key, streams_key=streams_key)
        map_view(message, key="map", height="560px")


places = int(st.query_params.get("places", "7000"))
way = st.query_params.get("way", "engine")
kind = st.query_params.get("kind", "choropleth")
turn = st.selectbox("Indicator", range(INDICATORS))
layers = [layer_of(kind, places, one) for one in range(INDICATORS)]  # made up on the first run
layer = layers[turn]
if way == "engine":
    show_engine(places, layer)
else:
    from stock import show_stock

    show_stock(folder, places, layer, way)
st.text(f"shown {turn}")
