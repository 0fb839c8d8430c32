"""A local migration profile as data, built from a pack."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from mapping.errors import UnknownChoiceError
from mapping.i18n import N_, Translator, available_languages
from profiles.edits.kept import NO_EDITS, Edits
from profiles.evidence.pack import Evidence
from profiles.evidence.provenance import Number
from profiles.maps import words as map_words
from profiles.sections.edition import build_sections, check_sections
from profiles.sections.facts import Facts
from profiles.sections.identity import identity
from profiles.sections.key_facts import tiles
from profiles.sections.whole import Profile, numbers_of

TITLE: Final = N_("Local migration profile: {place}")


def build_profile(  # noqa: PLR0913 - what a profile depends on
    pack: Evidence,
    place_code: str,
    *,
    language: str,
    publisher: str,
    today: date,
    edits: Edits = NO_EDITS,
    switched_off: Mapping[str, str] | None = None,
    chosen: Sequence[str] = (),
) -> Profile:
    """The profile of one place.

    Args:
        pack: An open country pack; only its published tables are read.
        place_code: The place.
        language: Of every word and number: one there is a catalogue for, or one of the names.
        publisher: Named in the disclaimer.
        today: The date printed on the profile.
        edits: What people added: comments, plans, answers, whom to compare with.
        switched_off: Sections by their id that keep their title only, and the reason that is
            printed there.
        chosen: The sections of this edition by their id, in any order; all where none is named.

    Raises:
        UnknownPlaceError: the pack has no such place.
        UnknownChoiceError: there is no such language or section.
    """
    check_language(language)
    wanted = check_sections(chosen)
    place = pack.gazetteer.place(place_code)
    facts = Facts(pack, place, language=language, today=today, edits=edits)
    head = identity(facts)
    sources = facts.tables.sources(place.level)
    off = dict(switched_off or {})
    key_facts = tiles(facts)
    sections = build_sections(facts, head, sources, chosen=wanted, switched_off=off)
    labels, names = _named(facts, numbers_of(key_facts, sections))
    return Profile(
        iso3=pack.iso3,
        place_code=place.place_code,
        language=language,
        publisher=publisher,
        made_on=today,
        title=facts.text(TITLE, place=facts.name),
        identity=head,
        tiles=key_facts,
        sections=sections,
        sources=sources,
        disclaimer=map_words.disclaimer(publisher, facts.translator),
        pack_fingerprint=pack.fingerprint,
        tables=_fingerprints(pack),
        labels=labels,
        names=names,
        edits=edits,
        switched_off=tuple(off.items()),
        chosen=wanted,
    )


def _fingerprints(pack: Evidence) -> tuple[tuple[str, str], ...]:
    flows = ((one.entry.id, one.fingerprint) for one in pack.flows)
    return (("indicators", pack.published.fingerprint), *flows)


Named = tuple[tuple[str, str], ...]


def _named(facts: Facts, numbers: Iterable[Number]) -> tuple[Named, Named]:
    """What the indicators and the places are called that numbers were made from."""
    known = facts.pack.indicators
    distinct = {id(number.origin): number for number in numbers}  # many stand in several places
    cells = [cell for number in distinct.values() for cell in number.cells()]
    codes = {cell.indicator for cell in cells}
    places = {cell.place_code for cell in cells} | {cell.partner_code for cell in cells}
    return (
        tuple((code, facts.label(code)) for code in sorted(codes & known.keys())),
        tuple((code, facts.name_of(code)) for code in sorted(filter(None, places))),
    )


def check_language(language: str) -> None:
    """Make sure that a language can be written.

    Raises:
        UnknownChoiceError: there is no catalogue for it.
    """
    if Translator(language).language not in available_languages():
        raise UnknownChoiceError(
            kind="language", asked=language, available=", ".join(available_languages())
        )
