from dataclasses import replace

import pytest

from mapping.joining.join import join_values
from mapping.joining.model import KeyColumns, Method
from mapping.joining.place_list import ListedPlace, PlaceList
from tests.mapping.joining.tables import table

NAMES = ("Taplejung", "Panchthar", "Ilam", "Jhapa", "Morang", "Sunsari", "Dhankuta", "Bhojpur")


@pytest.fixture
def numbered():
    """Places whose codes are plain numbers, as of many statistics offices."""
    listed = (ListedPlace(place_code=str(n), name=name) for n, name in enumerate(NAMES, start=1))
    return PlaceList(name="numbered", places=tuple(listed))


def codes_of(report):
    return [str(entry.place_code) for entry in report.matched]


def test_whole_numbers_that_join_everything_to_the_wrong_places_do_not_pass(numbered):
    wrong = ["3", "1", "2", "5", "4", "7", "8", "6"]
    cells = table(**{"District ID": wrong, "District": list(NAMES)})
    _, report = join_values(cells, numbered)
    assert report.warnings[0].code == "misleading"
    assert not report.matched
    assert [entry.candidates[0].name for entry in report.suggested] == list(NAMES)


def test_a_column_asked_for_is_checked_against_the_names_as_well(numbered):
    wrong = ["3", "1", "2", "5", "4", "7", "8", "6"]
    cells = table(number=wrong, District=list(NAMES))
    _, report = join_values(cells, numbered, columns=KeyColumns(code="number"))
    assert not report.matched
    assert report.warnings[0].code == "misleading"


def test_two_rows_whose_codes_were_swapped_are_the_first_thing_said(numbered):
    cells = table(code=["1", "2", "4", "3", "5", "6", "7", "8"], district=list(NAMES))
    _, report = join_values(cells, numbered)
    assert report.warnings[0].code == "disagree"
    assert [entry.value for entry in report.suggested] == ["Ilam", "Jhapa"]
    assert len(report.matched) == 6


def test_the_number_of_a_row_is_no_code(numbered):
    cells = table(**{"S.N.": [str(n) for n in range(1, 9)], "District": sorted(NAMES)})
    _, report = join_values(cells, numbered)
    assert [entry.name for entry in report.matched] == sorted(NAMES)


def test_figures_are_not_taken_for_codes(numbered):
    cells = table(District=list(NAMES), migrants=["2", "1", "4", "3", "6", "5", "8", "7"])
    _, report = join_values(cells, numbered)
    assert report.columns.code is None
    assert len(report.matched) == 8


def test_plain_numbers_without_names_are_used_and_said_to_be_unchecked(numbered):
    _, report = join_values(table(code=["1", "2", "3"]), numbered)
    assert codes_of(report) == ["1", "2", "3"]
    assert [warning.code for warning in report.warnings] == ["unchecked"]


def test_lost_zeros_and_prefixes_are_put_back(level):
    npl = level("NPL", "ADM2").places
    bare = [place.place_code.removeprefix("NP").lstrip("0") for place in npl.places]
    cells = table(pcode=bare, district=[place.name for place in npl.places])
    _, report = join_values(cells, npl)
    assert codes_of(report) == [str(place.place_code) for place in npl.places]
    assert {entry.method for entry in report.matched} == {Method.CODE}
    assert [warning.code for warning in report.warnings] == ["repaired"]


def test_the_end_of_an_iso_code_is_enough(level):
    slb = level("SLB", "ADM1").places
    _, report = join_values(table(code=["GU", "ML", "TE"]), slb)
    assert codes_of(report) == ["SB-GU", "SB-ML", "SB-TE"]


@pytest.mark.parametrize("codes", [["SB.GU", "sb-ml"], ["SBGU", "SB ML"]])
def test_separators_and_case_of_codes_do_not_matter(level, codes):
    slb = level("SLB", "ADM1").places
    assert codes_of(join_values(table(code=codes), slb)[1]) == ["SB-GU", "SB-ML"]


def test_the_code_of_the_statistics_office_is_known(level):
    npl = level("NPL", "ADM2").places
    _, report = join_values(table(code=["1-1", "1-9", "5-47"]), npl)
    assert codes_of(report) == ["NP0101", "NP0102", "NP0552"]


def test_zeros_are_not_put_back_where_codes_differ_in_length():
    listed = (ListedPlace(place_code=code, name=code) for code in ("A1", "A01", "A002"))
    to = PlaceList(name="uneven", places=tuple(listed))
    _, report = join_values(table(code=["1", "01", "2"]), to)
    assert codes_of(report) == ["A1", "A01"]
    assert [entry.reason.code for entry in report.unmatched] == ["unknown_code"]


def test_a_code_beside_a_total_joins_nothing(level):
    npl = level("NPL", "ADM2").places
    names = [*(place.name for place in npl.places[:5]), "Total"]
    codes = [*(str(place.place_code) for place in npl.places[:5]), "NP0106"]
    _, report = join_values(table(pcode=codes, district=names), npl)
    assert codes_of(report) == codes[:5]
    assert [entry.value for entry in report.suggested] == ["Total"]


def test_a_column_of_units_above_is_not_taken_for_the_names(india):
    """Cities are called as the regions around them, and the names themselves are misspelled."""
    above = (ListedPlace(place_code="A", name="Patna"), ListedPlace(place_code="B", name="Pune"))
    parents = {"BR": "A", "MH": "B"}
    listed = (replace(p, parent_code=parents.get(p.parent_code)) for p in india.places)
    to = replace(india, places=tuple(listed), parents=above, other_levels={"regions": above})
    cells = table(Lieu=["Patna", "Gayaa", "Punne", "Nashik"], Région=["Patna"] * 2 + ["Pune"] * 2)
    _, report = join_values(cells, to)

    assert (report.columns.name, report.columns.parent) == ("Lieu", "Région")
    assert not report.unmatched


def test_codes_beside_the_names_of_the_units_above_are_joined_by_code(level):
    npl = level("NPL", "ADM2").places
    above = {parent.place_code: parent.name for parent in npl.parents}
    cells = table(
        pcode=[str(place.place_code) for place in npl.places],
        Province=[above[place.parent_code] for place in npl.places],
    )
    _, report = join_values(cells, npl)

    assert (len(report.matched), report.columns.parent) == (77, "Province")
