"""A map as a picture: SVG by our own writer, PNG and PDF by Typst from the same SVG."""

import datetime
from typing import TYPE_CHECKING, Final

from mapping.cartography.layers import MapSpec, Mark, PlaceValue, SymbolLayer
from mapping.i18n import N_, Translator
from mapping.render.still.figure import Figure, draw_scale_bar
from mapping.render.still.layout import MapArea, Space, arrange
from mapping.render.still.legend import LegendBlock
from mapping.render.still.pages import CSS_PX_A_INCH, compiled, page_source
from mapping.render.still.shapes import project
from mapping.render.still.stack import Prepared, Stack
from mapping.render.still.style import GROUND, INK, QUIET, RULE, Sizes, hatch
from mapping.render.still.writer import Svg, text_width, wrapped

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet

A4_PX: Final = (1123, 794)  # long and short side at 96 pixels an inch
PAGE_MARGIN_PX: Final = 38


def to_svg(  # noqa: PLR0913 - the picture's own measures
    spec: MapSpec,
    boundaries: "BoundarySet",
    *,
    width_px: int,
    height_px: int | None = None,
    furniture: bool = True,
    today: datetime.date,
) -> str:
    """A map as SVG.

    Args:
        spec: What to draw.
        boundaries: The places of the map, of the level and vintage the map names.
        width_px: Width of the picture.
        height_px: Height; without one, as high as the map needs.
        furniture: Title, legend, scale bar, sources and disclaimer. Without them the map alone, for
            a page that says all of that itself.
        today: Date of production.
    """
    page = _Page(spec, boundaries, Sizes.of_width(width_px), width_px, today)
    return (page.full(height_px) if furniture else page.bare(height_px)).stack.to_svg()


def prepare(
    spec: MapSpec,
    boundaries: "BoundarySet",
    *,
    width_px: int,
    height_px: int | None = None,
    today: datetime.date,
) -> Prepared:
    """A map with its furniture as `to_svg` draws it, to outline one place after another on it."""
    return _Page(spec, boundaries, Sizes.of_width(width_px), width_px, today).full(height_px)


def to_png(  # noqa: PLR0913 - the picture's own measures
    spec: MapSpec,
    boundaries: "BoundarySet",
    *,
    width_px: int,
    height_px: int | None = None,
    pixel_ratio: float = 2.0,
    furniture: bool = True,
    today: datetime.date,
) -> bytes:
    """A map as PNG.

    Args:
        spec: What to draw.
        boundaries: The places of the map.
        width_px: Dots across the picture.
        height_px: Dots down it; without one, as high as the map needs.
        pixel_ratio: Dots for one pixel of the layout: 2 is sharp on any screen, 3 is for print.
        furniture: As for `to_svg`.
        today: Date of production.
    """
    svg = to_svg(
        spec,
        boundaries,
        width_px=round(width_px / pixel_ratio),
        height_px=None if height_px is None else round(height_px / pixel_ratio),
        furniture=furniture,
        today=today,
    )
    source = page_source(svg, alt=alternative_text(spec), title=spec.title, language=spec.language)
    return compiled(source, format="png", ppi=CSS_PX_A_INCH * pixel_ratio)


def to_pdf(  # noqa: PLR0913 - the picture's own measures
    spec: MapSpec,
    boundaries: "BoundarySet",
    *,
    width_px: int | None = None,
    height_px: int | None = None,
    furniture: bool = True,
    today: datetime.date,
) -> bytes:
    """A map as PDF: one page, A4 upright or across as the country lies unless a size is asked."""
    if width_px is None:
        across = project(boundaries).aspect >= 1
        long, short = (side - 2 * PAGE_MARGIN_PX for side in A4_PX)
        width_px, height_px = (long, short) if across else (short, long)
    svg = to_svg(
        spec, boundaries, width_px=width_px, height_px=height_px, furniture=furniture, today=today
    )
    source = page_source(
        svg,
        alt=alternative_text(spec),
        title=spec.title,
        language=spec.language,
        margin_px=PAGE_MARGIN_PX,
    )
    moment = datetime.datetime.combine(today, datetime.time(), tzinfo=datetime.UTC)
    return compiled(source, format="pdf", timestamp=int(moment.timestamp()))


def alternative_text(spec: MapSpec) -> str:
    """What the map shows, in words: the range and who is at its ends."""
    translator, layer = Translator(spec.language), spec.layer
    shown = [value for value in layer.values if value.value is not None]
    counts = layer.legend.mark_counts
    words = translator.text(
        N_(
            "Map of {shown} of {places} places. {zero} are zero, {missing} have no data,"
            " {protected} are not shown."
        ),
        shown=translator.number(len(shown)),
        places=translator.number(len(layer.values)),
        zero=translator.number(counts[Mark.ZERO]),
        missing=translator.number(counts[Mark.NO_DATA]),
        protected=translator.number(counts[Mark.NOT_SHOWN]),
    )
    if not shown:
        return words
    ordered: list[PlaceValue] = sorted(shown, key=lambda value: value.value or 0.0)
    ends = translator.text(
        N_("Values run from {lowest} to {highest} {unit}."),
        lowest=ordered[0].text,
        highest=ordered[-1].text,
        unit=layer.legend.unit,
    )
    return f"{words} {ends}"


