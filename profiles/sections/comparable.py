"""What may be compared: counts grow with a place, and some figures count anew at each level."""

from profiles.indicators.model import Formula, Kind, parse_part
from profiles.sections.facts import Facts


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
