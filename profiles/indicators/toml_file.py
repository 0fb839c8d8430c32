"""The content of a catalogue file, kept as JSON once it was read.

Python reads TOML slowly: the shipped catalogue takes a tenth of a second at each start, as JSON a
fiftieth of that. What is kept is used for the text that it was read from, and while it is whole.
"""

import hashlib
import json
import logging
import tomllib
from pathlib import Path
from typing import Any

from mapping.atomic import write_atomically
from mapping.errors import StorageError, UnreadableFileError
from mapping.i18n import N_

log = logging.getLogger(__name__)


def read_toml(path: Path, *, cache_dir: Path | None = None) -> dict[str, Any]:
    """The content of a TOML file, whatever it says.

    Args:
        path: Of the file.
        cache_dir: Keeps the content between starts; it may be deleted at any time.

    Raises:
        UnreadableFileError: the file is missing or no TOML.
    """
    try:
        text = path.read_text(encoding="utf-8")
        kept = _kept_at(path, cache_dir) if cache_dir else None
        content = _kept(kept, text) if kept else None
        if content is None:
            content = tomllib.loads(text)
            if kept:
                _keep(kept, text, content)
    except FileNotFoundError as error:
        raise UnreadableFileError(path=path, reason=N_("it is missing")) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFileError(path=path, reason=str(error)) from error
    return content


def _kept_at(path: Path, cache_dir: Path) -> Path:
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:32]
    return cache_dir / f"{name}.json"


def _kept(kept: Path, text: str) -> dict[str, Any] | None:
    """The content of a text as it was kept; None where it was not, or is damaged."""
    try:
        head, _, body = kept.read_text(encoding="utf-8").partition("\n")
        return dict(json.loads(body)) if head == _head(text, body) else None
    except (OSError, ValueError, TypeError) as error:
        log.debug("nothing kept of a catalogue: %s", error)
        return None


def _keep(kept: Path, text: str, content: dict[str, Any]) -> None:
    """Keep what JSON can hold; a workspace that cannot be written to is no fault here."""
    try:
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(kept, f"{_head(text, body)}\n{body}")
    except (OSError, StorageError, TypeError) as error:  # TypeError: it has dates, or is not text
        log.debug("a catalogue was not kept: %s", error)


def _head(text: str, body: str) -> str:
    """Hash of a text and of what it was read as."""
    return hashlib.sha256(f"{len(text)} {text}\n{body}".encode()).hexdigest()
