"""What is expected in a profile and not shown, with the reason and what would close the gap."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from mapping.i18n import N_
from mapping.places import AdminLevel
from profiles.evidence.provenance import Number
from profiles.indicators.model import Status
from profiles.outline.expected import EXPECTED, Expected, expected_in
from profiles.outline.sections import REASON_TEXTS, GapReason
from profiles.sections.facts import Facts
from profiles.sections.model import Gap
from profiles.sections.tables import spoken_period

REASON_OF_STATUS = {
    Status.SUPPRESSED: GapReason.CONFIDENTIAL,
    Status.MISSING: GapReason.NOT_COLLECTED,
    Status.NOT_APPLICABLE: GapReason.NOT_APPLICABLE,
}


def name_of(facts: Facts, expected: Expected) -> str:
    """The pack's label of an indicator, else the catalogue's name."""
    if expected.code in facts.pack.indicators:
        return facts.label(expected.code)
    return facts.text(expected.name)


def reason_for(facts: Facts, expected: Expected) -> GapReason | None:
    """Why an indicator is not shown for the place; None where it is shown."""
    level = facts.place.level
    if level.depth > expected.deepest.depth:
        return GapReason.NOT_APPLICABLE
    if facts.latest(expected.code, level) is None:
        return GapReason.NOT_AT_LEVEL if _levels(facts, expected.code) else GapReason.NOT_COLLECTED
    found = facts.found(expected.code)
    if found is None:
        return GapReason.NOT_COLLECTED
    value, status = found
    return None if value is not None else REASON_OF_STATUS.get(status, GapReason.NOT_COLLECTED)


def _levels(facts: Facts, code: str) -> list[AdminLevel]:
    return [level for level in facts.levels if facts.latest(code, level) is not None]


@lru_cache(maxsize=2)  # of the profile that is being made
def reasons(facts: Facts) -> Mapping[str, GapReason | None]:
    """Why each indicator that is looked for in a place is not shown, by code; None where it is."""
    return {
        expected.code: reason_for(facts, expected)
        for expected in EXPECTED
        if not expected.of_profile
    }


def gaps_of(facts: Facts, section: int | None = None) -> tuple[Gap, ...]:
    """The gaps of one section, or of all; what does not apply to the place is no gap."""
    wanted = EXPECTED if section is None else expected_in(section)
    why = reasons(facts)
    return tuple(
        gap_of(facts, expected, reason)
        for expected in wanted
        if (reason := why.get(expected.code)) is not None
        and reason is not GapReason.NOT_APPLICABLE
        and not (expected.code == "gov_checklist" and facts.edits.assessed)
    )


@lru_cache(maxsize=len(EXPECTED))  # each stands in its section, and all in that on quality
def gap_of(facts: Facts, expected: Expected, reason: GapReason) -> Gap:
    """One gap with its whole statement."""
    best, place = _best(facts, expected.code, reason)
    name = name_of(facts, expected)
    why = reason_text(facts, expected.code, reason)
    closing = tuple(facts.text(kind.value) for kind in expected.sources)
    parts = [
        facts.text(
            N_("{indicator} is not shown for {place}: {reason}."),
            indicator=name,
            place=facts.name,
            reason=why,
        )
    ]
    if best is not None:
        parts.append(
            facts.text(
                N_("Nearest available: {area}, {period}: {value} ({unit})."),
                area=place,
                period=spoken_period(best.period),
                value=best.text,
                unit=best.unit,
            )
        )
    parts.append(
        facts.text(
            N_("To close the gap: {sources}; responsible: to be agreed."),
            sources=facts.translator.row(closing),
        )
    )
    return Gap(
        indicator=expected.code,
        name=name,
        section=expected.section,
        reason=reason.value,
        reason_text=why,
        best=best,
        best_place=place,
        to_close=closing,
        text=" ".join(parts),
    )


def reason_text(facts: Facts, code: str, reason: GapReason) -> str:
    """The reason in words."""
    level = ""
    if reason is GapReason.NOT_AT_LEVEL:
        level = facts.translator.row(levels_of(facts, code))
    return facts.text(REASON_TEXTS[reason], level=level)


def levels_of(facts: Facts, code: str) -> tuple[str, ...]:
    """For whom there are figures of an indicator, in words."""
    if code not in facts.pack.indicators:
        return ()
    return tuple(_level_words(facts, level) for level in _levels(facts, code))


def _level_words(facts: Facts, level: AdminLevel) -> str:
    return facts.text(N_("the country")) if level is AdminLevel.ADM0 else facts.units(level)


def _best(facts: Facts, code: str, reason: GapReason) -> tuple[Number | None, str]:
    """The figure of the nearest place above that has one; never where it could undo protection."""
    if reason in {GapReason.CONFIDENTIAL, GapReason.NOT_COLLECTED}:
        return None, ""
    for place in facts.beside:
        if facts.is_shown(code, place):
            return facts.cell(code, place=place), place.name_in(facts.language)
    return None, ""


def statement(facts: Facts, gaps: Sequence[Gap]) -> tuple[str, ...]:
    """Gaps in few lines: those missing for the same reason together, with what would close them."""
    groups: dict[str, list[Gap]] = {}
    for gap in gaps:
        groups.setdefault(gap.reason_text, []).append(gap)
    return tuple(
        facts.text(
            N_("Not shown for {place} ({reason}): {names}. To close the gap: {sources}."),
            place=facts.name,
            names=facts.translator.listing(_lower(gap.name) for gap in group),
            reason=reason,
            sources=facts.translator.listing(
                dict.fromkeys(kind for gap in group for kind in gap.to_close)
            ),
        )
        for reason, group in groups.items()
    )


def _lower(name: str) -> str:
    """A name inside a sentence; one that starts with an abbreviation keeps its capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def values_of(facts: Facts, named: Iterable[tuple[str, str]]) -> str:
    """Names with their values in a row, as alternative texts have them."""
    label = N_("{label}: {value}")
    return facts.translator.listing(facts.text(label, label=n, value=v) for n, v in named)
