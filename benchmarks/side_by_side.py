"""The same map by this tool, geopandas.explore, folium.Choropleth and matplotlib, in one run.

    pip install matplotlib
    python benchmarks/side_by_side.py [--places 1000 7000]

Each way has a process of its own that has drawn a map of twelve places before, so that libraries
are loaded. `html` is a page that opens without a server: what `st_folium(folium.Choropleth)` sends
to a browser is the same text. A change is the same places in other classes: this tool sends the
few bytes of a message, the others make and send everything anew. Memory is what the process holds
at most, above what it held before. The geometry of this tool is prepared once: a row of its own.
"""

import argparse
import gzip
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coverages import coverage
from printed_map import peak_mb, spec_of, with_matplotlib, with_this
from workspace import boundary_entry

from mapping.boundaries.model import BoundarySet
from mapping.cartography.layers import MapSpec
from mapping.render.artefacts import GEO_SUFFIX, Prepared
from mapping.render.kit import EMBEDDED_VALUES, to_standalone_html
from mapping.render.message import to_message
from mapping.render.prepare import prepare_boundaries

if TYPE_CHECKING:
    import folium
    import geopandas as gpd


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """Places and a map of them, and where prepared geometry lies."""

    boundaries: BoundarySet
    spec: MapSpec
    folder: Path
    prepared: Prepared | None = None


def page(country: Country) -> bytes:
    """A page of this tool that opens without a server."""
    prepared = country.prepared or prepare_boundaries(country.boundaries, country.folder)
    message = to_message(country.spec, prepared, EMBEDDED_VALUES)
    return to_standalone_html(
        country.spec,
        message,
        prepared=(prepared,),
        folders=(country.folder,),
        scripts=(),
        styles=(),
        more={},
    )


def change(country: Country) -> bytes:
    """What this tool sends when the classes change."""
    prepared = country.prepared or prepare_boundaries(country.boundaries, country.folder)
    return json.dumps(to_message(country.spec, prepared, "0" * 32)).encode()


def prepare(country: Country) -> bytes:
    """What this tool does once for a boundary set."""
    prepared = prepare_boundaries(country.boundaries, country.folder)
    folder = country.folder
    return b"".join((folder / f"{level.key}{GEO_SUFFIX}").read_bytes() for level in prepared.lods)


def explore(country: Country) -> bytes:
    """The page of `geopandas.explore`."""
    return _html(_frame(country).explore(column="value", cmap="Blues"))


def choropleth(country: Country) -> bytes:
    """The page of `folium.Choropleth`, as st_folium sends it."""
    import folium

    frame = _frame(country)
    west, south, east, north = frame.total_bounds
    base = folium.Map([(south + north) / 2, (west + east) / 2], zoom_start=6, tiles=None)
    folium.Choropleth(
        geo_data=frame.to_json(),
        data=frame,
        columns=["place_code", "value"],
        key_on="feature.properties.place_code",
        bins=5,
    ).add_to(base)
    return _html(base)


def _frame(country: Country) -> "gpd.GeoDataFrame":
    """The places with their values; folium writes their geometry out."""
    values = [value.value for value in country.spec.layer.values]
    frame = country.boundaries.frame[["place_code", "geometry"]]
    return frame.assign(value=values)


def _html(drawn: "folium.Map") -> bytes:
    buffer = io.BytesIO()
    drawn.save(buffer, close_file=False)
    return buffer.getvalue()


WAYS: Final[dict[str, Callable[[Country], bytes]]] = {
    "this tool, once: geometry": prepare,
    "this tool, html": page,
    "this tool, a change": change,
    "geopandas.explore, html": explore,
    "st_folium(folium.Choropleth)": choropleth,
    "this tool, pdf": lambda country: with_this(country.boundaries, country.spec, "pdf"),
    "matplotlib, pdf": lambda country: with_matplotlib(country.boundaries, country.spec, "pdf"),
}


def measure(way: str, places: int) -> dict[str, float]:
    """One process: what a map took after one of twelve places."""
    draw, folder = WAYS[way], Path(tempfile.mkdtemp())
    draw(_country(12, folder, way))
    country = _country(places, folder, way)
    before, began = peak_mb(), time.process_time()
    body = draw(country)
    return {
        "seconds": time.process_time() - began,
        "bytes": len(body),
        "gzipped": len(gzip.compress(body, 6)),
        "mb": peak_mb() - before,
    }


def _country(places: int, folder: Path, way: str) -> Country:
    entry = boundary_entry(folder, places)
    boundaries, spec = BoundarySet(entry=entry, frame=coverage(places)), spec_of(places)
    entry.path.parent.mkdir(exist_ok=True)
    boundaries.frame.to_parquet(entry.path)
    ready = None
    if way in {"this tool, html", "this tool, a change"}:
        ready = prepare_boundaries(boundaries, folder)
    return Country(boundaries=boundaries, spec=spec, folder=folder, prepared=ready)


def main(arguments: Sequence[str]) -> None:
    """Measure every way in turn and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--places", type=int, nargs="+", default=[1000, 7000])
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        sys.stdout.write(json.dumps(measure(options.one[0], int(options.one[1]))))
        return
    print("| places | way | ms | kB | kB gzipped | MB of memory |")
    print("|---|---|---|---|---|---|")
    for places in options.places:
        for way in WAYS:
            command = [sys.executable, __file__, "--one", way, str(places)]
            found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            print(
                f"| {places:,} | {way} | {found['seconds'] * 1000:,.0f}"
                f" | {found['bytes'] / 1000:,.0f} | {found['gzipped'] / 1000:,.0f}"
                f" | {found['mb']:,.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
