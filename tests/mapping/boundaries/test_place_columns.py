import pandas as pd
import pytest

from mapping.boundaries.place_columns import find_place_columns
from mapping.errors import PlaceCodesError, UnknownChoiceError
from mapping.joining.place_list import read_place_list

FILES = {
    "COD-AB of today": (
        {
            "adm2_name": ["Barguna", "Bhola"],
            "adm2_name1": ["বরগুনা", "ভোলা"],
            "adm2_pcode": ["BD1004", "BD1009"],
            "adm1_name": ["Barishal", "Barishal"],
            "adm1_pcode": ["BD10", "BD10"],
            "adm0_name": ["Bangladesh", "Bangladesh"],
        },
        ("adm2_pcode", "adm2_name", "adm1_pcode"),
    ),
    "COD-AB before": (
        {
            "ADM2_EN": ["Barguna", "Bhola"],
            "ADM2_PCODE": ["BD1004", "BD1009"],
            "ADM2ALT1EN": ["Borguna", None],
            "ADM1_EN": ["Barisal", "Barisal"],
            "ADM1_PCODE": ["BD10", "BD10"],
        },
        ("ADM2_PCODE", "ADM2_EN", "ADM1_PCODE"),
    ),
    "GADM": (
        {
            "GID_2": ["KEN.1.1_1", "KEN.1.2_1"],
            "NAME_2": ["Baringo", "Kiambu"],
            "VARNAME_2": ["Baringo County|Old", None],
            "GID_1": ["KEN.1_1", "KEN.1_1"],
            "NAME_1": ["Rift Valley", "Rift Valley"],
        },
        ("GID_2", "NAME_2", "GID_1"),
    ),
    "geoBoundaries without codes": (
        {"shapeName": ["Baringo", "Kiambu"], "shapeISO": [None, None], "shapeID": ["A1", "B2"]},
        ("shapeID", "shapeName", None),
    ),
    "a list of P-codes": (
        {
            "Location": ["TCD", "TCD"],
            "P-Code": ["TD0101", "TD0102"],
            "Name": ["Batha Ouest", "Batha Est"],
            "Parent P-Code": ["TD01", "TD01"],
        },
        ("P-Code", "Name", "Parent P-Code"),
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_columns_of_the_common_files_are_known(kind):
    cells, (code, name, above) = FILES[kind]
    columns = find_place_columns(pd.DataFrame(cells, dtype=object))
    assert (columns.code, columns.name) == (code, name)
    assert (columns.above[0].code if columns.above else None) == above


def test_other_names_and_parents_come_along():
    frame = pd.DataFrame(FILES["GADM"][0], dtype=object)
    to = read_place_list(frame, find_place_columns(frame), name="gadm")
    assert to.places[0].alternatives == ("Baringo County", "Old")
    assert [parent.name for parent in to.parents] == ["Rift Valley"]


def test_a_code_used_twice_is_passed_over():
    frame = pd.DataFrame(
        {"iso_3166_2": ["SB-CH", "SB-CH"], "code_hasc": ["SB.CH", "SB.WE"], "name": ["A", "B"]},
        dtype=object,
    )
    assert find_place_columns(frame).code == "code_hasc"


def test_a_column_that_is_not_there_is_named():
    frame = pd.DataFrame({"code": ["1"], "name": ["A"]}, dtype=object)
    with pytest.raises(UnknownChoiceError, match="kode is not a column of place codes"):
        find_place_columns(frame, code="kode")


def test_a_file_without_codes_or_names_is_refused():
    frame = pd.DataFrame({"area": ["1", "1"]}, dtype=object)
    with pytest.raises(UnknownChoiceError, match="column of place codes"):
        find_place_columns(frame)


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["A1", "A2", "A2", "A3", "A4"], r"a code stands in several rows: A2 \(3, 4\)\."),
        (["A1", None, "A2", "A3", "A4"], r"rows have none: 3\."),
    ],
)
def test_codes_that_do_not_tell_places_apart_are_named_with_their_rows(codes, said):
    cells = {"ADM2_PCODE": codes, "ADM2_EN": ["a", "b", "c", "d", "e"]}
    frame = pd.DataFrame(cells, dtype=object, index=pd.RangeIndex(2, 7))
    for asked in (None, "ADM2_PCODE"):
        with pytest.raises(PlaceCodesError, match=said) as caught:
            find_place_columns(frame, code=asked)
        assert "--place-code" in caught.value.how()


def test_a_code_of_a_larger_unit_is_no_slip_and_names_serve():
    cells = {"region_code": ["R1", "R1", "R2", "R2"], "name": ["a", "b", "c", "d"]}
    assert find_place_columns(pd.DataFrame(cells, dtype=object)).code == "name"
