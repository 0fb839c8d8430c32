"""Where people come from and go to: the published streams of one place."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapping.i18n import N_
from mapping.places import AdminLevel
from profiles.evidence.provenance import TOTAL, Cell, Method, Number, Origin
from profiles.indicators.flows import NOT_STATED
from profiles.indicators.model import Status
from profiles.narrative import Style
from profiles.protection.partners import Others, grouped_partners
from profiles.sections.facts import Facts

if TYPE_CHECKING:
    from profiles.indicators.flows import FlowEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """One stream between the place and another."""

    code: str
    name: str
    number: Number
    share: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Cells that are added, and those that are taken away again."""

    cells: tuple[Cell, ...]
    less: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """All published streams of one table into or out of one place.

    Attributes:
        partners: Those that are shown one by one, largest first.
        everyone: The cells that all streams add up to, those of the group of others included.
        grouped: How many protected partners are in that group; none where it may not be shown.
        home: The larger area that holds the place, where partners are such areas.
        hidden: How many partners are protected.
        missing: Of how many partners nothing is known.
    """

    entry: "FlowEntry"
    outward: bool
    partners: tuple[Partner, ...]
    everyone: tuple[Cell, ...]
    grouped: int
    home: Partner | None
    hidden: int
    missing: int

    @property
    def is_whole(self) -> bool:
        """Whether everyone is among them: else a share would be of those shown alone."""
        return self.grouped > 0 or not (self.hidden or self.missing)

    @property
    def id(self) -> str:
        """Names tables and charts."""
        return f"{self.entry.id}-{'out' if self.outward else 'in'}"


def streams_of(facts: Facts, *, abroad: bool) -> list[Streams]:
    """The streams of every flow table that touches the place, within the country or abroad."""
    if not abroad and facts.place.level is AdminLevel.ADM0:
        return []  # a country's table of origins counts those who never moved, too
    found = []
    for flows in facts.pack.flows:
        entry = flows.entry
        if is_abroad(entry) is not abroad:
            continue
        for outward in (False, True):
            level = entry.origin_level if outward else entry.destination_level
            if level == facts.place.level.value:
                streams = _streams(facts, entry, outward=outward)
                if streams is not None:
                    found.append(streams)
    return found


def is_abroad(entry: "FlowEntry") -> bool:
    """Whether one end of the table lies outside the country."""
    return not all(
        level.startswith("ADM") for level in (entry.origin_level, entry.destination_level)
    )


def _streams(facts: Facts, entry: "FlowEntry", *, outward: bool) -> Streams | None:
    own, pack = facts.place, facts.pack
    found = {
        destination if outward else origin: stream
        for (origin, destination, period, sex), stream in facts.tables.streams(
            entry.id, own.place_code, outward=outward
        ).items()
        if origin != destination and period == entry.period and sex == TOTAL
    }
    shown = [code for code, (value, _) in found.items() if value is not None]
    if not shown or _is_whole(facts, found):
        return None
    others = grouped_partners(
        found, entry, own.place_code, pack.published, pack.policy, outward=outward
    )
    numbers = [_stream_cell(facts, entry, code, outward=outward) for code in shown]
    ordered = sorted(numbers, key=lambda n: (-(n.value or 0.0), n.origin.cells[0].partner_code))
    everyone = cells_of(ordered) if others is None else (_whole(others),)
    partners = tuple(_partner(facts, entry, number, everyone) for number in ordered)
    above = {place.place_code for place in pack.gazetteer.parents(own.place_code)}
    hidden = sum(status is Status.SUPPRESSED for _, status in found.values())
    return Streams(
        entry=entry,
        outward=outward,
        partners=partners,
        everyone=everyone,
        grouped=0 if others is None else len(others.partners),
        home=next((partner for partner in partners if partner.code in above), None),
        hidden=hidden,
        missing=len(found) - len(shown) - hidden,
    )


def _is_whole(facts: Facts, partners: Collection[str]) -> bool:
    """Whether all there is leads into the one area that holds the place: that says nothing."""
    above = {place.place_code for place in facts.pack.gazetteer.parents(facts.place.place_code)}
    return len(partners) == 1 and above.issuperset(partners)


def cells_of(numbers: Iterable[Number]) -> tuple[Cell, ...]:
    """The one cell of each number."""
    return tuple(number.origin.cells[0] for number in numbers)


def _whole(others: Others) -> Cell:
    place_code, code, period, sex, age = others.whole
    return Cell(place_code=place_code, indicator=code, period=period, sex=sex, age=age)


def _stream_cell(facts: Facts, entry: "FlowEntry", partner: str, *, outward: bool) -> Number:
    cell = Cell(
        place_code=facts.place.place_code,
        indicator=entry.measure,
        period=entry.period,
        flow=entry.id,
        partner_code=partner,
        outward=outward,
    )
    number = facts.number(
        Origin(method=Method.CELL, cells=(cell,)),
        code=entry.measure,
        about=cell,
        unit=entry.unit(facts.language),
        style=Style.TABLE,
        source_id=entry.source.id,
    )
    return replace(number, proxy=entry.proxy)


def _partner(
    facts: Facts, entry: "FlowEntry", number: Number, everyone: tuple[Cell, ...]
) -> Partner:
    code = number.origin.cells[0].partner_code or ""
    share = share_of_cells(facts, number, Total(cells=number.origin.cells), Total(cells=everyone))
    return Partner(code=code, name=_name(facts, entry, code), number=number, share=share)


def share_of_cells(facts: Facts, like: Number, part: Total, whole: Total) -> Number:
    """Some streams in percent of others."""
    number = facts.number(
        Origin(
            method=Method.SHARE,
            cells=part.cells,
            less=part.less,
            over=whole.cells,
            over_less=whole.less,
            multiplier=100.0,
        ),
        code=like.indicator,
        about=part.cells[0],
        unit="%",
        style=Style.TABLE,
        decimals=1,
        formula=facts.text(N_("100 \u00d7 these streams / all streams of the place")),
        source_id=like.source_id,
    )
    return replace(number, proxy=like.proxy)


def _name(facts: Facts, entry: "FlowEntry", code: str) -> str:
    label = entry.partner_label(code, facts.language)
    if label is not None:
        return label
    return facts.text(N_("Not stated")) if code == NOT_STATED else facts.name_of(code)
