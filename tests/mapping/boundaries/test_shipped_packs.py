"""The boundary sets as they are shipped: counts, coverage, nesting, names, areas."""

import csv
import re
import unicodedata
from functools import cache

import pytest
import shapely

from mapping.boundaries.extent import area_km2_of
from mapping.boundaries.hierarchy import check_nesting, places_of
from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.read import file_hash, read_boundaries, read_gazetteer
from mapping.places import AdminLevel

from .conftest import CHECKOUT

COUNTS = {
    "NPL": (1, 7, 77),
    "SLB": (1, 10),
    "WSM": (1, 11),
    "PLW": (1, 16),
    "LKA": (1, 9, 25),
    "FJI": (1, 5),
    "TON": (1, 5),
    "TLS": (1, 13),
    "XXE": (1, 2, 6),
}
CATALOGUE = read_boundary_catalogue(CHECKOUT / "data")
SETS = [(entry.iso3, entry.level) for entry in CATALOGUE.entries]
PACKS = sorted(COUNTS)


@cache
def boundaries(iso3, level):
    return read_boundaries(CATALOGUE.entry(iso3, level))


@cache
def gazetteer(iso3):
    return read_gazetteer(CATALOGUE, iso3)


def test_the_nine_packs_are_shipped_without_a_problem():
    assert set(CATALOGUE.iso3s) == set(COUNTS)
    assert CATALOGUE.problems == ()


@pytest.mark.parametrize("iso3", PACKS)
def test_each_level_has_all_its_places(iso3):
    levels = CATALOGUE.levels(iso3)
    assert tuple(len(boundaries(iso3, level).frame) for level in levels) == COUNTS[iso3]
    assert tuple(len(gazetteer(iso3).at_level(level)) for level in levels) == COUNTS[iso3]


@pytest.mark.parametrize(("iso3", "level"), SETS)
def test_polygons_are_valid_and_neither_overlap_nor_gape(iso3, level):
    polygons = boundaries(iso3, level).frame.geometry
    assert polygons.crs.to_epsg() == 4326
    assert polygons.is_valid.all()
    assert not polygons.has_z.any()
    assert shapely.coverage_is_valid(polygons.to_numpy(), gap_width=1e-5)
    areas = shapely.area(polygons.to_numpy())
    assert areas.sum() == pytest.approx(polygons.union_all().area, rel=1e-9)


@pytest.mark.parametrize(("iso3", "level"), [(i, x) for i, x in SETS if x != "ADM0"])
def test_children_make_exactly_their_parents(iso3, level):
    parents = boundaries(iso3, AdminLevel(f"ADM{level.depth - 1}"))
    children = boundaries(iso3, level)
    check_nesting(children, parents)
    for row in parents.frame.itertuples():
        own = children.frame[children.frame.parent_code == row.place_code]
        together = own.geometry.union_all()
        assert together.symmetric_difference(row.geometry).area < 1e-9 * row.geometry.area


@pytest.mark.parametrize("iso3", PACKS)
def test_codes_are_unique_over_all_levels_and_parents_are_one_level_up(iso3):
    places = gazetteer(iso3).places
    assert len(places) == sum(COUNTS[iso3])
    for place in places.values():
        if place.level is AdminLevel.ADM0:
            assert place.parent_code is None
        else:
            assert places[place.parent_code].level.depth == place.level.depth - 1


@pytest.mark.parametrize("iso3", PACKS)
def test_every_place_has_an_english_name_and_names_without_loose_ends(iso3):
    for place in gazetteer(iso3).places.values():
        assert place.names["en"] == place.name
        for name in place.names.values():
            assert name == name.strip() != ""
            assert "|" not in name
            assert unicodedata.is_normalized("NFC", name)


@pytest.mark.parametrize("iso3", PACKS)
def test_no_two_places_of_a_level_share_their_leading_name(iso3):
    for level in CATALOGUE.levels(iso3):
        names = [place.name for place in gazetteer(iso3).at_level(level)]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(("iso3", "level"), SETS)
def test_the_languages_of_the_catalogue_are_those_of_the_names(iso3, level):
    entry = CATALOGUE.entry(iso3, level)
    spoken = {
        language
        for place in gazetteer(iso3).at_level(level)
        for language in place.names
        if "_alt" not in language
    }
    assert spoken == set(entry.languages)


@pytest.mark.parametrize(("iso3", "level"), SETS)
def test_centres_lie_inside_and_bounds_hold_the_whole_place(iso3, level):
    frame = boundaries(iso3, level).frame.set_index("place_code")
    for place in gazetteer(iso3).at_level(level):
        polygon = frame.geometry[place.place_code]
        assert polygon.contains(shapely.Point(place.centre))
        west, south, east, north = place.bounds
        if west <= east:
            box = shapely.box(west, south, east, north)
        else:
            halves = shapely.box(west, south, 180, north), shapely.box(-180, south, east, north)
            box = shapely.union_all(halves)
        assert box.buffer(1e-6).covers(polygon)


@pytest.mark.parametrize(("iso3", "level"), SETS)
def test_the_prepared_places_are_those_of_the_polygons(iso3, level):
    assert tuple(places_of(boundaries(iso3, level))) == gazetteer(iso3).at_level(level)


@pytest.mark.parametrize("entry", CATALOGUE.entries, ids=lambda entry: entry.id)
def test_every_set_says_where_it_comes_from_and_what_it_is_called(entry):
    assert entry.source
    assert entry.licence
    assert entry.attribution
    assert entry.path.name == f"{entry.level.lower()}_{entry.vintage}.parquet"
    assert set(entry.unit_names) == {"en", "fr", "es"}
    assert file_hash(entry.path)


