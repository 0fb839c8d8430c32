"""Slides as a PPTX file: titles in their placeholders, native charts, pictures with their words."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final

from profiles.report.brand.pictures import size_of
from profiles.report.document import Pictures
from profiles.report.docx.archive import packed
from profiles.report.docx.charts import to_native
from profiles.report.docx.document import marked
from profiles.report.docx.images import to_image
from profiles.report.docx.package import filled
from profiles.report.pptx.deck import Fact, Figure, Slide, slides_of
from profiles.report.pptx.fewer import all_of, for_slide
from profiles.report.pptx.template import EMU_AN_INCH, MARGIN, layouts, open_template
from profiles.report.pptx.words import EDGES, EMU_A_POINT, Shape, Words, widest_of
from profiles.report.text import visible
from profiles.report.words import WORDS
from profiles.sections.model import MapFigure

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide as Page

    from profiles.sections.whole import Profile

CHART_TEXT: Final = (12.0, 16.0)  # points, smallest and largest: many rows need small letters
ROW_SHARE: Final = 0.55  # of a row, taken by its letters
LINES_SHARE: Final = 0.68  # the same of all lines of a label
SOURCE_POINTS: Final = 12.0
CAPTION_POINTS: Final = 16.0
LINE_POINTS: Final = 22.0
TITLE_POINTS: Final = (34.0, 30.0, 26.0, 22.0, 18.0, 15.0)
LINES_POINTS: Final = (LINE_POINTS, 20.0, 18.0, 16.0, 14.0, 12.0, 10.0)
FACTS_A_ROW: Final = 3
VALUE_POINTS: Final = (54.0, 40.0, 34.0, 30.0, 26.0)
FACT_POINTS: Final = (18.0, 16.0, 14.0, 12.0)
LOGO_HEIGHT: Final = EMU_AN_INCH * 7 // 10
LOCATOR_SHARE: Final = 0.32  # of the width of a cover


def to_pptx(profile: "Profile", pictures: Pictures) -> bytes:
    """The slides of a place, the same bytes for the same profile."""
    presentation = open_template(pictures.brand)
    writer = _Writer(profile, pictures, presentation)
    writer.cover()
    for slide in slides_of(profile, pictures.brand.disclaimer_in(profile.language)):
        writer.add(slide)
    properties = presentation.core_properties
    made = datetime.combine(profile.made_on, time(), tzinfo=UTC)
    properties.title, properties.language = visible(profile.title), profile.language
    properties.author = properties.last_modified_by = visible(profile.publisher)
    properties.created = properties.modified = made
    buffer = io.BytesIO()
    presentation.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


class _Writer:
    """Writes slides into a presentation."""

    def __init__(
        self, profile: "Profile", pictures: Pictures, presentation: "Presentation"
    ) -> None:
        self._profile, self._pictures, self._presentation = profile, pictures, presentation
        self._cover, self._plain = layouts(presentation)
        self._marked = marked(profile.language)
        self._words = Words(
            right_to_left=profile.translator.right_to_left,
            tag=str(self._marked["tag"]),
            font=str(self._marked["complex_font"]) if self._marked["complex"] else "",
            colour=pictures.brand.colour,
        )
        self._width = presentation.slide_width or 0
        self._height = presentation.slide_height or 0

    def cover(self) -> None:
        """Who the place is, where it lies, and who says so."""
        profile, head, brand = self._profile, self._profile.identity, self._pictures.brand
        page = self._presentation.slides.add_slide(self._cover)
        title, *others = page.placeholders
        self._words.fill(title, [head.name], _name_points(head.name) + 12, bold=True)
        made_on = profile.translator.text(
            WORDS["made_on"], date=profile.translator.date(profile.made_on)
        )
        kind = WORDS["kicker"]
        lines = [
            profile.translator.text(kind),
            " · ".join([head.unit, head.place_code, *(parent.name for parent in head.parents)]),
            " · ".join(text for text in (brand.organisation, made_on) if text),
            *brand.cover_in(profile.language),
        ]
        self._locate(page, [title, *others])
        if others:
            told, (below, *_) = tuple(line for line in lines if line), others
            room = below.width, self._height - below.top - MARGIN // 2
            points = _points_that_fit(told, self._words, *room, LINES_POINTS)
            self._words.fill(below, told, points)
        self._logo(page)

    def _locate(self, page: "Page", beside: list[Shape]) -> None:
        """The place on the map of its country, at the end of the line."""
        drawn = self._pictures.locator
        if drawn is None:
            return
        image = to_image(drawn)
        width = round(self._width * LOCATOR_SHARE)
        height = min(round(width * image.height / image.width), self._height - 2 * MARGIN)
        width = round(height * image.width / image.height)
        left = self._width - width - MARGIN
        for shape in beside:
            room = left - MARGIN - shape.left
            top, tall = shape.top, shape.height
            at = MARGIN + width + MARGIN if self._words.right_to_left else shape.left
            shape.left, shape.top, shape.width, shape.height = at, top, room, tall
        start = MARGIN if self._words.right_to_left else left
        picture = page.shapes.add_picture(
            io.BytesIO(image.png), start, (self._height - height) // 2, width, height
        )
        _describe(picture, self._pictures.locator_alt)

    def _logo(self, page: "Page") -> None:
        brand = self._pictures.brand
        if brand.logo:
            wide, high = size_of(brand.logo)
            height = min(LOGO_HEIGHT, self._room * high // wide)
            logo = page.shapes.add_picture(
                io.BytesIO(brand.logo), MARGIN, MARGIN // 2, height * wide // high, height
            )
            _describe(logo, brand.organisation)

    def add(self, slide: Slide) -> None:
        """One slide: title, what shows it, where it is from, and notes."""
        page = self._presentation.slides.add_slide(self._plain)
        title = page.shapes.title
        said, space = (slide.title,), (title.width, title.height)
        points = _points_that_fit(said, self._words, *space, TITLE_POINTS, bold=True)
        self._words.fill(title, said, points, bold=True)
        top = title.top + title.height + MARGIN // 6
        end = self._height - MARGIN // 2
        if slide.source:
            tall = self._words.height_of(slide.source, SOURCE_POINTS, self._room)
            self._box(page, end - tall, tall, [slide.source], SOURCE_POINTS, quiet=True)
            end -= tall + MARGIN // 6
        if slide.lines:
            points = _points_that_fit(slide.lines, self._words, self._room, end - top, LINES_POINTS)
            tall = sum(self._words.height_of(line, points, self._room) for line in slide.lines)
            if slide.figure or slide.facts:
                end -= tall
                self._box(page, end, tall, slide.lines, points)
            else:
                self._box(page, top, tall, slide.lines, points)
        if slide.facts:
            self._facts(page, slide.facts, top, end)
        if slide.caption:
            tall = self._words.height_of(slide.caption, CAPTION_POINTS, self._room)
            self._box(page, top, tall, [slide.caption], CAPTION_POINTS, quiet=True)
            top += tall
        if slide.figure:
            self._figure(page, slide.figure, top, end)
        notes = [*slide.notes, *self._left_out(slide.figure)]
        if notes:
            page.notes_slide.notes_text_frame.text = "\n".join(map(visible, notes))

    def _left_out(self, figure: Figure | None) -> tuple[str, ...]:
        if figure is None or isinstance(figure, MapFigure):
            return ()
        return all_of(figure, self._profile.translator)

    @property
    def _room(self) -> int:
        return self._width - 2 * MARGIN

    def _box(  # noqa: PLR0913 - where, what and its look
        self,
        page: "Page",
        top: int,
        height: int,
        lines: "list[str] | tuple[str, ...]",
        points: float,
        *,
        quiet: bool = False,
    ) -> None:
        shape = page.shapes.add_textbox(MARGIN, top, self._room, height)
        self._words.fill(shape, lines, points, quiet=quiet)

    def _facts(self, page: "Page", facts: tuple[Fact, ...], top: int, end: int) -> None:
        """Large numbers, three a row, each with its words under it."""
        across = min(len(facts), FACTS_A_ROW)
        rows = -(-len(facts) // across)
        wide, tall = self._room // across, (end - top) // rows
        room = (wide - EDGES) / EMU_A_POINT
        widest = max(facts, key=lambda fact: len(fact.value)).value
        large = next(
            (size for size in VALUE_POINTS if widest_of(widest, size, bold=True) <= room),
            LINE_POINTS,
        )
        points = min(self._points_under(fact, large, wide, tall) for fact in facts)
        for place, fact in enumerate(facts):
            row, column = divmod(place, across)
            at = across - 1 - column if self._words.right_to_left else column
            box = page.shapes.add_textbox(MARGIN + at * wide, top + row * tall, wide, tall)
            self._words.fill(box, [fact.value], large, bold=True, coloured=True)
            self._words.append(box, fact.label, points)
            for line in fact.beside:
                self._words.append(box, line, points - 2.0, quiet=True)

    def _points_under(self, fact: Fact, large: float, wide: int, tall: int) -> float:
        """The size in which the words under a number have room."""
        left = tall - self._words.height_of(fact.value, large, wide, bold=True)
        return _points_that_fit((fact.label, *fact.beside), self._words, wide, left, FACT_POINTS)

    def _figure(self, page: "Page", figure: Figure, top: int, end: int) -> None:
        if isinstance(figure, MapFigure):
            self._map(page, figure, top, end)
            return
        shown = for_slide(figure, self._profile.translator)
        native = to_native(shown, self._profile.translator)
        share = ROW_SHARE if native.label_lines == 1 else LINES_SHARE / native.label_lines
        fitting = (end - top) / EMU_A_POINT / max(1, len(native.categories)) * share
        points = max(CHART_TEXT[0], min(CHART_TEXT[1], fitting))
        chart = replace(native, text_size=round(points) * 100)
        xml = filled("chart", chart=chart, **self._marked)
        self._place_chart(page, xml, native.workbook, (top, end - top), figure.words.alt)

    def _place_chart(
        self, page: "Page", xml: str, workbook: bytes, rows: tuple[int, int], alt: str
    ) -> None:
        """A chart of ours with its workbook, as python-pptx places its own."""
        from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from pptx.parts.chart import ChartPart
        from pptx.parts.embeddedpackage import EmbeddedXlsxPart

        package = page.part.package
        name = package.next_partname(ChartPart.partname_template)
        part = ChartPart.load(name, CONTENT_TYPE.DML_CHART, package, xml.encode("utf-8"))
        part.chart_workbook.xlsx_part = EmbeddedXlsxPart.new(workbook, package)
        rid = page.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        top, height = rows
        frame = page.shapes._add_chart_graphicFrame(  # noqa: SLF001 - it makes charts of its own only
            rid, MARGIN, top, self._room, height
        )
        _describe(frame, alt)

    def _map(self, page: "Page", figure: MapFigure, top: int, end: int) -> None:
        drawn = self._pictures.maps.get(figure.id)
        if drawn is None:
            return
        image = to_image(drawn)
        height = end - top
        width = min(self._room, round(height * image.width / image.height))
        height = round(width * image.height / image.width)
        left = (self._width - width) // 2
        picture = page.shapes.add_picture(io.BytesIO(image.png), left, top, width, height)
        _describe(picture, figure.alt)


def _describe(shape: Shape, words: str) -> None:
    """What a shape shows, for who does not see it."""
    element: Shape = getattr(shape, "_element", shape)  # of a chart it is the element itself
    named = element.xpath(".//p:cNvPr")[0]
    named.set("descr", visible(words))


def _name_points(text: str) -> float:
    """The size in which the name of a place has room beside its map."""
    steps = ((90, 34.0), (150, 30.0), (210, 26.0))
    return next((points for most, points in steps if len(text) <= most), 22.0)


def _points_that_fit(  # noqa: PLR0913 - what is written, and where
    lines: tuple[str, ...],
    words: Words,
    width: int,
    height: int,
    sizes: tuple[float, ...],
    *,
    bold: bool = False,
) -> float:
    """The first of the sizes in which lines have room; the last where none gives it."""
    for points in sizes:
        if sum(words.height_of(line, points, width, bold=bold) for line in lines) <= height:
            return points
    return sizes[-1]
