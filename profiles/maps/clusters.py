"""Places filled by what they and their neighbours are."""

from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from mapping.cartography.layers import Category, ClusterLayer, Legend, Mark
from mapping.cartography.palettes import CLUSTER_COLOURS, Surface
from mapping.i18n import N_
from profiles.column import Column
from profiles.maps import words as map_words
from profiles.maps.asked import Asked
from profiles.maps.legends import mark_counts, mark_labels, place_values
from profiles.measures.spatial.local import Cluster, ClusterMap, cluster_map

if TYPE_CHECKING:
    from profiles.measures.spatial.neighbours import Neighbours

SHOWN: Final = (
    Cluster.HIGH,
    Cluster.LOW,
    Cluster.HIGH_AMONG_LOW,
    Cluster.LOW_AMONG_HIGH,
    Cluster.NONE,
    Cluster.ISLAND,
)


def clusters(asked: Asked, cells: Column, links: "Neighbours") -> tuple[ClusterLayer, list[str]]:
    """The map of clusters, and what must be said of it.

    Args:
        asked: A rate or share.
        cells: Its figures.
        links: Which of the places are neighbours.

    Raises:
        MeasureRefusedError: too few places have a value and a neighbour, or all are alike.
    """
    figures = place_values(asked, cells, np.zeros_like, marks_zero=False)
    found = cluster_map(figures.numbers, links)
    text = asked.translator.text
    values = tuple(
        figure._replace(
            text=_said(asked, figure.text, cluster),
            class_index=SHOWN.index(cluster) if cluster in SHOWN else None,
        )
        for figure, cluster in zip(figures, found.clusters, strict=True)
    )
    counts = Counter(value.class_index for value in values)
    light, dark = (CLUSTER_COLOURS[surface] for surface in Surface)
    layer = ClusterLayer(
        legend=Legend(
            title=asked.name,
            unit=asked.unit,
            period=map_words.period_text(asked.period),
            classes=(),
            scheme="",
            mark_counts=mark_counts(values),
            mark_labels=mark_labels(asked.translator, marks_zero=False),
        ),
        categories=tuple(
            Category(label=_headed(text(cluster)), colour=light[i], dark=dark[i], count=counts[i])
            for i, cluster in enumerate(SHOWN)
        ),
        values=values,
    )
    return layer, _notes(asked, found, protected=layer.legend.mark_counts[Mark.NOT_SHOWN])


def _headed(label: str) -> str:
    return label[:1].upper() + label[1:]


def _said(asked: Asked, figure: str, cluster: Cluster) -> str:
    return figure if cluster not in SHOWN else f"{figure} · {asked.translator.text(cluster)}"


def _notes(asked: Asked, found: ClusterMap, *, protected: int) -> list[str]:
    """How it was tested and who was left out, as must be printed with such a map."""
    words = asked.translator
    said = [
        words.text(
            N_(
                "Clusters by local Moran's I: {permutations} permutations, seed {seed}, false"
                " discovery rate {percent} %. Each place is compared with those that touch it."
            ),
            permutations=words.number(found.permutations),
            seed=str(found.seed),
            percent=words.number(100 * found.false_discovery_rate),
        ),
        words.text(
            N_("Rates of few people vary more by chance: read a cluster of small places with care.")
        ),
    ]
    if found.left_out:
        said.append(
            words.plural(
                "{count} place without a published value was left out, {protected} protected.",
                "{count} places without a published value were left out, {protected} protected.",
                found.left_out,
                protected=words.number(protected),
            )
        )
    return said
