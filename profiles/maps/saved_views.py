"""Views of the map that people keep in their workspace, in the order in which they show them."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from mapping.atomic import write_atomically

FILE: Final = "views.json"
MOST: Final = 200

_log = logging.getLogger(__name__)


class SavedView(BaseModel):
    """One view: what it is called, and the address that reopens it."""

    model_config = ConfigDict(frozen=True)

    title: str = Field(max_length=300)
    query: dict[str, str] = Field(max_length=20)

    @property
    def link(self) -> str:
        """The view's address below the page."""
        return "?" + urlencode(self.query)


_VIEWS: Final = TypeAdapter(tuple[SavedView, ...])


def read_saved_views(workspace_dir: Path) -> tuple[SavedView, ...]:
    """The views of a workspace in their order; none where the file is missing or damaged."""
    path = workspace_dir / FILE
    if not path.is_file():
        return ()
    try:
        return _VIEWS.validate_json(path.read_bytes())[:MOST]
    except (OSError, ValidationError):
        _log.warning("%s is damaged: its views are not shown", path)
        return ()


def write_saved_views(workspace_dir: Path, views: Sequence[SavedView]) -> None:
    """Keep views in a workspace.

    Raises:
        StorageError: the workspace cannot be written.
    """
    write_atomically(workspace_dir / FILE, _VIEWS.dump_json(tuple(views[:MOST]), indent=1) + b"\n")


def with_view(views: Sequence[SavedView], added: SavedView) -> tuple[SavedView, ...]:
    """The views with one more at the end; one of the same address is replaced where it stands."""
    if position_of(views, added.query) is None:
        return (*views, added)
    return tuple(added if view.query == added.query else view for view in views)


def moved_up(views: Sequence[SavedView], index: int) -> tuple[SavedView, ...]:
    """The views with one moved before the one above it."""
    order = list(views)
    if 0 < index < len(order):
        order[index - 1], order[index] = order[index], order[index - 1]
    return tuple(order)


def without(views: Sequence[SavedView], index: int) -> tuple[SavedView, ...]:
    """The views without one of them."""
    return tuple(view for at, view in enumerate(views) if at != index)


def fingerprint_of(views: Sequence[SavedView]) -> str:
    """A short text that differs from that of another list, or another order."""
    return hashlib.sha256(_VIEWS.dump_json(tuple(views))).hexdigest()[:8] if views else ""


def position_of(views: Sequence[SavedView], query: Mapping[str, str]) -> int | None:
    """Where the view of an address stands, or None."""
    return next((at for at, view in enumerate(views) if view.query == dict(query)), None)
