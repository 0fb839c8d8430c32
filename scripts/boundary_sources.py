"""What the named packages hold, as rows of a boundary set: code, name, parent, polygon.

Natural Earth and Examplia carry their codes. For Nepal, and for what a source has wrong, codes and
names are in `names.csv`, written by hand: one row a place by the source's own id (`source_id`), or
by code for parents that the source does not have. A filled cell takes the place of the source's
value, `-` removes it, and several other names in a cell are parted by `|`.
"""

from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

NATURAL_EARTH: Final = "natural_earth_admin1_asia_pacific.gpkg"
NEPAL_PROVINCES: Final = "nepal_osm_provinces.parquet"
NEPAL_DISTRICTS: Final = "nepal_osm_districts.parquet"
EXAMPLIA: Final = "districts.geojson"
NAMES: Final = "names.csv"
REMOVED: Final = "-"
SEPARATOR: Final = "|"
NEPALI_WORD: Final = " जिल्ला"  # "district", after the name proper
DECIMALS: Final = 9  # of a degree: 0.1 mm
LOCAL_LANGUAGES: Final = {"FJI": ("hi",)}  # beside English and French, from Natural Earth


def read_lowest_level(iso3: str, source: Path, folder: Path) -> gpd.GeoDataFrame:
    """The lowest level of a pack, put right by names.csv, in order of the codes.

    Args:
        iso3: Of the pack.
        source: Folder of the packages' files.
        folder: The pack's own, with what is written by hand.
    """
    names = read_names(folder)
    if iso3 == "NPL":
        rows = _nepal(source, names)
    elif iso3 == "XXE":
        rows = _examplia(folder)
    else:
        rows = _natural_earth(iso3, source)
    return _corrected(rows, names)


def read_names(folder: Path) -> pd.DataFrame:
    """The table written by hand, as text."""
    return pd.read_csv(folder / NAMES, dtype=str, keep_default_na=False)


def _natural_earth(iso3: str, source: Path) -> gpd.GeoDataFrame:
    """Units of Natural Earth's admin 1: code, parent, English, French and other names.

    Raises:
        ValueError: the provinces that codes and names give do not agree.
    """
    units = gpd.read_file(source / NATURAL_EARTH, where=f"adm0_a3 = '{iso3}'")
    country = units["iso_a2"]
    # Sri Lanka's districts have their province as the first digit of the code: LK-53 is in LK-5.
    parent = units["iso_3166_2"].str.slice(0, 4) if iso3 == "LKA" else country
    if not pd.DataFrame({"code": parent, "name": units["region"]}).drop_duplicates().code.is_unique:
        raise ValueError("districts of one province by code name several provinces")
    languages = ("fr", *LOCAL_LANGUAGES.get(iso3, ()))
    others = units["name_alt"].fillna("") + SEPARATOR + units["name"].fillna("")
    return gpd.GeoDataFrame(
        {
            "source_id": units["adm1_code"],
            "place_code": units["iso_3166_2"],
            "name": units["name_en"],
            "parent_code": parent,
            **{f"name_{language}": units[f"name_{language}"] for language in languages},
            "name_en_alt": others,
        },
        # Rounding makes -179.99999999999991 the antimeridian that it is meant to be.
        geometry=units.geometry.transform(lambda xy: xy.round(DECIMALS)),
        crs=units.crs,
    )


def _nepal(source: Path, names: pd.DataFrame) -> gpd.GeoDataFrame:
    """Nepal's districts; their codes are in names.csv, checked here against the provinces drawn."""
    districts = gpd.read_parquet(source / NEPAL_DISTRICTS)
    provinces = gpd.read_parquet(source / NEPAL_PROVINCES).set_index("iso_code")
    listed = names.set_index("source_id").loc[districts["osm_id"]]
    for point, parent in zip(districts.representative_point(), listed["parent_code"], strict=True):
        if not provinces.geometry[parent].contains(point):
            raise ValueError(f"names.csv puts the district at {point} into {parent}")
    return gpd.GeoDataFrame(
        {
            "source_id": districts["osm_id"],
            "place_code": "",
            "name": districts["name_en"],
            "name_ne": districts["name_ne"].str.removesuffix(NEPALI_WORD),
            "parent_code": "",
        },
        geometry=districts.geometry,
        crs=districts.crs,
    )


def _examplia(folder: Path) -> gpd.GeoDataFrame:
    squares = gpd.read_file(folder / EXAMPLIA)
    return gpd.GeoDataFrame(
        {
            "source_id": squares["adm2_pcode"],
            "place_code": squares["adm2_pcode"],
            "name": squares["adm2_name"],
            "parent_code": squares["adm1_pcode"],
            "area_km2": squares["area_sqkm"].astype(float),
        },
        geometry=squares.geometry,
        crs=squares.crs,
    )


def _corrected(rows: gpd.GeoDataFrame, names: pd.DataFrame) -> gpd.GeoDataFrame:
    """The rows with what names.csv says in place of the source's values, in order of the codes."""
    by_id = names.set_index("source_id")
    rows = rows.copy()
    for column in by_id.columns.drop("reason", errors="ignore"):
        corrections = by_id.loc[by_id.index != "", column].to_dict()
        given = pd.Series([corrections.get(x, "") for x in rows["source_id"]], index=rows.index)
        kept = rows[column] if column in rows else pd.Series("", index=rows.index)
        rows[column] = kept.where(given == "", given).replace(REMOVED, "")
    return rows.drop(columns="source_id").sort_values("place_code", ignore_index=True)
