"""Section 0: six tiles that are never hidden, and who lives here."""

from mapping.i18n import N_
from mapping.places import AdminLevel
from profiles.evidence.provenance import Number
from profiles.narrative import Sentence, Style
from profiles.outline.expected import expected_by_code
from profiles.outline.sections import KEY_FACTS, GapReason
from profiles.sections.comparable import counted_anew
from profiles.sections.facts import Facts
from profiles.sections.gaps import name_of, reason_for, reason_text, reasons
from profiles.sections.model import Beside, Tile
from profiles.sections.tables import spoken_period

LEADING = (  # told where too little stands out
    "hh_absent_share",
    "born_other_district_share",
    "pop_growth",
    "foreign_born_share",
    "foreign_cit_share",
    "pop_density",
    "median_age",
    "sex_ratio",
)


def tiles(facts: Facts) -> tuple[Tile, ...]:
    """The six key facts, each beside those of other places; those with a figure first."""
    every = (
        completeness_tile(facts) if code == "data_complete" else _tile(facts, code)
        for code in KEY_FACTS
    )
    return tuple(sorted(every, key=lambda tile: tile.number is None))


def _tile(facts: Facts, code: str) -> Tile:
    expected = expected_by_code()[code]
    reason = reason_for(facts, expected)
    label = name_of(facts, expected)
    if reason is not None:
        return Tile(
            indicator=code,
            label=label,
            unit="",
            period="",
            number=None,
            reason=reason.value,
            reason_text=reason_text(facts, code, reason),
            beside=_above(facts, code) if reason is GapReason.NOT_AT_LEVEL else (),
        )
    number = facts.cell(code)
    return Tile(
        indicator=code,
        label=label,
        unit=number.unit,
        period=spoken_period(number.period),
        number=number,
        reason="",
        reason_text="",
        beside=tuple(
            Beside(
                place=place.name_in(facts.language),
                number=facts.cell(code, period=number.period, place=place),
            )
            for place in facts.others
            if place.level is facts.place.level or not counted_anew(facts, code)
        ),
        proxy=number.proxy,
    )


def _above(facts: Facts, code: str) -> tuple[Beside, ...]:
    """What the places above have of an indicator that is not published for the place itself."""
    return tuple(
        Beside(place=place.name_in(facts.language), number=facts.cell(code, place=place))
        for place in facts.beside
        if facts.is_shown(code, place)
    )


def applicable_and_shown(facts: Facts) -> tuple[int, int, tuple[str, ...]]:
    """How many catalogue indicators apply to the place, how many have a figure, and which."""
    why = reasons(facts)
    applicable = [code for code, reason in why.items() if reason is not GapReason.NOT_APPLICABLE]
    shown = tuple(code for code in applicable if why[code] is None)
    return len(applicable), len(shown), shown


def completeness_tile(facts: Facts) -> Tile:
    """How much of what is looked for the pack has for this place."""
    applicable, shown, _ = applicable_and_shown(facts)
    expected = expected_by_code()["data_complete"]
    return Tile(
        indicator="data_complete",
        label=facts.text(expected.name),
        unit="%",
        period=facts.text(
            N_("{have} of {applicable} indicators"),
            have=facts.translator.number(shown),
            applicable=facts.translator.number(applicable),
        ),
        number=completeness(facts, applicable, shown),
        reason="",
        reason_text="",
        beside=(),
    )


def completeness(facts: Facts, applicable: int, shown: int) -> Number:
    """The share of applicable indicators that have a figure, in percent."""
    return facts.given(
        100.0 * shown / applicable, code="data_complete", unit="%", style=Style.TABLE, decimals=0
    )


def tell_population(facts: Facts) -> Sentence | None:
    """How many people live here, and which share of the parent that is."""
    if "pop_total" not in facts.pack.indicators or not facts.is_shown("pop_total"):
        return None
    own = facts.cell("pop_total")
    value = facts.restyled(own, Style.COUNT)
    words = {
        "place": facts.name,
        "code": facts.place.place_code,
        "period": spoken_period(own.period),
    }
    if facts.place.level is not AdminLevel.ADM0:
        parent = facts.beside[0]
        whole = facts.cell("pop_total", period=own.period, place=parent)
        share = facts.share_of(own, whole, style=Style.SHARE)
        with_share = facts.writer.say(
            "S0.1",
            N_("{place} ({code}) had {value} residents in {period}, {share}% of {area}."),
            value=value,
            share=share,
            area=parent.name_in(facts.language),
            **words,
        )
        if with_share is not None:
            return with_share
    return facts.writer.say(
        "S0.1", N_("{place} ({code}) had {value} residents in {period}."), value=value, **words
    )
