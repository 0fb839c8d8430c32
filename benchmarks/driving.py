"""The servers that are measured, and the browser that asks them."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
LEAFLET = ROOT / "mapping" / "assets" / "vendor" / "leaflet"


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine, without a screen."""
    import shutil

    path = os.environ.get("LMP_CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                *("--no-sandbox", "--disable-gpu", "--disable-sync"),
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
        )
        yield browser
        browser.close()


def map_app(folder: Path, port: int, *, policy: bool = True) -> list[str]:
    """The command for one map of a synthetic country on a page of its own."""
    script = ROOT / "benchmarks" / "map_app.py"
    command = [sys.executable, str(script), str(port), str(folder.resolve())]
    return command if policy else [*command, "--no-policy"]


def one_line_app(port: int) -> list[str]:
    """The command for a page of one line, served by stock Streamlit."""
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "benchmarks" / "one_line.py")]
    command += ["--server.port", str(port), "--server.headless", "true"]
    return [*command, "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]


def whole_app(workspace: Path, port: int) -> list[str]:
    """The command for `lmp app` itself."""
    command = [sys.executable, "-m", "profiles.cli", "app", "--port", str(port)]
    return [*command, "--workspace", str(workspace), "--no-browser"]


class Bench:
    """An app in a process of its own, and pages of it."""

    def __init__(self, browser: Browser, command: Callable[[int], list[str]]) -> None:
        self._browser = browser
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._process = subprocess.Popen(
            command(port), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> Self:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1),  # noqa: S310 - ours
            ):
                return self
            time.sleep(0.05)
        raise TimeoutError("the app did not start")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)

    @contextlib.contextmanager
    def page(self, *, asks_others: bool = False) -> Iterator[tuple[Page, list[int]]]:
        """A page in a browser that holds nothing yet, and the sizes of what it receives.

        Args:
            asks_others: Whether other hosts are answered for, which stops at each request and turns
                the browser's cache off.
        """
        context = self._browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(120_000)
        if asks_others:
            context.route("**/*", _from_here)
        page = context.new_page()
        traffic: list[int] = []
        page.on(
            "websocket",
            lambda socket: socket.on("framereceived", lambda frame: traffic.append(len(frame))),
        )
        page.on(
            "response",
            lambda answer: traffic.append(int(answer.headers.get("content-length", 0))),
        )
        yield page, traffic
        context.close()


def _from_here(route: Route) -> None:
    """Answer for other hosts: Leaflet from our copy, what GeoJson does not need with nothing."""
    address = urlsplit(route.request.url)
    if address.hostname in {"127.0.0.1", "localhost", None}:
        route.continue_()
        return
    name = address.path.rpartition("/")[2]
    file = LEAFLET / name
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    body = file.read_bytes() if name in {"leaflet.js", "leaflet.css"} else b""
    route.fulfill(status=200, content_type=kind, body=body)
