"""The sentences of a section: what leads it first, then its rates and shares.

Where a reader chose a place to stand beside, each sentence about a figure is followed by the same
of that place.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Final

from profiles.indicators.model import Kind
from profiles.narrative import Sentence
from profiles.narrative.writer import said, together
from profiles.outline.sections import SectionOutline
from profiles.sections.comparable import is_count
from profiles.sections.facts import Facts
from profiles.sections.figures import main_code
from profiles.sections.identity import tell_identity
from profiles.sections.intervals import with_intervals
from profiles.sections.moves import MOVES
from profiles.sections.stream_parts import stream_sentences
from profiles.sections.streams import Streams
from profiles.sections.telling import is_growth, place_among, tell, tell_rank
from profiles.sections.whole import Identity

# Said by sentences of their own, or with their sign in words.
TOLD_ELSEWHERE = frozenset({"pop_total", "net_mig_n", "net_mig_rate", "in_mig_n", "out_mig_n"}) | {
    "mer",
    "mig_turnover",
    "inflow_conc",
}
MOST_SENTENCES: Final = 8  # those about the place beside not counted
RANKED_NEAR_END: Final = 0.5  # below: no sentence


def sentences_of(
    facts: Facts,
    outline: SectionOutline,
    head: Identity,
    codes: Sequence[str],
    streams: Sequence[Streams],
) -> tuple[Sentence, ...]:
    """Whole sentences, the same one never twice."""
    told: list[Sentence | None] = []
    if outline.number == 1:
        told += tell_identity(facts, head)
    if outline.number == 3:  # noqa: PLR2004 - a section number
        for tell_move in MOVES:
            told += _with_other(facts, tell_move(facts), tell_move)
    main = main_code(facts, outline, codes)
    spoken = _spoken(facts, outline, codes)
    for code in (code for code in spoken if code in outline.main):
        told += _figure(facts, code)
    if main and _stands_out(facts, main):
        told.append(tell_rank(facts, main))
    told += [sentence for stream in streams for sentence in stream_sentences(facts, stream)]
    for code in (code for code in spoken if code not in outline.main):
        told += _figure(facts, code)
    unique = {sentence.text: sentence for sentence in said(told)}
    return tuple(with_intervals(facts, _first(unique.values())))


def _figure(facts: Facts, code: str) -> Iterator[Sentence]:
    return _with_other(facts, tell(facts, code), partial(tell, code=code, beside=facts))


def _with_other(
    facts: Facts, own: Sentence | None, tell_other: Callable[[Facts], Sentence | None]
) -> Iterator[Sentence]:
    """A sentence, and the same of the place that stands beside it."""
    if own is None:
        return
    yield own
    for place in facts.chosen:
        other = Facts(facts.pack, place, language=facts.language, today=facts.today)
        found = tell_other(other)
        if found is not None:
            yield replace(found, continues=True)


def _first(told: Iterable[Sentence]) -> Iterator[Sentence]:
    """As many sentences as a section has room for, each with what continues it."""
    for group in islice(together(told), MOST_SENTENCES):
        yield from group


def _stands_out(facts: Facts, code: str) -> bool:
    """Whether the rank of a figure is worth a sentence; that of a count only tells of size."""
    where = None if is_count(facts, code) else place_among(facts, code)
    return where is not None and where.unusualness >= RANKED_NEAR_END


def _spoken(facts: Facts, outline: SectionOutline, codes: Sequence[str]) -> list[str]:
    """The indicators of a section that get a sentence: those that lead, then rates and shares."""
    open_codes = [c for c in codes if c not in TOLD_ELSEWHERE and facts.is_shown(c)]
    unsigned = [c for c in open_codes if is_growth(facts, c) or (facts.cell(c).value or 0.0) >= 0]
    leading = {code: place for place, code in enumerate(outline.main)}
    return sorted(
        unsigned,
        key=lambda c: (
            leading.get(c, len(leading)),
            facts.indicator(c).kind is not Kind.INTENSIVE,
        ),
    )
