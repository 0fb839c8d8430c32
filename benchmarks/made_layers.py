"""Made-up layers of every kind for a synthetic country, as a page would build them once."""

import random
from dataclasses import replace

from mapping.cartography.layers import (
    BivariateLayer,
    Category,
    ChoroplethLayer,
    FlowEnd,
    FlowLayer,
    Legend,
    MapClass,
    MapLayer,
    Mark,
    PlaceValue,
    Stream,
    SymbolLayer,
)
from mapping.places import PlaceCode

COLOURS = ("#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c")
STREAMS = 1_000
LARGEST = 100_000.0


def made_layer(kind: str, places: int, turn: int) -> MapLayer:
    """A layer of one kind whose values depend on the number of the indicator alone."""
    chance = random.Random(turn)  # noqa: S311 - made-up values
    match kind:
        case "choropleth":
            return ChoroplethLayer(legend=_legend(turn, 5), values=_rates(chance, places, 5))
        case "symbols":
            counts = _counts(chance, places)
            return SymbolLayer(legend=_legend(turn, 1), values=counts, largest=LARGEST)
        case "bivariate":
            return _two_rates(chance, places, turn)
        case "flows":
            return _streams(chance, places, turn)
    raise ValueError(f"no layer of the kind {kind!r}")


def _legend(turn: int, classes: int) -> Legend:
    return Legend(
        title=f"Indicator {turn}",
        unit="per 1,000",
        period="2021",
        classes=tuple(
            MapClass(lower=k, upper=k + 1, colour=colour, label=f"{k} to {k + 1}", count=0)
            for k, colour in enumerate(COLOURS[-classes:])
        ),
        scheme="equal",
        mark_counts=dict.fromkeys(Mark, 0),
        mark_labels={mark: mark.value for mark in Mark},
    )


def _value(index: int, number: float, class_index: int, text: str) -> PlaceValue:
    code = PlaceCode(f"X{index:06d}")
    return PlaceValue(place_code=code, value=number, text=text, class_index=class_index)


def _rates(chance: random.Random, places: int, classes: int) -> tuple[PlaceValue, ...]:
    numbers = [chance.uniform(0, classes) for _ in range(places)]
    return tuple(
        _value(i, number, int(number), f"{number:.1f}") for i, number in enumerate(numbers)
    )


def _counts(chance: random.Random, places: int) -> tuple[PlaceValue, ...]:
    numbers = [round(10 ** chance.uniform(2, 5)) for _ in range(places)]
    return tuple(_value(i, number, 0, f"{number:,}") for i, number in enumerate(numbers))


def _two_rates(chance: random.Random, places: int, turn: int) -> BivariateLayer:
    first, second = _rates(chance, places, 3), _rates(chance, places, 3)
    colours = [
        f"#{90 + 50 * column:02x}{190 - 40 * row:02x}c8" for row in range(3) for column in range(3)
    ]
    return BivariateLayer(
        legend=replace(_legend(turn, 1), classes=()),
        first=_legend(turn, 3),
        second=_legend(turn, 3),
        cells=tuple(Category(label=colour, colour=colour, count=0) for colour in colours),
        values=tuple(
            one._replace(class_index=(two.class_index or 0) * 3 + (one.class_index or 0))
            for one, two in zip(first, second, strict=True)
        ),
        first_values=first,
        second_values=second,
    )


def _streams(chance: random.Random, places: int, turn: int) -> FlowLayer:
    """Streams between places by chance, all of them drawn, and nobody who moved within a place."""
    pairs = {(chance.randrange(places), chance.randrange(places)) for _ in range(2 * STREAMS)}
    kept = [pair for pair in sorted(pairs) if pair[0] != pair[1]][:STREAMS]
    people = sorted((round(10 ** chance.uniform(1.1, 4)) for _ in kept), reverse=True)
    chance.shuffle(kept)
    ends = tuple(FlowEnd(f"X{i:06d}", f"Place {i}", (i,)) for i in range(places))
    nobody = [
        PlaceValue(PlaceCode(end.place_code), None, "no data", None, Mark.NO_DATA) for end in ends
    ]
    return FlowLayer(
        legend=_legend(turn, 3),
        values=tuple(nobody),
        largest=0.0,
        ends=ends,
        streams=tuple(
            Stream(origin, destination, number, f"{number:,}")
            for (origin, destination), number in zip(kept, people, strict=True)
        ),
        drawn=len(kept),
        threshold=10,
        rest="",
        circles="",
        origins_on_map=True,
    )
