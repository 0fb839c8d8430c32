"""Settings of one installation, read once from the environment by the entry points and tests."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mapping.i18n import N_

CHECKOUT: Final = Path(__file__).resolve().parent.parent
# Of one https host: it goes into a content security policy.
_TILE_ADDRESS: Final = re.compile(
    r"https://[a-z0-9.-]+(:\d+)?/[\w./@-]*\{z\}/\{[xy]\}/\{[xy]\}[\w./@-]*",
    re.ASCII | re.IGNORECASE,
)
DEFAULT_PUBLISHER: Final = N_("the publisher")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where data is, where people's work is kept, and what is switched on.

    Environment: LMP_DATA_DIR, LMP_WORKSPACE_DIR, LMP_LANGUAGE, LMP_PUBLISHER, LMP_ONLINE_TILES,
    LMP_ONLINE_TILES_CREDIT, LMP_PASS_PHRASE, LMP_DATABASE_URL.
    """

    data_dir: Path  # the shipped packs: boundaries/ and indicators/
    workspace_dir: Path  # what people upload and draw, packs of their own, caches
    language: str = "en"
    publisher: str = DEFAULT_PUBLISHER  # named in the disclaimer under every map
    # Address of a tile, "https://host/{z}/{x}/{y}.png", and whom to name. Empty: no online base
    # map, and the tool asks no other host for anything.
    online_tiles: str = ""
    online_tiles_credit: str = ""
    online_tiles_refused: str = ""  # what was given as such an address and is none
    # Of those who run workshops; empty: whoever sits at this machine.
    pass_phrase: str = field(default="", repr=False)
    # Of the PostgreSQL database that holds the workshops; empty: a file in the workspace.
    database_url: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Settings from LMP_* variables; only the entry points and tests call this."""
        tiles = environment.get("LMP_ONLINE_TILES", "").strip()
        is_address = bool(_TILE_ADDRESS.fullmatch(tiles))
        return cls(
            data_dir=Path(environment.get("LMP_DATA_DIR") or CHECKOUT / "data").resolve(),
            workspace_dir=Path(
                environment.get("LMP_WORKSPACE_DIR") or Path.home() / "lmp-workspace"
            ).resolve(),
            language=environment.get("LMP_LANGUAGE") or "en",
            publisher=environment.get("LMP_PUBLISHER") or DEFAULT_PUBLISHER,
            online_tiles=tiles if is_address else "",
            online_tiles_refused="" if is_address else tiles,
            online_tiles_credit=environment.get("LMP_ONLINE_TILES_CREDIT", ""),
            pass_phrase=environment.get("LMP_PASS_PHRASE") or "",
            database_url=environment.get("LMP_DATABASE_URL") or "",
        )

    @property
    def named_publisher(self) -> str:
        """Who publishes, where a document is signed; empty where nobody has said so."""
        return "" if self.publisher == DEFAULT_PUBLISHER else self.publisher

    @property
    def online_tiles_host(self) -> str:
        """The only other host a map may ask, as "https://host"; empty for none."""
        return "/".join(self.online_tiles.split("/")[:3])


def secrets_path(workspace_dir: Path) -> Path:
    """The file in which Streamlit looks for the identity provider of the staff."""
    return workspace_dir / "secrets.toml"
