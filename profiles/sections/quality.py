"""Section 12: what is there, how old it is, what is missing and what would close the gap."""

import statistics
from collections import Counter
from collections.abc import Sequence
from typing import Final

from mapping.i18n import N_
from profiles.evidence.periods import last_year
from profiles.narrative import Sentence, Style
from profiles.narrative.writer import said
from profiles.outline.expected import expected_in
from profiles.outline.sections import OUTLINE
from profiles.sections.counted import applicable_and_shown, looked_for, shown_of
from profiles.sections.facts import Facts
from profiles.sections.gaps import gaps_of
from profiles.sections.model import Gap
from profiles.sections.table_model import Align, Column, ProfileTable, Row

GAPS: Final = "gaps"  # the table that names the figure nearest to each that is missing
PROTECTED = N_("To protect confidentiality, {value} values of this place are not shown.")
PROTECTED_ONE = N_("To protect confidentiality, one value of this place is not shown.")
AVAILABLE: Final = N_("{have} of the {applicable} indicators looked for are available for {place}.")
AVAILABLE_ONE: Final = N_("One of the {applicable} indicators looked for is available for {place}.")
AVAILABLE_NONE: Final = N_(
    "None of the {applicable} indicators looked for is available for {place}."
)
# How old the figures are: by years, where there is no number of them.
AGES: Final = {
    -1: N_("Their median reference year is {year}, which is still to come."),
    0: N_("Their median reference year is {year}, the year in which this profile was made."),
    1: N_("Their median reference year is {year}, one year before this profile was made."),
}
OLDER: Final = N_(
    "Their median reference year is {year}, {age} years before this profile was made."
)


def tell_quality(facts: Facts) -> tuple[Sentence, ...]:
    """How many indicators there are, their median year, and how many values are not shown."""
    applicable, codes = applicable_and_shown(facts)
    told = [
        facts.writer.say(
            "S12.1",
            {0: AVAILABLE_NONE, 1: AVAILABLE_ONE}.get(len(codes), AVAILABLE),
            have=shown_of(facts, codes),
            applicable=looked_for(facts, applicable),
            place=facts.name,
        )
    ]
    if codes:
        told.append(_tell_age(facts, codes))
    proxies = [code for code in codes if facts.is_proxy(code)]
    if proxies:
        told.append(
            facts.writer.say(
                "S12.3",
                N_("Proxies stand in for the catalogue's definition in: {names}."),
                names=facts.translator.listing(facts.label(code) for code in proxies),
            )
        )
    told.append(_tell_hidden(facts))
    return said(told)


def median_year(facts: Facts, codes: Sequence[str]) -> float:
    """Median of the years that the shown indicators are of."""
    years = [int(last_year(facts.cell(code).period)[0][:4]) for code in codes]
    return float(statistics.median(years))


def _tell_age(facts: Facts, codes: Sequence[str]) -> Sentence | None:
    year = round(median_year(facts, codes))
    age = facts.today.year - year
    return facts.writer.say(
        "S12.4",
        AGES.get(max(age, -1), OLDER),
        year=facts.given(year, code="median_year", style=Style.YEAR),
        age=facts.given(age, code="data_age"),
    )


def _tell_hidden(facts: Facts) -> Sentence | None:
    count = facts.tables.hidden(facts.place.place_code)
    if count == 0:
        return facts.writer.say(
            "S12.2.0", N_("No value of this place had to be left out to protect people.")
        )
    if count == 1:
        return facts.writer.say("S12.2.1", PROTECTED_ONE)
    return facts.writer.say(
        "S12.2", PROTECTED, value=facts.given(count, code="not_shown", style=Style.EXACT)
    )


def completeness_table(facts: Facts) -> ProfileTable:
    """Indicators looked for and found, by section."""
    _, codes = applicable_and_shown(facts)
    missing = Counter(gap.section for gap in gaps_of(facts))
    rows = []
    for outline in OUTLINE:
        have = [one.code for one in expected_in(outline.number) if one.code in codes]
        total = len(have) + missing[outline.number]
        if total:
            head = f"{outline.number} {facts.text(outline.title)}"
            rows.append(Row(cells=(head, shown_of(facts, have), looked_for(facts, total))))
    return ProfileTable(
        id="completeness",
        title=facts.text(N_("Indicators available, by section")),
        columns=(
            Column(label=facts.text(N_("Section")), align=Align.START),
            Column(label=facts.text(N_("Available"))),
            Column(label=facts.text(N_("Looked for"))),
        ),
        rows=tuple(rows),
        source_ids=(),
    )


def gap_table(facts: Facts, gaps: tuple[Gap, ...]) -> ProfileTable:
    """One line a gap: the reason, the nearest figure there is, and what would close it."""
    reasons = dict.fromkeys((gap.reason, gap.reason_text) for gap in gaps)
    return ProfileTable(
        id=GAPS,
        title=facts.text(N_("What is not shown, and what would close the gap")),
        columns=(
            Column(label=facts.text(N_("Indicator")), align=Align.START),
            Column(label=facts.text(N_("Reason")), align=Align.START),
            Column(label=facts.text(N_("Nearest available")), align=Align.START),
            Column(label=facts.text(N_("To close the gap")), align=Align.START),
        ),
        rows=tuple(Row(cells=_gap_line(facts, gap)) for gap in gaps),
        source_ids=(),
        notes=(
            *(
                facts.text(N_("{label}: {value}."), label=code, value=text)
                for code, text in reasons
            ),
            facts.text(N_("Responsible for closing a gap: to be agreed.")),
        ),
    )


def _gap_line(facts: Facts, gap: Gap) -> tuple[str, ...]:
    best = ""
    if gap.best is not None:
        period = gap.best.period.replace("/", "\u2013")
        best = facts.text(
            N_("{area}, {period}: {value} {unit}"),
            area=gap.best_place,
            period=period,
            value=gap.best.text,
            unit=gap.best.unit,
        )
    return (gap.name, gap.reason, best, facts.translator.row(gap.to_close))
