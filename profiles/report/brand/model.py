"""What an organisation makes a document its own with. Everything in it has passed the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from profiles.report.svg import COLOURS

OURS: Final = COLOURS["self"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # as a key: itself
class Brand:
    """The look of a document; what is empty stays as it is without one."""

    organisation: str = ""
    colour: str = OURS  # of headings and rules: "#0b5a8f"
    cover: Mapping[str, str] = field(default_factory=dict)  # by language: the words of a cover
    disclaimer: Mapping[str, str] = field(default_factory=dict)  # by language, after the usual one
    logo: bytes = b""  # PNG, written by ourselves
    cover_picture: bytes = b""  # PNG
    word_styles: Mapping[str, str] = field(default_factory=dict)  # XML of styles by their id
    slides: bytes = b""  # PPTX without macros, whose layouts are used

    def disclaimer_in(self, language: str) -> str:
        """The organisation's own disclaimer, in the language or as it was given first."""
        return _in(self.disclaimer, language)

    def cover_in(self, language: str) -> list[str]:
        """The lines of the cover, in the language or as they were given first."""
        return [line for line in _in(self.cover, language).splitlines() if line.strip()]

    @property
    def has_cover(self) -> bool:
        """Whether there is a page before the first."""
        return bool(self.cover or self.cover_picture)


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


PLAIN: Final = Brand()
