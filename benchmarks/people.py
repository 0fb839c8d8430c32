"""Many people at once, each of whom chooses another indicator again and again.

    python benchmarks/people.py                      10 and 30 people, one change each two seconds
    python benchmarks/people.py --people 10 --every 2 --changes 4
    python benchmarks/people.py --people 30 --pages 3

A browser chooses each indicator once; what it sent is sent again by so many sessions of their own.
Measured is the time from there to the message with the map of 7,000 places, as the browser fetches
it. With `--pages` so many
real pages are open meanwhile, which change the colours of a map that is loaded: measured is the
time to the painted pixels, and how many answers of the server came until then.
"""

import argparse
import asyncio
import contextlib
import json
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

import httpx
import websockets
from big_pack import INDICATORS, ISO3, make_pack
from driving import Bench, chromium, whole_app
from map_change import change, painted
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PLACES = 7_000
SETTLED_S = 3  # after opening the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What one person's browser does."""

    url: str
    opening: bytes  # the first message of a browser
    choices: Sequence[bytes]  # the messages of choosing each indicator
    every_s: float
    changes: int


def recorded(bench: Bench) -> tuple[bytes, list[bytes]]:
    """What a browser sends when it opens the page, and when each indicator is chosen."""
    sent: list[bytes] = []

    def keep(frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            sent.append(frame)

    with bench.page() as (page, _):
        page.on("websocket", lambda socket: socket.on("framesent", keep))
        page.goto(f"{bench.url}/?country={ISO3}&indicator=made_0")
        pixels = painted(page, None)
        page.wait_for_timeout(2000)
        opening, choices = sent[0], []
        for number in [*range(1, INDICATORS), 0]:
            sent.clear()
            change(page, "app", number, "choropleth")
            page.keyboard.press("Enter")
            pixels = painted(page, pixels)
            page.wait_for_timeout(800)
            choices.append(sent[-1])
    return opening, choices


async def one_person(number: int, session: Session) -> list[float]:
    """Seconds from each choice to the map's message."""
    address = session.url.replace("http", "ws") + "/_stcore/stream"
    chance = random.Random(number)  # noqa: S311 - people are not in step
    times = []
    async with (
        httpx.AsyncClient(base_url=session.url, trust_env=False) as client,
        websockets.connect(
            address, subprotocols=["streamlit"], max_size=None, origin=session.url
        ) as socket,
    ):
        await socket.send(session.opening)
        while not _has_ended(_read(await socket.recv())):
            pass
        await asyncio.sleep(SETTLED_S + chance.uniform(0, session.every_s))
        for turn in range(session.changes):
            began = time.perf_counter()
            await socket.send(session.choices[(number + turn) % len(session.choices)])
            took = None
            while not _has_ended(message := _read(await socket.recv())):
                if took is None and (told := _message_of_map(message)):
                    (await client.get(f"/{told}")).raise_for_status()
                    took = time.perf_counter() - began
            times.append(took or time.perf_counter() - began)
            await asyncio.sleep(session.every_s * chance.uniform(0.5, 1.5))
    return times


def recolour(bench: Bench, pages: int, turns: int) -> tuple[list[float], int]:
    """What each change of colours took in real pages, in seconds, and how many answers came.

    The message by which the page keeps the colours in its address is held back, so that nothing
    from the server can be what is painted.
    """
    waited, asked = [], 0
    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(bench.page()) for _ in range(pages)]
        for page, _ in opened:
            page.goto(f"{bench.url}/?country={ISO3}&indicator=made_0")
            painted(page, None)
            page.wait_for_timeout(SETTLED_S * 1000)
            frame = page.frame_locator("iframe").first
            frame.locator("html").evaluate("() => { lmp.send = () => {}; }")
            frame.get_by_role("button", name="Edit").click()
            frame.locator(".lmp-palette").first.wait_for()
        for turn, (page, traffic) in product(range(1, turns + 1), opened):
            editor = page.frame_locator("iframe").first.locator(".lmp-editor")
            pixels = painted(page, None)
            traffic.clear()
            began = time.perf_counter()
            editor.locator(".lmp-palette input").nth(turn).check()  # the map follows at once
            painted(page, pixels)
            waited.append(time.perf_counter() - began)
            asked += len(traffic)
    return sorted(waited), asked


def _read(body: str | bytes) -> ForwardMsg:
    message = ForwardMsg()
    message.ParseFromString(body)
    return message


def _has_ended(message: ForwardMsg) -> bool:
    return message.WhichOneof("type") == "script_finished"


def _message_of_map(message: ForwardMsg) -> str:
    """Where the browser fetches the message of the map that a page shows; empty for others."""
    component = message.delta.new_element.bidi_component
    if not component.component_name.endswith("lmp_map"):
        return ""
    return str(json.loads(component.json)["message"])


async def together(people: int, session: Session) -> list[float]:
    """What everybody waited, in seconds."""
    waited = await asyncio.gather(*(one_person(number, session) for number in range(people)))
    return sorted(second for times in waited for second in times)


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[10, 30])
    parser.add_argument("--every", type=float, default=2.0, help="seconds between two choices")
    parser.add_argument("--changes", type=int, default=4, help="of each person")
    parser.add_argument("--pages", type=int, default=0, help="of the people, in real browsers")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "lmp-bench")
    options = parser.parse_args()
    workspace = make_pack(options.folder, PLACES)
    print("| people | changes | median ms | 95th percentile ms |")
    print("|---|---|---|---|")
    with chromium() as browser, Bench(browser, partial(whole_app, workspace)) as bench:
        opening, choices = recorded(bench)
        for people in options.people:
            session = Session(
                url=bench.url,
                opening=opening,
                choices=choices,
                every_s=options.every,
                changes=options.changes,
            )
            with ThreadPoolExecutor(1) as pool:  # the browser's driver has a loop of its own here
                run = pool.submit(asyncio.run, together(people - options.pages, session))
                if options.pages:
                    waited, asked = recolour(bench, options.pages, options.changes)
                    print(_row(f"{options.pages} in browsers, which got {asked} answers", waited))
                print(_row(f"{people - options.pages}", run.result()), flush=True)


def _row(people: str, waited: list[float]) -> str:
    middle, high = statistics.median(waited), waited[int(0.95 * len(waited))]
    return f"| {people} | {len(waited)} | {1000 * middle:.0f} | {1000 * high:.0f} |"


if __name__ == "__main__":
    main()
