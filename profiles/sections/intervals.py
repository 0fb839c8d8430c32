"""How wide an estimate from a sample is: its 95 % interval, said after the estimate."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mapping.i18n import N_
from profiles.evidence.provenance import Method, Number, Origin
from profiles.narrative import Sentence, Style
from profiles.sections.facts import PERCENT, Facts

WHOLE = 100.0  # percent
INTERVAL = N_("This is an estimate from a sample: the 95% interval is {low} to {high}.")
INTERVAL_OF_SHARE = N_("This is an estimate from a sample: the 95% interval is {low}% to {high}%.")


def with_intervals(facts: Facts, told: Iterable[Sentence]) -> Iterator[Sentence]:
    """Sentences, each estimate of the place followed by its interval, once in the paragraph.

    The place that stands beside it is told in the same way.
    """
    seen, places = set(), {place.place_code for place in (facts.place, *facts.chosen)}
    for sentence in told:
        yield sentence
        number = next(iter(sentence.numbers), None)
        if number is None or number.origin.method is not Method.CELL:
            continue
        (cell,) = number.origin.cells
        own = cell.place_code in places
        if own and cell not in seen and facts.tables.is_sampled(cell):
            seen.add(cell)
            interval = _interval(facts, number)
            yield from () if interval is None else (interval,)


def _interval(facts: Facts, number: Number) -> Sentence | None:
    """Nothing where the error is not known, or where the interval leaves what is possible."""
    low, high = (
        facts.number(
            Origin(method=method, cells=number.origin.cells),
            code=number.indicator,
            about=number.origin.cells[0],
            unit=number.unit,
            style=Style.SHARE if number.style is Style.SHARE else Style.EXACT,
            decimals=number.decimals,
            formula=facts.text(N_("value and 1.96 standard errors")),
        )
        for method in (Method.INTERVAL_LOW, Method.INTERVAL_HIGH)
    )
    is_share = number.unit == PERCENT
    if is_share and ((low.value or 0.0) < 0.0 or (high.value or 0.0) > WHOLE):
        return None
    template = INTERVAL_OF_SHARE if is_share else INTERVAL
    said = facts.writer.say("S.interval", template, low=low, high=high)
    return None if said is None else replace(said, continues=True)
