"""The findings: what is unusual about a place, each with its figure and why it is one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Final

from mapping.i18n import N_
from profiles.evidence.provenance import Cell, Method, Number, Origin, Peers
from profiles.narrative import Sentence, Style
from profiles.sections.candidates import before_of, candidates, is_below_zero
from profiles.sections.circles import circles_of
from profiles.sections.comparable import AMONG, is_count
from profiles.sections.facts import Facts
from profiles.sections.finding_words import (
    AGAINST,
    AGAINST_ALONE,
    CHANGED,
    CHANGES,
    DECLINES,
    OF_CIRCLE,
    TOPS,
    TOPS_AMONG,
)
from profiles.sections.key_facts import LEADING, tell_population
from profiles.sections.model import Finding
from profiles.sections.moves import SIGNED, tell_net, tell_signed
from profiles.sections.tables import spoken_period
from profiles.sections.telling import is_growth, ranks_of, tell
from profiles.sections.unusual import Candidate, choose

MOST_FINDINGS: Final = 4  # besides who lives here
MAY_FAIL: Final = 4  # chosen, and nothing can be said of them
SAME_FACT: Final = frozenset({"pop_total", "pop_growth"})
FEWEST: Final = 3  # with fewer, what leads the sections fills up


Ranks = Mapping[tuple[str, str, str], str]  # by end, whether it is the first, whether it is tied


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding: its sentences, and why it was chosen."""

    sentences: tuple[Sentence, ...]
    finding: Finding | None = None  # None: it leads, whatever the figures are

    @property
    def indicator(self) -> str:
        """What it tells of."""
        return self.finding.indicator if self.finding else self.sentences[0].numbers[0].indicator


@lru_cache(maxsize=2)  # of the profile that is being made
def findings(facts: Facts) -> tuple[Told, ...]:
    """Who lives here, then what stands out, the most unusual first; at most five."""
    told = [Told(sentences=(first,))] if (first := tell_population(facts)) else []
    chosen = choose(candidates(facts), MOST_FINDINGS + MAY_FAIL)
    sayable = (one for candidate in chosen if (one := _told(facts, candidate)) is not None)
    unusual = list(islice(sayable, MOST_FINDINGS))
    missing = max(0, FEWEST - len(told) - len(unusual))
    fill = list(islice(_usual(facts, unusual), missing))
    return (*told, *unusual, *fill)


def _usual(facts: Facts, unusual: Sequence[Told]) -> Iterator[Told]:
    """What leads the sections, whatever the figures are, but for what was said already."""
    said = {one.finding.indicator for one in unusual if one.finding}
    if "net_mig_rate" not in said and (net := tell_net(facts)) is not None:
        yield Told(sentences=(net,))
    # A change of the population has told its growth: that comes where there is nothing else.
    again = SAME_FACT & said
    for code in sorted(LEADING, key=lambda code: bool(again) and code in SAME_FACT):
        if code not in said and (one := tell_figure(facts, code)) is not None:
            yield Told(sentences=(one,))


def tell_figure(facts: Facts, code: str) -> Sentence | None:
    """The figure of an indicator, its sign in words."""
    if code not in facts.pack.indicators or not facts.is_shown(code):
        return None
    if code in SIGNED:
        return tell_signed(facts, code)
    has_words = is_growth(facts, code) or (facts.cell(code).value or 0.0) >= 0
    return tell(facts, code) if has_words else None


def _told(facts: Facts, candidate: Candidate) -> Told | None:
    now = facts.cell_of_latest(candidate.indicator)
    before = before_of(facts, now)
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
    exact = facts.cell(code, period=before.period), facts.cell(code)
    rounded = [_as_told(facts, number) for number in exact]
    first, last = exact if rounded[0].text == rounded[1].text else rounded
    return facts.writer.say(
        "S0.6",
        CHANGED,
        label=facts.label(code),
        place=facts.name,
        before=first,
        value=last,
        start=spoken_period(before.period),
        end=spoken_period(now.period),
        unit=facts.indicator(code).unit(facts.language),
    )


def _as_told(facts: Facts, number: Number) -> Number:
    """A count rounded as the other sentences have it."""
    counted = is_count(facts, number.indicator)
    return facts.restyled(number, Style.COUNT) if counted else number


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
        words = _words_of_ranks(facts, now, before)
        template, template_id = _rank_words(candidate, rank, end, words)
    if not template:
        return None
    counted = _among(facts, now, Origin(method=Method.PEERS, cells=(now,), over=over, peers=peers))
    return facts.writer.say(
        template_id, template, rank=rank, n=counted, **_words(facts, now, peers)
    )


def _words_of_ranks(facts: Facts, now: Cell, before: Cell | None) -> Ranks:
    """The templates for the rank of a figure, or of its change.

    After a loss in words, the rank names the rate: the lowest value is then the largest loss.
    """
    if before is None:
        return ranks_of(facts, now.indicator) if is_below_zero(facts, now) else TOPS
    return DECLINES if (facts.tables.compared(now, before, now.place_code) or 0.0) < 0 else CHANGES


def _rank_words(candidate: Candidate, rank: Number, end: str, words: Ranks) -> tuple[str, str]:
    """The template of a rank, and its name; "": there are no words for it."""
    if candidate.circle in OF_CIRCLE:
        return OF_CIRCLE[candidate.circle][end], f"S0.5.{candidate.circle}.{end}"
    order = "first" if rank.value == 1 else "later"
    tie = "joint" if candidate.as_far > (rank.value or 0) else "alone"
    return words.get((end, order, tie), ""), f"S0.4.{candidate.kind}.{end}.{order}.{tie}"


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
        "label": facts.label(now.indicator),
        "place": facts.name,
        "area": area,
        "units": facts.units(facts.place.level),
        "period": spoken_period(now.period),
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
