"""One picture being laid out: title, map, legend, and all that must stand under it."""

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from mapping.cartography.layers import FlowLayer, MapSpec, SymbolLayer
from mapping.cartography.spoken import spoken
from mapping.i18n import N_, Translator
from mapping.render.still import captions
from mapping.render.still.figure import MOST_LABELS, Figure
from mapping.render.still.furniture import draw_north_arrow, draw_scale_bar
from mapping.render.still.layout import MapArea, Space, arrange
from mapping.render.still.legend import LegendBlock
from mapping.render.still.paper import MM_AN_INCH, Paper
from mapping.render.still.points import Metres
from mapping.render.still.shapes import project
from mapping.render.still.stack import Prepared, Stack
from mapping.render.still.style import GROUND, INK, QUIET, RULE, Sizes, hatch
from mapping.render.still.writer import Svg, text_width, wrapped

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet

PX_A_MM: Final = 96 / MM_AN_INCH
PAPER_MARGIN_MM: Final = 10.0
MOST_PAPER_LABELS: Final = 1000  # each stands on its own land, or not at all
CIRCLES_AT_PX: Final = 800  # width of a picture on which circles have the size the layer says
SCREEN_CIRCLES: Final = (0.4, 1.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How large a picture is and how large things are on it."""

    width: float  # pixels
    height: float | None  # None: as high as the map needs
    sizes: Sizes
    circle_scale: float
    most_labels: int
    paper: Paper | None = None  # a picture for paper says its scale and where north is
    on_slide: bool = False  # which has a title and white around it

    @classmethod
    def screen(cls, width: float, height: float | None) -> "Format":
        """A picture of a size in pixels."""
        low, high = SCREEN_CIRCLES
        return cls(
            width=float(width),
            height=height,
            sizes=Sizes.of_width(width),
            circle_scale=max(low, min(high, width / CIRCLES_AT_PX)),
            most_labels=MOST_LABELS,
        )

    @classmethod
    def slide(cls, width: float, height: float) -> "Format":
        """A picture across a slide, under its title."""
        return replace(cls.screen(width, height), sizes=Sizes.of_slide(width), on_slide=True)

    @classmethod
    def print(cls, paper: Paper) -> "Format":
        """A picture that fills a paper within its margin, at its true size."""
        width = (paper.width_mm - 2 * PAPER_MARGIN_MM) * PX_A_MM
        height = (paper.height_mm - 2 * PAPER_MARGIN_MM) * PX_A_MM
        return cls(
            width=width,
            height=height,
            sizes=Sizes.of_paper(paper.short_mm),
            circle_scale=(width * height) ** 0.5 / CIRCLES_AT_PX,
            most_labels=MOST_PAPER_LABELS,
            paper=paper,
        )


class Page:
    """One picture being laid out."""

    def __init__(
        self, spec: MapSpec, boundaries: "BoundarySet", form: Format, today: datetime.date
    ) -> None:
        self.spec, self.boundaries, self.form, self.today = spec, boundaries, form, today
        self.sizes, self.width, self.translator = form.sizes, form.width, Translator(spec.language)
        has_own = form.paper or form.on_slide
        margin = self.sizes.unit if has_own else self.sizes.margin
        self.margin, self.inner = margin, self.width - 2 * margin
        self.names = boundaries.outlines.names_in(self.translator.language)

    def bare(self) -> Prepared:
        """The map alone."""
        area = arrange(self.boundaries, self._space(self.width, self.form.height, legend=None))
        svg = Svg()
        svg.raw(hatch(self.sizes.unit))
        figure = self._figure()
        figure.draw(svg, area, 0, 0)
        stack = self._stack(svg, area.height)
        return Prepared(stack=stack, figure=figure, area=area, left=0, top=0)

    def full(self) -> Prepared:
        """The map with all that must stand on it."""
        svg = Svg()
        svg.raw(hatch(self.sizes.unit))
        head = self._draw_head(svg)
        footer = self._footer_lines()
        tail = self._scale_row + self._footer_height(footer) + self.margin
        height = self.form.height
        room = None if height is None else max(height - head - tail, 120.0)
        legend = LegendBlock(
            self.spec, self.sizes, boundaries=self.boundaries, circle_scale=self.form.circle_scale
        )
        space = self._space(self.inner, room, legend=(legend.width, legend.height))
        area = arrange(self.boundaries, space)
        figure = self._figure()
        figure.draw(svg, area, self.margin, head)
        if area.legend is not None:
            legend.draw(svg, self.margin + area.legend[0], head + area.legend[1])
        self._draw_footer(svg, footer, area, head + area.height)
        stack = self._stack(svg, head + area.height + tail)
        return Prepared(stack=stack, figure=figure, area=area, left=self.margin, top=head)

    def _space(
        self, width: float, height: float | None, *, legend: tuple[float, float] | None
    ) -> Space:
        layer = self.spec.layer
        across = 30.0
        if isinstance(layer, SymbolLayer):
            across = 2 * layer.largest_radius_px * self.form.circle_scale + 6
        return Space(
            width=width, height=height, legend=legend, sizes=self.sizes, lowest_inset=across
        )

    def _figure(self) -> Figure:
        return Figure(
            spec=self.spec,
            names=self.names,
            sizes=self.sizes,
            circle_scale=self.form.circle_scale,
            most_labels=self.form.most_labels,
            points=self._points(),
        )

    def _points(self) -> tuple[Metres, ...]:
        overlay = self.spec.points
        if overlay is None or not overlay.points:
            return ()
        lonlat = np.array([(point.longitude, point.latitude) for point in overlay.points])
        return tuple((float(x), float(y)) for x, y in project(self.boundaries).flat(lonlat))

    def _draw_head(self, svg: Svg) -> float:
        """Title, and on paper the caption; gives where the map begins."""
        size, y = self.sizes.title, self.margin
        if self.form.on_slide:
            return y
        for line in wrapped(self.spec.title, self.inner, size, bold=True):
            y += size * 1.25
            self._line(svg, y - size * 0.3, line, size, INK, bold=True)
        if self.form.paper:
            words = captions.caption(self.spec, self.names)
            for line in wrapped(words, self.inner, self.sizes.words):
                y += self.sizes.words * 1.4
                self._line(svg, y, line, self.sizes.words, QUIET)
        return y + 12 * self.sizes.unit

    def _line(  # noqa: PLR0913 - a line of text
        self, svg: Svg, y: float, text: str, size: float, colour: str, *, bold: bool = False
    ) -> None:
        if self.translator.right_to_left:
            end = self.width - self.margin
            svg.text(end, y, text, size=size, colour=colour, bold=bold, anchor="end")
        else:
            svg.text(self.margin, y, text, size=size, colour=colour, bold=bold)

    def _footer_lines(self) -> list[str]:
        spec, size = self.spec, self.sizes.fine
        made = self.translator.text(
            N_("Map made on {date}."), date=self.translator.date(self.today)
        )
        paragraphs = (
            "" if self._has_room_beside_scale else self._projection_note(),
            spec.source_line,
            "" if spec.points is None else spec.points.source_line,
            f"{spec.boundary_line} {made}",
            " ".join(f"{note.rstrip(' .')}." for note in self._notes()),
            spec.disclaimer,
        )
        said = [text for text in paragraphs if text]
        if self.form.on_slide and not self.translator.right_to_left:  # two directions are unclear
            said = [" ".join(said)]
        return [line for text in said for line in wrapped(text, self.inner, size)]

    def _notes(self) -> tuple[str, ...]:
        layer = self.spec.layer
        if not isinstance(layer, FlowLayer):
            return self.spec.notes
        return tuple(note for note in (layer.rest, layer.circles, *self.spec.notes) if note)

    @property
    def _scale_row(self) -> float:
        """Height of the scale bar with what stands beside it."""
        return (34 if self.form.paper else 26) * self.sizes.unit

    def _footer_height(self, lines: list[str]) -> float:
        return len(lines) * self.sizes.fine * 1.4 + 8 * self.sizes.unit

    def _draw_footer(self, svg: Svg, lines: list[str], area: MapArea, top: float) -> None:
        sizes, margin, end = self.sizes, self.margin, self.width - self.margin
        y = top + self._scale_row
        base = y - 8 * sizes.unit
        bar = draw_scale_bar(svg, area.main.metres_a_px, sizes, margin, base, self.translator)
        x = margin + bar + 18 * sizes.unit
        if self._has_room_beside_scale:
            svg.text(x, base + 1, self._projection_note(), size=sizes.fine, colour=QUIET)
        if self.form.paper:
            draw_north_arrow(svg, sizes, end, y - 4 * sizes.unit, self.translator)
            metres_a_mm = area.main.metres_a_px * PX_A_MM
            words = captions.scale_note(metres_a_mm, self.form.paper.name, self.translator)
            end -= 24 * sizes.unit
            svg.text(end, base + 1, words, size=sizes.small, colour=QUIET, anchor="end")
        svg.shape("line", x1=margin, x2=self.width - margin, y1=y, y2=y, stroke=RULE)
        y += 4 * sizes.unit
        for line in lines:
            y += sizes.fine * 1.4
            self._line(svg, y, line, sizes.fine, QUIET)

    @property
    def _has_room_beside_scale(self) -> bool:
        others = (400 if self.form.paper else 200) * self.sizes.unit  # bar, scale, arrow
        return text_width(self._projection_note(), self.sizes.fine) < self.inner - others

    def _projection_note(self) -> str:
        return captions.projection_note(project(self.boundaries), self.translator)

    def _stack(self, svg: Svg, height: float) -> Stack:
        return Stack(
            width=self.width,
            height=height,
            title=self.spec.title,
            about=spoken(self.spec, lambda code: self.names.get(code, code)),
            ground=GROUND,
            sheets=("".join(svg.parts),),
            lines=tuple(svg.lines),
        )
