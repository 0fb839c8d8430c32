"""Small maps for tests of pictures: squares, so that everything can be worked out by hand."""

import datetime
from xml.etree import ElementTree

import geopandas as gpd
from shapely import box

from mapping.boundaries.model import BoundarySet
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
from tests.mapping.entries import entry_of

TODAY = datetime.date(2026, 11, 22)


def boundary_set(shapes: list, *, names: list[str] | None = None, parents: list | None = None):
    codes = [f"P{i}" for i in range(len(shapes))]
    frame = gpd.GeoDataFrame(
        {
            "place_code": codes,
            "name": names or codes,
            "parent_code": parents or ["X"] * len(shapes),
        },
        geometry=shapes,
        crs="EPSG:4326",
    )
    return BoundarySet(entry=entry_of(AdminLevel.ADM2), frame=frame)


def squares(columns: int = 4, rows: int = 3, *, west: float = 10.0) -> list:
    return [box(west + c, r, west + c + 1, r + 1) for r in range(rows) for c in range(columns)]


def spec(count: int = 12, *, kind: str = "choropleth", title: str = "Share by place", **changes):
    classes = (
        MapClass(lower=0, upper=10, colour="#86c3da", label="0–10", count=4),
        MapClass(lower=10, upper=20, colour="#122f5c", label="10–20", count=count - 7),
    )
    marks: dict[int, Mark] = {0: Mark.ZERO, 1: Mark.NO_DATA, 2: Mark.NOT_SHOWN}
    values = tuple(
        PlaceValue(
            place_code=PlaceCode(f"P{i}"),
            value=None if marks.get(i) in {Mark.NO_DATA, Mark.NOT_SHOWN} else float(i % 20),
            text=str(i),
            class_index=None if i in marks else int(i > 6),
            mark=marks.get(i),
        )
        for i in range(count)
    )
    legend = Legend(
        title="Share",
        unit="% of households",
        period="2021",
        classes=classes,
        scheme="quantiles",
        mark_counts=dict.fromkeys(Mark, 1),
        mark_labels={
            Mark.ZERO: "Zero",
            Mark.NO_DATA: "No data",
            Mark.NOT_SHOWN: "Not shown (protected)",
        },
    )
    layer = (
        ChoroplethLayer(legend=legend, values=values)
        if kind == "choropleth"
        else SymbolLayer(legend=legend, values=values, largest=19.0)
    )
    facts = {
        "iso3": "XXX",
        "level": AdminLevel.ADM2,
        "boundary_id": "test",
        "title": title,
        "layer": layer,
        "language": "en",
        "source_line": "Data: Office, Census, 2021.",
        "boundary_line": "Boundaries: Mapper, 2024. Licence: free.",
        "disclaimer": "This map is for illustration only.",
        "notes": ("Proxy for something",),
    }
    return MapSpec(**(facts | changes))


def texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)
    return ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
