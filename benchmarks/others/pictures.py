"""Charts and the map of a page by matplotlib, for the ways that have no charts of their own."""

import io
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.collections import PolyCollection

Page = dict[str, Any]
COLOURS = ("#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c")


def chart(part: Page) -> bytes:
    """Bars with their labels."""
    figure, axes = plt.subplots(figsize=(6.3, 2.6))
    axes.barh(part["labels"], part["values"])
    axes.invert_yaxis()
    axes.set_title(part["title"])
    return _png(figure)


def country(places: list[Page], code: str) -> bytes:
    """Five classes and the place outlined."""
    figure, axes = plt.subplots(figsize=(6.3, 3.4))
    for place in places:
        chosen = place["code"] == code
        look = {"edgecolor": "#d95f02", "linewidth": 1.6, "zorder": 2} if chosen else {}
        fill = COLOURS[place["class"]]
        axes.add_collection(
            PolyCollection(place["rings"], **{"facecolor": fill, "edgecolor": "#8b949d", **look})
        )
    axes.autoscale()
    axes.set_aspect("equal")
    axes.axis("off")
    return _png(figure)


def _png(figure: Any) -> bytes:  # noqa: ANN401 - matplotlib has no types
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=150)
    plt.close(figure)
    return buffer.getvalue()
