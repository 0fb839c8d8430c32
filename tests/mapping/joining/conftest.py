"""Small lists of places, so that every answer is known by hand."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.joining.place_list import ListedPlace, PlaceList
from mapping.joining.read import Destination, read_level

CHECKOUT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def level() -> Callable[[str, str], Destination]:
    catalogue = read_boundary_catalogue(CHECKOUT / "data")
    known: dict[tuple[str, str], Destination] = {}

    def read(iso3: str, level: str) -> Destination:
        if (iso3, level) not in known:
            known[iso3, level] = read_level(catalogue, iso3, level)
        return known[iso3, level]

    return read


@pytest.fixture(scope="session")
def messy() -> Path:
    folder = Path(os.environ.get("LMP_SHARED_DIR") or CHECKOUT.parent / "shared") / "data/messy"
    if not folder.is_dir():
        pytest.skip("the folder of real tables (LMP_SHARED_DIR) is not here")
    return folder


@pytest.fixture(scope="session")
def india() -> PlaceList:
    """Two districts of one name in two states."""
    districts = (
        *(("BR1", "Aurangabad", "BR"), ("BR2", "Patna", "BR"), ("BR3", "Gaya", "BR")),
        *(("MH1", "Aurangabad", "MH"), ("MH2", "Pune", "MH"), ("MH3", "Nashik", "MH")),
        ("UP1", "Hamirpur", "UP"),
    )
    states = (("BR", "Bihar"), ("MH", "Maharashtra"), ("UP", "Uttar Pradesh"))
    parents = tuple(ListedPlace(place_code=code, name=name) for code, name in states)
    return PlaceList(
        name="ind:ADM2",
        unit="district",
        units="districts",
        places=tuple(
            ListedPlace(place_code=code, name=name, parent_code=state)
            for code, name, state in districts
        ),
        parents=parents,
        other_levels={"states": parents},
    )
