"""From starting the server to the first painted map of 7,000 places, against a page with one line.

    python benchmarks/cold_start.py [--rounds 3] [--places 7000]

The country is prepared before; each round starts a new server process and a new browser context.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from driving import Bench, chromium
from map_change import painted
from playwright.sync_api import Browser
from workspace import make_country


def start_to_map(browser: Browser, folder: Path, places: int) -> float:
    """Seconds until the map's pixels are there."""
    began = time.perf_counter()
    with Bench(browser, folder, policy=True) as bench, bench.page() as (page, _):
        page.goto(f"{bench.url}/?places={places}&way=engine", wait_until="commit")
        painted(page, None)
        return time.perf_counter() - began


def start_to_text(browser: Browser, folder: Path) -> float:
    """Seconds until a page of one line is there, served by stock Streamlit."""
    began = time.perf_counter()
    with Bench(browser, folder, policy=True, stock=True) as bench, bench.page() as (page, _):
        page.goto(bench.url, wait_until="commit")
        page.get_by_text("one line").wait_for()
        return time.perf_counter() - began


def main() -> None:
    """Measure both in turns and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--places", type=int, default=7000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "lmp-bench")
    options = parser.parse_args()
    make_country(options.folder, options.places)
    maps, texts = [], []
    with chromium() as browser:
        for _ in range(options.rounds):
            texts.append(start_to_text(browser, options.folder))
            maps.append(start_to_map(browser, options.folder, options.places))
    text, found = statistics.median(texts), statistics.median(maps)
    print("| what | seconds | ratio |")
    print("|---|---|---|")
    print(f"| a page of one line | {text:.2f} | 1.0 |")
    print(f"| the map of {options.places:,} places | {found:.2f} | {found / text:.2f} |")


if __name__ == "__main__":
    main()
