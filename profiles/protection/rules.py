"""Which figures of a pack the rules hide by themselves; `Policy` has their sentences.

One function a rule, numbered as in the method. What follows from them is found elsewhere: C9 in
`complement`, C10 in `differencing`, C11 by hiding figures in one place for everything.
"""

from collections.abc import Iterator, Mapping

from mapping.places import AdminLevel
from profiles.indicators.model import Indicator, Kind, parse_part
from profiles.indicators.read import TOTAL
from profiles.measures.packs.od import DISTANCE, MEI, has_measures, in_code, out_code
from profiles.protection.figures import PackFigures
from profiles.protection.lines import Key, named_inputs, ratio_inputs
from profiles.protection.policy import Policy
from profiles.protection.reliability import Reliability

PERCENT = 100.0
NOT_BELOW = {"foreign_cit": AdminLevel.ADM2}  # the lowest level that may have them, by code


def hidden_by_rules(
    figures: PackFigures, policy: Policy, estimates: Mapping[Key, Reliability]
) -> set[Key]:
    """The figures that are hidden whatever else is shown.

    Args:
        figures: Of the pack.
        policy: The numbers in the rules.
        estimates: How reliable those figures are that come from a survey.
    """
    return {
        *_small_counts(figures, policy),
        *_sensitive(figures, policy),
        *_unreliable(figures, estimates),
        *_all_or_none(figures, policy),
        *_small_rests(figures, policy),
        *_told_counts(figures, policy),
    }


def _small_counts(figures: PackFigures, policy: Policy) -> Iterator[Key]:
    """C1 and C2: counts below the minimum, flows among them (C8)."""
    for key, value in figures.values.items():
        if not policy.is_small(abs(value)) or not figures.is_protected(key):
            continue
        if figures.is_count(key) and not _is_bare_total(key, figures, policy):
            yield key


def _is_bare_total(key: Key, figures: PackFigures, policy: Policy) -> bool:
    """C2: everybody counted in a place that is not too small, without further attributes."""
    if key in figures.in_flows or key[1] not in policy.bare_totals:
        return False
    return key[3] == key[4] == TOTAL and figures.level(key) <= AdminLevel.ADM2


def _sensitive(figures: PackFigures, policy: Policy) -> Iterator[Key]:
    """C3: what endangers people is told of large areas only."""
    codes = {
        code
        for code in figures.indicators
        if any(word in code.lower() for word in policy.sensitive_words)
    }
    for key in figures.in_table:
        level = figures.level(key)
        if key[1] in codes and level > AdminLevel.ADM1:
            yield key
        if any(word in key[1] and level > lowest for word, lowest in NOT_BELOW.items()):
            yield key


def _unreliable(figures: PackFigures, estimates: Mapping[Key, Reliability]) -> Iterator[Key]:
    """C4 and C5: estimates that say nothing, and what they could be divided out of again."""
    for key, found in estimates.items():
        if found is Reliability.UNRELIABLE:
            yield key
            inputs = ratio_inputs(key, figures.indicators[key[1]])
            if inputs is not None:
                yield inputs[0]


def _all_or_none(figures: PackFigures, policy: Policy) -> Iterator[Key]:
    """C6: that everybody of a small group is something, or nobody, is about each of them."""
    for part, whole in _shares(figures):
        group = figures.values.get(whole, 0.0)
        if 0 < group < policy.group_size and figures.values[part] in (0.0, group):
            yield part


def _small_rests(figures: PackFigures, policy: Policy) -> Iterator[Key]:
    """C7: a part and its whole together tell the rest, which is a count like any other."""
    for part, whole in _shares(figures):
        if policy.is_small(figures.values.get(whole, 0.0) - figures.values[part]):
            yield part


def _told_counts(figures: PackFigures, policy: Policy) -> Iterator[Key]:
    """C7: a share or rate of something without a name, which tells a count with its whole."""
    for key, value in figures.in_table.items():
        indicator = figures.indicators[key[1]]
        if indicator.numerator or not indicator.denominator or not indicator.protected:
            continue
        place_code, _, period, sex, age = key
        part = parse_part(indicator.denominator)
        whole = figures.in_table.get((place_code, part.code, period, part.sex or sex, age))
        if whole is None or indicator.kind is not Kind.INTENSIVE or key in figures.table.surveys:
            continue
        count = round(value * whole / indicator.multiplier)
        rest = whole - count if indicator.multiplier == PERCENT else 0.0
        if policy.is_small(count) or policy.is_small(rest):
            yield key


def _shares(figures: PackFigures) -> Iterator[tuple[Key, Key]]:
    """Part and whole of every percentage of people whom the rules are about."""
    for key in figures.in_table:
        indicator = figures.indicators[key[1]]
        inputs = named_inputs(key, indicator)
        if inputs is None or indicator.multiplier != PERCENT:
            continue
        if inputs[0] in figures.in_table and figures.is_protected(inputs[0]):
            yield inputs


def hidden_with(hidden: set[Key], figures: PackFigures, policy: Policy) -> set[Key]:
    """C7: shares, rates and indices of hidden figures, and shares of very few people."""
    found: set[Key] = set()
    for key in figures.in_table:
        indicator = figures.indicators[key[1]]
        inputs = ratio_inputs(key, indicator)
        is_of_few = (
            inputs is not None
            and figures.indicators[inputs[0][1]].protected
            and policy.is_small(figures.values.get(inputs[1], 0.0))
        )
        if is_of_few or not hidden.isdisjoint(_operands(key, indicator)):
            found.add(key)
    return found | _indices(hidden, figures) | set(_distances(hidden, figures))


def _operands(key: Key, indicator: Indicator) -> Iterator[Key]:
    """What a figure that is no count was worked out of, here or where it comes from.

    Sums of counts are looked at with everything else that is known.
    """
    if indicator.kind is Kind.EXTENSIVE:
        return
    place_code, _, period, sex, age = key
    for text in (indicator.numerator, indicator.denominator, *indicator.parts):
        if text:
            part = parse_part(text)
            for when in (period, *period.split("/")):
                yield place_code, part.code, when, part.sex or sex, age


def _distances(hidden: set[Key], figures: PackFigures) -> Iterator[Key]:
    """Mean distances of streams of which one is hidden: they are one more sum of them."""
    measured = {flow.entry.id for flow in figures.flows if has_measures(flow.entry)}
    for flow, origin, destination, period, sex in hidden:
        key = (destination, DISTANCE, period, sex, TOTAL)
        if flow in measured and origin != destination and key in figures.in_table:
            yield key


def _indices(hidden: set[Key], figures: PackFigures) -> set[Key]:
    """Indices of a whole matrix, of which a hidden figure is part."""
    counted = {
        code
        for flow in figures.flows
        if has_measures(flow.entry)
        for code in (in_code(flow.entry), out_code(flow.entry))
    }
    touched = {(key[2], key[3]) for key in hidden if key in figures.in_table and key[1] in counted}
    return {key for key in figures.in_table if key[1] == MEI and (key[2], key[3]) in touched}
