"""A country pack of many places in a workspace: what the app itself is measured with."""

import csv
import random
from pathlib import Path

from workspace import boundary_entry, make_country

ISO3 = "XXB"
LABEL = "Made-up rate"
COUNT_LABEL = "Made-up count"
STREAMS_LABEL = "Made-up streams"
INDICATORS = 6
STREAMS = 1_000
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
code = "{code}_{number}"
section = 2
kind = "{kind}"
decimals = {decimals}
{denominator}
caveat = "-"
label = {{ en = "{label} {number}" }}
definition = {{ en = "A number by chance" }}
unit = {{ en = "{unit}" }}

[[series]]
iso3 = "XXB"
indicator = "{code}_{number}"
source = "made"
note = ""
proxy = false
"""

_FLOW = """
[[flow]]
iso3 = "XXB"
file = "flows_{number}.csv"
measure = "streams_{number}"
label = {{ en = "{label} {number}" }}
flow_type = "stock"
origin_level = "ADM1"
destination_level = "ADM1"
period = "2021"
unit = {{ en = "persons" }}
source = "made"
note = ""
"""


def make_pack(folder: Path, places: int) -> Path:
    """The workspace with a pack of so many places and a few indicators; made once.

    Returns:
        The workspace folder, for `LMP_WORKSPACE_DIR`.
    """
    workspace = folder / f"pack-of-kinds-{places}"
    if not (workspace / "indicators" / "catalogue.toml").is_file():
        make_country(folder, places)
        _write_boundaries(workspace / "boundaries", boundary_entry(folder, places).path)
        _write_indicators(workspace / "indicators", places)
    _prepare(workspace)
    return workspace


def _prepare(workspace: Path) -> None:
    """What is done once: places measured, arcs made, what may be shown worked out."""
    from mapping.render.prepare import ensure_prepared
    from mapping.settings import CHECKOUT, Settings
    from profiles.pack import open_pack

    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=workspace)
    pack = open_pack(settings, ISO3)
    for level in pack.levels:
        entry = pack.boundaries.entry(ISO3, level)
        ensure_prepared(entry, settings.data_dir, settings.workspace_dir)


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
                rate, count = round(chance.uniform(0, 50), 1), round(10 ** chance.uniform(2, 5))
                for code, value in ((f"made_{number}", rate), (f"count_{number}", count)):
                    writer.writerow([f"X{index:06d}", code, "2021", "total", "total", value, "A"])
        _write_streams(folder / ISO3.lower(), places, chance)
    rate = {"code": "made", "kind": "intensive", "decimals": 1}
    rate["denominator"] = 'denominator = "pop_total"'
    count = {"code": "count", "kind": "extensive", "decimals": 0, "denominator": ""}
    described = "".join(
        _INDICATOR.format(number=number, label=label, unit=unit, **one)
        + _FLOW.format(number=number, label=STREAMS_LABEL) * (one is count)
        for number in range(INDICATORS)
        for one, label, unit in ((rate, LABEL, "per 1,000"), (count, COUNT_LABEL, "persons"))
    )
    (folder / "catalogue.toml").write_text(_SOURCE + described, "utf-8")


def _write_streams(folder: Path, places: int, chance: random.Random) -> None:
    """A thousand streams in each table, none of them small."""
    for number in range(INDICATORS):
        with (folder / f"flows_{number}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["origin_code", "destination_code", "period", "sex", "value"])
            pairs = {(chance.randrange(places), chance.randrange(places)) for _ in range(STREAMS)}
            for origin, destination in sorted(pairs):
                people = round(10 ** chance.uniform(1.1, 4))
                ends = (f"X{origin:06d}", f"X{destination:06d}")
                writer.writerow([*ends, "2021", "total", people])
