"""A small writer of SVG: shapes and text of charts, escaped, the same bytes for the same data."""

import html
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from mapping.render.still.writer import text_width
from profiles.report.text import visible
from profiles.sections.chart_model import Emphasis

WIDTH: Final = 560
FONT_SIZE: Final = 11.0
FONT: Final = "'Noto Sans', 'Noto Sans Devanagari', 'Noto Sans Arabic', system-ui, sans-serif"
LINE_HEIGHT: Final = 13.0
DOT_EDGE: Final = 0.8  # around a dot, so that it is seen on another
MOST_LINES: Final = 8  # of a label: some 250 letters
ELLIPSIS: Final = "\u2026"
JOINER: Final = "\u200d"
VIRAMA: Final = 9  # combining class of the marks that join two letters
WIDE_CHARACTER: Final = 0x2E80  # from here on scripts fill the square

# Colours told apart with any colour vision and in grey print; a page may set others by class.
INK: Final = "#1f2933"
QUIET: Final = "#5b6770"
RULE: Final = "#d5dae0"
BOX: Final = "#e6eaee"
COLOURS: Final = {
    "self": "#0b5a8f",
    "peer": "#b8c2cc",
    "parent": "#6f7f8f",
    "country": "#3d4752",
    "other": "#b8860b",
    "gain": "#0b5a8f",
    "loss": "#b35806",
    "gain-peer": "#a9c8de",
    "loss-peer": "#ecc79e",
    "left": "#8a4f9e",
    "right": "#2a7f79",
}
NAMED: Final = frozenset({Emphasis.SELF, Emphasis.OTHER})  # whose names are in bold
TEXT_COLOURS: Final = {"ink": INK, "quiet": QUIET, "dark": INK, "light": "#ffffff"}
STACK_COLOURS: Final = (
    "#0b5a8f",
    "#6fb1d8",
    "#e0a030",
    "#8a4f9e",
    "#2a7f79",
    "#c9826b",
    "#9aa5b1",
)


def width_of(text: str, size: float = FONT_SIZE, *, bold: bool = False) -> float:
    """How wide a text is drawn in Noto Sans; what it has no letters for fills the square."""
    if text.isascii():  # most is
        return text_width(text, size, bold=bold)
    known = "".join(letter for letter in text if ord(letter) < WIDE_CHARACTER)
    return text_width(known, size, bold=bold) + size * (len(text) - len(known))


def wrapped(text: str, width: float, *, size: float = FONT_SIZE, bold: bool = False) -> list[str]:
    """The text in lines of a width; what no name needs so many lines for ends in an ellipsis."""
    lines: list[str] = []
    current = ""
    for word in visible(text).split():
        candidate = f"{current} {word}" if current else word
        if width_of(candidate, size, bold=bold) <= width:
            current = candidate
            continue
        *whole, last = _broken(word, width, size, bold=bold)
        lines += [*([current] if current else []), *whole]
        current = last
    lines.append(current)
    if len(lines) > MOST_LINES:
        lines[MOST_LINES - 1 :] = [_cut(lines[MOST_LINES - 1], width, size, bold=bold)]
    return lines


