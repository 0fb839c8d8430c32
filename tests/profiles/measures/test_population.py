"""Tables of population as people have them."""

import io

import numpy as np
import pandas as pd
import pytest

from mapping.errors import BadTableError
from profiles.measures.population import populations

PLACES = ["A", "B"]


def read(text):
    frame = pd.read_csv(io.StringIO(text), dtype=str)
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="row")
    return populations(
        frame.astype(object).where(frame.notna(), None), flow_ends=PLACES, path="people.csv"
    )


def at_risk(text, period=None, sex="total"):
    found = read(text).at_risk(period, sex, PLACES)
    return None if found is None else found.tolist()


def test_the_column_of_codes_is_the_one_that_names_the_places():
    text = "adm1_pcode,adm2_pcode,name,population\nZ,A,Alder,10\nZ,B,Birch,20\nZ,C,Cedar,30"
    assert at_risk(text) == [10, 20]
    assert read(text).places == {"A", "B", "C"}
    by_name = "code,label,population\n1,A,10\n2,B,20"
    assert at_risk(by_name) == [10, 20]


def test_populations_at_both_ends_give_the_middle():
    assert at_risk("place_code,pop_start,pop_end\nA,10,20\nB,5,5") == [15, 5]
    given = "place_code,population,pop_start,pop_end\nA,11,10,20\nB,5,5,5"
    assert at_risk(given) == [11, 5]


def test_a_population_of_nobody_is_a_population():
    assert at_risk("place_code,population\nA,0\nB,0.5") == [0, 0.5]


def test_a_place_that_the_table_has_not_is_missing_and_not_zero():
    found = read("place_code,population\nA,10").at_risk(None, "total", PLACES)
    assert found.tolist()[0] == 10
    assert np.isnan(found[1])


def test_flows_of_one_sex_need_the_population_of_that_sex():
    assert at_risk("place_code,population\nA,10\nB,20", sex="female") is None
    rows = "place_code,sex,population\nA,m,4\nA,f,6\nB,m,9\nB,f,11"
    assert at_risk(rows, sex="female") == [6, 11]
    assert at_risk(rows) == [10, 20]
    columns = "ADM2_PCODE,T_TL,F_TL,M_TL\nA,10,6,4\nB,20,11,9"
    assert at_risk(columns) == [10, 20]
    assert at_risk(columns, sex="male") == [4, 9]


def test_one_period_serves_all_flows_and_several_each_their_own():
    one = "place_code,year,population\nA,2011,10\nB,2011,20"
    assert at_risk(one, period="2006/2011") == [10, 20]
    two = f"{one}\nA,2021,12\nB,2021,24"
    assert at_risk(two, period="2021") == [12, 24]
    assert at_risk(two, period="2016/2021") is None
    assert at_risk(two) is None


def test_two_rows_of_a_place_are_named():
    with pytest.raises(BadTableError, match=r"row 3, column place_code: .*two rows.*'A'"):
        read("place_code,population\nA,10\nA,12\nB,20")


def test_what_is_no_number_or_no_place_of_the_flows_is_named():
    with pytest.raises(BadTableError, match="row 3, column population: is no number"):
        read("place_code,population\nA,10\nB,many")
    with pytest.raises(BadTableError, match="no column has the codes of the flows, such as A, B"):
        read("place_code,population\nX,10")
    with pytest.raises(BadTableError, match="column population: there is no such column"):
        read("place_code,inhabitants\nA,10")
