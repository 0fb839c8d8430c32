"""Boundaries of a person's own: squares, so that every parent is worked out by hand."""

from dataclasses import replace

import geopandas as gpd
import pytest
from shapely import box

from mapping.boundaries.own import AboveColumns, OwnBoundaries, OwnColumns, build_own, keep_own
from mapping.boundaries.packs import FOLDER, read_boundary_catalogue
from mapping.boundaries.read import read_gazetteer
from mapping.errors import BadBoundariesError
from mapping.places import AdminLevel, PlaceCode

COLUMNS = OwnColumns(
    code="adm2_pcode",
    name="adm2_name",
    names={"en": "adm2_name"},
    above=(AboveColumns(code="adm1_pcode", name="adm1_name"),),
)
SAID = OwnBoundaries(
    iso3="VUT",
    country="Vanuatu",
    country_code="VU",
    level=AdminLevel.ADM2,
    vintage="2020",
    columns=COLUMNS,
    unit="area council",
    units="area councils",
)


def districts(**changes):
    """Four squares, two in each of two provinces."""
    cells = {
        "adm2_pcode": ["VU0101", "VU0102", "VU0201", "VU0202"],
        "adm2_name": ["Torres", "Gaua", "Malo", "Canal "],
        "adm1_pcode": ["VU01", "VU01", "VU02", "VU02"],
        "adm1_name": ["Torba", "Torba", "Sanma", "Sanma"],
    }
    shapes = [box(x, y, x + 1, y + 1) for y in (0, 1) for x in (0, 1)]
    index = range(1, 5)
    frame = gpd.GeoDataFrame(cells, geometry=shapes, crs="EPSG:4326", index=index)
    return frame.assign(**changes)


@pytest.fixture
def keep(data_dir, tmp_path):
    def kept(frame, said=SAID):
        catalogue = read_boundary_catalogue(data_dir, tmp_path)
        pack = build_own(frame, said, catalogue, tmp_path / FOLDER)
        keep_own(pack, data_dir=data_dir, workspace_dir=tmp_path)
        return pack, read_boundary_catalogue(data_dir, tmp_path)

    return kept


def test_a_file_becomes_a_whole_pack_with_the_levels_above_made_of_it(keep):
    pack, catalogue = keep(districts())
    places = read_gazetteer(catalogue, "vut").places

    assert [entry.level for entry in pack.entries] == ["ADM0", "ADM1", "ADM2"]
    assert places[PlaceCode("VU0202")].name == "Canal"
    assert places[PlaceCode("VU0202")].parent_code == "VU02"
    assert places[PlaceCode("VU02")].name == "Sanma"
    assert places[PlaceCode("VU02")].parent_code == "VU"
    assert places[PlaceCode("VU")].name == "Vanuatu"
    assert places[PlaceCode("VU0101")].name_in("en") == "Torres"
    entry = catalogue.entry("VUT", "ADM2")
    assert (entry.vintage, entry.unit_name_plural) == ("2020", "area councils")
    assert pack.sets[1].frame.geometry[0].equals(box(0, 0, 2, 1))


def test_without_a_column_of_parents_a_place_belongs_to_where_it_lies(keep):
    provinces = districts().dissolve("adm1_pcode", as_index=False)
    columns = OwnColumns(code="adm1_pcode", name="adm1_name")
    keep(provinces, replace(SAID, level=AdminLevel.ADM1, columns=columns, unit="province"))
    shifted = districts().translate(xoff=0.2, yoff=-0.3)  # other coasts than those of the provinces
    pack, catalogue = keep(
        districts().set_geometry(shifted), replace(SAID, columns=replace(COLUMNS, above=()))
    )

    assert pack.sets[0].frame["parent_code"].tolist() == ["VU01", "VU01", "VU02", "VU02"]
    assert pack.notes[0].text() == "Places given to the one above in which they lie: 4."
    assert catalogue.levels("VUT") == ("ADM0", "ADM1", "ADM2")


def test_a_parent_that_the_file_names_counts_and_where_it_lies_is_said(keep):
    keep(districts())
    moved = districts(adm1_pcode=["VU01", "VU02", None, None], adm1_name="SANMA")
    pack, _ = keep(moved, replace(SAID, vintage="2021"))

    assert pack.sets[0].frame["parent_code"].tolist() == ["VU01", "VU02", "VU02", "VU02"]
    assert "outside the one above that the file names: Gaua (1 in" in pack.notes[0].text()


