"""A printed map beside matplotlib: time of the processor, bytes, memory; a process for each way.

    pip install matplotlib
    python benchmarks/printed_map.py [--places 7000]

Both draw the same classes, colours, title and legend on A4 in the same projection, from boundaries
that are read already. The first map of a process projects and simplifies them; the second finds
that done. Memory is what the process holds at most while it draws, above what it held before.
"""

import argparse
import datetime
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from coverages import coverage
from workspace import boundary_entry

from mapping.boundaries.model import BoundarySet
from mapping.cartography.layers import ChoroplethLayer, Legend, MapClass, MapSpec, Mark, PlaceValue
from mapping.places import AdminLevel, PlaceCode
from mapping.render.still.paper import Paper
from mapping.render.still.printed import print_pdf, print_png
from mapping.render.still.shapes import project, projection_of

A4: Final = Paper.named("A4", landscape=True)
COLOURS: Final = ("#d5e9f1", "#86c3da", "#3d93b8", "#1f6196", "#122f5c")
DOTS: Final = 300
TODAY: Final = datetime.date(2026, 11, 22)
WAYS: Final = ("this", "matplotlib")
KINDS: Final = ("pdf", "png")


def spec_of(places: int) -> MapSpec:
    """Five classes over the places, as many in each."""
    classes = tuple(
        MapClass(lower=i, upper=i + 1, colour=colour, label=f"{i}–{i + 1}", count=places // 5)
        for i, colour in enumerate(COLOURS)
    )
    values = tuple(
        PlaceValue(PlaceCode(f"X{i:06d}"), i % 5 + 0.5, f"{i % 5 + 0.5}", i % 5)
        for i in range(places)
    )
    legend = Legend(
        title="Value",
        unit="per 1,000",
        period="2021",
        classes=classes,
        scheme="equal",
        mark_counts=dict.fromkeys(Mark, 0),
        mark_labels={mark: mark.value for mark in Mark},
    )
    return MapSpec(
        iso3="XXX",
        level=AdminLevel.ADM2,
        boundary_id="synthetic",
        title="Value by place, Synthetica, 2021",
        layer=ChoroplethLayer(legend=legend, values=values),
        language="en",
        source_line="Data: nobody.",
        boundary_line="Boundaries: nobody.",
        disclaimer="For measuring only.",
    )


def with_this(boundaries: BoundarySet, spec: MapSpec, kind: str) -> bytes:
    """The map of this tool, with all its furniture."""
    if kind == "pdf":
        return print_pdf(spec, boundaries, paper=A4, today=TODAY)
    return print_png(spec, boundaries, paper=A4, dots_an_inch=DOTS, today=TODAY)


def with_matplotlib(boundaries: BoundarySet, spec: MapSpec, kind: str) -> bytes:
    """The same places, classes, title and legend by geopandas and matplotlib."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt
    from matplotlib.patches import Patch

    frame = boundaries.frame.to_crs(projection_of(project(boundaries).centre))
    colours = [COLOURS[value.class_index or 0] for value in spec.layer.values]
    figure, axes = plt.subplots(figsize=(A4.width_mm / 25.4, A4.height_mm / 25.4))
    frame.plot(ax=axes, color=colours, edgecolor="#8b949d", linewidth=0.3)
    axes.set_axis_off()
    axes.set_title(spec.title)
    rows = spec.layer.legend.classes
    axes.legend(handles=[Patch(color=row.colour, label=row.label) for row in rows])
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, dpi=DOTS)
    plt.close(figure)
    return buffer.getvalue()


DRAW: Final[dict[str, Callable[[BoundarySet, MapSpec, str], bytes]]] = {
    "this": with_this,
    "matplotlib": with_matplotlib,
}


def measure(way: str, kind: str, places: int) -> dict[str, float]:
    """One process: two maps, and what they took."""
    entry = boundary_entry(Path(tempfile.gettempdir()), places)
    boundaries, spec = BoundarySet(entry=entry, frame=coverage(places)), spec_of(places)
    DRAW[way](BoundarySet(entry=entry, frame=coverage(12)), spec_of(12), kind)  # loads libraries
    before = peak_mb()
    seconds, size = [], 0
    for _ in range(2):
        began = time.process_time()
        size = len(DRAW[way](boundaries, spec, kind))
        seconds.append(time.process_time() - began)
    return {"first": seconds[0], "again": seconds[1], "bytes": size, "mb": peak_mb() - before}


def peak_mb() -> float:
    """The most memory that this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str]) -> None:
    """Measure every way in turn and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--places", type=int, nargs="+", default=[100, 7000])
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        way, kind, places = options.one
        sys.stdout.write(json.dumps(measure(way, kind, int(places))))
        return
    print("| places | file | way | first ms | again ms | kB | MB of memory |")
    print("|---|---|---|---|---|---|---|")
    for places in options.places:
        for kind in KINDS:
            for way in WAYS:
                command = [sys.executable, __file__, "--one", way, kind, str(places)]
                ran = subprocess.run(command, check=True, capture_output=True)
                found = json.loads(ran.stdout)
                print(
                    f"| {places:,} | {kind.upper()} | {way} | {found['first'] * 1000:,.0f}"
                    f" | {found['again'] * 1000:,.0f} | {found['bytes'] / 1000:,.0f}"
                    f" | {found['mb']:.0f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main(sys.argv[1:])
