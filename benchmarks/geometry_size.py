"""Bytes a place on the wire, and seconds to prepare, of synthetic countries.

python benchmarks/geometry_size.py [--sizes 100 1000 7000 40000]
"""

import argparse
import gzip
import tempfile
import time
from pathlib import Path

from coverages import coverage
from workspace import boundary_entry

from mapping.boundaries.model import BoundarySet
from mapping.render.prepare import levels_of_detail


def main() -> None:
    """Prepare each country and print its levels of detail."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 7000, 40000])
    options = parser.parse_args()
    folder = Path(tempfile.gettempdir())
    print("| places | seconds | level | plain bytes a place | gzipped bytes a place |")
    print("|---|---|---|---|---|")
    for places in options.sizes:
        boundaries = BoundarySet(entry=boundary_entry(folder, places), frame=coverage(places))
        began = time.perf_counter()
        levels = levels_of_detail(boundaries)
        seconds = time.perf_counter() - began
        for level, (_, body) in enumerate(levels):
            packed = len(gzip.compress(body, 9))
            row = f"| {places:,} | {seconds:.1f} | {level} | {len(body) / places:.0f} "
            print(f"{row}| {packed / places:.0f} |", flush=True)


if __name__ == "__main__":
    main()
