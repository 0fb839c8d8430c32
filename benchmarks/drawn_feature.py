"""From a finished shape to its acknowledgement from disk, with twenty people drawing at once.

    python benchmarks/drawn_feature.py

Twenty writers send one shape after the other to the real app over HTTP, once without a pause and
once as people do, a shape every second. Beside it the plain way: the same shape appended to a
GeoPackage with geopandas, which only one may do at a time, so that the last of twenty waits twenty
times as long. Prints Markdown.
"""

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from mapping.community.database import make_store
from mapping.community.legends import STARTER_LEGENDS
from mapping.community.workshop import Plan
from mapping.i18n import Translator
from mapping.settings import Settings

CHECKOUT: Final = Path(__file__).resolve().parents[1]
WRITERS: Final = 20
EACH: Final = 25
PAUSE_S: Final = 1.0
PLAIN_SHAPES: Final = 40
START_LIMIT_S: Final = 60
SETTLE_S: Final = 20.0  # a hall opens long after the app, which opens its pack as it starts
AREA: Final = {
    "type": "Polygon",
    "coordinates": [[[85 + i / 40, 27 + (i % 7) / 50] for i in range(24)] + [[85, 27]]],
}

Seconds = list[float]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="lmp-benchmark-") as folder:
        workspace = Path(folder)
        settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=workspace)
        store = make_store(settings)
        workshop = store.create_workshop(
            Plan(
                title="Benchmark",
                iso3="NPL",
                place_code=None,
                bounds=(80.0, 26.0, 88.0, 30.0),
                legend=STARTER_LEGENDS[0].categories(Translator()),
            )
        ).workshop_id
        port = free_port()
        server = start_app(workspace, port)
        try:
            wait_for(port)
            time.sleep(SETTLE_S)
            drawn(port, workshop, pause_s=PAUSE_S / 10)  # what comes first has code to load
            rows = [
                ("the app, without a pause", drawn(port, workshop, pause_s=0)),
                ("the app, a shape a second each", drawn(port, workshop, pause_s=PAUSE_S)),
                ("GeoPackage through geopandas, one at a time", appended(workspace)),
            ]
        finally:
            server.terminate()
            server.wait()
        stored = len(store.log(workshop))
        store.close()
    print("| a drawn area of 24 corners, 20 writers | shapes | median ms | 95th percentile ms |")
    print("|---|---|---|---|")
    for name, seconds in rows:
        print(f"| {name} | {len(seconds)} | {middle_ms(seconds):.0f} | {high_ms(seconds):.0f} |")
    print(f"\nAcknowledged {3 * WRITERS * EACH}, in the log {stored}.")


def drawn(port: int, workshop: str, *, pause_s: float) -> Seconds:
    """Time from sending a shape to its acknowledgement, for every shape of every writer."""
    begin = threading.Barrier(WRITERS)

    def write(writer: int) -> Seconds:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.connect()
        begin.wait()
        time.sleep(pause_s * writer / WRITERS)  # people do not draw in step
        try:
            return [timed(lambda: send(connection, workshop), pause_s) for _ in range(EACH)]
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return [one for mine in pool.map(write, range(WRITERS)) for one in mine]


def send(connection: http.client.HTTPConnection, workshop: str) -> None:
    """One shape; an answer that is no acknowledgement ends the benchmark."""
    operation = {
        "op_id": uuid.uuid4().hex,
        "feature_id": uuid.uuid4().hex,
        "kind": "put",
        "base_version": 0,
        "geometry": AREA,
        "category_id": "leave",
        "note": "two lines of what somebody said about it",
    }
    headers = {"content-type": "application/json"}
    path = f"/workshops/{workshop}/operations"
    connection.request("POST", path, json.dumps(operation), headers)
    answer = json.loads(connection.getresponse().read())
    if "version" not in answer["acks"][0]:
        raise SystemExit(f"not acknowledged: {answer}")


def appended(workspace: Path) -> Seconds:
    """Time to append one shape to a GeoPackage, each writer waiting for the one before."""
    import geopandas as gpd
    from shapely.geometry import shape

    path = workspace / "plain.gpkg"
    frame = gpd.GeoDataFrame(
        {"category": ["leave"], "note": ["two lines"]}, geometry=[shape(AREA)], crs="EPSG:4326"
    )
    frame.to_file(path, driver="GPKG")
    return [timed(lambda: frame.to_file(path, mode="a"), 0) for _ in range(PLAIN_SHAPES)]


def timed(action: Callable[[], None], pause_s: float) -> float:
    """Seconds an action takes; the rest of the pause is slept."""
    began = time.perf_counter()
    action()
    took = time.perf_counter() - began
    time.sleep(max(pause_s - took, 0))
    return took


def middle_ms(seconds: Seconds) -> float:
    """Median, in milliseconds."""
    return 1000 * statistics.median(seconds)


def high_ms(seconds: Seconds) -> float:
    """95th percentile, in milliseconds."""
    return 1000 * statistics.quantiles(seconds, n=20)[-1]


def start_app(workspace: Path, port: int) -> "subprocess.Popen[bytes]":
    """The app as a person starts it."""
    command = [sys.executable, "-m", "profiles.cli", "app", "--no-browser", "--port", str(port)]
    command += ["--workspace", str(workspace)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=CHECKOUT, env=dict(os.environ), stdout=quiet, stderr=quiet)


def wait_for(port: int) -> None:
    """Wait until the app answers."""
    end = time.monotonic() + START_LIMIT_S
    while time.monotonic() < end:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise SystemExit("the app did not start")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


if __name__ == "__main__":
    main()
