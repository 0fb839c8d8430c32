"""The findings: what is unusual about a place, each with its figure and why it is one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Final

from mapping.i18n import N_
from profiles.evidence.comparison import FEWEST_RANKED, Circle, Position, position_in
from profiles.evidence.provenance import Cell, Method, Number, Origin, Peers
from profiles.indicators.model import Status
from profiles.narrative import Sentence, Style
from profiles.outline.sections import OUTLINE
from profiles.sections.circles import circles_of
from profiles.sections.comparable import AMONG, among, counted_anew, is_count
from profiles.sections.facts import Facts
from profiles.sections.finding_words import (
    AGAINST,
    AGAINST_ALONE,
    CHANGED,
    CHANGES,
    OF_CIRCLE,
    TOPS,
    TOPS_AMONG,
)
from profiles.sections.formulas import last_year
from profiles.sections.identity import PUBLISHED_AREA
from profiles.sections.key_facts import LEADING, tell_population
from profiles.sections.model import Finding
from profiles.sections.moves import SIGNED, tell_net, tell_signed
from profiles.sections.tables import codes_of_section
from profiles.sections.telling import pattern_of, spoken, tell
from profiles.sections.unusual import Candidate, choose

MOST_FINDINGS: Final = 4  # besides who lives here
MAY_FAIL: Final = 4  # chosen, and nothing can be said of them
FEWEST: Final = 3  # with fewer, what leads the sections fills up
WIDE: Final = frozenset({Circle.COUNTRY, Circle.PARENT})
TRENDS: Final = frozenset({"pop_growth", "net_mig_rate"})  # above zero is a gain, below a loss
ABOUT_THE_SAME: Final = (0.9, 1.1)  # times what a rate was: no change worth a word
RELIABLE: Final = frozenset({Status.NORMAL, Status.PROVISIONAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding: its sentences, and why it was chosen."""

    sentences: tuple[Sentence, ...]
    finding: Finding | None = None  # None: it leads, whatever the figures are


@lru_cache(maxsize=2)  # of the profile that is being made
def findings(facts: Facts) -> tuple[Told, ...]:
    """Who lives here, then what stands out, the most unusual first; at most five."""
    told = [Told(sentences=(first,))] if (first := tell_population(facts)) else []
    unusual = [
        one
        for candidate in choose(candidates(facts), MOST_FINDINGS + MAY_FAIL)
        if (one := _told(facts, candidate)) is not None
    ][:MOST_FINDINGS]
    said_of = {one.finding.indicator for one in unusual if one.finding}
    usual = [tell_net(facts)] if "net_mig_rate" not in said_of else []
    usual += [tell_figure(facts, code) for code in LEADING if code not in said_of]
    missing = max(0, FEWEST - len(told) - len(unusual))
    fill = [Told(sentences=(one,)) for one in usual if one is not None]
    return (*told, *unusual, *fill[:missing])


def candidates(facts: Facts) -> Iterator[Candidate]:
    """Every rank, change and turn against the trend that may be told of a place."""
    circles = circles_of(facts)
    for outline in OUTLINE:
        for code in codes_of_section(facts, outline.number):
            if not _is_fit(facts, code):
                continue
            fact = partial(Candidate, indicator=code, section=outline.number)
            ranked = not is_count(facts, code) and _is_sayable(facts, code)
            before = _before(facts, code)
            for circle, peers in circles.items():
                if ranked:
                    yield from _ranked(facts, code, partial(fact, circle=circle), peers)
                if before is not None and circle in WIDE:
                    where = _position(facts, _now(facts, code), before, peers)
                    if where is not None:
                        yield _at(partial(fact, circle=circle), "change", where)


def _is_fit(facts: Facts, code: str) -> bool:
    """Whether a figure may be compared: shown, and not to be used with caution.

    The area of a place is no news, and another one only tells of other boundaries.
    """
    if code == PUBLISHED_AREA:
        return False
    found = facts.found(code)
    if found is None or found.value is None or found.status not in RELIABLE:
        return False
    return facts.tables.is_reliable(found.cell)


def _is_sayable(facts: Facts, code: str) -> bool:
    """Whether there are words for a figure: its sign, a template, or no sign to be told."""
    if code in SIGNED or code == "pop_growth":
        return True
    return (facts.cell(code).value or 0.0) >= 0 and pattern_of(facts, code) is not None


def _ranked(
    facts: Facts, code: str, fact: "partial[Candidate]", peers: Peers
) -> Iterator[Candidate]:
    """The rank of a rate among its peers, and its turn against the trend of the larger area."""
    now = _now(facts, code)
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
    if code in TRENDS and not peers.among and (turn := _against(facts, now, peers)) is not None:
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


def _now(facts: Facts, code: str) -> Cell:
    return facts.cell(code).origin.cells[0]


def _before(facts: Facts, code: str) -> Cell | None:
    """The same figure one date earlier, where it was another; a span already tells of a change."""
    now = _now(facts, code)
    if "/" in now.period or counted_anew(facts, code) or facts.tables.is_sampled(now):
        return None  # by how much a sample grew beside others is not tested
    earlier = {*facts.pack.periods_of(code, facts.place.level)} - {now.period}
    cell = replace(now, period=max(earlier, key=last_year, default=""))
    found = facts.tables.look_up(cell)
    if found is None or found.value is None or found.value <= 0:
        return None
    low, high = (0.0, 0.0) if is_count(facts, code) else ABOUT_THE_SAME
    return None if low < (facts.cell(code).value or 0.0) / found.value < high else cell


