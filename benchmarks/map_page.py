"""The page of `map_app.py`: one choice of indicator and one map."""

import os
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import streamlit as st
from workspace import boundary_entry

from mapping.cartography.layers import ChoroplethLayer, Legend, MapClass, MapSpec, Mark, PlaceValue
from mapping.places import AdminLevel, PlaceCode
from mapping.render.artefacts import cache_folder, prepared
from mapping.render.message import to_message
from mapping.ui.routes_geo import register_values
from mapping.ui.widgets.map_view import map_view

COLOURS = ("#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c")
folder = Path(os.environ["BENCH_FOLDER"])


@st.cache_resource
def layer_of(places: int, turn: int) -> ChoroplethLayer:
    """What a page would build once for each indicator: values, classes and their legend."""
    chance = random.Random(turn)  # noqa: S311 - made-up values
    values = []
    for index in range(places):
        number = chance.uniform(0, 5)
        values.append(
            PlaceValue(
                place_code=PlaceCode(f"X{index:06d}"),
                value=number,
                text=f"{number:.1f}",
                class_index=int(number),
            )
        )
    classes = tuple(
        MapClass(lower=k, upper=k + 1, colour=colour, label=f"{k} to {k + 1}", count=0)
        for k, colour in enumerate(COLOURS)
    )
    legend = Legend(
        title=f"Indicator {turn}",
        unit="per 1,000",
        period="2021",
        classes=classes,
        scheme="equal",
        mark_counts=dict.fromkeys(Mark, 0),
        mark_labels={mark: mark.value for mark in Mark},
    )
    return ChoroplethLayer(legend=legend, values=tuple(values))


def show_engine(places: int, layer: ChoroplethLayer) -> None:
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
    found = prepared(entry, [cache_folder(folder)])
    if found is not None:
        map_view(to_message(spec, found, key), key="map", height="560px")


places = int(st.query_params.get("places", "7000"))
way = st.query_params.get("way", "engine")
turn = st.selectbox("Indicator", range(12))
if way == "engine":
    show_engine(places, layer_of(places, turn))
elif way in {"plain", "group"}:
    from stock import show_stock

    show_stock(folder, places, layer_of(places, turn), way)
st.text(f"shown {turn}")
