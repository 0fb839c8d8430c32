"""Points that people brought for their maps, kept in a workspace: `layers/<code>.json`."""

import hashlib
import logging
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from mapping.atomic import write_atomically
from mapping.cartography.layers import PointOverlay

FOLDER: Final = "layers"
_CODE_LETTERS: Final = 12

_OVERLAY: Final = TypeAdapter(PointOverlay)
_log = logging.getLogger(__name__)


def keep_points(workspace_dir: Path, overlay: PointOverlay) -> str:
    """Keep points under their title, and return the code by which they are found.

    Points of the same title are replaced.

    Raises:
        StorageError: the workspace cannot be written.
    """
    code = hashlib.sha256(overlay.title.encode()).hexdigest()[:_CODE_LETTERS]
    path = workspace_dir / FOLDER / f"{code}.json"
    write_atomically(path, _OVERLAY.dump_json(overlay) + b"\n")
    return code


def read_kept_points(workspace_dir: Path) -> dict[str, PointOverlay]:
    """The points of a workspace by code, sorted by title; a damaged file is left out."""
    found = {}
    for path in sorted((workspace_dir / FOLDER).glob("*.json")):
        try:
            found[path.stem] = _OVERLAY.validate_json(path.read_bytes())
        except (OSError, ValidationError):
            _log.warning("%s is damaged: its points are not offered", path)
    return dict(sorted(found.items(), key=lambda item: item[1].title.casefold()))
