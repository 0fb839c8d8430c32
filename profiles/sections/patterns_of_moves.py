"""Whole-sentence templates of figures about moves within the country, as in `patterns`."""

from typing import Final

from mapping.i18n import N_
from profiles.narrative import Style
from profiles.sections.phrases import Pattern

MOVES: Final = {
    "mig_sex_ratio": Pattern(
        "S5.2",
        Style.EXACT,
        N_(
            "There were {value} men for every 100 women among the people who had moved to {place},"
            " {period}."
        ),
        N_(
            "In {period}, there were {value} men for every 100 women among the people who had moved"
            " to {place}, compared with {reference} in {area}."
        ),
    ),
    "reason_work_share": Pattern(
        "S5.3",
        Style.SHARE,
        N_(
            "In {period}, {value}% of residents of {place} who had moved within the country had"
            " moved mainly for work."
        ),
        N_(
            "In {period}, {value}% of residents of {place} who had moved within the country had"
            " moved mainly for work, compared with {reference}% in {area}."
        ),
    ),
    "former_sex_ratio": Pattern(
        "S5.4",
        Style.EXACT,
        N_(
            "In {period}, there were {value} men for every 100 women among residents of {place} who"
            " had moved within the country."
        ),
        N_(
            "In {period}, there were {value} men for every 100 women among residents of {place} who"
            " had moved within the country, compared with {reference} in {area}."
        ),
    ),
    "lifetime_in_share": Pattern(
        "S3.6",
        Style.SHARE,
        N_(
            "In {period}, {value}% of residents of {place} had been born elsewhere in the country,"
            " outside {place}."
        ),
        N_(
            "In {period}, {value}% of residents of {place} had been born elsewhere in the country,"
            " compared with {reference}% in {area}."
        ),
    ),
    "lifetime_out_share": Pattern(
        "S3.7",
        Style.SHARE,
        N_(
            "In {period}, {value}% of the people born in {place} and living in the country lived"
            " outside {place}."
        ),
        N_(
            "In {period}, {value}% of the people born in {place} and living in the country lived"
            " elsewhere in it, compared with {reference}% in {area}."
        ),
    ),
    "born_other_district_share": Pattern(
        "S3.8",
        Style.SHARE,
        N_(
            "In {period}, {value}% of residents of {place} were born in another district of the"
            " country."
        ),
        N_(
            "In {period}, {value}% of residents of {place} were born in another district of the"
            " country, compared with {reference}% in {area}."
        ),
    ),
    "born_same_local_share": Pattern(
        "S3.9",
        Style.SHARE,
        N_(
            "In {period}, {value}% of residents of {place} lived in the municipality of their"
            " birth."
        ),
        N_(
            "In {period}, {value}% of residents of {place} lived in the municipality of their"
            " birth, compared with {reference}% in {area}."
        ),
    ),
    "migrants_former_share": Pattern(
        "S3.10",
        Style.SHARE,
        N_("In {period}, {value}% of residents of {place} had moved within the country before."),
        N_(
            "In {period}, {value}% of residents of {place} had moved within the country before,"
            " compared with {reference}% in {area}."
        ),
    ),
    "moved_last_5_years_share": Pattern(
        "S3.11",
        Style.SHARE,
        N_(
            "In {period}, {value}% of residents of {place} had moved within the country in the last"
            " 5 years."
        ),
        N_(
            "In {period}, {value}% of residents of {place} had moved within the country in the last"
            " 5 years, compared with {reference}% in {area}."
        ),
    ),
    "in_mig_rate": Pattern(
        "S3.13",
        Style.RATE,
        N_(
            "For every 1,000 residents of {place}, {value} people had come from elsewhere in the"
            " country, {period}."
        ),
        N_(
            "For every 1,000 residents of {place}, {value} people had come from elsewhere in the"
            " country, compared with {reference} in {area}, {period}."
        ),
    ),
    "out_mig_rate": Pattern(
        "S3.14",
        Style.RATE,
        N_(
            "For every 1,000 residents of {place}, {value} people had left it for elsewhere in the"
            " country, {period}."
        ),
        N_(
            "For every 1,000 residents of {place}, {value} people had left it for elsewhere in the"
            " country, compared with {reference} in {area}, {period}."
        ),
    ),
    "inflow_conc": Pattern(
        "S4.5",
        Style.SHARE,
        N_(
            "The three largest origins account for {value}% of the people who moved into {place},"
            " {period}."
        ),
        N_(
            "The three largest origins account for {value}% of the people who moved into {place},"
            " compared with {reference}% in {area}, {period}."
        ),
    ),
    "stayer_share": Pattern(
        "S3.12",
        Style.SHARE,
        N_(
            "{value}% of the people who lived in {place} at the start and in the country at the end"
            " of {period} were still in {place}."
        ),
        N_(
            "{value}% of the people who lived in {place} at the start and in the country at the end"
            " of {period} were still in {place}, compared with {reference}% in {area}."
        ),
    ),
}
