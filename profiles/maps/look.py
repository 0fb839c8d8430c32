"""How a person wants a map to look: everything that is not what, where and when."""

from dataclasses import dataclass
from typing import Any, Final

from mapping.cartography.classify import DEFAULT_CLASSES

LONGEST_TITLE: Final = 120  # characters of a title of a person's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Kind, classes, colours and title; empty where the usual is wanted."""

    kind: str = ""
    second: str = ""  # code of a second rate, or measure of a table of streams
    scheme: str = ""
    classes: int = DEFAULT_CLASSES
    breaks: tuple[float, ...] = ()
    palette: str = ""
    title: str = ""

    def options(self) -> dict[str, Any]:
        """The same as arguments of `build_map`."""
        return {
            "kind": self.kind or None,
            "second": self.second or None,
            "scheme": self.scheme or None,
            "classes": self.classes,
            "breaks": self.breaks,
            "palette": self.palette,
            "title": self.title,
        }


def plain_title(title: str) -> str:
    """A title as it may stand on a map: one line of at most so many characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in title).split())[:LONGEST_TITLE]
