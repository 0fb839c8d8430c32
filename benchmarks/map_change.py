"""Change of indicator, from the key press to the painted pixels, in a real browser.

    python benchmarks/map_change.py                       all sizes, this project's map
    python benchmarks/map_change.py --sizes 1000 --ways app engine group plain
    python benchmarks/map_change.py --sizes 7000 --ways engine app --kinds symbols bivariate flows

Prints a Markdown table. `engine` is the map alone on a page, `app` the whole app with a pack of so
many places. `plain` takes half a minute a change at 7,000 places. With `--kinds` both are measured
with other kinds of map; `flows` has 1,000 streams, all drawn, and the app changes the table.
"""

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from big_pack import COUNT_LABEL, ISO3, LABEL, STREAMS_LABEL, make_pack
from driving import Bench, chromium, map_app, whole_app
from playwright.sync_api import Browser, Error, Frame, Page
from workspace import make_country

CHANGES = {"engine": 9, "app": 5, "group": 3, "plain": 1}
# For each kind: the address, which box is changed, and what is chosen in it.
KINDS = {
    "choropleth": ("indicator=made_0", "Indicator", LABEL),
    "symbols": ("indicator=count_0", "Indicator", COUNT_LABEL),
    "bivariate": ("indicator=made_0&kind=bivariate&second=made_5", "Indicator", LABEL),
    "flows": ("indicator=count_0&kind=flows", "Table of streams", STREAMS_LABEL),
}
# A few pixels of the map as one number; nothing while it is not there.
PIXELS = """() => {
    const names = "canvas.lmp-fills, canvas.lmp-marks, canvas.leaflet-zoom-animated";
    const often = { willReadFrequently: true };
    const small = window.lmpSmall ??= new OffscreenCanvas(32, 32).getContext("2d", often);
    small.clearRect(0, 0, 32, 32);
    for (const canvas of document.querySelectorAll(names)) {
        if (canvas.width) small.drawImage(canvas, 0, 0, 32, 32);
    }
    let sum = 0, seen = 0;
    small.getImageData(0, 0, 32, 32).data.forEach((part, i) => {
        sum = (sum * 31 + part) % 1e9;
        if (i % 4 === 3) seen += part;
    });
    return seen ? sum : null;
}"""
# Milliseconds from the next key to the frame of the screen after the one with other pixels. Asked
# inside the page, once a frame: who asks from outside keeps the page from its work.
WATCH = f"""() => {{
    const pixels = {PIXELS};
    const before = pixels();
    const now = () => performance.timeOrigin + performance.now();
    let began = null;
    const note = () => (began = now());
    top.document.addEventListener("keydown", note, {{ capture: true, once: true }});
    window.lmpChanged = new Promise((done) => {{
        const look = () => {{
            const found = began === null ? null : pixels();
            if (found === null || found === before) return requestAnimationFrame(look);
            requestAnimationFrame(() => done(now() - began));
        }};
        requestAnimationFrame(look);
    }});
}}"""

STOCK = frozenset({"group", "plain"})
LIMIT_S = 120.0
CHANGED = f"""() => Promise.race([window.lmpChanged, new Promise((_, fail) => {{
    const late = new Error("the map did not change within {LIMIT_S} s");
    setTimeout(() => fail(late), {LIMIT_S * 1000});
}})])"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one way of drawing took at one size."""

    way: str
    places: int
    first_ms: float
    change_ms: float
    bytes_a_change: float


def map_frame(page: Page) -> Frame | None:
    """The frame that holds the map."""
    for element in page.query_selector_all("iframe"):
        frame = element.content_frame()
        if frame and frame.query_selector(".leaflet-container"):
            return frame
    return None


def painted(page: Page, before: int | None, limit_s: float = LIMIT_S) -> int:
    """Wait until the map's pixels differ from those before, and are some."""
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        try:
            frame = map_frame(page)
            now = frame.evaluate(PIXELS) if frame else None
        except Exception:  # noqa: BLE001 - a frame that is being replaced cannot be asked
            now = None
        if now is not None and now != before:
            return int(now)
        time.sleep(0.005)
    raise TimeoutError(f"the map was not painted within {limit_s} s")


