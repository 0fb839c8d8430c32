"""Tables of flows as people publish them: matrices, totals, sexes, periods and ages in columns."""

import io
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.errors import BadTableError
from profiles.indicators.flows import FlowType
from profiles.measures.ages import of_all_ages
from profiles.measures.flows.table import flow_file, flow_frame
from profiles.measures.population import populations

ROWS = "North,100,5,7\nSouth,3,200,9\nEast,8,2,150"
TURNED = "North,100,3,8\nSouth,5,200,2\nEast,7,9,150"
FLOWS = [[100, 5, 7], [3, 200, 9], [8, 2, 150]]
LONG = [
    (a, b, FLOWS[i][j])
    for i, a in enumerate(("North", "South", "East"))
    for j, b in enumerate(("North", "South", "East"))
]


def table(text):
    """A table as the importer gives it: text or None, the index being the line in the file."""
    frame = pd.read_csv(io.StringIO(text), dtype=str)
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="row")
    return frame.astype(object).where(frame.notna(), None)


def read(text, chosen=None, **options):
    return flow_file(
        flow_frame(table(text), path="od.csv", chosen=chosen), path="od.csv", **options
    )


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        (f"origin,North,South,East\n{ROWS}", {}),
        (f"Region of origin,NORTH,south,East\n{ROWS}", {}),
        (f"Origin / Destination,North,South,East\n{ROWS}", {}),
        (f"From\\To,North,South,East\n{ROWS}", {}),
        (f"Residence 5 years ago,North,South,East\n{ROWS}", {}),
        (f"Destination,North,South,East\n{TURNED}", {}),
        (f"Current residence | origin,North,South,East\n{TURNED}", {}),
        (
            """origin,North,South,East,Total out,Population,Abroad
North,100,5,7,12,900,1
South,3,200,9,12,800,2
East,8,2,150,10,700,3
Total in,11,7,16,34,2400,6""",
            {
                "Total out": "is a total",
                "Total in": "is a total",
                "Abroad": "is no place of the country",
                "Population": "is a column beside the matrix",
            },
        ),
        (
            "from,name,North,South,East\n"
            + ROWS.replace(",", ",x,", 1).replace("th,3", "th,x,3").replace("East,8", "East,x,8"),
            {"name": "is a column beside the matrix"},
        ),
    ],
)
def test_a_matrix_is_read_as_its_rows_of_pairs_are(text, left_out):
    found = read(text)
    [group] = found.groups
    assert group.table.codes == ("North", "South", "East")
    assert group.table.flows.tolist() == FLOWS
    assert group.given.all()
    assert found.left_out == left_out
    assert found.flow_type is None


@pytest.mark.parametrize(
    ("text", "flows"),
    [
        (f"Place of birth,North,South,East\n{ROWS}", FLOWS),
        (f"Residence / Place of birth,North,South,East\n{TURNED}", FLOWS),
        (
            "Province of birth,Province of residence,persons\n"
            + "\n".join(f"{a},{b},{n}" for a, b, n in LONG),
            FLOWS,
        ),
    ],
)
def test_a_matrix_of_birthplaces_is_a_lifetime_table(text, flows):
    found = read(text)
    assert found.flow_type is FlowType.LIFETIME
    assert found.groups[0].table.flows.tolist() == flows


def test_which_end_the_rows_of_a_matrix_are_is_asked_and_never_guessed():
    text = f"Region,North,South,East\n{ROWS}"
    with pytest.raises(BadTableError, match='origins or destinations; name them with --origin "Re'):
        read(text)
    assert read(text, {"orig_pcode": "Region"}).groups[0].table.flows.tolist() == FLOWS
    turned = read(text, {"dest_pcode": "Region"}).groups[0].table.flows
    assert turned.T.tolist() == FLOWS


def test_a_cell_of_a_matrix_that_is_no_number_is_named_and_a_gap_stays_a_gap():
    with pytest.raises(BadTableError, match=r"row 3, column flow: is no number \(found 'many'\)"):
        read("origin,A,B\nA,1,2\nB,many,4")
    assert np.isnan(read("origin,A,B\nA,1,\nB,3,4").groups[0].table.flows[0, 1])


def test_two_columns_named_as_rows_make_a_matrix_and_one_does_not():
    with pytest.raises(BadTableError, match="column destination: there is no such column"):
        read("origin,A,X,Y\nA,1,2,3\nB,3,4,5\nC,5,6,7")


