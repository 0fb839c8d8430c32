"""The sections of one edition of a profile: those chosen, of which some may be switched off."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from mapping.errors import UnknownChoiceError
from mapping.i18n import N_
from profiles.indicators.model import Source
from profiles.outline.sections import ONE_PAGE, OUTLINE, SectionOutline
from profiles.sections.build import build_section
from profiles.sections.community import community_section
from profiles.sections.facts import Facts
from profiles.sections.model import Section
from profiles.sections.whole import Identity

SECTIONS: Final = tuple(section.id for section in OUTLINE)
SWITCHED_OFF: Final = N_("This section is switched off in this edition: {reason}")


def check_sections(chosen: Sequence[str]) -> tuple[str, ...]:
    """Sections asked for by their id, in the order of the outline; nothing stands for all fifteen.

    Raises:
        UnknownChoiceError: there is no such section.
    """
    asked = [name.strip() for name in chosen]
    for name in asked:
        if name not in SECTIONS:
            raise UnknownChoiceError(kind="section", asked=name, available=", ".join(SECTIONS))
    wanted = tuple(name for name in SECTIONS if name in asked)
    return () if wanted == SECTIONS else wanted


def build_sections(
    facts: Facts,
    head: Identity,
    sources: Sequence[Source],
    *,
    chosen: Sequence[str],
    switched_off: Mapping[str, str],
) -> tuple[Section, ...]:
    """The sections of an edition in their fixed order; nothing is worked out for any other.

    Args:
        facts: Of the place.
        head: Who the place is.
        sources: In the order in which tables name them.
        chosen: Sections by their id; all fifteen where none is named, and after them what the
            community said, where findings of a workshop were put in.
        switched_off: Sections that keep their title only, and the reason that is printed there.
    """
    made = tuple(
        _only_titled(facts, outline, switched_off[outline.id])
        if outline.id in switched_off
        else build_section(facts, outline, head, sources)
        for outline in OUTLINE
        if not chosen or outline.id in chosen
    )
    said = community_section(facts) if not chosen else None
    made = (*made, said) if said else made
    # A page has room for the findings and their chart; the tables are in the full edition.
    brief = tuple(chosen) == ONE_PAGE
    return tuple(replace(section, tables=()) for section in made) if brief else made


def _only_titled(facts: Facts, outline: SectionOutline, reason: str) -> Section:
    return Section(
        number=outline.number,
        id=outline.id,
        title=facts.text(outline.title),
        questions=tuple(facts.text(question) for question in outline.questions),
        reference="",
        gap_statement=(facts.text(SWITCHED_OFF, reason=reason),),
        links=outline.links,
    )