def changed_s(page: Page) -> float:
    """Press Enter and wait until the map is another; seconds from the key to the screen."""
    frame = map_frame(page)
    if frame is None:
        raise TimeoutError("there is no map to change")
    before = frame.evaluate(PIXELS)
    frame.evaluate(WATCH)
    began = time.perf_counter()
    page.keyboard.press("Enter")
    try:
        return float(frame.evaluate(CHANGED)) / 1000
    except Error as error:
        if "detached" not in error.message:
            raise
        painted(page, before)  # the map is made anew in another frame, where nobody is watching
        return time.perf_counter() - began


def served(browser: Browser, way: str, folder: Path, places: int, kind: str) -> tuple[Bench, str]:
    """The server of one way, and the address of its map below the server's root."""
    if way == "app":
        workspace = make_pack(folder, places)
        return Bench(browser, partial(whole_app, workspace)), f"?country={ISO3}&{KINDS[kind][0]}"
    command = partial(map_app, folder, policy=way == "engine")
    return Bench(browser, command), f"?places={places}&way={way}&kind={kind}"


def prepare(page: Page, way: str, kind: str) -> None:
    """Draw all streams; on the page of the map alone they are."""
    if way != "app" or kind != "flows":
        return
    frame = map_frame(page)
    if frame is not None:
        box = frame.locator(".lmp-drawn select")
        box.select_option(box.locator("option").last.get_attribute("value") or "")


def change(page: Page, way: str, turn: int, kind: str) -> None:
    """Choose another indicator by the keyboard, up to the key that takes it."""
    _, label, names = KINDS[kind] if way == "app" else ("", "Indicator", "")
    name = f"{names} {turn}".strip()
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click()
    box.fill(name)
    page.get_by_role("option", name=name, exact=True).wait_for()


def measure(bench: Bench, path: str, way: str, places: int, kind: str) -> Measured:
    """First paint with everything cached on the server, and the median of some changes."""
    asks_others = way in STOCK
    with bench.page(asks_others=asks_others) as (page, _):
        page.goto(f"{bench.url}/{path}")
        painted(page, None)
    with bench.page(asks_others=asks_others) as (page, traffic):
        began = time.perf_counter()
        page.goto(f"{bench.url}/{path}")
        painted(page, None)
        first = time.perf_counter() - began
        page.wait_for_timeout(1500)
        prepare(page, way, kind)
        page.wait_for_timeout(500)
        painted(page, None)
        times, sizes = [], []
        for turn in range(1, CHANGES[way] + 1):
            change(page, way, turn, kind)
            traffic.clear()
            times.append(changed_s(page))
            page.wait_for_timeout(400)
            sizes.append(sum(traffic))
    return Measured(
        way=way if kind == "choropleth" else f"{way}, {kind}",
        places=places,
        first_ms=first * 1000,
        change_ms=statistics.median(times) * 1000,
        bytes_a_change=statistics.median(sizes),
    )


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 7000, 40000])
    parser.add_argument("--ways", nargs="+", choices=CHANGES, default=["engine"])
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=["choropleth"])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "lmp-bench")
    options = parser.parse_args()
    if STOCK & set(options.ways) and find_spec("streamlit_folium") is None:
        parser.error("for stock ways: pip install streamlit-folium")  # its page would stay empty
    for places in options.sizes:
        made = make_country(options.folder, places)
        if made is not None:
            print(f"prepared {places} places in {made:.1f} s")
    print("| places | way | first paint ms | change ms | ratio | bytes a change | a place |")
    print("|---|---|---|---|---|---|---|")
    for places in options.sizes:
        engine: dict[str, float] = {}
        for way, kind in product(options.ways, options.kinds):
            with chromium() as browser:
                server, path = served(browser, way, options.folder, places, kind)
                with server as bench:
                    row = measure(bench, path, way, places, kind)
            if way == "engine":
                engine[kind] = row.change_ms
            ratio = f"{row.change_ms / engine[kind]:.1f}" if kind in engine else ""
            print(
                f"| {places:,} | {row.way} | {row.first_ms:,.0f} | {row.change_ms:,.0f} | {ratio} "
                f"| {row.bytes_a_change:,.0f} | {row.bytes_a_change / places:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
