"""A pack of a user's own, in the workspace: a row of squares with any names and labels."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
from shapely import Polygon, box

ISO3 = "XXH"


def toml_text(text: str) -> str:
    """A text as a TOML basic string."""
    return json.dumps(text, ensure_ascii=True).replace("\\u007f", "\\u007F")


Figures = Mapping[str, Sequence[tuple[float | None, str]]]  # value and status of each place


def write_pack(  # noqa: PLR0913 - what a pack is made of
    workspace: Path,
    names: Sequence[str],
    *,
    label: str,
    note: str,
    figures: Figures | None = None,
    more: Mapping[str, str] | None = None,
    polygons: Sequence[Polygon] | None = None,
    streams: Sequence[tuple[int, int, int]] | None = None,
) -> None:
    """Write boundaries and indicators (one if none are given) for these names into a workspace.

    Args:
        workspace: Folder.
        names: Of the places.
        label: Of every indicator.
        note: On every indicator.
        figures: By indicator.
        more: By indicator, further lines of the catalogue; also of one that has no figures.
        polygons: Of the places; squares beside each other if none are given.
        streams: Numbers of two places, and how many people went from one to the other.
    """
    own = {"own_share": [(number + 0.5, "A") for number in range(len(names))]}
    _write_boundaries(workspace / "boundaries", names, polygons)
    folder, more = workspace / "indicators", more or {}
    _write_indicators(folder, figures or own, label=label, note=note, more=more)
    if streams:
        _write_streams(folder, streams)


def _write_boundaries(
    folder: Path, names: Sequence[str], polygons: Sequence[Polygon] | None
) -> None:
    (folder / ISO3.lower()).mkdir(parents=True)
    width = 1 + int(len(names) ** 0.5)
    squares = [box(i % width, i // width, i % width + 1, i // width + 1) for i in range(len(names))]
    districts = gpd.GeoDataFrame(
        {
            "place_code": [f"XH{i:04}" for i in range(len(names))],
            "name": list(names),
            "name_en": list(names),
            "parent_code": "XH",
            "level": "ADM1",
        },
        geometry=list(polygons or squares),
        crs="EPSG:4326",
    )
    country = districts.dissolve().assign(
        place_code="XH", name="Hostilia", name_en="Hostilia", parent_code=None, level="ADM0"
    )[list(districts.columns)]
    entries = []
    for level, frame in (("ADM0", country), ("ADM1", districts)):
        file = f"{ISO3.lower()}/{level.lower()}_2024.parquet"
        frame.to_parquet(folder / file)
        entries.append(
            f"""[[boundaries]]
id = "{ISO3.lower()}-{level}-2024"
iso3 = "{ISO3}"
level = "{level}"
vintage = "2024"
file = "{file}"
source = "Invented"
licence = "CC0"
attribution = "Invented"
languages = ["en"]
note = ""
unit_name = {{ en = "area" }}
unit_name_plural = {{ en = "areas" }}
"""
        )
    (folder / "catalogue.toml").write_text("\n".join(entries), "utf-8")


def _write_indicators(
    folder: Path, figures: Figures, *, label: str, note: str, more: Mapping[str, str]
) -> None:
    (folder / ISO3.lower()).mkdir(parents=True)
    with (folder / ISO3.lower() / "own.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["place_code", "indicator", "period", "sex", "age", "value", "status"])
        for code, column in figures.items():
            for number, (value, status) in enumerate(column):
                writer.writerow([f"XH{number:04}", code, "2024", "total", "total", value, status])
    source = f"""[[source]]
id = "own"
title = {toml_text(label)}
publisher = "A statistics office"
year = "2024"
url = ""
licence = ""
note = ""
"""
    codes = dict.fromkeys((*figures, *more))
    described = [_indicator(code, more.get(code, ""), label=label, note=note) for code in codes]
    (folder / "catalogue.toml").write_text("\n".join([source, *described]), "utf-8")


def _write_streams(folder: Path, streams: Sequence[tuple[int, int, int]]) -> None:
    path = folder / ISO3.lower() / "flows_moves.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["origin_code", "destination_code", "period", "sex", "value"])
        for origin, destination, people in streams:
            writer.writerow([f"XH{origin:04}", f"XH{destination:04}", "2024", "total", people])
    with (folder / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write(f"""
[[flow]]
iso3 = "{ISO3}"
file = "flows_moves.csv"
measure = "moves"
label = {{ en = "Moves" }}
flow_type = "stock"
origin_level = "ADM1"
destination_level = "ADM1"
period = "2024"
unit = {{ en = "persons" }}
source = "own"
note = ""
""")


def _indicator(code: str, more: str, *, label: str, note: str) -> str:
    kind = "extensive" if "people" in code or code == "pop_total" else "intensive"
    denominator = "" if "denominator" in more else 'denominator = "pop_total"'
    return f"""[[indicator]]
code = "{code}"
section = 2
kind = "{kind}"
decimals = 1
{denominator}
{more}
caveat = {toml_text(note)}
label = {{ en = {toml_text(label)} }}
definition = {{ en = {toml_text(note)} }}
unit = {{ en = {toml_text(label)} }}

[[series]]
iso3 = "{ISO3}"
indicator = "{code}"
source = "own"
note = {toml_text(note)}
proxy = false
"""
