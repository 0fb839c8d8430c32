"""What is told on the slides of a place: one message each, what shows it and its source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from mapping.i18n import N_
from profiles.evidence.provenance import Method, Number
from profiles.narrative import Sentence
from profiles.narrative.writer import together
from profiles.outline.sections import OUTLINE
from profiles.report.columns import shown
from profiles.report.document import cited
from profiles.report.origins import Origins
from profiles.report.words import WORDS
from profiles.sections.changed import TABLE_ID
from profiles.sections.chart_model import Chart
from profiles.sections.edited import ASSESSMENT, comments_id
from profiles.sections.model import MapFigure, Section, Tile
from profiles.sections.whole import Profile

Figure = Chart | MapFigure
MOST_OF_SECTION: Final = 2  # charts: a meeting has an hour
MOST_LINES: Final = 6
MOST_PLANS: Final = 6
MOST_COMMENTS: Final = 3  # on one slide
FIGURED: Final = (*range(1, 11), 14)  # sections that show figures; the key facts come first
NOT_SHOWN: Final = N_("Looked for and not available")
SOURCES: Final = N_("Sources")
ISSUE: Final = N_("Issue")
TO_FILL_IN: Final = N_("{head}: \u2026")
PLAN_WORDS: Final = (
    ("evidence", N_("Evidence")),
    ("action", N_("Possible action")),
    ("who", N_("Who")),
    ("when", N_("When")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One large number with the words under it; `value` may say that there is none."""

    value: str
    label: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide: its message is its title."""

    title: str
    figure: Figure | None = None
    caption: str = ""  # what the figure shows, where the title says something else
    facts: tuple[Fact, ...] = ()
    lines: tuple[str, ...] = ()
    source: str = ""
    notes: tuple[str, ...] = ()  # for who speaks: the sentence, and where its numbers are from


def slides_of(profile: Profile, disclaimer: str = "") -> tuple[Slide, ...]:
    """Every slide after the cover, in the order of the profile.

    Args:
        profile: What is told.
        disclaimer: Of who publishes it, after the usual one.
    """
    return tuple(_Teller(profile, disclaimer).slides())


class _Teller:
    """Tells one profile; a sentence and a figure are shown once."""

    def __init__(self, profile: Profile, disclaimer: str) -> None:
        self._profile = profile
        self._disclaimer = " ".join(said for said in (profile.disclaimer, disclaimer) if said)
        self._text = profile.translator.text
        self._labels = dict(profile.labels)
        self._origins = Origins(profile)
        self._told: set[str] = set()

    def slides(self) -> Iterator[Slide]:
        by_number = {section.number: section for section in self._profile.sections}
        if 0 in by_number:
            yield from self._findings(by_number[0])
        if self._profile.tiles:
            yield self._tiles(self._profile.tiles)
        for section in self._profile.sections:
            if section.number in FIGURED:
                yield from islice(self._figures(section), MOST_OF_SECTION)
            yield from self._assessment(section)
            yield from self._comments(section)
            yield from self._changes(section)
        yield from self._missing(by_number)
        yield from self._plans()
        if self._profile.sources:
            yield self._closing()

    def _findings(self, section: Section) -> Iterator[Slide]:
        for group in together(section.sentences):
            figure = self._figure_about(group[0])
            facts = () if figure else self._large(group[0])
            yield self._message(group, figure, facts)

    def _message(
        self, group: Sequence[Sentence], figure: Figure | None, facts: tuple[Fact, ...] = ()
    ) -> Slide:
        """A slide whose title is what a sentence says."""
        self._told.update((group[0].text, figure.id if figure else ""))
        sources = (source for sentence in group for source in sentence.source_ids)
        return Slide(
            title=group[0].text,
            figure=figure,
            caption="" if figure is None else _named(figure),
            facts=facts,
            lines=tuple(sentence.text for sentence in group[1:]),
            source=self._source(sources),
            notes=self._notes(group),
        )

    def _large(self, sentence: Sentence) -> tuple[Fact, ...]:
        """The numbers of a sentence, large, where no figure shows them; not those it works out."""
        names = dict(self._profile.names)
        return tuple(
            Fact(
                value=f"{number.text} {number.unit}".strip(),
                label=self._labels[number.indicator],
                beside=(names[number.place_code],),
            )
            for number in sentence.numbers
            if number.indicator in self._labels and number.place_code in names
            if number.origin.method is Method.CELL
        )

    def _figure_about(self, sentence: Sentence) -> Figure | None:
        """A chart or map of what a sentence counts; charts first, for their data can be edited."""
        if not sentence.numbers:
            return None
        number = sentence.numbers[0]
        code = number.indicator
        sections = self._profile.sections
        charts = (chart for section in sections for chart in section.charts)
        maps = (figure for section in sections for figure in section.maps)
        about = (chart for chart in charts if chart.words.indicator == code or _of(chart, number))
        found: Iterator[Figure] = (figure for one in (about, _mapped(maps, code)) for figure in one)
        return next((figure for figure in found if figure.id not in self._told), None)

    def _tiles(self, tiles: Sequence[Tile]) -> Slide:
        missing = self._text(WORDS["not_available"])
        facts = tuple(
            Fact(
                value=f"{tile.number.text} {tile.unit}".strip() if tile.number else missing,
                label=f"{tile.label}, {tile.period}" if tile.period else tile.label,
                beside=tuple(f"{one.place} {one.number.text}" for one in tile.beside),
            )
            for tile in tiles
        )
        numbers = [tile.number for tile in tiles if tile.number]
        return Slide(
            title=self._text(WORDS["key_facts"]),
            facts=facts,
            source=self._source(number.source_id for number in numbers),
            notes=tuple(line for number in numbers for line in self._origin(number)),
        )

    def _figures(self, section: Section) -> Iterator[Slide]:
        """The charts of a section under the sentences that say what they show."""
        for chart in section.charts:
            if chart.id in self._told:
                continue
            words = chart.words
            groups = (s for s in together(section.sentences) if s[0].text not in self._told)
            said = next((group for group in groups if self._figure_about(group[0]) == chart), None)
            if said:
                yield self._message(said, chart)
            else:
                self._told.add(chart.id)
                source = self._source(words.source_ids)
                yield Slide(title=_named(chart), figure=chart, source=source, notes=(words.alt,))

    def _assessment(self, section: Section) -> Iterator[Slide]:
        """What the local authority said of itself: answers in the notes, never a rank."""
        for table in (table for table in section.tables if table.id == ASSESSMENT):
            title, *others = [sentence.text for sentence in section.sentences] or [table.title]
            chart = next(iter(section.charts), None)
            answers = (": ".join(map(shown, row.cells[:2])) for row in table.rows if not row.strong)
            yield Slide(
                title=title,
                figure=chart,
                caption=_named(chart) if chart else "",
                lines=(*others, *table.notes),
                notes=(title, "", *answers),
            )

    def _comments(self, section: Section) -> Iterator[Slide]:
        wanted = comments_id(section.id)
        for table in (table for table in section.tables if table.id == wanted):
            rows = [[shown(cell) for cell in row.cells] for row in table.rows]
            for start in range(0, len(rows), MOST_COMMENTS):
                some = rows[start : start + MOST_COMMENTS]
                lines = tuple(f"{text} \u2013 {author}, {date}" for text, author, date in some)
                yield Slide(title=f"{section.title}: {table.title}", lines=lines, notes=lines)

    def _changes(self, section: Section) -> Iterator[Slide]:
        """What changed since the last edition: the first few, the others in the notes."""
        # Where words run from right to left, so do numbers; an arrow is not turned with them.
        arrow = "\u2190" if self._profile.translator.right_to_left else "\u2192"
        for table in (table for table in section.tables if table.id == TABLE_ID):
            rows = [[shown(cell) for cell in row.cells] for row in table.rows]
            said = [
                f"{name}: {before or '..'} {arrow} {now or '..'}" for name, before, now, _ in rows
            ]
            lines = (*said[:MOST_LINES], *self._others(len(said)), *table.notes)
            yield Slide(title=table.title, lines=lines, notes=tuple(said))

    def _missing(self, sections: dict[int, Section]) -> Iterator[Slide]:
        quality = next((s for s in sections.values() if s.id == "data_gaps"), None)
        gaps = {gap.name: gap for section in sections.values() for gap in section.gaps}
        if not gaps:
            return
        said = quality.sentences[:1] if quality else ()
        lines = [f"{gap.name}: {gap.reason_text}" for gap in islice(gaps.values(), MOST_LINES)]
        yield Slide(
            title=said[0].text if said else self._text(NOT_SHOWN),
            lines=(f"{self._text(NOT_SHOWN)}:", *lines, *self._others(len(gaps))),
            notes=tuple(gap.text for gap in gaps.values()),
        )

    def _others(self, count: int) -> Iterator[str]:
        """How many lines have no room on a slide; its notes have them all."""
        if count > MOST_LINES:
            left = self._profile.translator.number(count - MOST_LINES)
            yield self._text(N_("{count} others"), count=left)

    def _plans(self) -> Iterator[Slide]:
        """A slide a line of the plan; without one, what there is to talk about and agree on."""
        plans = self._profile.edits.plans[:MOST_PLANS]
        for plan in plans:
            said = ((self._text(word), getattr(plan, key)) for key, word in PLAN_WORDS)
            lines = tuple(f"{word}: {text}" for word, text in said if text)
            title = plan.issue or plan.action or plan.evidence
            yield Slide(title=title, lines=lines, notes=lines)
        planning = next((one for one in OUTLINE if one.id == "implications"), None)
        shown = {section.id for section in self._profile.sections}
        if not plans and planning and planning.id in shown:
            asked = (self._text(question) for question in planning.questions)
            yield Slide(title=self._text(planning.title), lines=(*asked, *self._to_fill_in()))

    def _to_fill_in(self) -> Iterator[str]:
        """The heads of a line of the plan, for those who meet to write behind."""
        for word in (ISSUE, *(word for key, word in PLAN_WORDS if key != "evidence")):
            yield self._text(TO_FILL_IN, head=self._text(word))

    def _closing(self) -> Slide:
        profile = self._profile
        every = tuple(dict.fromkeys(f"{s.title}. {cited(s)}." for s in profile.sources))
        short = tuple(dict.fromkeys(f"{cited(s)}." for s in profile.sources))
        lines = (
            every if len(every) <= MOST_LINES else (*short[:MOST_LINES], *self._others(len(short)))
        )
        return Slide(title=self._text(SOURCES), source=self._disclaimer, notes=every, lines=lines)

    def _source(self, source_ids: Iterable[str]) -> str:
        asked = set(source_ids)
        named = dict.fromkeys(cited(one) for one in self._profile.sources if one.id in asked)
        return self._text(WORDS["source"], sources="; ".join(named)) if named else ""

    def _notes(self, group: Sequence[Sentence]) -> tuple[str, ...]:
        said = [sentence.text for sentence in group]
        numbers = (number for sentence in group for number in sentence.numbers)
        return (*said, *(line for number in numbers for line in self._origin(number)))

    def _origin(self, number: Number) -> Iterator[str]:
        """Where a number is from, as what opens for it says."""
        yield ""
        for label, values in self._origins.facts_of(number):
            yield f"{label}: {'; '.join(values)}"


def _named(figure: Figure) -> str:
    """What a figure shows, with the unit of a chart, which its axis does not say."""
    if isinstance(figure, MapFigure):
        return figure.title
    words = figure.words
    return f"{words.title} ({words.unit})" if words.unit else words.title


def _of(chart: Chart, number: Number) -> bool:
    """Whether a chart is of the streams that a number counts: those that come, or those that go."""
    cell = next((cell for cell in number.cells() if cell.flow), None)
    if cell is None:
        return chart.id.startswith(f"{number.indicator}-")
    return f"{cell.flow}-{'out' if cell.outward else 'in'}" in chart.id


def _mapped(figures: Iterable[MapFigure], code: str) -> Iterator[MapFigure]:
    return (figure for figure in figures if figure.indicator == code)
