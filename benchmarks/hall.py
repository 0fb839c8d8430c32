"""A hall of people drawing at once: real browsers and protocol clients, and the board on the wall.

    python benchmarks/hall.py                              40 phones, 4,000 marks, 10 minutes
    python benchmarks/hall.py --marks 600 --seconds 90     shorter

Every phone sends a mark at its own pace, and asks every two seconds what is new. The board is a
real browser. Prints Markdown: what was lost or came twice, how long a mark waits for its
acknowledgement, and how long the board is behind.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import threading
import time
import uuid
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Final

from drawn_feature import SETTLE_S, free_port, start_app, wait_for
from driving import chromium as started_chromium
from playwright.sync_api import Browser, Page

from mapping.community.database import make_store
from mapping.community.gate import open_gate
from mapping.community.legends import STARTER_LEGENDS
from mapping.community.workshop import Plan, Workshop
from mapping.i18n import Translator
from mapping.settings import Settings
from mapping.ui.people import COOKIE

CHECKOUT: Final = Path(__file__).resolve().parents[1]
POLL_S: Final = 2.0
MOST_TRIES: Final = 5
BOUNDS: Final = (84.9, 27.4, 86.3, 28.3)
_ANY: Final = random.Random(7)  # noqa: S311 - where people draw
GROUPS: Final = ("Women", "Youth", "Elders", "Ward")
# Draws by the page's own code, so that the outbox, storage and board of a phone all take part.
DRAW: Final = """([count, everyMs, category]) => {
    const { changes, outbox } = lmpPage;
    const started = new Map();
    window.waits = [];
    outbox.addEventListener("acked", ({ detail }) => {
        const { operation } = detail;
        const at = started.get(operation.feature_id);
        if (operation.kind === "put") waits.push(performance.now() - at);
    });
    let left = count;
    const draw = () => {
        if (left-- <= 0) return;
        const at = performance.now();
        const coordinates = [85 + Math.random(), 27.5 + Math.random() / 2];
        const geometry = { type: "Point", coordinates };
        started.set(changes.put({ geometry, category_id: category, note: "" }), at);
        setTimeout(draw, everyMs * (0.5 + Math.random()));
    };
    draw();
}"""

WATCH: Final = """() => {
    window.firstSeen = {};
    const { board } = lmpWall;
    board.addEventListener("change", () => {
        for (const id of board.features.keys()) firstSeen[id] ??= Date.now();
    });
}"""


class Phone(threading.Thread):
    """A protocol client: one connection, its own pace, marks and polls."""

    def __init__(
        self, port: int, workshop: Workshop, ticket: str, *, count: int, pace_s: float
    ) -> None:
        super().__init__(daemon=True)
        self.waits: list[float] = []
        self.again = 0  # requests that were sent again
        self.acked: dict[str, float] = {}  # marks, and when they were known to be kept
        self._path = f"/workshops/{workshop.workshop_id}"
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"cookie": f"{COOKIE}={ticket}", "content-type": "application/json"}
        self._count, self._pace_s = count, pace_s
        self._category = workshop.legend[0]
        self._seq = 0

    def run(self) -> None:
        """Draw until all is drawn."""
        next_poll = time.monotonic() + _ANY.random() * POLL_S
        time.sleep(_ANY.random() * self._pace_s)  # people do not begin in step
        for _ in range(self._count):
            pause_until = time.monotonic() + self._pace_s * (0.5 + _ANY.random())
            self._draw()
            while (now := time.monotonic()) < pause_until:
                if now >= next_poll:
                    self._seq = self._ask("GET", f"/features?since={self._seq}")["seq"]
                    next_poll = now + POLL_S
                time.sleep(min(0.05, max(0.0, pause_until - now)))

    def _draw(self) -> None:
        feature = uuid.uuid4().hex
        where = [85 + _ANY.random(), 27.5 + _ANY.random() / 2]
        operation = {
            "op_id": uuid.uuid4().hex,
            "feature_id": feature,
            "kind": "put",
            "base_version": 0,
            "geometry": {"type": "Point", "coordinates": where},
            "category_id": self._category.id,
            "group": _ANY.choice(GROUPS),
        }
        started = time.perf_counter()
        (ack,) = self._ask("POST", "/operations", [operation])["acks"]
        self.waits.append(time.perf_counter() - started)
        if "seq" not in ack:
            raise ValueError(ack)
        self.acked[feature] = time.time()

    def _ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """An answer; as a phone does, asked for again where a connection was closed meanwhile."""
        text = None if body is None else json.dumps(body)
        for _ in range(MOST_TRIES):
            try:
                self._connection.request(method, self._path + path, text, self._headers)
                answer: dict[str, Any] = json.loads(self._connection.getresponse().read())
            except (OSError, HTTPException):
                self._connection.close()
                self.again += 1
            else:
                return answer
        raise ConnectionError(path)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=40)
    parser.add_argument("--browsers", type=int, default=4)
    parser.add_argument("--marks", type=int, default=4000)
    parser.add_argument("--seconds", type=float, default=600)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lmp-benchmark-") as folder:
        settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=Path(folder))
        store = make_store(settings)
        workshop = store.create_workshop(
            Plan(
                title="Benchmark",
                iso3="NPL",
                place_code=None,
                bounds=BOUNDS,
                legend=STARTER_LEGENDS[1].categories(Translator()),
                groups=GROUPS,
            )
        )
        code = open_gate(settings).open(workshop.workshop_id).code
        port = free_port()
        server = start_app(Path(folder), port)
        try:
            wait_for(port)
            _hall(settings, workshop, code, port, asked)
        finally:
            server.terminate()
            server.wait()
        log = store.log(workshop.workshop_id)
        features = {entry.operation.feature_id for entry in log}
        twice = len(log) - len(features)
        print(f"| in the log: marks, operations more than those | {len(features)}, {twice} |")
        store.close()


def _hall(
    settings: Settings, workshop: Workshop, code: str, port: int, asked: argparse.Namespace
) -> None:
    """Let everybody draw; print how long they waited."""
    each = asked.marks // asked.phones
    pace = asked.seconds / each
    gate = open_gate(settings)
    tickets = [gate.join(code, f"10.0.0.{number}")[1] for number in range(asked.phones)]
    base = f"http://127.0.0.1:{port}"
    with started_chromium() as chromium:
        board = _board(chromium, f"{base}/board/{workshop.workshop_id}")
        where = f"{base}/workshop/{workshop.workshop_id}"
        pages = [_phone(chromium, where, ticket, base) for ticket in tickets[: asked.browsers]]
        clients = [
            Phone(port, workshop, ticket, count=each, pace_s=pace)
            for ticket in tickets[asked.browsers :]
        ]
        time.sleep(SETTLE_S)
        print("drawing begins", file=sys.stderr, flush=True)
        for client in clients:
            client.start()
        for page in pages:
            page.evaluate(DRAW, [each, pace * 1000, workshop.legend[0].id])
        _wait_for_all(board, each * asked.phones, asked.seconds + 60)
        for client in clients:
            client.join(timeout=60)
        in_browsers = [wait / 1000 for page in pages for wait in page.evaluate("waits")]
        seen = board.evaluate("firstSeen")
    sent = sum(len(client.acked) for client in clients) + len(in_browsers)
    waits = [wait for client in clients for wait in client.waits]
    print(f"| {asked.phones} phones ({asked.browsers} browsers), {each * asked.phones} marks | |")
    print("|---|---|")
    print(f"| acknowledged | {sent} |")
    again = sum(client.again for client in clients)
    print(f"| requests sent again, for a connection was closed | {again} |")
    print(f"| protocol clients, median and 95th percentile ms | {_quantiles(waits)} |")
    print(f"| browsers, drawn to acknowledged, likewise | {_quantiles(in_browsers)} |")
    acked = {mark: moment for client in clients for mark, moment in client.acked.items()}
    print(f"| board behind, s: median, 95th percentile, most | {_behind(acked, seen)} |")


def _phone(chromium: Browser, address: str, ticket: str, base: str) -> Page:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.add_cookies([{"name": COOKIE, "value": ticket, "url": base}])
    where = address.rsplit("/", 1)[1]
    context.add_init_script(f"localStorage.setItem('lmp-group:{where}', 'Women')")
    page = context.new_page()
    page.goto(address)
    page.locator(".lmp-category").first.wait_for()
    return page


def _board(chromium: Browser, address: str) -> Page:
    page = chromium.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(address)
    page.locator(".lmp-board-legend li").first.wait_for()
    page.evaluate(WATCH)
    return page


def _wait_for_all(board: Page, wanted: int, longest_s: float) -> None:
    """Until the board shows every mark."""
    end = time.monotonic() + longest_s
    while board.evaluate("lmpWall.board.drawn.length") < wanted and time.monotonic() < end:
        board.wait_for_timeout(500)


def _behind(acked: dict[str, float], seen: dict[str, float]) -> str:
    """Seconds from an acknowledgement to the board; both by the clock of this machine."""
    lags = sorted(max(0.0, seen[mark] / 1000 - moment) for mark, moment in acked.items())
    return f"{statistics.median(lags):.2f}, {_at_95(lags):.2f}, {lags[-1]:.2f}"


def _quantiles(seconds: list[float]) -> str:
    ordered = sorted(1000 * one for one in seconds)
    return f"{statistics.median(ordered):.0f}, {_at_95(ordered):.0f}" if ordered else "–"


def _at_95(ordered: list[float]) -> float:
    return ordered[int(0.95 * (len(ordered) - 1))]


if __name__ == "__main__":
    main()
