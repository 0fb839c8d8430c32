"""Where people come from and go to: the published streams of one place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mapping.i18n import N_
from mapping.places import AdminLevel
from profiles.indicators.flows import NOT_STATED
from profiles.indicators.model import Status
from profiles.narrative import Style
from profiles.provenance import TOTAL, Cell, Method, Number, Origin
from profiles.sections.facts import Facts

if TYPE_CHECKING:
    from profiles.indicators.flows import FlowEntry

MOST_PARTNERS: Final = 5
MOST_BARS: Final = 10
LEADING: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """One stream between the place and another."""

    code: str
    name: str
    number: Number
    share: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """All published streams of one table into or out of one place, largest first."""

    entry: "FlowEntry"
    outward: bool
    partners: tuple[Partner, ...]
    hidden: int  # partners that are protected
    missing: int  # partners nothing is known of
    home: Partner | None  # the larger area that holds the place, where partners are such areas

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
    own = facts.place.place_code
    partners, hidden, missing = [], 0, 0
    streams = facts.tables.streams(entry.id, own, outward=outward)
    for (origin, destination, period, sex), (value, status) in streams.items():
        there = destination if outward else origin
        if there == own or period != entry.period or sex != TOTAL:
            continue
        if value is None:
            hidden += status is Status.SUPPRESSED
            missing += status is not Status.SUPPRESSED
            continue
        partners.append(_stream_cell(facts, entry, there, outward=outward))
    if not partners:
        return None
    named = _with_shares(facts, entry, partners)
    above = {place.place_code for place in facts.pack.gazetteer.parents(facts.place.place_code)}
    return Streams(
        entry=entry,
        outward=outward,
        partners=named,
        home=next((partner for partner in named if partner.code in above), None),
        hidden=hidden,
        missing=missing,
    )


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


def _with_shares(
    facts: Facts, entry: "FlowEntry", numbers: Sequence[Number]
) -> tuple[Partner, ...]:
    """Partners, largest first, with their share of all published streams of the place."""
    everyone = tuple(number.origin.cells[0] for number in numbers)
    ordered = sorted(numbers, key=lambda n: (-(n.value or 0.0), n.origin.cells[0].partner_code))
    return tuple(
        Partner(
            code=number.origin.cells[0].partner_code or "",
            name=_name(facts, entry, number.origin.cells[0].partner_code or ""),
            number=number,
            share=share_of_cells(facts, number, number.origin.cells, everyone),
        )
        for number in ordered
    )


def share_of_cells(
    facts: Facts, like: Number, cells: tuple[Cell, ...], over: tuple[Cell, ...]
) -> Number:
    """Some streams in percent of others."""
    number = facts.number(
        Origin(method=Method.SHARE, cells=cells, over=over, multiplier=100.0),
        code=like.indicator,
        about=cells[0],
        unit="%",
        style=Style.TABLE,
        decimals=1,
        formula="100 \u00d7 these streams / all published streams of the place",
        source_id=like.source_id,
    )
    return replace(number, proxy=like.proxy)


def _name(facts: Facts, entry: "FlowEntry", code: str) -> str:
    label = entry.partner_label(code, facts.language)
    if label is not None:
        return label
    return facts.text(N_("Not stated")) if code == NOT_STATED else facts.name_of(code)
