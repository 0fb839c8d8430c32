"""From starting the server to the first painted map of 7,000 places, against a page with one line.

    python benchmarks/cold_start.py [--rounds 3] [--places 7000]

The country is prepared before; each round starts a new server process and a new browser context.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from big_pack import ISO3, make_pack
from driving import Bench, chromium, map_app, one_line_app, whole_app
from map_change import painted
from playwright.sync_api import Browser, Page


def start_to(
    browser: Browser,
    command: Callable[[int], list[str]],
    path: str,
    is_there: Callable[[Page], object],
) -> float:
    """Seconds from starting a server until something is on its page."""
    began = time.perf_counter()
    with Bench(browser, command) as bench, bench.page() as (page, _):
        page.goto(f"{bench.url}/{path}", wait_until="commit")
        is_there(page)
        return time.perf_counter() - began


def main() -> None:
    """Measure both in turns and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--places", type=int, default=7000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "lmp-bench")
    options = parser.parse_args()
    workspace = make_pack(options.folder, options.places)
    ways: dict[str, tuple[Callable[[int], list[str]], str, Callable[[Page], object]]] = {
        "a page of one line": (
            one_line_app,
            "",
            lambda page: page.get_by_text("one line").wait_for(),
        ),
        f"the map of {options.places:,} places alone": (
            partial(map_app, options.folder),
            f"?places={options.places}&way=engine",
            lambda page: painted(page, None),
        ),
        f"the whole app on a pack of {options.places:,} places": (
            partial(whole_app, workspace),
            f"?country={ISO3}&indicator=made_0",
            lambda page: painted(page, None),
        ),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    with chromium() as browser:
        for _ in range(options.rounds + 1):  # the first round fills the caches on disk
            for name, way in ways.items():
                times[name].append(start_to(browser, *way))
    medians = {name: statistics.median(found[1:]) for name, found in times.items()}
    print("| what | seconds | ratio |")
    print("|---|---|---|")
    for name, found in medians.items():
        print(f"| {name} | {found:.2f} | {found / next(iter(medians.values())):.2f} |")


if __name__ == "__main__":
    main()
