"""Twelve squares in two provinces, and an islet far too small to be seen."""

from pathlib import Path

import numpy as np
import shapely

from mapping.boundaries.model import BoundarySet
from tests.mapping.render.boundary_sets import boundary_set, crooked

ISLET = 12
HOSTILE = "</script><img src=x onerror=alert(1)>{{7*7}}${1}"


def country(folder: Path) -> BoundarySet:
    islet = shapely.segmentize(shapely.box(15.0, 6.0, 15.01, 6.01), 0.005)
    geometries = np.append(crooked(3, 4), islet)
    names = [f"Place {index}" for index in range(12)] + [HOSTILE]
    parents = ["West" if index % 4 < 2 else "East" for index in range(12)] + ["East"]
    return boundary_set(folder / "boundaries", geometries, name=names, parent_code=parents)
