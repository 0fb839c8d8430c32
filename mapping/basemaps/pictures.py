"""Pictures of grids that people brought, kept in a workspace to lie under a map.

Each is `<workspace>/basemaps/<name>.png` with `<name>.png.json`, which says what it is called and
where it lies. Only the tool itself writes them, from grids that came through the door.
"""

import logging
import re
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mapping.atomic import write_atomically
from mapping.basemaps.library import FOLDER

_ENDING: Final = ".png"
_ABOUT: Final = ".json"

_log = logging.getLogger(__name__)


class Picture(BaseModel):
    """What is known of one picture; its name is text from outside."""

    model_config = ConfigDict(frozen=True)

    code: str = Field(pattern=r"^[a-z0-9-]{1,60}$")  # the file's name without its ending
    name: str = Field(max_length=200)
    bounds: tuple[float, float, float, float]  # west, south, east, north in degrees


def keep_picture(
    workspace_dir: Path, name: str, png: bytes, bounds: tuple[float, float, float, float]
) -> Picture:
    """Keep a picture; one of the same name is replaced.

    Raises:
        StorageError: the workspace cannot be written.
    """
    code = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "grid"
    picture = Picture(code=code, name=name[:200], bounds=bounds)
    path = workspace_dir / FOLDER / (code + _ENDING)
    write_atomically(path, png)
    write_atomically(path.with_name(path.name + _ABOUT), picture.model_dump_json() + "\n")
    return picture


def read_pictures(workspace_dir: Path) -> tuple[Picture, ...]:
    """The pictures of a workspace by name; a damaged one is left out."""
    found = []
    for path in sorted((workspace_dir / FOLDER).glob(f"*{_ENDING}{_ABOUT}")):
        try:
            found.append(Picture.model_validate_json(path.read_bytes()))
        except (OSError, ValidationError):
            _log.warning("%s is damaged: its picture is not offered", path)
    return tuple(sorted(found, key=lambda picture: picture.name.casefold()))


def picture_body(workspace_dir: Path, code: str) -> bytes | None:
    """The PNG of a picture; None where the workspace has none such."""
    known = any(picture.code == code for picture in read_pictures(workspace_dir))
    path = workspace_dir / FOLDER / (code + _ENDING)
    return path.read_bytes() if known and path.is_file() else None
