"""How many of the indicators that are looked for there are: each count leads to what it counts."""

from collections.abc import Sequence
from dataclasses import replace

from profiles.evidence.provenance import Number
from profiles.narrative import Style
from profiles.outline.sections import GapReason
from profiles.sections.facts import Facts
from profiles.sections.gaps import reasons


def applicable_and_shown(facts: Facts) -> tuple[int, tuple[str, ...]]:
    """How many catalogue indicators apply to the place, and which have a figure."""
    why = reasons(facts)
    applicable = [code for code, reason in why.items() if reason is not GapReason.NOT_APPLICABLE]
    shown = tuple(code for code in applicable if why[code] is None)
    return len(applicable), shown


def shown_of(facts: Facts, codes: Sequence[str]) -> Number:
    """How many indicators have a figure, with the rows of these figures."""
    rows = (facts.tables.look_up(facts.cell_of_latest(code)) for code in codes)
    counted = facts.given(len(codes), code="indicators_shown")
    return replace(counted, inputs=tuple(row for row in rows if row is not None))


def looked_for(facts: Facts, count: int) -> Number:
    """How many indicators were looked for: those that have a figure, and the gaps."""
    counted = facts.given(count, code="indicators_applicable")
    return replace(counted, formula="indicators_shown + gaps")


def completeness(facts: Facts, applicable: int, shown: int) -> Number:
    """The share of applicable indicators that have a figure, in percent."""
    value = 100.0 * shown / applicable
    share = facts.given(value, code="data_complete", unit="%", style=Style.TABLE, decimals=0)
    return replace(share, formula="100 \u00d7 indicators_shown / indicators_applicable")