@pytest.mark.parametrize(
    ("head", "groups"),
    [
        ("Males,Females", [(None, "total"), (None, "female"), (None, "male")]),
        ("1995-2000,2000-05", [("2000-05", "total"), ("1995-2000", "total")]),
    ],
)
def test_figures_in_several_columns_are_sexes_or_periods(head, groups):
    found = read(f"origin,destination,{head}\nA,B,5,6\nB,A,3,2")
    assert [(group.period, group.sex) for group in found.groups] == groups
    flows = {(one.period, one.sex): one.table.flows[0, 1] for one in found.groups}
    assert sorted(flows.values()) == ([5, 6, 11] if "M" in head else [5, 6])


def test_intervals_are_periods():
    text = "origin,destination,interval,flow\nA,B,1995-2000,5\nB,A,1995-2000,3\n"
    found = read(text + "A,B,2000-2005,6\nB,A,2000-2005,2")
    assert [group.period for group in found.groups] == ["2000-2005", "1995-2000"]


AGES = "origin,destination,age,distance,flow\n"


def test_ages_are_added_up_and_a_missing_one_is_missing():
    found = read(AGES + "A,B,0-14,7,6\nB,A,0-14,7,2\nA,B,15+,7,5\nB,A,15+,7,9\nA,A,0-14,0,1")
    flows = found.groups[0].table.flows
    assert flows[0, 1] == flows[1, 0] == 11
    assert np.isnan(flows[0, 0])
    assert found.groups[0].distances[0, 1] == 7


def test_ages_are_added_up_in_the_order_of_the_table_and_for_rows_without_a_name():
    rows = pd.DataFrame({"place": ["B", "A", None] * 2, "people": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]})
    ages = pd.Series(["0-14"] * 3 + ["15+"] * 3)
    found = of_all_ages(rows, ages, keys=["place"], path="people.csv")
    assert found["people"].tolist() == [5.0, 7.0, 9.0]
    assert found["place"].tolist()[:2] == ["B", "A"]


def test_rows_of_all_ages_are_taken_where_there_are_any():
    found = read(AGES + "A,B,0-14,7,6\nB,A,0-14,7,2\nA,B,All ages,7,20\nB,A,Total,7,30")
    assert found.groups[0].table.flows[0, 1] == 20


@pytest.mark.parametrize("groups", [("0-14", "10-19"), ("0-14", "14+"), ("young", "old")])
def test_ages_that_overlap_are_not_added_up(groups):
    rows = "\n".join(f"A,B,{age},7,5\nB,A,{age},7,6" for age in groups)
    with pytest.raises(BadTableError, match="ages overlap or are not understood"):
        read(AGES + rows)


@given(st.lists(st.integers(1, 90), min_size=1, max_size=6, unique=True), st.data())
def test_ages_of_any_width_add_up_to_everybody(cuts, data):
    ends = [0, *sorted(cuts)]
    words = [f"{a}-{b - 1}" for a, b in itertools.pairwise(ends)] + [f"{ends[-1]}+"]
    people = data.draw(st.lists(st.integers(0, 99), min_size=len(words), max_size=len(words)))
    rows = pd.DataFrame({"code": "A", "people": [float(one) for one in people]})
    found = of_all_ages(rows, pd.Series(words, name="age"), keys=["code"], path="people.csv")
    assert found["people"].tolist() == [sum(people)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("place,male,female\nN,10,11\nS,20,23", [21, 43]),
        ("place,1990,2000\nN,10,12\nS,20,30", [11, 25]),
        ("place,pop 2000,Population 1990\nN,10,12\nS,20,30", [11, 25]),
        (
            """place,age,sex,population
N,0-14,m,3
N,0-14,f,4
N,15+,m,5
N,15+,f,6
S,0-14,m,1
S,0-14,f,1
S,15+,m,1
S,15+,f,1""",
            [18, 4],
        ),
    ],
)
def test_populations_come_by_sex_by_age_or_at_two_dates(text, expected):
    found = populations(table(text), flow_ends=["N", "S"], path="people.csv")
    assert found.at_risk(None, "total", ["N", "S"]).tolist() == expected


def test_a_population_of_one_sex_alone_is_not_taken_for_everybody():
    with pytest.raises(BadTableError, match="column population: there is no such column"):
        populations(table("place,male\nN,10\nS,20"), flow_ends=["N", "S"], path="people.csv")
