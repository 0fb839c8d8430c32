"""The maps of an indicator's other periods, so that a browser can switch between them by itself."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from mapping.cartography.layers import ChoroplethLayer, MapSpec, SymbolLayer
from mapping.cartography.place_values import PlaceValues
from mapping.render.letters import MARK_LETTERS, class_letters, size_letters
from mapping.render.message import hatch_message, losses_message
from profiles.maps.words import period_text

MOST_CELLS: Final = 40_000  # places times periods; beyond, another period is asked of the page
_YEAR: Final = re.compile(r"(\d{4})(?:-(\d{2}))?")


def timeline(periods: Sequence[str]) -> list[dict[str, Any]]:
    """What each period is called and where it lies in time, the oldest first.

    A period lies at the middle of its interval, in years; None where it does not name a year, and
    the periods are then drawn one beside the other.

    >>> timeline(["1996/2007"])
    [{'period': '1996/2007', 'label': '1996–2007', 'at': 2001.5}]
    """
    return [
        {"period": period, "label": period_text(period), "at": _middle(period)}
        for period in periods
    ]


def frame_values(spec: MapSpec) -> dict[str, Any]:
    """What the browser needs of a period's map to draw it and to say its figures."""
    values = PlaceValues.of(spec.layer.values)
    body: dict[str, Any] = {
        "classes": class_letters(values),
        **values.texts_and_numbers(),
        "hatch": hatch_message(spec.hatch, len(values)),
        "spoken": spec.spoken,
    }
    if isinstance(spec.layer, SymbolLayer):
        body["sizes"] = size_letters(values, spec.layer.largest)
        body["losses"] = losses_message(spec.layer)
    return body


def frame_words(spec: MapSpec) -> dict[str, Any]:
    """What stands around a period's map and differs from one period to another."""
    legend = spec.layer.legend
    return {
        "title": spec.title,
        "notes": list(spec.notes),
        "counts": [entry.count for entry in legend.classes],
        "marks": {letter: legend.mark_counts.get(mark, 0) for mark, letter in MARK_LETTERS.items()},
    }


def frames(specs: Mapping[str, MapSpec], keep: Callable[[MapSpec], str]) -> list[dict[str, Any]]:
    """The time line of a map: each period with its words, and the key of its figures.

    Args:
        specs: By period, the oldest first, all with the same classes.
        keep: Takes the map of a period and gives the key by which the browser has its
            `frame_values`.
    """
    entries = timeline(list(specs))
    for entry, spec in zip(entries, specs.values(), strict=True):
        entry |= {**frame_words(spec), "key": keep(spec)}
    return entries


def can_switch(spec: MapSpec, periods: int) -> bool:
    """Whether all periods of a map may be sent to the browser."""
    is_plain = isinstance(spec.layer, ChoroplethLayer | SymbolLayer)
    return is_plain and periods > 1 and periods * len(spec.layer.values) <= MOST_CELLS


def _middle(period: str) -> float | None:
    years = [
        int(year) + (int(month) - 1) / 12 if month else int(year)
        for year, month in _YEAR.findall(period)
    ]
    return sum(years) / len(years) if years else None
