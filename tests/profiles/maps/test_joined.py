import pytest

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.cartography.layers import Mark
from mapping.i18n import Translator
from mapping.joining.guess import guess_destination
from mapping.joining.join import join_values
from mapping.joining.read import read_level
from mapping.settings import CHECKOUT
from profiles.maps.joined import JOINED, WAITING, build_join_map
from tests.mapping.joining.tables import table


@pytest.fixture(scope="module")
def catalogue():
    return read_boundary_catalogue(CHECKOUT / "data")


def test_the_map_tells_joined_waiting_and_missing_places_apart(catalogue):
    to = read_level(catalogue, "NPL", "ADM2")
    _, report = join_values(table(name=["Palpa", "Chitwan", "Jhapa"]), to.places)
    codes = [place.place_code for place in to.places.places]
    spec = build_join_map(
        catalogue.entry("NPL", "ADM2"),
        codes,
        report,
        Translator(),
        file_name="mine.csv",
        publisher="nobody",
    )
    values = {value.place_code: value for value in spec.layer.values}
    assert list(values) == codes
    assert values["NP0546"].class_index == values["NP0104"].class_index == JOINED
    assert (values["NP0335"].class_index, values["NP0335"].text) == (WAITING, "Chitwan")
    assert spec.layer.legend.mark_counts[Mark.NO_DATA] == 74
    assert {mark for mark, label in spec.layer.legend.mark_labels.items() if label} == {
        Mark.NO_DATA
    }


@pytest.mark.parametrize(
    ("names", "level"),
    [
        (["Palpa", "Chitwan", "Jhapa", "Total"], "NPL:ADM2"),
        (["Koshi", "Madhesh", "Bagmati"], "NPL:ADM1"),
        (["Galle", "Kandy", "Amparai"], "LKA:ADM2"),
        (["Malaita", "Makira", "Choiseul"], "SLB:ADM1"),
        (["Bayern", "Hessen"], None),
    ],
)
def test_country_and_level_are_guessed_from_the_names(catalogue, names, level):
    levels = ["SLB:ADM1", "NPL:ADM1", "NPL:ADM2", "LKA:ADM1", "LKA:ADM2"]
    among = [(name, read_level(catalogue, *name.split(":"))) for name in levels]
    assert guess_destination(table(name=names), among) == level


def test_a_table_of_districts_with_their_provinces_is_one_of_districts(catalogue):
    to = read_level(catalogue, "NPL", "ADM2").places
    above = {place.place_code: place.name for place in to.parents}
    read = table(
        Province=[above[place.parent_code] for place in to.places],
        District=[p.name if n % 2 else p.name[:3] + p.name[4:] for n, p in enumerate(to.places)],
    )
    among = [(level, read_level(catalogue, "NPL", level)) for level in ("ADM1", "ADM2")]
    assert guess_destination(read, among) == "ADM2"
