from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.joining.explaining.changes import Change, ChangeKind
from mapping.joining.explaining.mends import find_mends, mended, with_mends
from mapping.joining.join import join_values
from tests.mapping.joining.tables import places, table

SPLIT = Change(
    kind=ChangeKind.SPLIT,
    former="Rukum",
    former_code="",
    codes=("P1", "P2"),
    shares=(0.25, 0.75),
    year="2017",
    source="the census",
)
MERGED = tuple(
    Change(
        kind=ChangeKind.MERGED,
        former=former,
        former_code="",
        codes=("P3",),
        shares=(None,),
        year="2019",
        source="the gazette",
    )
    for former in ("Torba", "Sanma")
)
TO = places("Eastern Bank", "Western Bank", "Penama", "Malampa")


def joined(changes, **columns):
    read = table(**columns)
    found, report = join_values(read, TO, changes=changes)
    return read, found, report, find_mends(report, changes, TO)


def rows_of(frame):
    return {row["place_code"]: row for row in frame.to_dict("records")}


def test_a_split_count_is_shared_out_as_an_estimate_and_a_rate_is_not():
    read, found, report, mends = joined(
        (SPLIT,), District=["Rukum", "Malampa"], People=["200", "9"], Rate=["4.5", "3"]
    )
    result = rows_of(mended(found, read, mends, counts=["People"]))
    report = with_mends(report, mends)

    assert (result["P1"]["People"], result["P2"]["People"]) == ("50", "150")
    assert result["P1"]["Rate"] is None
    assert result["P1"]["join_method"] == "shared"
    assert (result["P4"]["People"], result["P4"]["Rate"]) == ("9", "3")
    assert [entry["estimated"] for entry in report.to_json()["mended"]] == [True, True]
    assert report.places_without_data == (("P3", "Penama"),)
    assert "Made of rows of former places: Eastern Bank, Western Bank." in report.summary()
    assert "25.0 % of the row of Rukum, an estimate" in mends[0].text()


def test_merged_counts_are_added_up_and_only_where_all_parts_are_there():
    cells = {"District": ["Torba", "Sanma", "Malampa"], "People": ["1,000", "20", "9"]}
    read, found, report, mends = joined(MERGED, **cells)
    result = rows_of(mended(found, read, mends, counts=["People"]))
    assert (result["P3"]["People"], result["P3"]["join_method"]) == ("1020", "summed")
    assert with_mends(report, mends).mended[0].rows == (2, 3)

    *_, mends = joined(MERGED, District=["Torba", "Malampa"], People=["1", "2"])
    assert mends == ()


def test_a_place_that_kept_its_name_is_one_of_the_parts():
    cells = {"District": ["Torba", "Penama"], "People": ["5", "7"]}
    read, found, _, mends = joined(MERGED[:1], **cells)
    result = mended(found, read, mends, counts=["People"])

    assert rows_of(result)["P3"]["People"] == "12"
    assert result["place_code"].tolist().count("P3") == 1


@pytest.mark.parametrize(
    "change",
    [
        replace(SPLIT, shares=(0.25, None)),
        replace(SPLIT, shares=(0.25, 0.25)),
        replace(SPLIT, codes=("P1", "P9")),
    ],
)
def test_a_crosswalk_that_is_not_whole_mends_nothing(change):
    assert joined((change,), District=["Rukum"], People=["200"])[-1] == ()


def test_a_split_place_beside_its_parts_is_not_counted_twice():
    cells = {"District": ["Rukum", "Eastern Bank"], "People": ["200", "50"]}
    assert joined((SPLIT,), **cells)[-1] == ()


def test_each_period_is_mended_by_itself():
    cells = {
        "District": ["Torba", "Sanma", "Torba", "Sanma", "Torba"],
        "Year": ["2011", "2011", "2016", "2016", "2021"],
        "People": ["1", "2", "3", None, "5"],
    }
    read, found, _, mends = joined(MERGED, **cells)
    result = mended(found, read, mends, counts=["People"], by=["Year"])
    of_place = result[result["place_code"] == "P3"]

    assert of_place["Year"].tolist() == ["2011", "2016"]
    assert of_place["People"].tolist() == ["3", None]


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=5))
def test_sharing_out_keeps_the_total(people):
    years = [str(2000 + n) for n in range(len(people))]
    cells = {"District": ["Rukum"] * len(people), "Year": years, "People": list(map(str, people))}
    read, found, _, mends = joined((SPLIT,), **cells)
    result = mended(found, read, mends, counts=["People"], by=["Year"])
    shared = result[result["join_method"] == "shared"]

    totals = shared["People"].astype(float).groupby(shared["Year"]).sum()
    assert totals.tolist() == pytest.approx(people, rel=1e-9)
