import pandas as pd
import pytest

from mapping.boundaries.own import AboveColumns
from mapping.boundaries.own_guess import guess_own

FILES = {
    "vut_admin2.geojson": (
        {
            "adm2_name": ["Torres", "Gaua"],
            "adm2_name1": ["Torrès", "Gaua"],
            "adm2_pcode": ["VU0101", "VU0102"],
            "adm1_name": "Torba",
            "adm1_pcode": "VU01",
            "adm0_name": "Vanuatu",
            "adm0_pcode": "VU",
            "valid_on": "2023-05-21T00:00:00",
            "lang": "en",
            "lang1": "fr-VU",
        },
        ("VUT", "Vanuatu", "VU", 2, "2023-05-21"),
        ("adm2_pcode", "adm2_name", {"en": "adm2_name", "fr": "adm2_name1"}),
        (AboveColumns(code="adm1_pcode", name="adm1_name"),),
    ),
    "geoBoundaries-VUT-ADM1.geojson": (
        {
            "shapeName": ["Torba", "Sanma"],
            "shapeISO": None,
            "shapeID": ["1B", "2B"],
            "shapeGroup": "VUT",
            "shapeType": "ADM1",
        },
        ("VUT", "Vanuatu", "VU", 1, ""),
        ("shapeID", "shapeName", {}),
        (),
    ),
    "gadm41_VUT_2_2018.json": (
        {
            "GID_2": ["VUT.1.1_1", "VUT.1.2_1"],
            "NAME_2": ["Torres", "Gaua"],
            "GID_1": "VUT.1_1",
            "NAME_1": "Torba",
            "GID_0": "VUT",
            "COUNTRY": "Vanuatu",
        },
        ("VUT", "Vanuatu", "VU", 2, "2018"),
        ("GID_2", "NAME_2", {}),
        (AboveColumns(code="GID_1", name="NAME_1"),),
    ),
    "ilots.shp": (
        {"NOM": ["Nord", "Sud"], "CODE": ["1", "2"]},
        ("", "", "", 1, ""),
        ("CODE", "NOM", {}),
        (),
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_country_level_date_and_columns_are_guessed(name):
    cells, about, (code, named, languages), above = FILES[name]
    guess = guess_own(pd.DataFrame(cells, dtype=object), name)

    assert (guess.iso3, guess.country, guess.country_code, guess.level, guess.vintage) == about
    assert guess.columns is not None
    assert (guess.columns.code, guess.columns.name) == (code, named)
    assert guess.columns.names == languages
    assert guess.columns.above == above


def test_a_file_whose_columns_say_nothing_leaves_the_choice():
    guess = guess_own(pd.DataFrame({"x": ["1", "1"]}, dtype=object), "a.shp")

    assert guess.columns is None
    assert guess.choices == ("x",)


def test_the_column_that_tells_the_rows_apart_holds_the_names_and_a_counter_is_no_code() -> None:
    frame = pd.DataFrame(
        {
            "fid": [str(n) for n in range(1, 5)],
            "Palika": ["Hetauda", "Nilakantha", "Jiri", "Bigu"],
            "Type": ["city", "municipality", "municipality", "rural"],
            "District": ["Makwanpur", "Dhading", "Dolakha", "Dolakha"],
        }
    )
    guess = guess_own(frame, "palika_2017.gpkg")

    assert (guess.columns.name, guess.columns.code) == ("Palika", None)
    assert guess.columns.above == (AboveColumns(name="District"),)
    assert (guess.level, guess.vintage) == (2, "2017")
