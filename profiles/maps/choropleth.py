"""Places filled by the class of a rate or share."""

from collections.abc import Sequence

from mapping.cartography.classify import Classification, classify
from mapping.cartography.layers import ChoroplethLayer
from profiles.column import Column
from profiles.indicators.model import Indicator
from profiles.maps.asked import Asked
from profiles.maps.legends import classed_legend, place_values


def choropleth(asked: Asked, cells: Column) -> ChoroplethLayer:
    """Places filled by class; a true zero is a mark unless the scale is centred on zero."""
    classes, marks_zero = classified(asked, cells)
    values = place_values(asked, cells, classes.indexes, marks_zero=marks_zero)
    legend = classed_legend(asked, classes, values, marks_zero=marks_zero)
    return ChoroplethLayer(legend=legend, values=values)


def classified(asked: Asked, cells: Column) -> tuple[Classification, bool]:
    """The classes of filled places, and whether a true zero is a mark outside them."""
    shown = [*cells.shown, *asked.beside]
    midpoint = midpoint_of(asked.indicator, shown)
    classes = classify(
        [value for value in shown if value != 0 or midpoint == 0],
        scheme=asked.scheme,
        classes=asked.classes,
        decimals=asked.indicator.decimals,
        breaks=asked.breaks,
        midpoint=midpoint,
    )
    return classes, midpoint != 0


def midpoint_of(indicator: Indicator, shown: Sequence[float]) -> float | None:
    """The centre of a diverging scale: the declared one, or zero between losses and gains."""
    if indicator.midpoint is not None:
        return indicator.midpoint
    return 0.0 if shown and min(shown) < 0 < max(shown) else None
