"""Settings of one installation, read once from the environment by the entry points and tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mapping.i18n import N_

CHECKOUT: Final = Path(__file__).resolve().parent.parent
DEFAULT_PUBLISHER: Final = N_("the publisher")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where data is, where people's work is kept, and what is switched on.

    Environment: LMP_DATA_DIR, LMP_WORKSPACE_DIR, LMP_LANGUAGE, LMP_PUBLISHER.
    """

    data_dir: Path  # the shipped packs: boundaries/ and indicators/
    workspace_dir: Path  # what people upload and draw, packs of their own, caches
    language: str = "en"
    publisher: str = DEFAULT_PUBLISHER  # named in the disclaimer under every map

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Settings from LMP_* variables; only the entry points and tests call this."""
        return cls(
            data_dir=Path(environment.get("LMP_DATA_DIR") or CHECKOUT / "data").resolve(),
            workspace_dir=Path(
                environment.get("LMP_WORKSPACE_DIR") or Path.home() / "lmp-workspace"
            ).resolve(),
            language=environment.get("LMP_LANGUAGE") or "en",
            publisher=environment.get("LMP_PUBLISHER") or DEFAULT_PUBLISHER,
        )
