"""All that goes wrong in a hall, done on purpose to the real app while a real browser draws.

    python benchmarks/faults.py [NAME ...]

Reloads during bursts, a minute without a network, ten kills of the server, a full disk, a clock set
back, sleep, two tabs, and a network with 300 ms and 2 % loss: what is drawn must be what is stored,
each mark once. Each begins a workshop of its own. Prints Markdown; fails where a mark is missing.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from driving import chromium as started_chromium
from playwright.sync_api import Browser, Page

from tests.browser import faults
from tests.browser.bad_network import BadNetwork
from tests.browser.hall import Hall, wait_until_saved
from tests.browser.server import AppServer

Fault = Callable[[Page, Hall], int]
FAULTS: Final[dict[str, Fault]] = {
    "reloads": lambda page, _: faults.reload_in_bursts(page, bursts=10, each=10),
    "offline-60-s": lambda page, _: faults.go_offline(page, seconds=60, count=60),
    "kills": partial(faults.kill_the_server, times=10, each=6),
    "disk-full": partial(faults.fill_the_disk, count=30),
    "clock-back": partial(faults.set_the_clock_back, count=12),
    "sleep": lambda page, _: faults.fall_asleep(page, seconds=30, count=12),
    "two-tabs": partial(faults.draw_in_two_tabs, count=6),
}


def main() -> None:
    """Do each, compare and print."""
    wanted = sys.argv[1:] or [*FAULTS, "bad-network"]
    print("| what goes wrong | drawn | stored | s |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="lmp-benchmark-") as folder:
        server = AppServer(Path(folder) / "workspace").start()
        try:
            with started_chromium() as chromium:
                for name in wanted:
                    _report(name, chromium, server)
        finally:
            server.stop()


def _report(name: str, chromium: Browser, server: AppServer) -> None:
    began = time.monotonic()
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    hall = Hall(server, lambda **_: context.new_page())
    drawn = _on_a_bad_network(hall) if name == "bad-network" else _done(FAULTS[name], hall)
    faults.assert_drawn_is_stored(hall, drawn)
    print(f"| {name} | {drawn} | {drawn} | {time.monotonic() - began:.0f} |", flush=True)
    hall.store.close()
    context.close()


def _done(fault: Fault, hall: Hall) -> int:
    page = hall.open()
    faults.begin(page)
    return fault(page, hall)


def _on_a_bad_network(hall: Hall) -> int:
    """300 ms there and back, two packets in a hundred lost."""
    with BadNetwork(hall.server.port) as network:
        page = hall.new_page()
        page.set_default_timeout(60_000)
        began = time.monotonic()
        page.goto(f"{network.url}/workshop/{hall.workshop.workshop_id}")
        faults.begin(page)
        usable_s = time.monotonic() - began
        drawn = faults.draw(page, 96)
        wait_until_saved(page, seconds=120)
        page.close()
    print(f"| (the page was usable after {usable_s:.1f} s; {network.lost} lost) | | | |")
    return drawn


if __name__ == "__main__":
    main()
