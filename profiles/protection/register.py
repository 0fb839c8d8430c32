"""Which figures were hidden the last time the same figures were published by the same rules.

Working that out takes longer than all else in opening a pack, and gives the same answer for the
same figures and rules. What is kept is the names of the figures, never a number. A register that is
missing, damaged or of other figures is not used.
"""

import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from mapping.atomic import write_atomically
from mapping.errors import StorageError
from profiles.protection.lines import Key
from profiles.protection.policy import Policy

log = logging.getLogger(__name__)

FOLDER: Final = "cache"
KEY_LENGTH: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The file that the names of hidden figures are kept in."""

    path: Path

    @classmethod
    def of(cls, workspace_dir: Path, iso3: str, content_hash: str, policy: Policy) -> "Register":
        """The register of some figures and rules: either changed, it is another file."""
        text = f"{content_hash} {policy!r} {_rules()}"
        name = hashlib.sha256(text.encode()).hexdigest()[:32]
        return cls(path=workspace_dir / FOLDER / f"hidden-{iso3.lower()}-{name}.json")

    def read(self) -> set[Key] | None:
        """The hidden figures, None where they have to be worked out."""
        try:
            names = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(names, list):
            return None
        keys = {tuple(name) for name in names if isinstance(name, list)}
        is_whole = len(keys) == len(names) and all(len(key) == KEY_LENGTH for key in keys)
        return keys if is_whole else None

    def write(self, hidden: Iterable[Key]) -> None:
        """Keep the hidden figures; a workspace that cannot be written to is no fault here."""
        try:
            write_atomically(self.path, json.dumps(sorted(hidden), ensure_ascii=False))
        except StorageError as error:
            log.info("hidden figures not kept: %s", error)


@lru_cache(maxsize=1)
def _rules() -> str:
    """Hash of the rules themselves: the modules of this package."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