def _broken(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    """A word in as many pieces as a line needs of it: nearly all words are one."""
    pieces, start, last = [], 0, 0
    if width_of(word, size, bold=bold) > width:
        ends = (end for end in range(1, len(word) + 1) if end == len(word) or _may_end(word, end))
        for end in ends:
            if last > start and width_of(word[start:end], size, bold=bold) > width:
                pieces.append(word[start:last])
                start = last
            last = end
    return [*pieces, word[start:]]


def _cut(text: str, width: float, size: float, *, bold: bool) -> str:
    ends = (end for end in range(len(text), 0, -1) if end == len(text) or _may_end(text, end))
    fitting = (
        text[:end] for end in ends if width_of(text[:end] + ELLIPSIS, size, bold=bold) <= width
    )
    return next(fitting, "").rstrip() + ELLIPSIS


def _may_end(text: str, end: int) -> bool:
    """Whether a text may be cut at a letter: not between a letter and the marks that shape it.

    Half a syllable has no shape of its own in scripts such as Devanagari.
    """
    joined = text[end - 1] == JOINER or unicodedata.combining(text[end - 1]) == VIRAMA
    return not joined and unicodedata.category(text[end])[0] != "M" and text[end] != JOINER


def escaped(text: str) -> str:
    """Text as it may stand in SVG."""
    return html.escape(visible(text), quote=True)


def _n(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnText:
    """One line of text of a drawing, `y` being its baseline."""

    x: float
    y: float
    text: str
    anchor: str  # "start", "middle", "end"
    bold: bool
    kind: str  # "ink", "quiet", or "light" and "dark" on a colour
    size: float

    @property
    def colour(self) -> str:
        """What it is written in."""
        return TEXT_COLOURS[self.kind]

    def to_svg(self) -> str:
        """The text as an element."""
        weight = ' font-weight="bold"' if self.bold else ""
        return (
            f'<text class="t-{self.kind}" x="{_n(self.x)}" y="{_n(self.y)}" '
            f'text-anchor="{self.anchor}" font-size="{_n(self.size)}" fill="{self.colour}"'
            f"{weight}>{escaped(self.text)}</text>"
        )


@dataclass(slots=True)
class Drawing:
    """Shapes and lines of text being drawn, in user units from the top left.

    Texts are kept apart from shapes: a page of print sets them itself, with its own fonts and
    shaping, and only the shapes come from the SVG.
    """

    height: float = 0.0
    width: float = WIDTH
    parts: list[str] = field(default_factory=list)
    texts: list[DrawnText] = field(default_factory=list)

    def rect(  # noqa: PLR0913 - the geometry of a rectangle
        self, x: float, y: float, width: float, height: float, *, kind: str, fill: str
    ) -> None:
        """A filled rectangle; a negative width grows to the left."""
        left = x + min(width, 0.0)
        self.parts.append(
            f'<rect class="c-{kind}" x="{_n(left)}" y="{_n(y)}" width="{_n(abs(width))}" '
            f'height="{_n(height)}" fill="{fill}"/>'
        )

    def squares(
        self, corners: Sequence[tuple[float, float]], side: float, *, kind: str, fill: str
    ) -> None:
        """Squares of one look by their upper left corners, as one shape."""
        step = _n(side)
        path = "".join(f"M{_n(x)},{_n(y)}h{step}v{step}h-{step}z" for x, y in corners)
        if path:
            self.parts.append(f'<path class="c-{kind}" d="{path}" fill="{fill}"/>')

    def line(  # noqa: PLR0913 - two points and their look
        self, x1: float, y1: float, x2: float, y2: float, *, kind: str, colour: str, wide: float = 1
    ) -> None:
        """A straight line."""
        self.parts.append(
            f'<line class="c-{kind}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" '
            f'stroke="{colour}" stroke-width="{_n(wide)}"/>'
        )

    def dot(self, x: float, y: float, radius: float, *, kind: str, fill: str) -> None:
        """A filled circle with a thin edge, so that dots lying on each other stay apart."""
        self.parts.append(
            f'<circle class="c-{kind}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}" '
            f'stroke="#ffffff" stroke-width="{DOT_EDGE}"/>'
        )

    def diamond(self, x: float, y: float, radius: float, *, kind: str, fill: str) -> None:
        """A filled square on its corner, which no circle is taken for."""
        path = f"M{_n(x)},{_n(y - radius)}l{_n(radius)},{_n(radius)} {_n(-radius)},{_n(radius)}"
        self.parts.append(
            f'<path class="c-{kind}" d="{path} {_n(-radius)},{_n(-radius)}z" fill="{fill}" '
            f'stroke="#ffffff" stroke-width="{DOT_EDGE}"/>'
        )

    def dots(
        self, centres: Sequence[tuple[float, float]], radius: float, *, kind: str, fill: str
    ) -> None:
        """Dots of one look that do not touch, as one shape, which a reader has sooner than each."""
        r, across = _n(radius), _n(2 * radius)
        around = f"a{r},{r} 0 1 1 {across},0a{r},{r} 0 1 1 -{across},0z"
        path = "".join(f"M{_n(x - radius)},{_n(y)}{around}" for x, y in centres)
        if path:
            self.parts.append(
                f'<path class="c-{kind} dots" d="{path}" fill="{fill}" stroke="#ffffff" '
                f'stroke-width="{DOT_EDGE}"/>'
            )

    def text(  # noqa: PLR0913 - where, what and its look
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: str = "start",
        bold: bool = False,
        kind: str = "ink",
        size: float = FONT_SIZE,
    ) -> None:
        """One line of text, `y` being its baseline."""
        self.texts.append(
            DrawnText(x=x, y=y, text=text, anchor=anchor, bold=bold, kind=kind, size=size)
        )

    def label(
        self, x: float, middle: float, lines: Sequence[str], *, bold: bool, anchor: str = "start"
    ) -> None:
        """Lines of text centred on a height."""
        top = middle - (len(lines) - 1) * LINE_HEIGHT / 2 + FONT_SIZE * 0.35
        for row, line in enumerate(lines):
            self.text(x, top + row * LINE_HEIGHT, line, bold=bold, anchor=anchor)

    def mirrored(self) -> "Drawing":
        """The same for a reader who begins on the right: labels stand there, and bars grow left."""
        ends = {"start": "end", "end": "start", "middle": "middle"}
        shapes = f'<g transform="matrix(-1 0 0 1 {_n(self.width)} 0)">{"".join(self.parts)}</g>'
        texts = [replace(t, x=self.width - t.x, anchor=ends[t.anchor]) for t in self.texts]
        return Drawing(height=self.height, width=self.width, parts=[shapes], texts=texts)

    def document(self, chart_id: str, title: str, description: str) -> str:
        """The whole SVG, with a title and a description for readers who do not see it."""
        name = html.escape(chart_id, quote=True)
        return (
            f'{self._opening()} role="img" aria-labelledby="{name}-t {name}-d" '
            f'font-family="{FONT}">'
            f'<title id="{name}-t">{escaped(title)}</title>'
            f'<desc id="{name}-d">{escaped(description)}</desc>'
            f"{''.join(self.parts)}{''.join(text.to_svg() for text in self.texts)}</svg>"
        )

    def shapes(self) -> str:
        """The SVG without its texts."""
        return f"{self._opening()}>{''.join(self.parts)}</svg>"

    def _opening(self) -> str:
        width, height = _n(self.width), _n(self.height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}"'
        )
