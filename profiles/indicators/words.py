"""What the catalogue says of an indicator, in words for people."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from mapping.i18n import N_, Translator
from profiles.indicators.model import (
    Aggregation,
    Direction,
    Formula,
    Indicator,
    parse_part,
)

DIRECTIONS: Final = {
    Direction.NEUTRAL: N_("Neither more nor less is better: the figure only describes."),
    Direction.POSITIVE: N_("More is better."),
    Direction.NEGATIVE: N_("Less is better."),
}

AGGREGATIONS: Final = {
    Aggregation.SUM: N_("Added up. If one place has no figure, the whole has none."),
    Aggregation.RATIO_OF_SUMS: N_(
        "Numerators and denominators are added up, then divided; the mean of the places’ own"
        " figures would be wrong."
    ),
    Aggregation.WEIGHTED_MEAN: N_("The mean of the places, with the weights that are named."),
    Aggregation.OD_RECOMPUTE: N_(
        "Counted anew from the origin-destination table of the larger places: moves inside one of"
        " them no longer count."
    ),
    Aggregation.RECOMPUTE: N_("Worked out again from the summed parts."),
    Aggregation.RECOMPUTE_DISTRIBUTION: N_(
        "Needs everyone’s figures: it cannot be had from the figures of places."
    ),
    Aggregation.SHARE_OF_UNITS: N_("The share of places whose answer is yes."),
    Aggregation.NOT_AGGREGABLE: N_("Shown at its own level only."),
}

_SEXES: Final = {"male": N_("male"), "female": N_("female"), "total": N_("both sexes")}
_OD: Final = N_("counted from the origin-destination table, anew at each level")
_GROWTH: Final = N_("100 × ln(later ÷ earlier) ÷ years, of: {part}")
_MIDPOINT: Final = N_("mean of the start and the end of the period, of: {part}")


def part_words(text: str, indicators: Mapping[str, Indicator], translator: Translator) -> str:
    """An input of a formula as people call it.

    Args:
        text: "pop_total", or "pop_total:male" for one sex.
        indicators: The catalogue.
        translator: The reader's language.
    """
    part = parse_part(text)
    known = indicators.get(part.code)
    label = known.label(translator.language) if known else part.code
    return f"{label} ({translator.text(_SEXES[part.sex])})" if part.sex else label


def formula_words(
    indicator: Indicator, indicators: Mapping[str, Indicator], translator: Translator
) -> str:
    """How the figure is worked out; empty where it is read from a table as it is."""

    def part(text: str | None) -> str:
        return part_words(text or "", indicators, translator)

    top, bottom = part(indicator.numerator), part(indicator.denominator)
    times = indicator.multiplier
    match indicator.formula:
        case Formula.OD:
            words = translator.text(_OD)
        case Formula.GROWTH:
            words = translator.text(_GROWTH, part=top)
        case Formula.MIDPOINT:
            words = translator.text(_MIDPOINT, part=top)
        case Formula.SUM:
            words = " + ".join(part(text) for text in indicator.parts)
        case Formula.DIFFERENCE:
            words = f"{top} − {bottom}"
        case _ if top and bottom:
            words = f"{'' if times == 1 else f'{translator.number(times)} × '}{top} ÷ {bottom}"
        case _:
            words = ""
    return words


def names_in_list(indicators: Iterable[Indicator], language: str) -> dict[str, str]:
    """What each is called in a list, by its code; with the unit where two have one name.

    A list that holds a name twice leaves people to guess, and Streamlit finds what was chosen by
    what was shown.
    """
    labels = {one.code: (one.label(language), one.unit(language)) for one in indicators}
    names = Counter(label for label, _ in labels.values())
    return {
        code: f"{label} ({unit})" if names[label] > 1 else label
        for code, (label, unit) in labels.items()
    }
