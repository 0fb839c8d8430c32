"""The real app in a process of its own, as a person starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_LIMIT_S = 90
# A proxy that is not there: the app must ask no other host for anything.
NO_NETWORK = {
    name: "http://127.0.0.1:9"
    for base in ("http_proxy", "https_proxy", "all_proxy")
    for name in (base, base.upper())
} | {"no_proxy": "127.0.0.1,localhost", "NO_PROXY": "127.0.0.1,localhost"}


class AppServer:
    """One running app; it can be stopped, killed and started again on the same port."""

    def __init__(self, workspace: Path, *, settings: dict[str, str] | None = None) -> None:
        self.workspace = workspace
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log_path = workspace.parent / f"app-{self.port}.log"
        self._environment = {**os.environ, **NO_NETWORK, "LMP_DEBUG": "1", **(settings or {})}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "AppServer":
        """Start the app and wait until it answers."""
        self.workspace.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "profiles.cli", "app", "--no-browser"]
        command += ["--port", str(self.port), "--workspace", str(self.workspace)]
        with self.log_path.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=os.name != "nt",  # so that its children end with it
            )
        self._wait_until_healthy()
        return self

    def stop(self) -> None:
        """Ask the app to end, as Ctrl-C or a service manager does."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the app without warning, as a power cut does."""
        self._end(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)

    @property
    def pid(self) -> int:
        """The running app's process."""
        if self._process is None:
            raise ValueError("it does not run")
        return self._process.pid

    def log(self) -> str:
        """What the app has written so far."""
        return self.log_path.read_text("utf-8", "replace") if self.log_path.exists() else ""

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for each in (how, signal.SIGKILL if os.name != "nt" else how):
            if process.poll() is None:
                _send(process, each)
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                continue
            return

    def _wait_until_healthy(self) -> None:
        end = time.monotonic() + START_LIMIT_S
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise AssertionError(f"the app did not start; its log ends:\n{self.log()[-4000:]}")


def _send(process: "subprocess.Popen[bytes]", how: signal.Signals) -> None:
    if os.name == "nt":
        process.terminate()
    else:
        os.killpg(process.pid, how)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
