"""`lmp app`: the browser app on this machine."""

import logging
import os
import socket
import sys
import threading
import time
import webbrowser
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from mapping.errors import BusyPortError, StorageError, UnreadableFileError
from mapping.i18n import N_
from mapping.settings import CHECKOUT, secrets_path
from profiles.cli import asked

DEFAULT_HOST: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8501
PORTS_TRIED: Final = 20
START_SECONDS: Final = 60.0
FIRST_PAGE: Final = "?country=NPL&level=ADM2"


def app(
    *,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = DEFAULT_HOST,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="8501, or the next one free.")
    ] = None,
    workspace: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where people's work is kept.")
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the browser.")
    ] = True,
) -> None:
    """Start the app, and the browser on the map of Nepal."""
    if workspace is not None:
        os.environ["LMP_WORKSPACE_DIR"] = str(workspace.resolve())
    _make_workspace()
    found = _free_port(host, port)
    address = f"http://{_reachable(host)}:{found}/"
    if refused := asked.settings().online_tiles_refused:
        asked.print_line(f"No online base map: {refused} is no address of tiles; see lmp doctor.")
    asked.print_line(f"The app is at {address} and stops with Ctrl+C.")
    sys.stdout.flush()
    if browser:
        threading.Thread(target=_open_when_ready, args=(host, found, address), daemon=True).start()
    _run(host, found)


def _make_workspace() -> None:
    folder = asked.settings().workspace_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(path=folder, reason=error.strerror) from error


def _free_port(host: str, wanted: int | None) -> int:
    """The port asked for; else the first free one from the default on.

    Raises:
        BusyPortError: it is taken, or the machine has no such address.
    """
    tried = (wanted,) if wanted else range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED)
    reason = ""
    for port in tried:
        reason = obstacle(host, port)
        if not reason:
            return port
    raise BusyPortError(host=host, port=wanted or DEFAULT_PORT, reason=reason)


def obstacle(host: str, port: int) -> str:
    """Why nothing can listen there; an empty text if something can."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[
            0
        ]
        with socket.socket(family, kind, protocol) as probe:
            if sys.platform != "win32":  # there it would let two programs share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _reachable(host: str) -> str:
    """An address a browser on this machine can open."""
    shown = DEFAULT_HOST if host in {"0.0.0.0", "::", ""} else host  # noqa: S104 - compared only
    return f"[{shown}]" if ":" in shown else shown


def _open_when_ready(host: str, port: int, address: str) -> None:
    target = (_reachable(host).strip("[]"), port)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(target, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            webbrowser.open(address + FIRST_PAGE)
            return


def _run(host: str, port: int) -> None:
    script = CHECKOUT / "app.py"
    # Streamlit reads .streamlit/config.toml beside the script that was started.
    sys.argv = [str(script)]
    logging.getLogger().setLevel(logging.WARNING)
    _load(script).app.run(
        config={
            "server.address": host,
            "server.port": port,
            "server.headless": True,  # we open the browser ourselves, at the map
            "server.fileWatcherType": "none",
            "server.enableXsrfProtection": True,
            "server.maxUploadSize": 50,
            "browser.gatherUsageStats": False,
            "client.showErrorDetails": "none",
            "client.toolbarMode": "minimal",
            "logger.level": "warning",
            # What it says of itself helps where others on the network need an address.
            "logger.hideWelcomeMessage": _reachable(host) == host,
            "secrets.files": [str(secrets_path(asked.settings().workspace_dir))],
            "server.trustedUserHeaders": "{}",  # nobody is who a header says they are
        }
    )


def _load(script: Path) -> Any:  # noqa: ANN401 - a module
    specification = spec_from_file_location("app", script)
    if specification is None or specification.loader is None or not script.exists():
        raise UnreadableFileError(path=script, reason=N_("it is missing"))
    module = module_from_spec(specification)
    sys.modules["app"] = module
    specification.loader.exec_module(module)
    return module