def test_every_district_of_nepal_has_its_name_in_devanagari():
    for level in (AdminLevel.ADM1, AdminLevel.ADM2):
        for place in gazetteer("NPL").at_level(level):
            letters = [letter for letter in place.names["ne"] if letter.isalpha()]
            assert letters, place
            assert all("DEVANAGARI" in unicodedata.name(letter) for letter in letters), place
            assert not place.names["ne"].endswith(("जिल्ला", "प्रदेश"))


def test_nepals_districts_carry_the_codes_and_spellings_of_both_offices(shared):
    frame = boundaries("NPL", "ADM2").frame
    with (shared / "facts" / "NPL.csv").open(encoding="utf-8") as file:
        published = {
            re.search(r"\d-\d+", row["note"])[0]: row["area_name"]
            for row in csv.DictReader(file)
            if row["level"] == "district"
        }
    assert dict(zip(frame.code_nso, frame.name, strict=True)) == published
    with (shared / "data/messy/ocha_pcodes/global-pcodes-adm-1-2.csv").open() as file:
        pcodes = {row["P-Code"]: row for row in csv.DictReader(file) if row["Location"] == "NPL"}
    places = gazetteer("NPL")
    for row in frame.itertuples():
        official = pcodes[row.place_code]
        assert official["Admin Level"] == "2"
        assert official["Name"] in places.place(row.place_code).all_names
        # the P-code's province, the statistics office's and the parent are the same
        assert official["Parent P-Code"][-1] == row.code_nso[0] == row.parent_code[-1]


def test_the_halves_of_the_split_districts_are_in_their_own_provinces():
    parents = {place.name: place.parent_code for place in gazetteer("NPL").places.values()}
    assert parents["Nawalparasi (Bardaghat Susta East)"] == "NP-P4"
    assert parents["Nawalparasi (Bardaghat Susta West)"] == "NP-P5"
    assert parents["Rukum (East)"] == "NP-P5"
    assert parents["Rukum (West)"] == "NP-P6"


def test_western_province_of_solomon_islands_has_a_code_of_its_own():
    places = gazetteer("SLB").places
    assert places["SB-WE"].name == "Western"
    assert places["SB-CH"].name == "Choiseul"
    assert "Lauru" in places["SB-CH"].all_names
    assert "Lauru" not in places["SB-WE"].all_names


def test_sri_lankas_districts_are_in_the_province_that_their_code_names():
    places = gazetteer("LKA")
    assert places.place("LK-21").name == "Kandy"
    for district in places.at_level(AdminLevel.ADM2):
        assert district.place_code.startswith(district.parent_code)
    assert len(places.children("LK-4")) == 5


def test_fiji_crosses_the_antimeridian_and_is_framed_in_one_piece():
    places = gazetteer("FJI").places
    for code in ("FJ", "FJ-N", "FJ-E"):
        west, _, east, _ = places[code].bounds
        assert west > 170
        assert east < -175
    assert places["FJ-C"].bounds[0] < places["FJ-C"].bounds[2]
    west, _, east, _ = boundaries("FJI", "ADM1").frame.total_bounds
    assert (west, east) == (-180, 180)


# Country, published area in square kilometres where the fact tables have none, and how far the
# source's coarse coast may be off. Palau's has reefs as land, Tonga's lacks small islands.
TOLERANCES = [
    ("NPL", 147_516, 0.01),
    ("LKA", 65_610, 0.02),
    ("FJI", 18_272, 0.05),
    ("SLB", None, 0.05),
    ("WSM", None, 0.03),
    ("TLS", None, 0.02),
    ("PLW", None, 0.20),
    ("TON", 728.9, 0.16),
]


@pytest.mark.parametrize(("iso3", "area", "tolerance"), TOLERANCES)
def test_the_country_is_as_large_as_published(iso3, area, tolerance, request):
    if area is None:
        facts = request.getfixturevalue("shared") / "facts" / f"{iso3}.csv"
        with facts.open(encoding="utf-8") as file:
            (area,) = (
                float(row["value"])
                for row in csv.DictReader(file)
                if (row["level"], row["indicator"]) == ("country", "area")
            )
    assert gazetteer(iso3).country.area_km2 == pytest.approx(area, rel=tolerance)


@pytest.mark.parametrize("iso3", PACKS)
def test_areas_of_children_add_up_to_their_parents(iso3):
    places = gazetteer(iso3)
    for place in places.places.values():
        if children := places.children(place.place_code):
            assert sum(x.area_km2 for x in children) == pytest.approx(place.area_km2, rel=1e-6)


def test_examplias_areas_are_those_invented_and_not_those_of_its_squares():
    alder = gazetteer("XXE").place("ZZ0101")
    assert alder.area_km2 == 1250
    square = boundaries("XXE", "ADM2").frame.set_index("place_code").geometry["ZZ0101"]
    assert area_km2_of(square) == pytest.approx(12_305, rel=0.001)


@pytest.mark.parametrize("iso3", PACKS)
def test_the_folder_tells_people_source_licence_and_vintage(iso3, data_dir):
    text = (data_dir / "boundaries" / iso3.lower() / "README.md").read_text(encoding="utf-8")
    for level in CATALOGUE.levels(iso3):
        entry = CATALOGUE.entry(iso3, level)
        for fact in (entry.path.name, entry.source, entry.licence, entry.vintage, entry.note):
            assert fact in text
    if iso3 == "NPL":
        assert "© OpenStreetMap contributors" in text
        assert "Open Database License" in text
