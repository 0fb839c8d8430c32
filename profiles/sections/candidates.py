"""What might be a finding: every rank, change and turn against the trend of a place."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from profiles.evidence.comparison import FEWEST_RANKED, Circle, Position, position_in
from profiles.evidence.periods import last_year
from profiles.evidence.provenance import Cell, Peers
from profiles.evidence.published import NO_ROW
from profiles.indicators.model import Status
from profiles.outline.sections import OUTLINE
from profiles.sections.circles import circles_of
from profiles.sections.comparable import among, counted_anew, is_count
from profiles.sections.facts import Facts
from profiles.sections.identity import PUBLISHED_AREA
from profiles.sections.moves import SIGNED
from profiles.sections.tables import codes_of_section
from profiles.sections.telling import is_growth, pattern_of
from profiles.sections.unusual import Candidate

WIDE: Final = frozenset({Circle.COUNTRY, Circle.PARENT})
TRENDS: Final = frozenset({"pop_growth", "net_mig_rate"})  # above zero is a gain, below a loss
ABOUT_THE_SAME: Final = (0.9, 1.1)  # times what a rate was: no change worth a word
RELIABLE: Final = frozenset({Status.NORMAL, Status.PROVISIONAL})


def candidates(facts: Facts) -> Iterator[Candidate]:
    """Every rank, change and turn against the trend that may be told of a place."""
    circles = circles_of(facts)
    for outline in OUTLINE:
        for code in codes_of_section(facts, outline.number):
            now = facts.cell_of_latest(code)
            if not _is_fit(facts, now):
                continue
            fact = partial(Candidate, indicator=code, section=outline.number)
            ranked = not is_count(facts, code) and _is_sayable(facts, now)
            before = before_of(facts, now)
            for circle, peers in circles.items():
                if ranked:
                    yield from _ranked(facts, now, partial(fact, circle=circle), peers)
                if before is not None and circle in WIDE:
                    where = _position(facts, now, before, peers)
                    if where is not None:
                        yield _at(partial(fact, circle=circle), "change", where)


def _is_fit(facts: Facts, now: Cell) -> bool:
    """Whether a figure may be compared: shown, and not to be used with caution.

    The area of a place is no news, and another one only tells of other boundaries.
    """
    if now.indicator == PUBLISHED_AREA:
        return False
    value, status = facts.tables.row(now) or NO_ROW
    return value is not None and status in RELIABLE and facts.tables.is_reliable(now)


def _is_sayable(facts: Facts, now: Cell) -> bool:
    """Whether there are words for a figure: its sign, a template, or no sign to be told."""
    if now.indicator in SIGNED or is_growth(facts, now.indicator):
        return True
    return not is_below_zero(facts, now) and pattern_of(facts, now.indicator) is not None


def _ranked(
    facts: Facts, now: Cell, fact: "partial[Candidate]", peers: Peers
) -> Iterator[Candidate]:
    """The rank of a rate among its peers, and its turn against the trend of the larger area."""
    if peers.among and is_below_zero(facts, now):
        return  # which end of a circle a loss lies at has no words
    where = _position(facts, now, None, peers)
    if facts.tables.is_sampled(now):
        if where is not None:
            as_far = among(facts, now, peers, is_high=where.nearer_top)
            if as_far == 1 or not peers.among:
                yield fact(kind="rank", is_high=where.nearer_top, as_far=as_far, places=where.peers)
        return
    # Among few places only the one at the very end is worth a word.
    if where is not None and (not peers.among or (where.rank == 1 and not where.tied)):
        yield _at(fact, "rank", where)
    if (
        now.indicator in TRENDS
        and not peers.among
        and (turn := _against(facts, now, peers)) is not None
    ):
        as_far, places, high = turn
        yield fact(kind="against", is_high=high, as_far=as_far, places=places)


def _at(fact: "partial[Candidate]", kind: str, where: Position) -> Candidate:
    return fact(kind=kind, is_high=where.nearer_top, as_far=where.as_far, places=where.peers)


def _against(facts: Facts, now: Cell, peers: Peers) -> tuple[int, int, bool] | None:
    """A place that gains where the larger area loses, or the other way round.

    Gives the places on its side of zero, those compared, and whether that side is above.
    """
    above = peers.within or facts.country.place_code
    whole = facts.tables.look_up(replace(now, place_code=above))
    own = facts.tables.look_up(now)
    values = facts.tables.ordered_values(now, peers)
    if own is None or not own.value or whole is None or not whole.value:
        return None
    if own.value * whole.value > 0 or len(values) < FEWEST_RANKED:
        return None
    return sum(value * own.value > 0 for value in values), len(values), own.value > 0


def before_of(facts: Facts, now: Cell) -> Cell | None:
    """The same figure one date earlier, where it was another; a span already tells of a change."""
    code = now.indicator
    if "/" in now.period or counted_anew(facts, code) or facts.tables.is_sampled(now):
        return None  # by how much a sample grew beside others is not tested
    earlier = {*facts.pack.periods_of(code, facts.place.level)} - {now.period}
    if not earlier:
        return None
    cell = replace(now, period=max(earlier, key=last_year))
    value, _ = facts.tables.row(cell) or NO_ROW
    if value is None or value <= 0:
        return None
    low, high = (0.0, 0.0) if is_count(facts, code) else ABOUT_THE_SAME
    latest, _ = facts.tables.row(now) or NO_ROW
    return None if low < (latest or 0.0) / value < high else cell


def _position(facts: Facts, now: Cell, before: Cell | None, peers: Peers) -> Position | None:
    own = facts.tables.compared(now, before, now.place_code)
    return (
        None if own is None else position_in(facts.tables.ordered_values(now, peers, before), own)
    )


def is_below_zero(facts: Facts, now: Cell) -> bool:
    """Whether a figure is a loss."""
    value, _ = facts.tables.row(now) or NO_ROW
    return (value or 0.0) < 0
