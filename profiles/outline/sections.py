"""The fixed outline of a profile: fifteen sections, and the reasons why a figure is missing.

The order never changes and no section is dropped; a section without figures says so.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mapping.i18n import N_


class GapReason(StrEnum):
    """Why an expected figure is not shown; the codes are the catalogue's."""

    CONFIDENTIAL = "CONF"
    UNRELIABLE = "REL"
    BOUNDARIES = "BND"
    DEFINITION = "DEF"
    OLD = "OLD"
    NOT_DISAGGREGATED = "ND"
    NOT_AT_LEVEL = "NL"
    NOT_COLLECTED = "NC"
    LICENCE = "LIC"
    NOT_APPLICABLE = "NA"


# In the order in which they are given when several apply.
REASON_TEXTS: Final = {
    GapReason.CONFIDENTIAL: N_("not shown, to protect confidentiality"),
    GapReason.UNRELIABLE: N_("available, but too unreliable to show"),
    GapReason.BOUNDARIES: N_("boundaries changed, and no harmonised value can be made"),
    GapReason.DEFINITION: N_("the definition differs from the catalogue's"),
    GapReason.OLD: N_("the latest value is too old"),
    GapReason.NOT_DISAGGREGATED: N_("collected, but not by what this needs"),
    GapReason.NOT_AT_LEVEL: N_("published for {level} only"),
    GapReason.NOT_COLLECTED: N_("not in any source held here for this place"),
    GapReason.LICENCE: N_("the licence does not allow publication"),
    GapReason.NOT_APPLICABLE: N_("not applicable to this place"),
}


@dataclass(frozen=True, slots=True)
class SectionOutline:
    """What one section is about."""

    number: int
    id: str
    title: str
    questions: tuple[str, ...]
    main: tuple[str, ...]  # the indicator that leads: the first of these the pack has
    links: str


OUTLINE: Final = (
    SectionOutline(
        0,
        "key_facts",
        N_("Key facts"),
        (N_("What must a planner know first?"),),
        (),
        "GCM 1; SDG 17.18",
    ),
    SectionOutline(
        1,
        "context",
        N_("About this place and this profile"),
        (
            N_("Where is it, how large, which boundaries and which date?"),
            N_("Which definitions are used?"),
        ),
        ("pop_growth", "pop_density", "pop_total"),
        "SDG 11.3, 11.a; GCM 1",
    ),
    SectionOutline(
        2,
        "population",
        N_("Population structure and change"),
        (
            N_("Who lives here?"),
            N_("How much of the change is births and deaths, how much is migration?"),
        ),
        ("dep_total", "sex_ratio", "median_age"),
        "SDG 3, 4, 8; GCM 2",
    ),
    SectionOutline(
        3,
        "internal_levels",
        N_("Internal migration: level and change"),
        (
            N_("How many people arrive and leave?"),
            N_("Is the area gaining or losing people?"),
            N_("How does it compare with its neighbours?"),
        ),
        ("net_mig_rate", "born_other_district_share", "lifetime_in_share"),
        "SDG 10.7, 11.a; GCM 1, 2",
    ),
    SectionOutline(
        4,
        "od",
        N_("Where people come from and go to"),
        (
            N_("Which areas are linked, and how far apart are they?"),
            N_("Is a link stronger or weaker than size alone suggests?"),
        ),
        ("inflow_conc", "mean_mig_dist"),
        "SDG 11.a; GCM 2, 23",
    ),
    SectionOutline(
        5,
        "who_moves",
        N_("Who moves and why"),
        (N_("Women, men, young people?"), N_("With which education, for which reason?")),
        ("reason_work_share", "mig_sex_ratio", "mig_youth_share"),
        "SDG 4.3, 5, 8.6; GCM 2, 5, 18",
    ),
    SectionOutline(
        6,
        "international",
        N_("International migration, diaspora and return"),
        (
            N_("Who was born abroad or holds another citizenship?"),
            N_("Which households have members abroad? Who has come back?"),
        ),
        ("hh_absent_share", "emig_abroad_rate", "foreign_born_share"),
        "SDG 10.7, 17.18; GCM 1, 14, 19, 21",
    ),
    SectionOutline(
        7,
        "displacement",
        N_("Displacement, disasters and environment"),
        (
            N_("Who is displaced here, from where, for how long?"),
            N_("Which hazards expose people?"),
        ),
        ("idp_rate", "idp_n", "hazard_exposed_share"),
        "SDG 1.5, 11.5, 13.1; GCM 2, 7",
    ),
    SectionOutline(
        8,
        "remittances",
        N_("Remittances and household livelihoods"),
        (N_("How many households receive money?"), N_("How much of income is it?")),
        ("remit_dep", "hh_remit_share"),
        "SDG 10.c, 17.3; GCM 19, 20",
    ),
    SectionOutline(
        9,
        "work",
        N_("Work, skills and living standards"),
        (N_("How do migrants and non-migrants fare in work?"),),
        ("emp_rate", "unemp_rate", "poverty_rate"),
        "SDG 1.2, 8.3, 8.5, 8.6, 8.8; GCM 6, 16, 18",
    ),
    SectionOutline(
        10,
        "services",
        N_("Services, inclusion and social cohesion"),
        (
            N_("Are services where people are moving to?"),
            N_("Are migrants, displaced people and families with absent members reached?"),
        ),
        ("health_access", "literacy_rate"),
        "SDG 1.3, 3.8, 4.1, 6.1, 10.3, 11.1, 16.9; GCM 4, 7, 15, 16, 17, 22",
    ),
    SectionOutline(
        11,
        "governance",
        N_("Local migration governance and partners"),
        (
            N_("Which plans, offices, services, partners and data exist?"),
            N_("Which dimensions of local migration governance are covered?"),
        ),
        ("gov_checklist",),
        "SDG 10.7.2, 11.a, 11.b, 16.6, 17.14; GCM 1, 15, 16, 23",
    ),
    SectionOutline(
        12,
        "data_gaps",
        N_("Data quality, gaps and recommendations for data"),
        (N_("What is missing, how old, how reliable?"), N_("What would close the gap?")),
        (),
        "SDG 17.18, 17.19; GCM 1",
    ),
    SectionOutline(
        13,
        "implications",
        N_("Implications for the local plan"),
        (N_("What do these findings mean for each sector plan?"),),
        (),
        "",
    ),
    SectionOutline(
        14,
        "annex",
        N_("Annexes"),
        (N_("Which methods, definitions, sources and licences stand behind the figures?"),),
        (),
        "",
    ),
)

ONE_PAGE: Final = ("key_facts",)  # the sections of an edition of one page
KEY_FACTS: Final = (
    "pop_total",
    "net_mig_rate",
    "hh_absent_share",
    "remit_dep",
    "idp_n",
    "data_complete",
)
