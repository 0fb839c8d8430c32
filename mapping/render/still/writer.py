"""Writes SVG: elements with escaped text, and text that is measured before it is set.

The text stays text, in Noto Sans, so that it can be searched, read aloud and shaped by the viewer.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONT_DIR: Final = Path(__file__).parents[2] / "assets" / "fonts" / "print"
FAMILY: Final = "Noto Sans, Noto Sans Devanagari, Noto Sans Arabic, sans-serif"
_MEASURED_AT: Final = 200  # size in pixels that widths are measured at
_NOT_IN_XML: Final = {"Cc", "Cs"}  # control characters and halves of pairs
_NEVER_CHARACTERS: Final = ("\ufffe", "\uffff")


def printable(text: str) -> str:
    """A text as XML may hold it: line ends and tabs become spaces, other controls go."""
    flat = " ".join(text.split())
    kept = (c for c in flat if unicodedata.category(c) not in _NOT_IN_XML)
    return "".join(c for c in kept if c not in _NEVER_CHARACTERS)


@lru_cache(maxsize=4)
def _font(name: str) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(FONT_DIR / name, _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is, in pixels."""
    font = _font("NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf")
    return float(font.getlength(text)) * size / _MEASURED_AT


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """A text in lines no wider than a width; a word that is wider is cut."""
    lines: list[str] = []
    line = ""
    for word in _fitting_words(printable(text).split(), width, size, bold=bold):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _fitting_words(words: Iterable[str], width: float, size: float, *, bold: bool) -> Iterable[str]:
    for word in words:
        rest = word
        while len(rest) > 1 and text_width(rest, size, bold=bold) > width:
            keep = len(rest) - 1
            while keep > 1 and text_width(rest[:keep], size, bold=bold) > width:
                keep -= max(1, keep // 8)
            yield rest[:keep]
            rest = rest[keep:]
        yield rest


@dataclass(slots=True)
class Svg:
    """A drawing under way."""

    parts: list[str] = field(default_factory=list)

    def raw(self, markup: str) -> None:
        """Add markup that this package wrote itself."""
        self.parts.append(markup)

    def shape(self, tag: str, **attributes: object) -> None:
        """Add an element without content; underscores in names stand for hyphens."""
        self.parts.append(f"<{tag}{_attributes(attributes)}/>")

    def text(  # noqa: PLR0913 - where, how large, how strong, how aligned
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        colour: str,
        bold: bool = False,
        anchor: str = "start",
        halo: str | None = None,
    ) -> None:
        """Add one line of text, with its baseline at y."""
        given: dict[str, object] = {
            "x": _px(x),
            "y": _px(y),
            "font_size": _px(size),
            "fill": colour,
        }
        if bold:
            given["font_weight"] = "bold"
        if anchor != "start":
            given["text_anchor"] = anchor
        shown = escape(printable(text))
        if halo is not None:
            outline = {"stroke": halo, "stroke_width": 3, "stroke_linejoin": "round"}
            self.parts.append(f"<text{_attributes(given | outline)}>{shown}</text>")
        self.parts.append(f"<text{_attributes(given)}>{shown}</text>")

    def document(self, width: float, height: float, *, title: str, about: str, ground: str) -> str:
        """The whole picture, with what it shows for people who do not see it."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{_px(width)}"'
            f' height="{_px(height)}" viewBox="0 0 {_px(width)} {_px(height)}"'
            f" font-family={quoteattr(FAMILY)}>"
            f"<title>{escape(printable(title))}</title><desc>{escape(printable(about))}</desc>"
            f'<rect width="100%" height="100%" fill="{ground}"/>' + "".join(self.parts) + "</svg>"
        )


def _attributes(attributes: dict[str, object]) -> str:
    return "".join(
        f" {name.replace('_', '-')}={quoteattr(_px(value))}" for name, value in attributes.items()
    )


def _px(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