def test_it_is_refused_where_parents_codes_or_names_cannot_be_told(keep):
    cases = (
        (districts(), replace(COLUMNS, above=()), "name a column"),
        (districts(adm1_pcode=["VU01", None, "VU02", "VU02"]), COLUMNS, "no parent"),
        (districts(adm2_pcode=["VU0101", " ", "VU0201", "VU0202"]), COLUMNS, "no code. Gaua"),
        (districts(adm2_name=["Torres", None, "Malo", "Canal"]), COLUMNS, "rows have no name. 2"),
        (districts(adm2_pcode="VU0101"), COLUMNS, "several places. VU0101"),
        (districts(adm1_pcode="VU"), COLUMNS, "used twice"),
    )
    for frame, columns, words in cases:
        with pytest.raises(Exception, match=words):
            keep(frame, replace(SAID, columns=columns))


def test_slivers_are_mended_and_said_and_more_is_refused(keep):
    shapes = list(districts().geometry)
    shapes[0] = box(0, 0, 1 + 5e-8, 1)
    pack, _ = keep(districts().set_geometry(shapes, crs="EPSG:4326"))
    assert "Polygons were mended, and no area changed by more than 0.0000 %" in pack.notes[0].text()

    shapes[0] = box(0, 0, 1.1, 1)
    with pytest.raises(BadBoundariesError, match=r"more than 0\.1 %"):
        keep(districts().set_geometry(shapes, crs="EPSG:4326"))


def test_gaps_between_polygons_are_said(keep):
    shapes = list(districts().geometry)
    hole = box(0.9, 0.9, 1.1, 1.1)
    pack, _ = keep(districts().set_geometry([s.difference(hole) for s in shapes], crs="EPSG:4326"))

    assert "Gaps between polygons stay (lakes, or what the file lacks): 1." in pack.notes[0].text()


def test_islands_in_rows_of_their_own_are_one_place(keep):
    frame = districts()
    island = frame.iloc[[0]].set_geometry([box(5, 5, 6, 6)], crs="EPSG:4326")
    pack, _ = keep(gpd.pd.concat([frame, island], ignore_index=True))

    said = "Islands in rows of their own were joined: 2 rows make up 1 of the places."
    assert pack.notes[0].text() == said
    assert len(pack.sets[-1].frame) == 4
    assert pack.sets[-1].frame.geometry[0].geom_type == "MultiPolygon"


def test_places_without_codes_get_some(keep):
    said = replace(
        SAID, columns=replace(COLUMNS, code=None, above=(AboveColumns(name="adm1_name"),))
    )
    pack, _ = keep(districts(), said)

    codes = ["VU-ADM2-4", "VU-ADM2-2", "VU-ADM2-3", "VU-ADM2-1"]
    assert pack.sets[2].frame["place_code"].tolist() == codes
    assert pack.sets[1].frame["place_code"].tolist() == ["VU-ADM1-2", "VU-ADM1-1"]


def test_places_of_one_name_in_two_units_are_two_places_without_codes_too(keep):
    said = replace(
        SAID, columns=replace(COLUMNS, code=None, above=(AboveColumns(name="adm1_name"),))
    )
    pack, _ = keep(districts(adm2_name=["Torres", "Gaua", "Malo", "Gaua"]), said)

    assert pack.sets[-1].frame["name"].tolist().count("Gaua") == 2
    assert len(pack.sets[-1].frame) == 4


def test_the_same_level_and_date_is_replaced(keep):
    keep(districts())
    _, catalogue = keep(districts(adm2_name=["a", "b", "c", "d"]))

    own = [entry for entry in catalogue.entries if entry.iso3 == "VUT"]
    assert [entry.level for entry in own] == ["ADM0", "ADM1", "ADM2"]
    assert read_gazetteer(catalogue, "VUT").places[PlaceCode("VU0101")].name == "a"


def test_a_pack_that_would_not_be_whole_leaves_what_was_there(keep, tmp_path):
    keep(districts())
    before = (tmp_path / FOLDER / "catalogue.toml").read_text()
    other = districts(adm1_pcode=["X1", "X1", "X2", "X2"]).dissolve("adm1_pcode", as_index=False)
    columns = OwnColumns(code="adm1_pcode", name="adm1_name")
    with pytest.raises(Exception, match="unknown parent VU01"):
        keep(other, replace(SAID, level=AdminLevel.ADM1, columns=columns))

    assert (tmp_path / FOLDER / "catalogue.toml").read_text() == before


def test_shipped_figures_never_lose_their_places(keep):
    frame = districts()
    said = replace(SAID, iso3="XXE", country="Examplia", level=AdminLevel.ADM1, vintage="2099")
    with pytest.raises(BadBoundariesError, match="a pack of its own"):
        keep(frame, said)

    keep(frame, replace(said, vintage="1990"))
