"""Titles and sentences about streams, by the question their table answers and by direction.

The second of each key says whether people leave the place (True) or come to it. Of two forms, the
first is for one year between the dates of the question, the other for `{count}` years.
"""

from collections.abc import Mapping
from typing import Final

from mapping.i18n import N_, NN_, Message
from profiles.indicators.flows import FlowType

TITLES: Final[Mapping[tuple[FlowType, bool], Message]] = {
    (FlowType.EVENT, False): N_("Where people moved from, {period}"),
    (FlowType.EVENT, True): N_("Where people moved to, {period}"),
    (FlowType.TRANSITION, False): NN_(
        "Where people who moved in lived one year before, {period}",
        "Where people who moved in lived {count} years before, {period}",
    ),
    (FlowType.TRANSITION, True): NN_(
        "Where people who lived here one year before live, {period}",
        "Where people who lived here {count} years before live, {period}",
    ),
    (FlowType.LAST_MOVE, False): N_("Previous residence of people who moved here, {period}"),
    (FlowType.LAST_MOVE, True): N_(
        "Where people whose previous residence was here now live, {period}"
    ),
    (FlowType.LIFETIME, False): N_("Where residents were born, {period}"),
    (FlowType.LIFETIME, True): N_("Where people born here now live, {period}"),
    (FlowType.STOCK, False): N_("Where people counted here come from, {period}"),
    (FlowType.STOCK, True): N_("Where people absent abroad are, {period}"),
}

# Of one partner and of three, by the question the table answers.
FIRST: Final[Mapping[tuple[FlowType, bool], Message]] = {
    (FlowType.TRANSITION, False): NN_(
        "{share}% of the people who moved into {place} in the year to {period} had lived in"
        " {first}.",
        "{share}% of the people who moved into {place} in the {count} years to {period} had lived"
        " in {first}.",
    ),
    (FlowType.TRANSITION, True): NN_(
        "{share}% of the people who moved out of {place} in the year to {period} lived in {first}.",
        "{share}% of the people who moved out of {place} in the {count} years to {period} lived in"
        " {first}.",
    ),
    (FlowType.LAST_MOVE, False): N_(
        "In {period}, {share}% of residents of {place} who had come from elsewhere in the country"
        " had lived in {first} before."
    ),
    (FlowType.LIFETIME, False): N_(
        "In {period}, {share}% of residents of {place} born elsewhere in the country were born in"
        " {first}."
    ),
    (FlowType.STOCK, True): N_(
        "{first}: {share}% of the people from {place} who were absent abroad, {period}."
    ),
}
LEADING_THREE: Final[Mapping[tuple[FlowType, bool], Message]] = {
    (FlowType.TRANSITION, False): NN_(
        "{first}, {second} and {third} account for {share}% of the people who moved into {place} in"
        " the year to {period}.",
        "{first}, {second} and {third} account for {share}% of the people who moved into {place} in"
        " the {count} years to {period}.",
    ),
    (FlowType.TRANSITION, True): NN_(
        "{first}, {second} and {third} account for {share}% of the people who moved out of {place}"
        " in the year to {period}.",
        "{first}, {second} and {third} account for {share}% of the people who moved out of {place}"
        " in the {count} years to {period}.",
    ),
    (FlowType.LAST_MOVE, False): N_(
        "{first}, {second} and {third} account for {share}% of residents of {place} who had come"
        " from elsewhere in the country, {period}."
    ),
    (FlowType.LIFETIME, False): N_(
        "{first}, {second} and {third} account for {share}% of residents of {place} born elsewhere"
        " in the country, {period}."
    ),
    (FlowType.STOCK, True): N_(
        "{first}, {second} and {third}: together {share}% of the people from {place} who were"
        " absent abroad, {period}."
    ),
}

# The partners are larger areas, one of which holds the place itself.
HOME: Final = {
    (FlowType.LAST_MOVE, False): N_(
        "In {period}, {share}% of residents of {place} who had moved within the country had lived"
        " in {area} before, where {place} lies."
    ),
    (FlowType.LIFETIME, False): N_(
        "In {period}, {share}% of residents of {place} born in the country were born in {area},"
        " where {place} lies."
    ),
}
OUTSIDE: Final = {
    (FlowType.LAST_MOVE, False): N_(
        "{first}, {second} and {third} account for {share}% of residents of {place} who had come"
        " from the country outside {area}, {period}."
    ),
    (FlowType.LIFETIME, False): N_(
        "{first}, {second} and {third} account for {share}% of residents of {place} born in the"
        " country outside {area}, {period}."
    ),
}

HIDDEN: Final = NN_(
    "{count} stream is not shown: protected, so that nobody can be recognised.",
    "{count} streams are not shown: protected, so that nobody can be recognised.",
)
GROUPED: Final = NN_(
    "The others include {count} stream that is protected, so that nobody can be recognised.",
    "The others include {count} streams that are protected, so that nobody can be recognised.",
)
UNKNOWN: Final = NN_("Nothing is known of {count} stream.", "Nothing is known of {count} streams.")
