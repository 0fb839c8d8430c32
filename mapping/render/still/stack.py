"""A picture as sheets that lie on each other: what many pictures share is drawn once."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapping.render.still.writer import Line, Svg, document, sheet

if TYPE_CHECKING:
    from mapping.render.still.figure import Figure
    from mapping.render.still.layout import MapArea


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Sheets of one size, the lowest first, and the words over the lowest."""

    width: float
    height: float
    title: str
    about: str  # what the picture shows, for people who do not see it
    ground: str  # a colour, or "none"
    sheets: tuple[str, ...]  # markup of shapes, in user units from the top left
    lines: tuple[Line, ...] = ()

    def over(self, *sheets: str) -> "Stack":
        """The same with more sheets on top."""
        return replace(self, sheets=(*self.sheets, *sheets))

    def to_svg(self, *, size: tuple[str, str] | None = None) -> str:
        """One picture; its size is in pixels unless one is given, as in `("297mm", "210mm")`."""
        return self._document(self._words(), *self.sheets[1:], ground=self.ground, size=size)

    def to_svgs(self) -> tuple[str, ...]:
        """Each sheet as a picture of shapes; only the lowest has a ground."""
        grounds = (self.ground, *("none" for _ in self.sheets[1:]))
        pairs = zip(self.sheets, grounds, strict=True)
        return tuple(sheet(shapes, self.width, self.height, ground=g) for shapes, g in pairs)

    def shapes(self) -> str:
        """One picture without its words, for a page that sets them over it."""
        return self._document(*self.sheets, ground=self.ground)

    def _words(self) -> str:
        """The lowest sheet with the words on it."""
        return self.sheets[0] + "".join(line.markup() for line in self.lines)

    def _document(self, *sheets: str, ground: str, size: tuple[str, str] | None = None) -> str:
        return document(
            "".join(sheets),
            self.width,
            self.height,
            title=self.title,
            about=self.about,
            ground=ground,
            size=size,
        )


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Prepared:
    """A map that was drawn, and where on it its places lie."""

    stack: Stack
    figure: "Figure"
    area: "MapArea"
    left: float
    top: float

    def outlining(self, place_code: str) -> Stack:
        """The map with one place outlined, on a sheet of its own."""
        svg = Svg()
        self.figure.draw_outline(svg, self.area, self.left, self.top, place_code)
        return self.stack.over("".join(svg.parts))
