"""One map, one choice, and what came back from it."""

import os
from pathlib import Path

import pandas as pd
import streamlit as st

from mapping.boundaries.model import BoundaryEntry
from mapping.cartography.layers import (
    ChoroplethLayer,
    Legend,
    MapClass,
    MapSpec,
    Mark,
    PlaceValue,
    SymbolLayer,
)
from mapping.places import AdminLevel, PlaceCode
from mapping.render.artefacts import cache_folder, prepared
from mapping.render.message import to_message
from mapping.ui.kept_values import register_values
from mapping.ui.widgets.map_view import map_view

COLOURS = ("#ff0000", "#00aa00", "#0000ff")
MARKS = {9: Mark.ZERO, 10: Mark.NO_DATA, 11: Mark.NOT_SHOWN}

folder = Path(os.environ["MAP_APP_FOLDER"])
entry = BoundaryEntry(
    id="grid-ADM2",
    iso3="XXG",
    level=AdminLevel.ADM2,
    vintage="2021",
    source="",
    licence="",
    attribution="",
    languages=(),
    note="",
    unit_name="square",
    unit_name_plural="squares",
    path=folder / "boundaries" / "grid-ADM2.parquet",
)
turn = st.selectbox("Indicator", range(6))
circles = st.checkbox("Circles")
values = tuple(
    PlaceValue(
        place_code=PlaceCode(f"X{index:02d}"),
        value=None if index in {10, 11} else float(index),
        text="withheld" if index == 11 else f"{index}.0 per cent",
        class_index=None if index in MARKS else (index + turn) % 3,
        mark=MARKS.get(index),
    )
    for index in range(13)
)
legend = Legend(
    title="Rate",
    unit="per cent",
    period="2021",
    classes=tuple(
        MapClass(lower=index, upper=index + 1, colour=colour, label=str(index), count=4)
        for index, colour in enumerate(COLOURS)
    ),
    scheme="equal",
    mark_counts=dict.fromkeys(Mark, 1),
    mark_labels={mark: mark.value for mark in Mark},
)
layer = (
    SymbolLayer(legend=legend, values=values, largest=12.0)
    if circles
    else ChoroplethLayer(legend=legend, values=values)
)
spec = MapSpec(
    iso3="XXG",
    level=AdminLevel.ADM2,
    boundary_id=entry.id,
    title="Rate, 2021",
    layer=layer,
    language="en",
    selected=st.session_state.get("selected"),
    source_line="",
    boundary_line="",
    disclaimer="",
)
found = prepared(entry, [cache_folder(folder)])
assert found is not None
key = register_values([value.text for value in values], [value.value for value in values])
event = map_view(to_message(spec, found, key), key="map", height="420px")
if event is not None:
    st.session_state["selected"] = event.place_code
    st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1
st.text(f"clicked {st.session_state.get('selected')} {st.session_state.get('clicks', 0)}")
st.dataframe(pd.DataFrame({"value": [1, 2, 3]}))
st.download_button("Download", b"a,b", "table.csv")
