"""Tables of flows as people have them: totals, strangers, gaps, several periods and sexes."""

import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.errors import BadTableError, UnknownChoiceError
from profiles.indicators.flows import FlowType
from profiles.measures.flows.table import flow_file, flow_frame

PATH = "flows.csv"


def rows(text):
    """A table as the importer gives it: text or None, the index being the line in the file."""
    frame = pd.read_csv(io.StringIO(text), dtype=str)
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="row")
    return frame.astype(object).where(frame.notna(), None)


def read(text, **options):
    return flow_file(flow_frame(rows(text), path=PATH), path=PATH, **options)


def long(flows, head="origin,destination,flow"):
    return "\n".join([head, *(f"{a},{b},{n}" for (a, b), n in flows.items())])


THREE = {(a, b): 1 + n for n, (a, b) in enumerate((a, b) for a in "ABC" for b in "ABC" if a != b)}


def faults(text):
    with pytest.raises(BadTableError) as caught:
        read(text)
    return [(one.row, one.column, one.rule, one.value) for one in caught.value.problems]


@pytest.mark.parametrize(
    "head",
    [
        "origin,destination,flow",
        "orig_pcode,dest_pcode,persons",
        "#adm2+code+origin,#adm2+code+dest,#affected+migrants",
        "ORIG,DEST,Count",
        "from_code,to_code,Number of migrants",
        "origin_id,dest_id,number_of_movers",
        "Origin Code,Destination Code,OBS_VALUE",
        "previous residence,current residence,movers",
        "from,to,n",
        "Origen,Destino,Personas",
    ],
)
def test_headers_of_every_standard_are_understood(head):
    found = read(long(THREE, head))
    assert found.groups[0].table.codes == ("A", "B", "C")
    assert found.groups[0].table.flows[0].tolist()[1:] == [1, 2]
    assert found.flow_type is None


@pytest.mark.parametrize(
    ("head", "male", "female"),
    [
        ("origen,destino,sexo,migrantes", "Hombres", "Mujeres"),
        ("residence_anterieure,residence_actuelle,sexe,personnes", "homme", "femme"),
    ],
)
def test_headers_and_sexes_are_understood_in_french_and_spanish(head, male, female):
    rows = [f"{a},{b},{sex},{n}" for (a, b), n in THREE.items() for sex in (male, female)]
    found = read("\n".join([head, *rows]))
    assert {group.sex for group in found.groups} == {"total", "male", "female"}


def test_a_column_of_birthplaces_makes_a_lifetime_table():
    assert read(long(THREE, "lugar_de_nacimiento,residencia_actual,flujo")).flow_type is (
        FlowType.LIFETIME
    )
    assert read(long(THREE, "place of birth,residence,persons")).flow_type is FlowType.LIFETIME


def test_without_a_diagonal_nobody_is_said_to_have_stayed():
    table = read(long(THREE)).groups[0].table
    assert np.isnan(np.diagonal(table.flows)).all()
    assert not table.stayers_counted


def test_a_pair_without_a_row_is_missing_unless_the_source_leaves_out_zeros():
    some = {pair: n for pair, n in THREE.items() if pair != ("A", "C")}
    assert np.isnan(read(long(some)).groups[0].table.flows[0, 2])
    filled = read(long(some), missing_is_zero=True).groups[0].table.flows
    assert filled[0, 2] == 0
    assert np.isnan(np.diagonal(filled)).all()


def test_an_empty_cell_is_missing_and_a_zero_is_a_zero():
    flows = read(long(THREE | {("A", "B"): "", ("B", "A"): 0})).groups[0].table.flows
    assert np.isnan(flows[0, 1])
    assert flows[1, 0] == 0


def test_totals_are_left_out_by_their_name_in_any_language():
    totals = {("Total", "A"): 9, ("A", "TOTAL"): 9, ("Ensemble", "Ensemble"): 99}
    found = read(long(THREE | totals))
    assert found.groups[0].table.codes == ("A", "B", "C")
    assert set(found.left_out) == {"Total", "TOTAL", "Ensemble"}


def with_sum(named):
    """The table with a row and a column that add up the others."""
    flows = dict(THREE)
    for place in "ABC":
        flows[named, place] = sum(n for (_, b), n in THREE.items() if b == place)
        flows[place, named] = sum(n for (a, _), n in THREE.items() if a == place)
    flows[named, named] = sum(THREE.values())
    return flows


def test_a_total_by_any_other_name_is_found_by_adding_up():
    found = read(long(with_sum("Sri Lanka")))
    assert found.groups[0].table.codes == ("A", "B", "C")
    assert found.left_out == {"Sri Lanka": "is the total of the others"}


def test_a_total_may_be_of_all_people_or_of_migrants_only():
    stayers = {(place, place): 50 for place in "ABC"}
    migrants = with_sum("All places") | stayers
    assert "All places" not in read(long(migrants)).groups[0].table.codes
    everyone = dict(migrants)
    for place in "ABC":
        everyone["All places", place] += 50
        everyone[place, "All places"] += 50
    assert "All places" not in read(long(everyone)).groups[0].table.codes


def test_a_large_place_is_no_total():
    flows = with_sum("D") | {("D", "A"): 1_000, ("A", "D"): 1_000}
    assert "D" in read(long(flows)).groups[0].table.codes


def test_people_from_nowhere_or_abroad_are_left_out():
    strangers = {
        ("Not stated", "A"): 4,
        ("Abroad", "B"): 7,
        ("B", "abroad"): 2,
        ("Étranger", "A"): 1,
    }
    found = read(long(THREE | strangers))
    assert found.groups[0].table.codes == ("A", "B", "C")
    assert set(found.left_out) == {"Not stated", "Abroad", "abroad", "Étranger"}


