"""Whole-sentence templates by indicator, for the figure of one place beside one other.

Census and register figures have no sampling error to test, so that both values stand side by side,
"compared with", and nothing is called higher or lower. No template names a cause.
"""

from typing import Final

from mapping.i18n import N_
from profiles.narrative import Style
from profiles.sections.patterns_of_moves import MOVES
from profiles.sections.phrases import Pattern

PATTERNS: Final = MOVES | {
    "pop_density": Pattern(
        "S1.1",
        Style.RATE,
        N_("In {period}, {place} had {value} residents per square kilometre."),
        N_(
            "In {period}, {place} had {value} residents per square kilometre, compared with"
            " {reference} in {area}."
        ),
    ),
    "urban_share": Pattern(
        "S1.3",
        Style.SHARE,
        N_("In {period}, {value}% of residents of {place} lived in urban localities."),
        N_(
            "In {period}, {value}% of residents of {place} lived in urban localities, compared with"
            " {reference}% in {area}."
        ),
    ),
    "sex_ratio": Pattern(
        "S2.3",
        Style.EXACT,
        N_("{place} had {value} men and boys for every 100 women and girls in {period}."),
        N_(
            "{place} had {value} men and boys for every 100 women and girls in {period}, compared"
            " with {reference} in {area}."
        ),
    ),
    "median_age": Pattern(
        "S2.4",
        Style.RATE,
        N_("The median age in {place} was {value} years in {period}."),
        N_(
            "The median age in {place} was {value} years in {period}, compared with {reference}"
            " years in {area}."
        ),
    ),
    "dep_total": Pattern(
        "S2.1",
        Style.EXACT,
        N_(
            "In {period}, {place} had {value} people under 15 or aged 65 and over for every 100"
            " people aged 15 to 64."
        ),
        N_(
            "In {period}, {place} had {value} people under 15 or aged 65 and over for every 100"
            " people aged 15 to 64, compared with {reference} in {area}."
        ),
    ),
    "household_size": Pattern(
        "S2.5",
        Style.RATE,
        N_("Households in {place} had {value} members on average in {period}."),
        N_(
            "Households in {place} had {value} members on average in {period}, compared with"
            " {reference} in {area}."
        ),
    ),
    "foreign_cit_share": Pattern(
        "S6.3",
        Style.SHARE,
        N_("In {period}, {value}% of residents of {place} held another citizenship."),
        N_(
            "In {period}, {value}% of residents of {place} held another citizenship, compared with"
            " {reference}% in {area}."
        ),
    ),
    "fem_share_intl": Pattern(
        "S6.4",
        Style.SHARE,
        N_(
            "Women and girls made up {value}% of residents of {place} born in another country,"
            " {period}."
        ),
        N_(
            "Women and girls made up {value}% of residents of {place} born in another country in"
            " {period}, compared with {reference}% in {area}."
        ),
    ),
    "hh_absent_share": Pattern(
        "S6.2",
        Style.SHARE,
        N_("In {period}, {value}% of households in {place} reported a member living abroad."),
        N_(
            "In {period}, {value}% of households in {place} reported a member living abroad,"
            " compared with {reference}% in {area}."
        ),
    ),
    "emig_abroad_rate": Pattern(
        "S6.5",
        Style.RATE,
        N_(
            "In {period}, households in {place} reported {value} people absent abroad for every"
            " 1,000 residents."
        ),
        N_(
            "In {period}, households in {place} reported {value} people absent abroad for every"
            " 1,000 residents, compared with {reference} in {area}."
        ),
    ),
    "former_abroad_rate": Pattern(
        "S6.6",
        Style.RATE,
        N_("In {period}, {value} of every 1,000 residents of {place} had lived abroad before."),
        N_(
            "In {period}, {value} of every 1,000 residents of {place} had lived abroad before,"
            " compared with {reference} in {area}."
        ),
    ),
    "fem_share_absent": Pattern(
        "S6.7",
        Style.SHARE,
        N_("In {period}, {value}% of the people absent abroad from {place} were women and girls."),
        N_(
            "In {period}, {value}% of the people absent abroad from {place} were women and girls,"
            " compared with {reference}% in {area}."
        ),
    ),
    "intl_return_rate": Pattern(
        "S6.8",
        Style.RATE,
        N_(
            "In {period}, {value} of every 1,000 residents of {place} had come back from abroad"
            " within five years."
        ),
        N_(
            "In {period}, {value} of every 1,000 residents of {place} had come back from abroad"
            " within five years, compared with {reference} in {area}."
        ),
    ),
    "emp_rate": Pattern(
        "S9.2",
        Style.SHARE,
        N_("In {period}, {value}% of the population of working age in {place} had work."),
        N_(
            "In {period}, {value}% of the population of working age in {place} had work, compared"
            " with {reference}% in {area}."
        ),
    ),
    "unemp_rate": Pattern(
        "S9.3",
        Style.SHARE,
        N_("In {period}, {value}% of the labour force in {place} was unemployed."),
        N_(
            "In {period}, {value}% of the labour force in {place} was unemployed, compared with"
            " {reference}% in {area}."
        ),
    ),
    "hh_remit_share": Pattern(
        "S8.1",
        Style.SHARE,
        N_("In {period}, {value}% of households in {place} received remittances."),
        N_(
            "In {period}, {value}% of households in {place} received remittances, compared with"
            " {reference}% in {area}."
        ),
    ),
    "remit_dep": Pattern(
        "S8.2",
        Style.SHARE,
        N_("Remittances made up {value}% of total household income in {place}, {period}."),
        N_(
            "Remittances made up {value}% of total household income in {place} in {period},"
            " compared with {reference}% in {area}."
        ),
    ),
}
