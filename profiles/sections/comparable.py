"""What may be compared: counts grow with a place, and some figures count anew at each level."""

from typing import Final

from mapping.i18n import N_
from profiles.evidence.provenance import Cell, Method, Number, Origin, Peers
from profiles.indicators.model import Formula, Kind, parse_part
from profiles.sections.facts import Facts

# What is said of an estimate from a sample beside another figure, once the two were tested.
HIGHER: Final = N_("{sentence} (Higher than in {area}, by more than the margin of error.)")
LOWER: Final = N_("{sentence} (Lower than in {area}, by more than the margin of error.)")
NOT_CLEAR: Final = N_("{sentence} (No clear difference: it is within the margin of error.)")
NOT_TESTED: Final = N_("{sentence} (Not tested for a difference: a margin of error is not known.)")
AMONG: Final = {"high": Method.AMONG_HIGH, "low": Method.AMONG_LOW}


def counted_anew(facts: Facts, code: str) -> bool:
    """Whether an indicator counts other moves at other levels, so that levels do not compare.

    In-migrants of a province come from other provinces, those of a district from other districts.
    Their balance is free of it: the net migration of a province is that of its districts together.
    """
    known = facts.tables.counted_anew
    if code not in known:
        known[code] = _is_counted_anew(facts, code)
    return known[code]


def _is_counted_anew(facts: Facts, code: str) -> bool:
    indicator = facts.pack.indicators.get(code)
    if indicator is None or indicator.formula is Formula.DIFFERENCE:
        return False
    if indicator.formula is Formula.OD:
        return True
    operands = (indicator.numerator, indicator.denominator, *indicator.parts)
    used = {parse_part(text).code for text in operands if text} - {code}  # the sum of the sexes
    return any(counted_anew(facts, part) for part in used)


def is_count(facts: Facts, code: str) -> bool:
    """Whether an indicator counts people or things, so that larger places have more of them."""
    indicator = facts.indicator(code)
    unsummed = indicator.kind is Kind.UNMERGEABLE and indicator.decimals == 0
    return indicator.kind is Kind.EXTENSIVE or unsummed


def remark_on(facts: Facts, value: Number, reference: Number) -> str:
    """The template of what a test says of two figures; empty where both are full counts."""
    one, other = value.origin.cells[0], reference.origin.cells[0]
    if not (facts.tables.is_sampled(one) or facts.tables.is_sampled(other)):
        return ""
    differ = facts.tables.differ(one, other)
    if differ is None:
        return NOT_TESTED
    if not differ:
        return NOT_CLEAR
    return HIGHER if (value.value or 0.0) > (reference.value or 0.0) else LOWER


def among(facts: Facts, cell: Cell, peers: Peers, *, is_high: bool) -> int:
    """How many of the places lie as far out as an estimate, as far as samples can tell."""
    method = AMONG["high" if is_high else "low"]
    return int(facts.tables.evaluate(Origin(method=method, cells=(cell,), peers=peers)) or 0)
