"""Whole sentences that say why a figure is a finding: its rank, its change, its direction.

Each follows the sentence with the figure. Ranks are read from the nearer end: never best or worst.
"""

from typing import Final

from mapping.i18n import N_
from profiles.evidence.comparison import Circle

# By the end the rank is read from, whether it is the first, and whether another has the same value.
TOPS: Final = {
    ("high", "first", "alone"): N_(
        "This was the highest value of the {n} {units} of {area} with data, {period}."
    ),
    ("high", "first", "joint"): N_(
        "This was the joint highest value of the {n} {units} of {area} with data, {period}."
    ),
    ("high", "later", "alone"): N_(
        "This was the {rank} highest value of the {n} {units} of {area} with data, {period}."
    ),
    ("high", "later", "joint"): N_(
        "This was the joint {rank} highest value of the {n} {units} of {area} with data, {period}."
    ),
    ("low", "first", "alone"): N_(
        "This was the lowest value of the {n} {units} of {area} with data, {period}."
    ),
    ("low", "first", "joint"): N_(
        "This was the joint lowest value of the {n} {units} of {area} with data, {period}."
    ),
    ("low", "later", "alone"): N_(
        "This was the {rank} lowest value of the {n} {units} of {area} with data, {period}."
    ),
    ("low", "later", "joint"): N_(
        "This was the joint {rank} lowest value of the {n} {units} of {area} with data, {period}."
    ),
}
# Of estimates from a sample, whose order is not sure.
TOPS_AMONG: Final = {
    "high": N_(
        "This was among the {rank} highest values of the {n} {units} of {area} with data, {period};"
        " the margins of error do not tell these apart."
    ),
    "low": N_(
        "This was among the {rank} lowest values of the {n} {units} of {area} with data, {period};"
        " the margins of error do not tell these apart."
    ),
}
CHANGES: Final = {
    ("high", "first", "alone"): N_(
        "In proportion, no other of the {n} {units} of {area} with data grew as much, up to"
        " {period}."
    ),
    ("high", "first", "joint"): N_(
        "In proportion, none of the {n} {units} of {area} with data grew more, up to {period}."
    ),
    ("high", "later", "alone"): N_(
        "In proportion, this was the {rank} highest growth of the {n} {units} of {area} with data,"
        " up to {period}."
    ),
    ("high", "later", "joint"): N_(
        "In proportion, this was the joint {rank} highest growth of the {n} {units} of {area} with"
        " data, up to {period}."
    ),
    ("low", "first", "alone"): N_(
        "In proportion, this was the lowest growth of the {n} {units} of {area} with data, up to"
        " {period}."
    ),
    ("low", "first", "joint"): N_(
        "In proportion, this was the joint lowest growth of the {n} {units} of {area} with data, up"
        " to {period}."
    ),
    ("low", "later", "alone"): N_(
        "In proportion, this was the {rank} lowest growth of the {n} {units} of {area} with data,"
        " up to {period}."
    ),
    ("low", "later", "joint"): N_(
        "In proportion, this was the joint {rank} lowest growth of the {n} {units} of {area} with"
        " data, up to {period}."
    ),
}
# Of a place that shrank: where others grew, one that shrank less than most has no words.
DECLINES: Final = {
    ("low", "first", "alone"): N_(
        "In proportion, this was the largest decline of the {n} {units} of {area} with data, up to"
        " {period}."
    ),
    ("low", "first", "joint"): N_(
        "In proportion, this was the joint largest decline of the {n} {units} of {area} with data,"
        " up to {period}."
    ),
    ("low", "later", "alone"): N_(
        "In proportion, this was the {rank} largest decline of the {n} {units} of {area} with data,"
        " up to {period}."
    ),
    ("low", "later", "joint"): N_(
        "In proportion, this was the joint {rank} largest decline of the {n} {units} of {area} with"
        " data, up to {period}."
    ),
    ("high", "first", "alone"): N_(
        "In proportion, this was the smallest decline of the {n} {units} of {area} with data, up to"
        " {period}."
    ),
    ("high", "first", "joint"): N_(
        "In proportion, this was the joint smallest decline of the {n} {units} of {area} with data,"
        " up to {period}."
    ),
}
OF_CIRCLE: Final = {
    Circle.NEIGHBOURS: {
        "high": N_(
            "This was the highest value of {place} and its neighbouring {units} together, {n} with"
            " data, {period}."
        ),
        "low": N_(
            "This was the lowest value of {place} and its neighbouring {units} together, {n} with"
            " data, {period}."
        ),
    },
    Circle.SIMILAR: {
        "high": N_(
            "This was the highest value of {place} and the {units} most like it together, {n} with"
            " data, {period}."
        ),
        "low": N_(
            "This was the lowest value of {place} and the {units} most like it together, {n} with"
            " data, {period}."
        ),
    },
}
CHANGED: Final = N_("{label} in {place}: {before} in {start} and {value} in {end} ({unit}).")
# Whether the place lies above zero, where the larger area does not.
AGAINST: Final = {
    True: N_(
        "In {area} as a whole the value was below zero; of its {n} {units} with data, {value} were"
        " above zero, {period}."
    ),
    False: N_(
        "In {area} as a whole the value was above zero; of its {n} {units} with data, {value} were"
        " below zero, {period}."
    ),
}
AGAINST_ALONE: Final = {
    True: N_(
        "In {area} as a whole the value was below zero; of its {n} {units} with data, no other was"
        " above zero, {period}."
    ),
    False: N_(
        "In {area} as a whole the value was above zero; of its {n} {units} with data, no other was"
        " below zero, {period}."
    ),
}
