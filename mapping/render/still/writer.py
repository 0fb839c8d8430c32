"""Writes SVG: elements with escaped text, and text that is measured before it is set.

The text stays text, in Noto Sans, so that it can be searched, read aloud and shaped by the viewer.
Lines of text are kept apart from the shapes until the end: on paper Typst sets them over the
shapes, since the letters of Devanagari are not joined in its pictures.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONT_DIR: Final = Path(__file__).parents[2] / "assets" / "fonts" / "print"
FAMILY: Final = "Noto Sans, Noto Sans Devanagari, Noto Sans Arabic, sans-serif"
_MEASURED_AT: Final = 200  # size in pixels that widths are measured at
_NOT_IN_XML: Final = {"Cc", "Cs"}  # control characters and halves of pairs
_NEVER_CHARACTERS: Final = ("\ufffe", "\uffff")
_PLAIN: Final = "NotoSans"
_SCRIPTS: Final = (
    ("\u0900", "\u097f", "NotoSansDevanagari"),
    ("\u0600", "\u08ff", "NotoSansArabic"),
    ("\ufb50", "\ufeff", "NotoSansArabic"),
    ("\u0d80", "\u0dff", "NotoSansSinhala"),
    ("\u0b80", "\u0bff", "NotoSansTamil"),
)
HALO_PX: Final = 3.0


def printable(text: str) -> str:
    """A text as XML may hold it: line ends and tabs become spaces, other controls go."""
    flat = " ".join(text.split())
    kept = (c for c in flat if unicodedata.category(c) not in _NOT_IN_XML)
    return "".join(c for c in kept if c not in _NEVER_CHARACTERS)


@lru_cache(maxsize=8)
def _font(name: str) -> "FreeTypeFont":
    from PIL import ImageFont, features

    plain = name.startswith(f"{_PLAIN}-") or not features.check("raqm")
    layout = ImageFont.Layout.BASIC if plain else ImageFont.Layout.RAQM
    return ImageFont.truetype(FONT_DIR / name, _MEASURED_AT, layout_engine=layout)


def _font_name(character: str) -> str:
    """The family among the shipped ones that has a letter."""
    for first, last, name in _SCRIPTS:
        if first <= character <= last:
            return name
    return _PLAIN


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is, in pixels, its letters joined as its script asks."""
    weight = "Bold" if bold else "Regular"
    width = 0.0
    runs = [(_PLAIN, text)] if text.isascii() else groupby(text, _font_name)  # most is
    for name, run in runs:
        font = f"{name}-{weight}.ttf"
        if name == _PLAIN:  # its letters stand side by side
            width += sum(_letter_width(font, letter) for letter in run)
        else:
            width += _font(font).getlength("".join(run))
    return width * size / _MEASURED_AT


@lru_cache(maxsize=2048)
def _letter_width(font: str, letter: str) -> float:
    return float(_font(font).getlength(letter))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text on a picture, with its baseline at y."""

    x: float
    y: float
    text: str  # printable
    size: float
    colour: str
    bold: bool = False
    anchor: str = "start"  # which part of the text lies at x: start, middle, end
    halo: str | None = None  # colour of an outline that parts it from what lies below

    def markup(self) -> str:
        """The line as SVG."""
        given: dict[str, object] = {
            "x": _px(self.x),
            "y": _px(self.y),
            "font_size": _px(self.size),
            "fill": self.colour,
        }
        if self.bold:
            given["font_weight"] = "bold"
        if self.anchor != "start":
            given["text_anchor"] = self.anchor
        shown = escape(self.text, quote=False)
        below = ""
        if self.halo is not None:
            outline = {"stroke": self.halo, "stroke_width": HALO_PX, "stroke_linejoin": "round"}
            below = f"<text{_attributes(given | outline)}>{shown}</text>"
        return f"{below}<text{_attributes(given)}>{shown}</text>"


@dataclass(slots=True)
class Svg:
    """A drawing under way: shapes, and the lines of text that lie over them."""

    parts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    _origin: tuple[float, float] = (0.0, 0.0)

    def raw(self, markup: str) -> None:
        """Add markup that this package wrote itself."""
        self.parts.append(markup)

    @contextmanager
    def moved(self, x: float, y: float) -> Iterator[None]:
        """What is drawn meanwhile counts from a point."""
        before = self._origin
        self._origin = (before[0] + x, before[1] + y)
        self.raw(f'<g transform="translate({x:.1f} {y:.1f})">')
        yield
        self.raw("</g>")
        self._origin = before

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
        line = Line(
            x=self._origin[0] + x,
            y=self._origin[1] + y,
            text=printable(text),
            size=size,
            colour=colour,
            bold=bold,
            anchor=anchor,
            halo=halo,
        )
        self.lines.append(line)


def document(  # noqa: PLR0913 - what an SVG file says of itself
    markup: str,
    width: float,
    height: float,
    *,
    title: str,
    about: str,
    ground: str,
    size: tuple[str, str] | None = None,
) -> str:
    """A whole picture, with what it shows for people who do not see it.

    Args:
        markup: Written by this package.
        width: In user units, which are pixels unless a size is given.
        height: In user units.
        title: Its name.
        about: What it shows.
        ground: A colour, or "none".
        size: Width and height with their unit, as in "297mm".
    """
    across, down = size or (_px(width), _px(height))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{across}" height="{down}"'
        f' viewBox="0 0 {_px(width)} {_px(height)}" font-family="{FAMILY}">'
        f"<title>{_said(title)}</title><desc>{_said(about)}</desc>"
        f'<rect width="100%" height="100%" fill="{ground}"/>{markup}</svg>'
    )


def sheet(markup: str, width: float, height: float, *, ground: str) -> str:
    """Shapes as a picture that says nothing of itself, for a page that says it.

    Marks of attributes are such as need no escape in JSON, which readers then take as it stands.
    """
    filled = "" if ground == "none" else f'<rect width="100%" height="100%" fill="{ground}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_px(width)}" height="{_px(height)}"'
        f' viewBox="0 0 {_px(width)} {_px(height)}">{filled}{markup}</svg>'
    ).replace('"', "'")


def _said(text: str) -> str:
    return escape(printable(text), quote=False)


def _attributes(attributes: dict[str, object]) -> str:
    return "".join(
        f' {name.replace("_", "-")}="{escape(_px(value))}"' for name, value in attributes.items()
    )


def _px(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
