"""Writes a GeoPackage in a process of its own, where GDAL is loaded."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

GEOPACKAGE_VERSION: Final = "1.2"  # the latest that QGIS 3.22 and its GDAL read without a warning
_USAGE: Final = 2


def write_geopackage(folder: Path, out: Path) -> None:
    """Write the tables of a folder, and the table in which QGIS looks for styles.

    Args:
        folder: A parquet file a layer, and `facts.json` with the styles by layer.
        out: The file to write; there is none yet.
    """
    facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    made_on = f"{facts['made_on']}T00:00:00.000Z"
    os.environ["OGR_CURRENT_DATE"] = made_on  # the same map makes the same bytes
    import geopandas as gpd
    import pyogrio

    for name in facts["styles"]:
        frame = gpd.read_parquet(folder / f"{name}.parquet")
        are_lines = "LineString" in set(frame.geom_type)
        pyogrio.write_dataframe(
            frame,
            out,
            driver="GPKG",
            layer=name,
            geometry_type="LineString" if are_lines else "MultiPolygon",
            promote_to_multi=not are_lines,
            append=False,
            dataset_options={"VERSION": GEOPACKAGE_VERSION},
        )
    _write_styles(facts["styles"], out, made_on)


def _write_styles(styles: Mapping[str, str], out: Path, made_on: str) -> None:
    """The default style of each layer, in the columns that QGIS reads."""
    import pandas as pd
    import pyogrio

    rows = [
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": name,
            "f_geometry_column": "geom",
            "styleName": name,
            "styleQML": style,
            "styleSLD": "",
            "useAsDefault": True,
            "description": "",
            "owner": "",
            "ui": "",
            "update_time": pd.Timestamp(made_on),
        }
        for name, style in styles.items()
    ]
    pyogrio.write_dataframe(
        pd.DataFrame(rows), out, driver="GPKG", layer="layer_styles", layer_options={"FID": "id"}
    )


def main(arguments: Sequence[str]) -> int:
    """Write FOLDER to OUT."""
    if len(arguments) != _USAGE:
        sys.stderr.write("usage: python -m mapping.render.gis.worker FOLDER OUT\n")
        return _USAGE
    write_geopackage(Path(arguments[0]), Path(arguments[1]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
