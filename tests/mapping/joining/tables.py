"""Small tables and lists of places, so that every answer is known by hand."""

import pandas as pd

from mapping.joining.place_list import ListedPlace, PlaceList


def table(**columns: list[str | None]) -> pd.DataFrame:
    """A table as the door hands it over: text cells, the lines of the file as index."""
    frame = pd.DataFrame(columns, dtype=object)
    return frame.set_axis(pd.RangeIndex(2, len(frame) + 2, name="row"))


def places(*names: str, **more: object) -> PlaceList:
    """A list of places with the codes P1, P2 ..."""
    listed = (ListedPlace(place_code=f"P{n}", name=name) for n, name in enumerate(names, start=1))
    return PlaceList(name="test", places=tuple(listed), **more)