class _Page:
    """One picture being laid out."""

    def __init__(
        self,
        spec: MapSpec,
        boundaries: "BoundarySet",
        sizes: Sizes,
        width: float,
        today: datetime.date,
    ) -> None:
        self.spec, self.boundaries, self.sizes, self.width = spec, boundaries, sizes, float(width)
        self.translator, self.today = Translator(spec.language), today
        self.inner = self.width - 2 * sizes.margin
        self.circle_scale = max(0.4, min(1.4, self.width / 800))

    def bare(self, height: float | None) -> Prepared:
        """The map alone."""
        area = arrange(
            self.boundaries,
            self._space(self.width, height, legend=None),
        )
        svg = Svg()
        svg.raw(hatch(self.sizes.unit))
        figure = self._figure()
        figure.draw(svg, area, 0, 0)
        stack = self._stack(svg, area.height)
        return Prepared(stack=stack, figure=figure, area=area, left=0, top=0)

    def full(self, height: float | None) -> Prepared:
        """The map with all that must stand on it."""
        margin = self.sizes.margin
        legend = LegendBlock(self.spec, self.sizes, circle_scale=self.circle_scale)
        title = wrapped(self.spec.title, self.inner, self.sizes.title, bold=True)
        footer = self._footer_lines()
        head = margin + len(title) * self.sizes.title * 1.25 + 12 * self.sizes.unit
        tail = 26 * self.sizes.unit + self._footer_height(footer) + margin
        room = None if height is None else max(height - head - tail, 120.0)
        area = arrange(
            self.boundaries,
            self._space(self.inner, room, legend=(legend.width, legend.height)),
        )
        svg = Svg()
        svg.raw(hatch(self.sizes.unit))
        self._draw_title(svg, title)
        figure = self._figure()
        figure.draw(svg, area, margin, head)
        if area.legend is not None:
            legend.draw(svg, margin + area.legend[0], head + area.legend[1])
        self._draw_footer(svg, footer, area, head + area.height)
        stack = self._stack(svg, head + area.height + tail)
        return Prepared(stack=stack, figure=figure, area=area, left=margin, top=head)

    def _space(
        self, width: float, height: float | None, *, legend: tuple[float, float] | None
    ) -> Space:
        layer = self.spec.layer
        across = 30.0
        if isinstance(layer, SymbolLayer):
            across = 2 * layer.largest_radius_px * self.circle_scale + 6
        return Space(
            width=width, height=height, legend=legend, sizes=self.sizes, lowest_inset=across
        )

    def _figure(self) -> Figure:
        frame = self.boundaries.frame
        own = f"name_{self.spec.language}"
        names = frame[own].fillna(frame["name"]) if own in frame.columns else frame["name"]
        return Figure(
            spec=self.spec,
            names=dict(zip(frame["place_code"].astype(str), names.astype(str), strict=True)),
            sizes=self.sizes,
            circle_scale=self.circle_scale,
        )

    def _draw_title(self, svg: Svg, lines: list[str]) -> None:
        y = self.sizes.margin
        for line in lines:
            y += self.sizes.title * 1.25
            self._line(svg, y - self.sizes.title * 0.3, line, self.sizes.title, INK, bold=True)

    def _line(  # noqa: PLR0913 - a line of text
        self, svg: Svg, y: float, text: str, size: float, colour: str, *, bold: bool = False
    ) -> None:
        margin = self.sizes.margin
        if self.translator.right_to_left:
            end = self.width - margin
            svg.text(end, y, text, size=size, colour=colour, bold=bold, anchor="end")
        else:
            svg.text(margin, y, text, size=size, colour=colour, bold=bold)

    def _footer_lines(self) -> list[str]:
        spec, size = self.spec, self.sizes.small
        made = self.translator.text(
            N_("Map made on {date}."), date=self.translator.date(self.today)
        )
        paragraphs = (
            "" if self._has_room_beside_scale else self._projection_note(),
            spec.source_line,
            f"{spec.boundary_line} {made}",
            " ".join(f"{note.rstrip(' .')}." for note in spec.notes),
            spec.disclaimer,
        )
        return [line for text in paragraphs if text for line in wrapped(text, self.inner, size)]

    def _footer_height(self, lines: list[str]) -> float:
        return len(lines) * self.sizes.small * 1.4 + 8 * self.sizes.unit

    def _draw_footer(self, svg: Svg, lines: list[str], area: MapArea, top: float) -> None:
        sizes, margin = self.sizes, self.sizes.margin
        base = top + 18 * sizes.unit
        bar = draw_scale_bar(svg, area.main.metres_a_px, sizes, margin, base)
        if self._has_room_beside_scale:
            x = margin + bar + 18 * sizes.unit
            svg.text(x, base + 1, self._projection_note(), size=sizes.small, colour=QUIET)
        y = top + 26 * sizes.unit
        svg.shape("line", x1=margin, x2=self.width - margin, y1=y, y2=y, stroke=RULE)
        y += 4 * sizes.unit
        for line in lines:
            y += sizes.small * 1.4
            self._line(svg, y, line, sizes.small, QUIET)

    @property
    def _has_room_beside_scale(self) -> bool:
        longest_bar = 200 * self.sizes.unit
        return text_width(self._projection_note(), self.sizes.small) < self.inner - longest_bar

    def _projection_note(self) -> str:
        projected = project(self.boundaries)
        longitude, latitude = projected.centre
        note = self.translator.text(
            N_("Lambert azimuthal equal-area projection, centred on {latitude}, {longitude}."),
            latitude=_degrees(self.translator, latitude, "N", "S"),
            longitude=_degrees(self.translator, longitude, "E", "W"),
        )
        if len(projected.groups) > 1:
            note += " " + self.translator.text(N_("Insets may have scales of their own."))
        return note

    def _stack(self, svg: Svg, height: float) -> Stack:
        return Stack(
            width=self.width,
            height=height,
            title=self.spec.title,
            about=alternative_text(self.spec),
            ground=GROUND,
            sheets=("".join(svg.parts),),
        )


def _degrees(translator: Translator, value: float, positive: str, negative: str) -> str:
    return f"{translator.number(abs(value), 1)}° {positive if value >= 0 else negative}"
