"""Guards against tests that reach further than they should, on Python's audit events.

Audit hooks see what libraries do too and cannot be removed, so there is one for the whole run,
which acts only while a test is watched. What is refused is remembered too: code that copes without
a network would otherwise hide that it asked for one.
"""

import ipaddress
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What tools keep for themselves in the checkout.
OWN_FOLDERS = (".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache")
TEMPORARY = tuple({tempfile.gettempdir(), os.path.realpath(tempfile.gettempdir())})
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_allowed: list[str] = []
_violations: list[str] | None = None


class ForbiddenError(AssertionError):
    """A test used the network or wrote outside temporary folders."""


def install() -> None:
    """Put the hook in place, once for the process."""
    if not _allowed:
        for name in OWN_FOLDERS:
            allow_writing_to(ROOT / name)
        sys.addaudithook(_hook)


def allow_writing_to(folder: Path) -> None:
    """Let tests write below a folder."""
    _allowed.extend({str(folder), str(folder.resolve())})


@contextmanager
def watching() -> Iterator[list[str]]:
    """Refuse and list what a test must not do, while the block runs."""
    global _violations  # noqa: PLW0603 - the hook is one for the process
    before, _violations = _violations, []
    try:
        yield _violations
    finally:
        _violations = before


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _violations is None or event not in _JUDGES:
        return
    violation = _JUDGES[event](*arguments)
    if violation:
        _violations.append(violation)
        raise ForbiddenError(violation)


def _connection(_socket: object, address: object) -> str | None:
    return _host(address[0]) if isinstance(address, tuple) else None  # else a socket file


def _host(host: object, *_: object) -> str | None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return None
    try:
        address = ipaddress.ip_address(str(name).split("%")[0])
    except ValueError:
        return f"asked for the host {name}"
    is_here = address.is_loopback or address.is_unspecified
    return None if is_here else f"connected to {name}"


def _opened(path: object, mode: object, flags: object, *_: object) -> str | None:
    writes = set(mode) & set("wax+") if isinstance(mode, str) else int(str(flags)) & WRITING
    return _written(path) if writes else None


def _renamed(source: object, target: object, *_: object) -> str | None:
    return _written(source) or _written(target)


def _made(path: object, _mode: object, folder: object) -> str | None:
    # Asking for a folder that is there already changes nothing.
    return None if os.path.isdir(os.fsdecode(str(path))) else _written(path, folder)  # noqa: PTH112


def _database(name: object, *_: object) -> str | None:
    text = os.fsdecode(name) if isinstance(name, str | bytes | os.PathLike) else ""
    if text in {"", ":memory:"} or "mode=ro" in text or "mode=memory" in text:
        return None
    return _written(text.removeprefix("file:").split("?")[0])


def _written(path: object, *rest: object) -> str | None:
    if not isinstance(path, str | bytes | os.PathLike):
        return None  # an open file
    if rest and isinstance(rest[-1], int) and rest[-1] >= 0:
        return None  # relative to an open folder, as deleting a tree does
    full = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - resolve() would open files itself
    parts = Path(full).parts
    if "__pycache__" in parts or parts[1:2] in [("dev",), ("proc",)]:
        return None
    # The checkout may itself lie in a temporary folder.
    is_temporary = _is_below(full, TEMPORARY) and not _is_below(full, (str(ROOT),))
    return None if is_temporary or _is_below(full, _allowed) else f"wrote {full}"


def _is_below(path: str, folders: Iterable[str]) -> bool:
    return any(path == folder or path.startswith(folder + os.sep) for folder in folders)


_JUDGES = {
    "open": _opened,
    "os.mkdir": _made,
    "os.remove": _written,
    "os.rename": _renamed,
    "os.rmdir": _written,
    "os.truncate": lambda path, _length: _written(path),
    "socket.connect": _connection,
    "socket.getaddrinfo": _host,
    "socket.sendto": _connection,
    "sqlite3.connect": _database,
}
