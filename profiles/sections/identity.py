"""Who the place is: names, code, parents, size, and the boundaries that are meant."""

import math
from typing import Final

from babel.languages import get_official_languages

from mapping.i18n import N_, available_languages
from mapping.places import APOSTROPHES, AdminLevel, Place
from profiles.evidence.provenance import Number
from profiles.narrative import Sentence, Style
from profiles.narrative.writer import said
from profiles.sections.facts import Facts
from profiles.sections.table_model import Align, Cell, Column, ProfileTable, Row
from profiles.sections.tables import LABEL_UNIT
from profiles.sections.whole import Identity, Parent

COVERS: Final = N_(
    "Within the boundaries used here, of {vintage}, {place} covers {value} square kilometres."
)
COVERS_AS_PUBLISHED: Final = N_(
    "{place} covers {value} square kilometres as published, and {other} within the boundaries used"
    " here, of {vintage}."
)
OTHER_AREA: Final = N_(
    "The density is as published: it goes by another area than that of the boundaries used here."
)
ALIKE: Final = 0.01  # of an area: by as much a rounded density may differ
AREA_DECIMALS_BELOW = 100.0
PUBLISHED_AREA: Final = "area_km2"
ONE_OF_SEVERAL: Final = N_("{place} ({code}) lies in {area}, which has {n} {units}.")
ALONE: Final = N_("{place} ({code}) lies in {area}, which has no other {units}.")


def identity(facts: Facts) -> Identity:
    """The head of the profile of one place."""
    place = facts.place
    entry = facts.pack.boundaries.entry(facts.pack.iso3, place.level)
    children = facts.pack.gazetteer.children(place.place_code)
    lower = children[0].level if children else None
    density = _shown(facts, "pop_density")
    return Identity(
        place_code=place.place_code,
        name=facts.name,
        names=_other_names(facts),
        level=place.level,
        unit=facts.unit(place.level),
        parents=tuple(
            _parent(facts, parent) for parent in facts.pack.gazetteer.parents(place.place_code)
        ),
        lower_units=facts.given(len(children), code="lower_units") if children else None,
        lower_unit_name=facts.units(lower) if lower else "",
        area_km2=_area(facts),
        population=_shown(facts, "pop_total"),
        density=density,
        published_area=_divided_by(facts, density),
        vintage=entry.vintage,
        boundary_source=entry.source,
        boundary_licence=entry.licence,
        centre=place.centre,
    )


def _other_names(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Names that are written otherwise: another sign for an apostrophe makes no other name."""
    said = {facts.name.translate(APOSTROPHES)}
    kept: list[tuple[str, str]] = []
    for language, name in (*sorted(facts.place.names.items()), ("", facts.place.name)):
        plain = name.translate(APOSTROPHES)
        if plain not in said and not _is_translated(facts.place, language):
            said.add(plain)
            kept.append((language, name))
    return tuple(kept)


def _is_translated(place: Place, language: str) -> bool:
    """Whether a name is there for who reads of the country, and not for who lives in it."""
    if place.level is not AdminLevel.ADM0 or language not in available_languages():
        return False
    return language not in get_official_languages(place.place_code, de_facto=True)


def _parent(facts: Facts, parent: Place) -> Parent:
    return Parent(
        place_code=parent.place_code,
        name=parent.name_in(facts.language),
        unit=facts.unit(parent.level),
    )


def _area(facts: Facts) -> Number | None:
    area = facts.place.area_km2
    if area is None:
        return None
    decimals = 1 if area < AREA_DECIMALS_BELOW else 0
    unit = facts.text(N_("km²"))
    return facts.given(area, code="area_km2", unit=unit, style=Style.TABLE, decimals=decimals)


def _shown(facts: Facts, code: str) -> Number | None:
    known = code in facts.pack.indicators and facts.is_shown(code)
    return facts.cell(code) if known else None


def _divided_by(facts: Facts, density: Number | None) -> Number | None:
    """The area that a source prints, where the density is worked out by it."""
    inputs = density.inputs if density else ()
    areas = (one.cell for one in inputs if one.cell.indicator == PUBLISHED_AREA)
    return next((facts.cell(PUBLISHED_AREA, period=area.period) for area in areas), None)


def identity_table(facts: Facts, head: Identity) -> ProfileTable:
    """Names, codes, descent, area and boundaries, one line each."""
    published = head.published_area
    above = (f"{parent.name} ({parent.place_code})" for parent in head.parents)
    lines: list[tuple[str, Cell]] = [
        (facts.text(N_("Name")), head.name),
        (facts.text(N_("Other names")), facts.translator.row(name for _, name in head.names)),
        (facts.text(N_("Code")), head.place_code),
        (facts.text(N_("Lies in")), facts.translator.row(above)),
        (
            facts.text(N_("Units directly below")),
            f"{head.lower_units.text} {head.lower_unit_name}" if head.lower_units else "",
        ),
        (_area_label(facts), head.area_km2 or ""),
        (facts.text(N_("Published area, used for the density (km²)")), published or ""),
        (
            facts.text(N_("Boundaries")),
            facts.text(
                N_("{source}, as of {vintage}. Licence: {licence}"),
                source=head.boundary_source.rstrip("."),
                vintage=head.vintage,
                licence=head.boundary_licence,
            ),
        ),
    ]
    return ProfileTable(
        id="identity",
        title=facts.text(N_("Administrative identity")),
        columns=(Column(label="", align=Align.START), Column(label="", align=Align.START)),
        rows=tuple(Row(cells=line) for line in lines if line[1]),
        source_ids=(published.source_id,) if published else (),
        notes=_notes(facts, head),
    )


def _area_label(facts: Facts) -> str:
    label = facts.text(N_("Area of the boundaries used"))
    return facts.text(LABEL_UNIT, label=label, unit=facts.text(N_("km²")))


def tell_identity(facts: Facts, head: Identity) -> tuple[Sentence, ...]:
    """Where the place lies among its siblings, and how large it is."""
    if not head.parents:
        return ()
    parent = head.parents[0]
    siblings = facts.pack.gazetteer.children(facts.place.parent_code or facts.place.place_code)
    words = {"place": facts.name, "code": head.place_code, "area": parent.name}
    several = len(siblings) > 1
    told = [
        facts.writer.say(
            "S1.0",
            ONE_OF_SEVERAL if several else ALONE,
            n=facts.given(len(siblings), code="sibling_units"),
            units=facts.units(facts.place.level),
            **words,
        )
    ]
    told.append(_tell_area(facts, head))
    return said(told)


def _tell_area(facts: Facts, head: Identity) -> Sentence | None:
    """How large the place is: as published where the density goes by that, else as it is drawn."""
    drawn, published = head.area_km2, head.published_area
    if drawn is None:
        return None
    words = {"vintage": head.vintage, "place": facts.name}
    if published is not None:
        said_so = facts.restyled(published, Style.RATE)
        if said_so.text != drawn.text:
            template = COVERS_AS_PUBLISHED
            return facts.writer.say("S1.6", template, value=said_so, other=drawn, **words)
    return facts.writer.say("S1.5", COVERS, value=drawn, **words)


def _notes(facts: Facts, head: Identity) -> tuple[str, ...]:
    """That the density of a source cannot be worked out from the area beside it."""
    area, people, density = head.area_km2, head.population, head.density
    if area is None or people is None or density is None or head.published_area is not None:
        return ()
    by_area = (people.value or 0.0) / (area.value or math.inf)
    alike = math.isclose(by_area, density.value or 0.0, rel_tol=ALIKE)
    return () if alike else (facts.text(OTHER_AREA),)
