"""What a workspace remembers of the releases of one pack.

Two files: the register of everything that was published, and, because working out what to hide
takes longer than all else in opening a pack, the names of what is hidden in the present release.
The second is only a shortcut: missing, damaged or of other figures, it is not used. Shipped packs
come with one, which holds as long as nothing else was published of the pack.
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
from mapping.settings import Settings
from profiles.protection.lines import Key
from profiles.protection.policy import Policy
from profiles.protection.releases.register import Register, Release

log = logging.getLogger(__name__)

SHORTCUT: Final = "hidden.json"
CACHE: Final = "cache"
RELEASES: Final = "releases"
KEY_LENGTH: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PackMemory:
    """The files about one pack with some figures and rules.

    Attributes:
        release_id: Of these figures by these rules: either changed, it is another release.
        shortcut: The names of what is hidden in it.
        shipped: The same, of a pack that nothing was published of yet.
        register: All releases of the pack.
    """

    release_id: str
    shortcut: Path
    shipped: Path
    register: Register

    @classmethod
    def of(cls, settings: Settings, iso3: str, content_hash: str, policy: Policy) -> "PackMemory":
        """The memory of a workspace."""
        text = f"{content_hash} {policy!r} {_rules()}"
        release_id = hashlib.sha256(text.encode()).hexdigest()[:32]
        code = iso3.lower()
        return cls(
            release_id=release_id,
            shortcut=settings.workspace_dir / CACHE / code / SHORTCUT,
            shipped=settings.data_dir / "indicators" / code / SHORTCUT,
            register=Register(path=settings.workspace_dir / RELEASES / f"{code}.jsonl"),
        )

    def hidden(self) -> set[Key] | None:
        """The hidden figures of this release, None where they have to be worked out."""
        found = _read(self.shortcut if self.was_published else self.shipped)
        return found[1] if found is not None and found[0] == self.release_id else None

    def likely(self) -> frozenset[Key]:
        """What a shipped pack hides, be it of other tables or code: where a search may begin."""
        found = _read(self.shipped)
        return frozenset(found[1]) if found is not None else frozenset()

    @property
    def was_published(self) -> bool:
        """Whether anything was published of the pack from this workspace."""
        return self.register.path.exists()

    def earlier(self) -> tuple[Release, ...]:
        """What was published of the pack before; raises as `Register.read` does."""
        return self.register.read()

    def keep(self, hidden: Iterable[Key], release: Release, earlier: tuple[Release, ...]) -> None:
        """Remember a release; a workspace that cannot be written to is no fault here."""
        try:
            if all(one.id != release.id for one in earlier):
                self.register.append(release, after=len(earlier))
            write_atomically(self.shortcut, self.to_shortcut(hidden))
        except StorageError as error:
            log.warning("release not remembered: %s", error)

    def to_shortcut(self, hidden: Iterable[Key]) -> str:
        """The text of a shortcut to this release, a name a line."""
        names = ",\n".join(json.dumps(key, ensure_ascii=False) for key in sorted(hidden))
        return f'{{"release": "{self.release_id}", "hidden": [\n{names}\n]}}\n'


def _read(path: Path) -> tuple[str, set[Key]] | None:
    """The release and the names of a shortcut; None where there is none, or it is damaged."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        keys = {tuple(name) for name in document["hidden"]}
        release_id = str(document["release"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (release_id, keys) if all(len(key) == KEY_LENGTH for key in keys) else None


@lru_cache(maxsize=1)
def _rules() -> str:
    """Hash of the rules themselves: the modules of this package."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.parent.rglob("*.py")):
        digest.update(path.read_text(encoding="utf-8").encode())  # the same on every system
    return digest.hexdigest()
