"""The first figure of a person's own boundaries: how large each place is.

So the pack is on the map and in tables before any table is joined to it.
"""

from typing import Final

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.read import read_gazetteer
from mapping.settings import Settings
from profiles.indicators.model import Kind
from profiles.own_columns import OwnColumn
from profiles.own_tables import OwnSource, keep_table

NAME: Final = "area"
YEAR: Final = 4  # digits


def keep_area(settings: Settings, iso3: str) -> None:
    """Write the areas of all places of a pack of the user's own, as measured on its polygons.

    Raises:
        StorageError: the workspace does not take the files.
        UnreadableFileError: a file of the pack is missing or damaged.
    """
    import pandas as pd

    if iso3 in read_boundary_catalogue(settings.data_dir).iso3s:
        return  # a shipped pack has figures
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    entry = catalogue.entry(iso3, catalogue.levels(iso3)[-1])
    gazetteer = read_gazetteer(catalogue, iso3)
    places = gazetteer.places.values()
    year = entry.vintage[:YEAR]
    joined = pd.DataFrame(
        {
            "place_code": [place.place_code for place in places],
            "place_name": [place.name for place in places],
            "join_method": "code",
            NAME: [str(place.area_km2) for place in places],
        }
    )
    column = OwnColumn(
        column=NAME, label="Area", unit="km²", kind=Kind.EXTENSIVE, period=year, protected=False
    )
    source = OwnSource(
        title=f"Boundaries of {gazetteer.country.name}, {entry.vintage}",
        publisher=entry.source,
        year=year,
        licence=entry.licence,
    )
    keep_table(settings, iso3, joined, [column], source, name=NAME)
