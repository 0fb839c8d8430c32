"""A country pack of many places in a workspace: what the app itself is measured with."""

import csv
import random
from pathlib import Path

from workspace import boundary_entry, make_country

ISO3 = "XXB"
LABEL = "Made-up rate"
INDICATORS = 6
_BOUNDARIES = """
[[boundaries]]
id = "xxb-{level}-2021"
iso3 = "XXB"
level = "{level}"
vintage = "2021"
file = "xxb/{level}_2021.parquet"
source = "Jittered Voronoi cells"
licence = "CC0-1.0"
attribution = "Invented"
languages = ["en"]
note = ""
unit_name = {{ en = "cell" }}
unit_name_plural = {{ en = "cells" }}
"""
_SOURCE = """
[[source]]
id = "made"
title = "Made-up figures"
publisher = "Nobody"
year = "2021"
url = ""
licence = "CC0-1.0"
note = ""
"""
_INDICATOR = """
[[indicator]]
code = "made_{number}"
section = 2
kind = "intensive"
decimals = 1
denominator = "pop_total"
caveat = "-"
label = {{ en = "{label} {number}" }}
definition = {{ en = "A number by chance" }}
unit = {{ en = "per 1,000" }}

[[series]]
iso3 = "XXB"
indicator = "made_{number}"
source = "made"
note = ""
proxy = false
"""


def make_pack(folder: Path, places: int) -> Path:
    """The workspace with a pack of so many places and a few indicators; made once.

    Returns:
        The workspace folder, for `LMP_WORKSPACE_DIR`.
    """
    workspace = folder / f"pack-{places}"
    if not (workspace / "indicators" / "catalogue.toml").is_file():
        make_country(folder, places)
        _write_boundaries(workspace / "boundaries", boundary_entry(folder, places).path)
        _write_indicators(workspace / "indicators", places)
    return workspace


def _write_boundaries(folder: Path, cells: Path) -> None:
    import geopandas as gpd
    import shapely

    (folder / ISO3.lower()).mkdir(parents=True, exist_ok=True)
    frame = gpd.read_parquet(cells)[["place_code", "name", "geometry"]]
    frame = frame.assign(name_en=frame["name"], parent_code=ISO3, level="ADM1")
    frame = frame[["place_code", "name", "name_en", "parent_code", "level", "geometry"]]
    whole = gpd.GeoDataFrame(
        {
            "place_code": [ISO3],
            "name": ["Benchmark"],
            "name_en": ["Benchmark"],
            "parent_code": [None],
            "level": ["ADM0"],
        },
        geometry=[shapely.coverage_union_all(frame.geometry.to_numpy())],
        crs=frame.crs,
    )
    for level, part in (("ADM0", whole), ("ADM1", frame)):
        part.to_parquet(folder / ISO3.lower() / f"{level}_2021.parquet")
    entries = "".join(_BOUNDARIES.format(level=level) for level in ("ADM0", "ADM1"))
    (folder / "catalogue.toml").write_text(entries, "utf-8")


def _write_indicators(folder: Path, places: int) -> None:
    (folder / ISO3.lower()).mkdir(parents=True, exist_ok=True)
    chance = random.Random(1)  # noqa: S311 - made-up values
    with (folder / ISO3.lower() / "made.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["place_code", "indicator", "period", "sex", "age", "value", "status"])
        for number in range(INDICATORS):
            for index in range(places):
                value = round(chance.uniform(0, 50), 1)
                row = [f"X{index:06d}", f"made_{number}", "2021", "total", "total", value, "A"]
                writer.writerow(row)
    described = "".join(
        _INDICATOR.format(label=LABEL, number=number) for number in range(INDICATORS)
    )
    (folder / "catalogue.toml").write_text(_SOURCE + described, "utf-8")
