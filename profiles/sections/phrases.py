"""Whole-sentence templates whose words follow from the figures: growth, ranks, the foreign-born.

Words carry the sign, and a rank is read from the nearer end: never best or worst.
"""

from dataclasses import dataclass
from typing import Final

from mapping.i18n import N_
from profiles.narrative import Style


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one indicator is said of a place, alone and beside another place."""

    id: str
    style: Style
    alone: str
    compared: str


# Any other indicator: its label leads as a topic, so that the sentence holds in every language.
SHARE_OF_ANY: Final = Pattern(
    "S.share",
    Style.SHARE,
    N_("{label}: {value}% in {place}, {period}."),
    N_("{label}: {value}% in {place}, compared with {reference}% in {area}, {period}."),
)
RATE_OF_ANY: Final = Pattern(
    "S.rate",
    Style.RATE,
    N_("{label}: {value} ({unit}) in {place}, {period}."),
    N_("{label}: {value} ({unit}) in {place}, compared with {reference} in {area}, {period}."),
)
# A count of a table of people's own: that of a larger area beside it would only tell of its size.
COUNT_OF_ANY: Final = Pattern("S.count", Style.COUNT, RATE_OF_ANY.alone, RATE_OF_ANY.alone)

FOREIGN_BORN: Final = N_(
    "In {period}, {value} residents of {place} ({share}%) had been born in another country."
)
NONE_FOREIGN_BORN: Final = N_(
    "In {period}, no resident of {place} was recorded as born in another country."
)

# Growth: the words carry the sign, of the place first and of the other place second.
GROWTH: Final = {
    (1, 1): N_(
        "Between {start} and {end} the population of {place} grew by {value}% a year on average,"
        " compared with {reference}% a year in {area}."
    ),
    (-1, -1): N_(
        "Between {start} and {end} the population of {place} fell by {value}% a year on average,"
        " compared with a fall of {reference}% a year in {area}."
    ),
    (1, -1): N_(
        "Between {start} and {end} the population of {place} grew by {value}% a year on average; in"
        " {area} it fell by {reference}% a year."
    ),
    (-1, 1): N_(
        "Between {start} and {end} the population of {place} fell by {value}% a year on average; in"
        " {area} it grew by {reference}% a year."
    ),
}
GROWTH_ALONE: Final = {
    1: N_(
        "Between {start} and {end} the population of {place} grew by {value}% a year on average."
    ),
    -1: N_(
        "Between {start} and {end} the population of {place} fell by {value}% a year on average."
    ),
}
# Of anything else: it leads as a topic, and growth is a noun, so that nothing must agree with it.
GROWTH_OF_ANY: Final = {
    (1, 1): N_(
        "{what} in {place}: growth of {value}% a year on average between {start} and {end},"
        " compared with {reference}% a year in {area}."
    ),
    (-1, -1): N_(
        "{what} in {place}: decline of {value}% a year on average between {start} and {end},"
        " compared with a decline of {reference}% a year in {area}."
    ),
    (1, -1): N_(
        "{what} in {place}: growth of {value}% a year on average between {start} and {end},"
        " compared with a decline of {reference}% a year in {area}."
    ),
    (-1, 1): N_(
        "{what} in {place}: decline of {value}% a year on average between {start} and {end},"
        " compared with growth of {reference}% a year in {area}."
    ),
}
GROWTH_OF_ANY_ALONE: Final = {
    1: N_("{what} in {place}: growth of {value}% a year on average between {start} and {end}."),
    -1: N_("{what} in {place}: decline of {value}% a year on average between {start} and {end}."),
}

# Of estimates from a sample, whose order is not sure.
RANKS_AMONG: Final = {
    "high": N_(
        "{label}: {place} was among the {rank} highest of the {n} {units} of {area} with data,"
        " {period}; the margins of error do not tell these apart."
    ),
    "low": N_(
        "{label}: {place} was among the {rank} lowest of the {n} {units} of {area} with data,"
        " {period}; the margins of error do not tell these apart."
    ),
}

# Ranks, read from the nearer end: never best or worst.
RANKS: Final = {
    ("high", "first", "alone"): N_(
        "{label}: {place} had the highest value of the {n} {units} of {area} with data, {period}."
    ),
    ("high", "first", "joint"): N_(
        "{label}: {place} had the joint highest value of the {n} {units} of {area} with data,"
        " {period}."
    ),
    ("high", "later", "alone"): N_(
        "{label}: {place} had the {rank} highest value of the {n} {units} of {area} with data,"
        " {period}."
    ),
    ("high", "later", "joint"): N_(
        "{label}: {place} had the joint {rank} highest value of the {n} {units} of {area} with"
        " data, {period}."
    ),
    ("low", "first", "alone"): N_(
        "{label}: {place} had the lowest value of the {n} {units} of {area} with data, {period}."
    ),
    ("low", "first", "joint"): N_(
        "{label}: {place} had the joint lowest value of the {n} {units} of {area} with data,"
        " {period}."
    ),
    ("low", "later", "alone"): N_(
        "{label}: {place} had the {rank} lowest value of the {n} {units} of {area} with data,"
        " {period}."
    ),
    ("low", "later", "joint"): N_(
        "{label}: {place} had the joint {rank} lowest value of the {n} {units} of {area} with data,"
        " {period}."
    ),
}
# Growth below zero is a decline. Where others grew, one that shrank less than most has a value.
DECLINES: Final = RANKS | {
    ("low", "first", "alone"): N_(
        "{label}: {place} had the largest decline of the {n} {units} of {area} with data, {period}."
    ),
    ("low", "first", "joint"): N_(
        "{label}: {place} had the joint largest decline of the {n} {units} of {area} with data,"
        " {period}."
    ),
    ("low", "later", "alone"): N_(
        "{label}: {place} had the {rank} largest decline of the {n} {units} of {area} with data,"
        " {period}."
    ),
    ("low", "later", "joint"): N_(
        "{label}: {place} had the joint {rank} largest decline of the {n} {units} of {area} with"
        " data, {period}."
    ),
    ("high", "first", "alone"): N_(
        "{label}: {place} had the smallest decline of the {n} {units} of {area} with data,"
        " {period}."
    ),
    ("high", "first", "joint"): N_(
        "{label}: {place} had the joint smallest decline of the {n} {units} of {area} with data,"
        " {period}."
    ),
}
