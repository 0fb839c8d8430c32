"""A profile as the plain parts of a page: what PDF and HTML both print, in reading order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapping.i18n import Translator
from profiles.evidence.provenance import Number
from profiles.indicators.model import Source
from profiles.narrative import Sentence
from profiles.narrative.writer import together
from profiles.report.brand import PLAIN, Brand
from profiles.report.brand.pictures import parts_of
from profiles.report.charts import draw
from profiles.report.columns import shown
from profiles.report.head import identity_part, tile_part
from profiles.report.origins import Origins
from profiles.report.printed import Part, for_print, laid_out, words_over
from profiles.report.sentences import map_of, pieces
from profiles.report.text import fit
from profiles.report.words import WORDS
from profiles.sections.chart_model import Chart, ChartWords
from profiles.sections.model import MapFigure, Section
from profiles.sections.quality import GAPS
from profiles.sections.table_model import Align, Cell, ProfileTable
from profiles.sections.whole import Profile

if TYPE_CHECKING:
    from mapping.render.still.stack import Stack

RIGHT_TO_LEFT: Final = {True: "rtl", False: "ltr"}

PAGE, PAGES = "\ue000", "\ue001"  # nobody types these: Typst puts the numbers in their place


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """Maps of a profile: the locator, and figures by their id; charts are drawn here."""

    locator: "Stack | None"
    locator_alt: str
    maps: "Mapping[str, Stack]"
    brand: Brand = PLAIN  # of who publishes the document


def to_document(
    profile: Profile,
    pictures: Pictures,
    *,
    printed: bool = False,
    traced: bool = False,
    native: bool = False,
) -> Part:
    """Every word and picture of a profile, fit to be shown.

    Args:
        profile: What is told.
        pictures: Its maps.
        printed: Maps in the sheets they are drawn on, and charts as shapes and the texts over
            them, as a page of print takes them. Otherwise each is one SVG.
        traced: With what opens for each number: where it comes from.
        native: Without drawings and notes on their marks: another program makes the charts, and
            maps are painted.
    """
    translator = profile.translator
    marks = {source.id: str(place) for place, source in enumerate(profile.sources, start=1)}
    printer = _Printer(
        profile=profile,
        pictures=pictures,
        marks=marks,
        translator=translator,
        printed=printed,
        native=native,
        origins=Origins(profile) if traced else None,
    )
    return {
        # The title is what a reader of files shows: no lines end in it.
        key: fit(value, mirrored=translator.right_to_left, printed=printed and key != "title")
        for key, value in printer.document().items()
    } | printer.opened()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printer:
    profile: Profile
    pictures: Pictures
    marks: Mapping[str, str]
    translator: Translator
    printed: bool
    native: bool
    origins: Origins | None

    def document(self) -> Part:
        profile = self.profile
        words = {key: self.translator.text(word) for key, word in WORDS.items() if "{" not in word}
        date = self.translator.date(profile.made_on)
        disclaimers = (profile.disclaimer, self.pictures.brand.disclaimer_in(profile.language))
        return {
            "language": profile.language,
            "direction": RIGHT_TO_LEFT[self.translator.right_to_left],
            "title": profile.title,
            "words": words | {"made_on": self.translator.text(WORDS["made_on"], date=date)},
            "page_of": self.translator.text(WORDS["of"], page=PAGE, pages=PAGES),
            "identity": self.identity(),
            "tiles": [tile_part(tile, self.translator, self.ref) for tile in profile.tiles],
            "sections": [self.section(section) for section in profile.sections],
            "disclaimer": " ".join(said for said in disclaimers if said),
            "brand": parts_of(self.pictures.brand, profile.language),
            "fingerprint": profile.pack_fingerprint,
        }

    def opened(self) -> Part:
        """What opens for the numbers of a made document; its texts are made fit where written."""
        return {"origins": o.parts, "origin_words": o.words()} if (o := self.origins) else {}

    def ref(self, cell: Cell | None) -> str:
        """The id of what opens for a number; "" for words, and where nothing opens."""
        return self.origins.of(cell) if self.origins and isinstance(cell, Number) else ""

    def refs(self, cell: Cell | None) -> str | list[list[str]]:
        """The same of a cell; of a sentence its pieces, each with what opens for it."""
        return pieces(cell, self.ref) if isinstance(cell, Sentence) else self.ref(cell)

    def identity(self) -> Part:
        locator = self.pictures.locator
        return {
            **identity_part(self.profile.identity, self.translator, self.ref),
            "locator": self.picture(locator) if locator else None,
            "locator_alt": self.pictures.locator_alt,
        }

    def section(self, section: Section) -> Part:
        evidence = section.evidence if self.origins is not None else None
        return {
            "number": section.number,
            "id": f"s{section.number}",
            "title": section.title,
            "reference": section.reference,
            "evidence": pieces(evidence, self.ref) if evidence else [],
            "sentences": [self.sentence(group, section) for group in together(section.sentences)],
            "blocks": self.blocks(section),
            "gaps": list(section.gap_statement),
            "notes": list(section.notes),
        }

    def sentence(self, group: Sequence[Sentence], section: Section) -> Part:
        """One sentence and those that go on with it, as one item of a list."""
        sources = tuple(dict.fromkeys(source for s in group for source in s.source_ids))
        part: Part = {
            "text": " ".join(s.text for s in group),
            "marks": self.mark(sources),
            "map": map_of(group[0], section, self.profile.sections, self.pictures.maps),
        }
        if self.origins is not None:
            part["pieces"] = [piece for s in group for piece in pieces(s, self.ref)]
        return part

    def blocks(self, section: Section) -> list[Part]:
        """The leading chart, the leading table, the maps, then everything else in its order."""
        charts = [self.chart(chart) for chart in section.charts]
        tables = [self.table(table) for table in section.tables]
        maps = [figure for m in section.maps if (figure := self.map_figure(m)) is not None]
        return [*charts[:1], *tables[:1], *maps, *tables[1:], *charts[1:]]

    def mark(self, source_ids: tuple[str, ...]) -> str:
        return ", ".join(self.marks[source] for source in source_ids if source in self.marks)

    def source_line(self, source_ids: tuple[str, ...]) -> str:
        cited_as: dict[str, list[str]] = {}
        for source in self.profile.sources:
            if source.id in source_ids:
                cited_as.setdefault(cited(source), []).append(self.marks[source.id])
        named = [f"{name} [{', '.join(marks)}]" for name, marks in cited_as.items()]
        line = WORDS["source"]  # not within the call, where it would be taken for a message
        return self.translator.text(line, sources="; ".join(named)) if named else ""

    def picture(self, drawn: "Stack") -> Part:
        """A map as one SVG, or as its sheets and the words over them."""
        if self.native:
            return {}
        if not self.printed:
            return {"svg": drawn.to_svg()}
        lines = words_over(drawn)
        return {
            "sheets": list(drawn.to_svgs()),
            "lines": lines,
            "width": drawn.width,
            "height": drawn.height,
        }

    def drawn(self, chart: Chart) -> Part:
        if self.native:
            return {}
        drawing = draw(chart, self.profile.language)
        if self.printed:
            return for_print(drawing)
        return {"svg": drawing.document(chart.id, chart.words.title, chart.words.alt)}

    def map_figure(self, figure: MapFigure) -> Part | None:
        drawn = self.pictures.maps.get(figure.id)
        if drawn is None:
            return None
        return {
            "kind": "map",
            "id": figure.id,
            **self.picture(drawn),
            "title": figure.title,
            "unit": "",
            "alt": figure.alt,
            "notes": [],
            "source": "",
        }

    def chart(self, chart: Chart) -> Part:
        words: ChartWords = chart.words
        figures = words.figures if self.origins is not None else None
        return {
            "kind": "chart",
            "id": chart.id,
            **self.drawn(chart),
            "title": words.title,
            "unit": words.unit,
            "alt": words.alt,
            "notes": [*words.notes, *(() if self.native else words.drawn_notes)],
            "source": self.source_line(words.source_ids),
            "figures": None if figures is None else self.table(figures),
        }

    def opening(self, table: ProfileTable) -> list[Sequence[Cell | None]]:
        """What opens in each row: its numbers; of a gap, the figure nearest to what is missing."""
        if table.id != GAPS:
            return [row.cells for row in table.rows]
        nearest = {gap.name: gap.best for one in self.profile.sections for gap in one.gaps}
        rows = ((name, nearest.get(str(name))) for name, *_ in (row.cells for row in table.rows))
        return [(name, None, number, None) for name, number in rows]

    def table(self, table: ProfileTable) -> Part:
        rows: list[Part] = [
            {"cells": [shown(cell) for cell in row.cells], "strong": row.strong}
            for row in table.rows
        ]
        if self.origins is not None:
            for part_row, cells in zip(rows, self.opening(table), strict=True):
                part_row["refs"] = [self.refs(cell) for cell in cells]
        part: Part = {
            "kind": "table",
            "id": table.id,
            "title": table.title,
            "columns": [{"label": c.label, "end": c.align is Align.END} for c in table.columns],
            "rows": rows,
            "has_head": any(column.label for column in table.columns),
            "notes": list(table.notes),
            "source": self.source_line(table.source_ids),
        }
        return laid_out(table, part) if self.printed else part


def cited(source: Source) -> str:
    """A source in short, as it stands under a table."""
    return f"{source.publisher}, {source.year}"
