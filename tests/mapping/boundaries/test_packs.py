"""The catalogue: what is in it, what happens when it is wrong."""

import pytest

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.errors import UnknownLevelError, UnknownPackError, UnreadableFileError
from mapping.places import AdminLevel

ENTRY = """
[[boundaries]]
id = "{id}"
iso3 = "{iso3}"
level = "{level}"
vintage = "{vintage}"
file = "{file}"
source = "Survey Department"
licence = "CC BY 4.0"
attribution = "Survey Department"
languages = ["en"]
unit_name = {{ en = "ward", fr = "quartier" }}
unit_name_plural = {{ en = "wards", fr = "quartiers" }}
"""


def write_catalogue(folder, *tables, **changes):
    path = folder / "boundaries" / "catalogue.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not tables:
        given = {
            "id": "abc-ADM0-2020",
            "iso3": "abc",
            "level": "ADM0",
            "vintage": "2020",
            "file": "abc/adm0_2020.parquet",
        }
        tables = (ENTRY.format(**(given | changes)),)
    path.write_text("\n".join(tables), encoding="utf-8")
    return path


def test_reading_the_catalogue_opens_no_boundary_file(tmp_path):
    write_catalogue(tmp_path)
    catalogue = read_boundary_catalogue(tmp_path)
    assert catalogue.iso3s == ("ABC",)
    assert not catalogue.entry("ABC", "ADM0").path.exists()


def test_a_country_and_a_level_are_found_in_any_case(catalogue):
    assert catalogue.entry("npl", "adm2").id == "npl-ADM2-2021"
    assert catalogue.levels("Npl") == (AdminLevel.ADM0, AdminLevel.ADM1, AdminLevel.ADM2)


def test_an_unknown_country_is_named_with_those_there_are(catalogue):
    with pytest.raises(UnknownPackError) as error:
        catalogue.entry("ATL", "ADM1")
    assert type(error.value) is UnknownPackError
    assert error.value.facts["asked"] == "ATL"
    assert "NPL" in error.value.how()


def test_an_unknown_level_is_named_with_those_there_are(catalogue):
    with pytest.raises(UnknownLevelError) as error:
        catalogue.entry("slb", "ADM2")
    assert str(error.value) == (
        "The pack SLB has no level ADM2. Its levels are: ADM0 of 2021, ADM1 of 2021."
    )


def test_a_vintage_that_is_not_there_is_refused(catalogue):
    assert catalogue.entry("NPL", "ADM2", "2021").vintage == "2021"
    with pytest.raises(UnknownLevelError, match="ADM2 of 1991"):
        catalogue.entry("NPL", "ADM2", "1991")


def test_units_are_called_by_their_name_in_each_language(catalogue):
    entry = catalogue.entry("NPL", "ADM1")
    assert entry.unit_name_in("es", plural=True) == "provincias"
    assert entry.unit_name_in("fr") == "province"
    assert entry.unit_name_in("ne") == "प्रदेश"  # of the messages, not of the catalogue
    assert entry.unit_name_in("tlh") == "province"


def test_a_missing_catalogue_is_named(tmp_path):
    with pytest.raises(UnreadableFileError) as error:
        read_boundary_catalogue(tmp_path)
    assert str(tmp_path / "boundaries" / "catalogue.toml") in error.value.what()
    assert "No such file" in error.value.what()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[[boundaries]\n", "it is not TOML"),
        (b"\xff\xfe\x00", "it is not TOML"),
        (b"title = 1\n", "no [[boundaries]]"),
        (b"boundaries = 3\n", "no [[boundaries]]"),
    ],
)
def test_a_damaged_catalogue_is_named_with_what_is_wrong(tmp_path, content, reason):
    write_catalogue(tmp_path).write_bytes(content)
    with pytest.raises(UnreadableFileError) as error:
        read_boundary_catalogue(tmp_path)
    assert "catalogue.toml" in error.value.what()
    assert reason in error.value.what()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"iso3": "abcd"}, "iso3"),
        ({"level": "ADM9"}, "level"),
        ({"vintage": "last year"}, "vintage"),
        ({"file": "../../outside.parquet"}, "outside the folder"),
        ({"file": "/etc/passwd"}, "outside the folder"),
        ({"id": " "}, "id"),
    ],
)
def test_an_entry_that_cannot_be_used_is_left_out_and_told(tmp_path, changes, reason):
    good = ENTRY.format(
        id="abc-ADM0-2020", iso3="ABC", level="ADM0", vintage="2020", file="abc/a.parquet"
    )
    given = {"id": "bad", "iso3": "BAD", "level": "ADM0", "vintage": "2020", "file": "a.parquet"}
    write_catalogue(tmp_path, good, ENTRY.format(**(given | changes)))
    catalogue = read_boundary_catalogue(tmp_path)
    assert catalogue.iso3s == ("ABC",)
    (problem,) = catalogue.problems
    assert type(problem) is UnreadableFileError
    assert reason in problem.what()


def test_an_entry_without_english_words_for_its_units_is_left_out(tmp_path):
    path = write_catalogue(tmp_path)
    path.write_text(path.read_text().replace('en = "ward", ', ""))
    (problem,) = read_boundary_catalogue(tmp_path).problems
    assert "need English" in problem.what()


def test_a_pack_of_the_users_own_is_merged(tmp_path, data_dir):
    write_catalogue(tmp_path)
    catalogue = read_boundary_catalogue(data_dir, tmp_path, tmp_path / "nothing here")
    assert catalogue.iso3s[-1] == "ABC"
    assert catalogue.entry("NPL", "ADM1").path.is_relative_to(data_dir)
    assert catalogue.entry("ABC", "ADM0").path.is_relative_to(tmp_path)


def test_a_later_vintage_of_the_users_own_is_preferred(tmp_path, data_dir):
    write_catalogue(tmp_path, iso3="npl", level="ADM2", vintage="2031-01", id="mine")
    catalogue = read_boundary_catalogue(data_dir, tmp_path)
    assert catalogue.entry("NPL", "ADM2").id == "mine"
    assert catalogue.entry("NPL", "ADM2", "2021").id == "npl-ADM2-2021"


def test_a_damaged_catalogue_of_the_users_own_leaves_the_shipped_packs(tmp_path, data_dir):
    write_catalogue(tmp_path).write_text("not TOML at all")
    catalogue = read_boundary_catalogue(data_dir, tmp_path)
    assert len(catalogue.iso3s) == 9
    (problem,) = catalogue.problems
    assert str(tmp_path) in problem.what()