def test_places_at_one_end_only_are_left_out_unless_they_are_known_to_be_places():
    more = THREE | {("X", "A"): 4, ("A", "Y"): 5}
    assert read(long(more)).left_out == {"X": "is an origin only", "Y": "is a destination only"}
    known = read(long(more), known_places=frozenset("X"))
    assert known.groups[0].table.codes == ("A", "B", "C", "X")
    assert np.isnan(known.groups[0].table.flows[:3, 3]).all()
    zero = read(long(more), missing_is_zero=True)
    assert zero.groups[0].table.codes == ("A", "B", "C", "X", "Y")


def test_periods_are_kept_apart_and_the_latest_comes_first():
    text = "origin,destination,flow,period\n" + "\n".join(
        f"{a},{b},{n * factor},{period}"
        for (a, b), n in THREE.items()
        for period, factor in (("2001/2006", 1), ("2006/2011", 10))
    )
    groups = read(text).groups
    assert [(group.period, group.table.flows[0, 1]) for group in groups] == [
        ("2006/2011", 10),
        ("2001/2006", 1),
    ]


def by_sex(*sexes):
    lines = (
        f"{a},{b},{n * (1 + k)},{sex}" for (a, b), n in THREE.items() for k, sex in enumerate(sexes)
    )
    return "origin,destination,flow,sex\n" + "\n".join(lines)


def test_both_sexes_are_added_where_the_table_has_each():
    groups = read(by_sex("Male", "F")).groups
    assert [(group.sex, group.table.flows[0, 1]) for group in groups] == [
        ("total", 3),
        ("female", 2),
        ("male", 1),
    ]


def test_both_sexes_of_the_table_itself_are_not_added_again():
    groups = read(by_sex("m", "f", "Both sexes")).groups
    assert [(group.sex, group.table.flows[0, 1]) for group in groups] == [
        ("total", 3),
        ("female", 2),
        ("male", 1),
    ]


def test_one_sex_alone_is_not_both():
    assert [group.sex for group in read(by_sex("women")).groups] == ["female"]


def test_a_pair_that_one_sex_does_not_have_is_missing_for_both():
    text = by_sex("m", "f").replace("A,B,2,f\n", "").replace("A,C,4,f\n", "A,C,,f\n")
    both = read(text).groups[0].table.flows
    assert np.isnan(both[0, 1:]).all()
    assert np.isfinite(both[1:]).sum() == 4


def test_distances_come_along():
    text = long(THREE, "origin,destination,flow").splitlines()
    lines = [text[0] + ",distance_km", *(f"{line},{n}" for n, line in enumerate(text[1:]))]
    group = read("\n".join(lines)).groups[0]
    assert group.distances[0].tolist()[1:] == [0, 1]
    assert read("\n".join(text)).groups[0].distances is None


def test_every_fault_is_named_with_its_row_and_column():
    text = "origin,destination,flow\nA,B,5\nA,B,6\n,A,3\nB,A,many\nB,C,-2"
    assert faults(text) == [
        (5, "flow", "is no number", "many"),
        (6, "flow", "is below 0", "-2"),
        (4, "origin", "is empty", ""),
        (
            3,
            "origin",
            "the pair is given twice; keep one figure a pair, period, sex and age",
            "A → B",
        ),
    ]


def test_a_missing_column_is_named_with_what_the_table_has():
    [(row, column, rule, _)] = faults("here,destination,flow\nA,B,5")
    assert (row, column) == (1, "origin")
    assert rule == (
        "there is no such column; the table has here, destination, flow; --origin COLUMN names it"
    )


def test_two_columns_for_one_thing_are_asked_about_and_never_guessed():
    [(row, column, rule, _)] = faults("origin,orig_pcode,destination,flow\nA,A1,B,5")
    assert (row, column) == (1, "origin, orig_pcode")
    assert "keep one" in rule
    found = flow_frame(
        rows("origin,orig_pcode,destination,flow\nAlder,A1,B,5"),
        path=PATH,
        chosen={"orig_pcode": "orig_pcode"},
    )
    assert found.frame["origin"].tolist() == ["A1"]


def test_a_chosen_column_that_is_not_there_is_named():
    with pytest.raises(UnknownChoiceError, match="FROM is not a column of the table"):
        flow_frame(rows(long(THREE)), path=PATH, chosen={"orig_pcode": "FROM"})


def test_origins_and_destinations_of_two_kinds_are_refused():
    with pytest.raises(BadTableError, match="fewer than two places are both"):
        read(long({("A", "x"): 1, ("B", "y"): 2}))


def test_codes_keep_their_zeros_and_lose_their_spaces():
    found = read(long({(" 01", "02 "): 1, ("02", "01"): 2}))
    assert found.groups[0].table.codes == ("01", "02")


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABCD"), st.sampled_from("ABCD")),
        st.integers(0, 99),
        min_size=2,
    )
)
def test_every_row_is_in_the_matrix_or_left_out(flows):
    found_rows = flow_frame(rows(long(flows)), path=PATH)
    try:
        found = flow_file(found_rows, path=PATH)
    except BadTableError:
        return
    codes = found.groups[0].table.codes
    inside = {pair: n for pair, n in flows.items() if set(pair) <= set(codes)}
    assert np.nansum(found.groups[0].table.flows) == sum(inside.values())
    assert found.groups[0].given.sum() == len(inside)
    assert set(codes) | set(found.left_out) == {place for pair in flows for place in pair}
