"""The parts of a section, as data. Renderers (PDF, HTML, spreadsheet) only read them."""

from dataclasses import dataclass

from mapping.places import AdminLevel
from profiles.evidence.provenance import Number
from profiles.narrative import Sentence
from profiles.sections.chart_model import Chart
from profiles.sections.table_model import ProfileTable


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFigure:
    """A map of one indicator, with the place outlined where it is one of those that are mapped."""

    id: str
    indicator: str
    level: AdminLevel
    period: str
    title: str
    alt: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One indicator that is expected here and not shown."""

    indicator: str
    name: str
    section: int
    reason: str  # a code of `profiles.outline.sections.GapReason`
    reason_text: str
    best: Number | None  # the nearest level that has it
    best_place: str
    to_close: tuple[str, ...]  # kinds of source that would give it
    text: str  # the whole statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Why something was chosen as a key fact; the sentences say what it is."""

    indicator: str
    period: str
    kind: str  # "rank", "change" or "against"
    circle: str  # with whom the place was compared: a `profiles.evidence.comparison.Circle`
    score: float  # bits: see `profiles.sections.unusual`
    sentence: int  # of the section, its first


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the fifteen sections."""

    number: int
    id: str
    title: str
    questions: tuple[str, ...]
    reference: str  # "Reference date: 2021"
    grade: str = ""  # of its figures: "strong", "moderate", "limited"
    evidence: Sentence | None = None  # what `reference` says, where it counts indicators
    sentences: tuple[Sentence, ...] = ()
    findings: tuple[Finding, ...] = ()  # of the key facts
    tables: tuple[ProfileTable, ...] = ()
    charts: tuple[Chart, ...] = ()
    maps: tuple[MapFigure, ...] = ()
    gaps: tuple[Gap, ...] = ()
    gap_statement: tuple[str, ...] = ()  # printed when figures are missing
    notes: tuple[str, ...] = ()
    links: str = ""  # SDG and GCM

    @property
    def has_figures(self) -> bool:
        """Whether anything but the gap statement is printed."""
        return bool(self.sentences or self.tables or self.charts)

    @property
    def all_tables(self) -> tuple[ProfileTable, ...]:
        """Its tables, and those of figures that only its charts print."""
        of_charts = (chart.words.figures for chart in self.charts)
        return (*self.tables, *(table for table in of_charts if table is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A value of the same indicator elsewhere."""

    place: str
    number: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One key fact. It is never hidden: without a number it says why."""

    indicator: str
    label: str
    unit: str
    period: str
    number: Number | None
    reason: str  # gap code, "" where there is a number
    reason_text: str
    beside: tuple[Beside, ...]
    proxy: bool = False
    counted: Sentence | None = None  # what `period` says, of a key fact that counts indicators
