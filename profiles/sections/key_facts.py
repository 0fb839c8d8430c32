"""Section 0: six tiles that are never hidden, and who lives here."""

from mapping.i18n import N_
from mapping.places import AdminLevel
from profiles.narrative import Sentence, Style
from profiles.outline.expected import expected_by_code
from profiles.outline.sections import KEY_FACTS, GapReason
from profiles.sections.comparable import counted_anew
from profiles.sections.counted import applicable_and_shown, completeness, looked_for, shown_of
from profiles.sections.facts import Facts
from profiles.sections.gaps import name_of, reason_for, reason_text
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


def completeness_tile(facts: Facts) -> Tile:
    """How much of what is looked for the pack has for this place."""
    applicable, codes = applicable_and_shown(facts)
    expected = expected_by_code()["data_complete"]
    counted = facts.writer.say(
        "S0.7",
        N_("{have} of {applicable} indicators"),
        have=shown_of(facts, codes),
        applicable=looked_for(facts, applicable),
    )
    return Tile(
        indicator="data_complete",
        label=facts.text(expected.name),
        unit="%",
        period="" if counted is None else counted.text,
        number=completeness(facts, applicable, len(codes)),
        reason="",
        reason_text="",
        beside=(),
        counted=counted,
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