def _position(facts: Facts, now: Cell, before: Cell | None, peers: Peers) -> Position | None:
    own = facts.tables.compared(now, before, now.place_code)
    return (
        None if own is None else position_in(facts.tables.ordered_values(now, peers, before), own)
    )


# sentences


def tell_figure(facts: Facts, code: str) -> Sentence | None:
    """The figure of an indicator, its sign in words."""
    if code not in facts.pack.indicators or not facts.is_shown(code):
        return None
    if code in SIGNED:
        return tell_signed(facts, code)
    growth = code == "pop_growth"
    return tell(facts, code) if growth or (facts.cell(code).value or 0.0) >= 0 else None


def _told(facts: Facts, candidate: Candidate) -> Told | None:
    now, before = _now(facts, candidate.indicator), _before(facts, candidate.indicator)
    peers = circles_of(facts)[candidate.circle]
    change = candidate.kind == "change"
    what = _tell_change(facts, now, before) if change else tell_figure(facts, candidate.indicator)
    if candidate.kind == "against":
        why = _tell_against(facts, candidate, now, peers)
    else:
        why = _tell_rank(facts, candidate, now, before if change else None, peers)
    if what is None or why is None:
        return None
    return Told(
        sentences=(what, replace(why, continues=True)),
        finding=Finding(
            indicator=candidate.indicator,
            period=now.period,
            kind=candidate.kind,
            circle=candidate.circle,
            score=round(candidate.score(), 3),
            sentence=0,
        ),
    )


def _tell_change(facts: Facts, now: Cell, before: Cell | None) -> Sentence | None:
    if before is None:
        return None
    code = now.indicator
    return facts.writer.say(
        "S0.6",
        CHANGED,
        label=facts.label(code),
        place=facts.name,
        before=facts.cell(code, period=before.period),
        value=facts.cell(code),
        start=spoken(before.period),
        end=spoken(now.period),
        unit=facts.indicator(code).unit(facts.language),
    )


def _tell_rank(
    facts: Facts, candidate: Candidate, now: Cell, before: Cell | None, peers: Peers
) -> Sentence | None:
    over = () if before is None else (before,)
    end = "high" if candidate.is_high else "low"
    if candidate.as_far > 1 and facts.tables.is_sampled(now):
        rank = _among(facts, now, Origin(method=AMONG[end], cells=(now,), peers=peers))
        template, template_id = TOPS_AMONG[end], f"S0.4.rank.{end}.among"
    else:
        method = Method.RANK_HIGH if candidate.is_high else Method.RANK_LOW
        rank = _among(facts, now, Origin(method=method, cells=(now,), over=over, peers=peers))
        rank = facts.restyled(rank, Style.ORDINAL)
        template, template_id = _rank_words(candidate, rank, end)
    counted = _among(facts, now, Origin(method=Method.PEERS, cells=(now,), over=over, peers=peers))
    return facts.writer.say(
        template_id, template, rank=rank, n=counted, **_words(facts, now, peers)
    )


def _rank_words(candidate: Candidate, rank: Number, end: str) -> tuple[str, str]:
    """The template of a rank, and its name."""
    if candidate.circle in OF_CIRCLE:
        return OF_CIRCLE[candidate.circle][end], f"S0.5.{candidate.circle}.{end}"
    order = "first" if rank.value == 1 else "later"
    tie = "joint" if candidate.as_far > (rank.value or 0) else "alone"
    words = CHANGES if candidate.kind == "change" else TOPS
    return words[end, order, tie], f"S0.4.{candidate.kind}.{end}.{order}.{tie}"


def _tell_against(facts: Facts, candidate: Candidate, now: Cell, peers: Peers) -> Sentence | None:
    method = Method.ABOVE_ZERO if candidate.is_high else Method.BELOW_ZERO
    words = AGAINST_ALONE if candidate.as_far == 1 else AGAINST
    return facts.writer.say(
        f"S0.7.{'above' if candidate.is_high else 'below'}",
        words[candidate.is_high],
        value=_among(facts, now, Origin(method=method, cells=(now,), peers=peers)),
        n=_among(facts, now, Origin(method=Method.PEERS, cells=(now,), peers=peers)),
        **_words(facts, now, peers),
    )


def _words(facts: Facts, now: Cell, peers: Peers) -> dict[str, str]:
    area = facts.name_of(peers.within) if peers.within else facts.country.name_in(facts.language)
    return {
        "place": facts.name,
        "area": area,
        "units": facts.units(facts.place.level),
        "period": spoken(now.period),
    }


def _among(facts: Facts, cell: Cell, origin: Origin) -> Number:
    """A number about the compared places; that the figure is a proxy was said with it."""
    number = facts.number(
        origin,
        code=cell.indicator,
        about=cell,
        unit="",
        style=Style.EXACT,
        formula=facts.text(N_("counted among published values")),
    )
    return replace(number, proxy=False)


def said_of(told: Sequence[Told]) -> tuple[tuple[Sentence, ...], tuple[Finding, ...]]:
    """The sentences of findings in a row, and the findings with the place of their first."""
    sentences: list[Sentence] = []
    found: list[Finding] = []
    for one in told:
        if one.finding is not None:
            found.append(replace(one.finding, sentence=len(sentences)))
        sentences += one.sentences
    return tuple(sentences), tuple(found)
