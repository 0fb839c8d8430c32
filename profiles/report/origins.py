"""Where a number comes from, in words: what opens when a reader asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from mapping.i18n import N_, Translator
from profiles.evidence.provenance import TOTAL, Cell, Method, Number, Peers
from profiles.indicators.model import Source, Status
from profiles.sections.whole import Profile

WORDS: Final = {
    "title": N_("Where this number comes from"),
    "indicator": N_("Indicator"),
    "place": N_("Place"),
    "period": N_("Period"),
    "value": N_("Value"),
    "flag": N_("Flag"),
    "source": N_("Source"),
    "formula": N_("Formula"),
    "rows": N_("Rows of the tables"),
    "close": N_("Close"),
}
FLAGS: Final = {
    Status.NORMAL: N_("none: published as it stands"),
    Status.ESTIMATED: N_("estimate"),
    Status.PROVISIONAL: N_("provisional"),
    Status.BREAK: N_("not comparable with earlier periods"),
    Status.MISSING: N_("no data"),
    Status.NOT_APPLICABLE: N_("not applicable"),
    Status.SUPPRESSED: N_("not shown, to protect confidentiality"),
}
MADE_HERE: Final = N_("Counted from this profile or taken from the boundary set.")
AMONG: Final = N_("Compared with the published values of {count} places.")
AMONG_ALL: Final = N_("Compared with all published values of places of the same level in {place}.")
AREA: Final = "area_km2"
MOST_ROWS: Final = 12  # of one number; a sum over every stream has more


@dataclass(slots=True)
class Origins:
    """The numbers of one document that can be opened, each once."""

    profile: Profile
    _ids: dict[tuple[object, ...], str] = field(default_factory=dict)
    parts: list[dict[str, object]] = field(default_factory=list)
    _labels: dict[str, str] = field(init=False)
    _names: dict[str, str] = field(init=False)
    _sources: dict[str, Source] = field(init=False)
    _translator: Translator = field(init=False)
    _words: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._translator = self.profile.translator
        self._words = {key: self._translator.text(word) for key, word in WORDS.items()}
        self._labels = dict(self.profile.labels)
        self._names = dict(self.profile.names)
        self._sources = {source.id: source for source in self.profile.sources}

    def of(self, number: Number) -> str:
        """The id of what opens for a number."""
        counted = number.inputs if number.origin.method is Method.GIVEN else ()
        key = (number.indicator, number.origin, number.value, counted)
        made = f"o{len(self._ids) + 1}"
        found = self._ids.setdefault(key, made)  # asked once: an origin has many cells to compare
        if found == made:
            self.parts.append({"id": made, "facts": self.facts_of(number)})
        return found

    def words(self) -> dict[str, str]:
        """What stands around them."""
        return self._words

    def facts_of(self, number: Number) -> list[tuple[str, list[str]]]:
        """What opens for a number: a head and its lines each."""
        text = self._translator.text
        given = number.origin.method is Method.GIVEN
        label = self._labels.get(number.indicator)
        rows = [*([text(MADE_HERE)] if given else ()), *self._rows(number)]
        lines = (
            ("indicator", [f"{label} ({number.indicator})" if label else number.indicator]),
            ("place", [f"{self._names.get(number.place_code, '')} ({number.place_code})"]),
            ("period", [number.period.replace("/", "\u2013")] if number.period else []),
            ("value", [f"{self._exact(number.value)} {number.unit}".strip()]),
            ("flag", [] if given else [text(FLAGS[number.status])]),
            ("source", self._cited(number)),
            ("formula", [number.formula] if number.formula else []),
            ("rows", rows),
        )
        return [(self._words[key], values) for key, values in lines if values]

    def _cited(self, number: Number) -> list[str]:
        if number.origin.method is Method.GIVEN and number.indicator == AREA:
            return [self.profile.identity.boundary_source]
        source = self._sources.get(number.source_id)
        return [f"{source.title}. {source.publisher}, {source.year}"] if source else []

    def _rows(self, number: Number) -> list[str]:
        """The rows it was made from, and with which others it was compared."""
        held = {entry.cell: entry.value for entry in number.inputs}
        if number.origin.method is Method.CELL:
            held[number.origin.cells[0]] = number.value
        cells = [*dict.fromkeys(number.cells())]
        rows = [self._row(cell, held) for cell in cells[:MOST_ROWS]]
        if len(cells) > MOST_ROWS:
            rows.append("\u2026")
        if number.origin.peers is not None:
            rows += self._compared(number.origin.cells[0], number.origin.peers)
        return rows

    def _compared(self, cell: Cell, peers: Peers) -> list[str]:
        if not peers.among:
            return [self._translator.text(AMONG_ALL, place=self._area(peers.within))]
        count = self._translator.number(len(peers.among))
        others = [replace(cell, place_code=code) for code in peers.among]
        told = self._translator.text(AMONG, count=count)
        return [told, *(self._row(other, {}) for other in others if other != cell)]

    def _area(self, within: str | None) -> str:
        """The larger area whose places are compared; without a code it is the country."""
        head = self.profile.identity
        above = {parent.place_code: parent.name for parent in head.parents}
        whole = head.parents[-1].name if head.parents else head.name
        return whole if within is None else above.get(within) or self._names.get(within, within)

    def _row(self, cell: Cell, held: Mapping[Cell, float | None]) -> str:
        """A cell as it can be found in the table again, and what it held, as far as is known."""
        ends = [cell.place_code, cell.partner_code or ""]
        where = " \u2192 ".join(end for end in (ends if cell.outward else ends[::-1]) if end)
        parts = (cell.flow, cell.indicator, where, cell.period, cell.sex, cell.age)
        key = ", ".join(part for part in parts if part and part != TOTAL)
        return f"{key} = {self._exact(held[cell])}" if cell in held else key

    def _exact(self, value: float | None) -> str:
        if value is None:
            return ".."
        return self._translator.exact(value)
