"""Sections 13 and 14: room for the planning team, and what stands behind the figures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from mapping.i18n import N_
from profiles.indicators.model import Source
from profiles.outline.sections import OUTLINE
from profiles.sections.facts import Facts
from profiles.sections.table_model import Align, Column, ProfileTable, Row
from profiles.sections.tables import with_unit

PLANNING_NOTE = N_(
    "This section belongs to the planning team. The tool lists what the figures say and what each"
    " section is linked to; it writes no recommendation."
)
METHOD_NOTES = (
    N_(
        "Figures in tables have the decimals of the indicator. Sentences round counts to the"
        " nearest 10, 100 or 1,000, so that sums of rounded figures can differ from the total."
    ),
    N_(
        "Census and register figures are subject to coverage and response error. They have no"
        " sampling error, and differences between them are not tested: values stand side by side."
    ),
    N_(
        "Small counts of people by migration status are not shown, together with as many others as"
        " keep them from being worked out. In tables two dots (..) mean no data, three dots (...)"
        " not applicable, and 0 is a true zero."
    ),
    N_(
        "In- and out-migration are counted anew at each level and are never added up; net migration"
        " adds up. Rates of larger areas come from summed parts."
    ),
    N_("Ranks are given only among published values, and only where there are at least five."),
)
DEFINITIONS = (
    (
        N_("Migrant"),
        N_(
            "\u201cAn umbrella term, not defined under international law, reflecting the common lay"
            " understanding of a person who moves away from his or her place of usual residence,"
            " whether within a country or across an international border, temporarily or"
            " permanently, and for a variety of reasons\u201d (IOM, Glossary on Migration, 2019)."
            " Each table says which counting is meant."
        ),
    ),
    (
        N_("International migration"),
        N_("Change of the country of usual residence, the statistical definition."),
    ),
    (
        N_("Net migration"),
        N_("People who moved in less people who moved out. It is neither good nor bad."),
    ),
    (
        N_("Proxy"),
        N_("A figure that stands in for one that is not available, and is close to it."),
    ),
)


# Each list of goals with its name as it is known in the language.
POLICIES: Final = {"SDG": N_("SDG {codes}"), "GCM": N_("GCM {codes}")}


def spoken_links(facts: Facts, links: str) -> str:
    """Links of the outline as they are printed: "ODD 10.7, 11.a; Pacte mondial 1, 2" in French."""
    lists = (link.partition(" ") for link in links.split("; "))
    row, listing = facts.translator.row, facts.translator.listing
    return listing(
        facts.text(POLICIES[name], codes=row(codes.split(", "))) for name, _, codes in lists
    )


def links_table(facts: Facts) -> ProfileTable:
    """SDG targets and GCM objectives by section."""
    return ProfileTable(
        id="links",
        title=facts.text(N_("Links to the Sustainable Development Goals and the Global Compact")),
        columns=(
            Column(label=facts.text(N_("Section")), align=Align.START),
            Column(label=facts.text(N_("SDG and GCM")), align=Align.START),
        ),
        rows=tuple(
            Row(cells=(f"{o.number} {facts.text(o.title)}", spoken_links(facts, o.links)))
            for o in OUTLINE
            if o.links
        ),
        source_ids=(),
    )


def source_table(facts: Facts, sources: Sequence[Source]) -> ProfileTable:
    """Each source with its licence; its mark is what stands under tables."""
    return ProfileTable(
        id="sources",
        title=facts.text(N_("Sources")),
        columns=(
            Column(label=facts.text(N_("Mark")), align=Align.START),
            Column(label=facts.text(N_("Title, publisher, year")), align=Align.START),
            Column(label=facts.text(N_("Licence")), align=Align.START),
        ),
        rows=tuple(
            Row(
                cells=(
                    str(place),
                    ". ".join(
                        part.rstrip(".")
                        for part in (
                            source.title,
                            source.publisher,
                            source.year,
                            facts.text(source.note),
                        )
                        if part
                    ),
                    source.licence,
                )
            )
            for place, source in enumerate(sources, start=1)
        ),
        source_ids=(),
    )


def definition_table(facts: Facts, codes: Sequence[str]) -> ProfileTable:
    """The definition of every indicator that has a figure here, and of the words used."""
    labels = Counter(facts.label(code) for code in codes)
    rows = [Row(cells=(facts.text(word), facts.text(meaning))) for word, meaning in DEFINITIONS] + [
        Row(cells=(_name(facts, code, labels), _definition(facts, code))) for code in codes
    ]
    return ProfileTable(
        id="definitions",
        title=facts.text(N_("Definitions")),
        columns=(
            Column(label=facts.text(N_("Word or indicator")), align=Align.START),
            Column(label=facts.text(N_("What is meant")), align=Align.START),
        ),
        rows=tuple(rows),
        source_ids=(),
    )


def _name(facts: Facts, code: str, labels: Mapping[str, int]) -> str:
    """The label; with its unit where a count and its share have the same."""
    label = facts.label(code)
    return label if labels[label] == 1 else with_unit(facts, facts.indicator(code))


def _definition(facts: Facts, code: str) -> str:
    indicator = facts.indicator(code)
    definition, caveat = indicator.definition(facts.language), indicator.caveat_in(facts.language)
    if not (definition and caveat):
        return definition or caveat
    return facts.text(
        N_("{definition}. {caveat}."), definition=definition.rstrip("."), caveat=caveat.rstrip(".")
    )
