"""Where tables begin and end in the sheets that people send."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.intake.files.contents import Refused, Sheet
from mapping.intake.files.delimited import read_delimited
from mapping.intake.tables.header import Table, find_table


def read(text: str, **answers: tuple[int, ...]) -> tuple[Table, list[str]]:
    sheet, said = read_delimited(text)
    table, reasons = find_table(sheet, **answers)
    return table, [reason.code for reason in (*said, *reasons)]


def workbook(*rows: list[object], merged_rows: int = 0) -> tuple[Table, list[str]]:
    sheet = Sheet(name="s", rows=rows, lines=range(1, len(rows) + 1), merged_rows=merged_rows)
    table, reasons = find_table(sheet)
    return table, [reason.code for reason in reasons]


def test_rows_carry_the_line_of_the_file() -> None:
    table, _ = read('a,b\n"x\ny",1\n\nz,2\n')

    assert list(table.lines) == [2, 5]


def test_titles_above_and_sources_below_are_no_rows() -> None:
    table, codes = read("Population by district\n\nDistrict,Men,Women\nA,1,2\nB,3,4\nSource: NSO\n")

    assert list(table.columns) == ["District", "Men", "Women"]
    assert table.columns["District"] == ["A", "B"]
    assert {"title_rows", "footer"} <= set(codes)
    assert table.rows_in == 3


def test_a_place_without_values_at_the_end_is_no_footer() -> None:
    table, codes = read("District,Men,Women\nA,1,2\nKurunegala,,\n")

    assert table.columns["District"] == ["A", "Kurunegala"]
    assert codes == []


def test_a_header_of_two_rows_is_joined_and_asked_about() -> None:
    table, codes = workbook(
        ["District", "2011", None, "2021", None],
        [None, "Men", "Women", "Men", "Women"],
        ["A", 1, 2, 3, 4],
        ["B", 5, 6, 7, 8],
        merged_rows=2,
    )

    assert list(table.columns) == [
        "District",
        "2011 / Men",
        "2011 / Women",
        "2021 / Men",
        "2021 / Women",
    ]
    assert "header_two_rows" in codes


def test_the_answer_about_the_header_is_obeyed() -> None:
    table, codes = read("x,y\nname,n\nA,1\nB,2\n", header_rows=(2,))

    assert table.columns == {"name": ["A", "B"], "n": ["1", "2"]}
    assert codes == ["title_rows"]


def test_a_table_without_header_is_asked_about_and_loses_no_row() -> None:
    table, codes = read("1,2.5\n3,4.5\n")

    assert codes == ["no_header"]
    assert table.columns["column_1"] == ["1", "3"]


def test_the_head_of_a_matrix_of_places_whose_codes_are_numbers_is_a_header() -> None:
    table, codes = read("origin,101,102\n101,9,1\n102,2,8\n")

    assert codes == []
    assert table.columns["102"] == ["1", "8"]
    assert read("origin,101,102\n7,9,1\n8,2,8\n")[1] == ["no_header"]


def test_a_header_of_years_is_a_header() -> None:
    assert read("District,2011,2021\nA,1,2\n")[1] == []
    assert read("2011,2021\n10,20\n")[1] == []


def test_hashtags_say_where_the_data_begins() -> None:
    table, codes = read("Place,People\n#adm1+name, #affected +idps\nA,5\n")

    assert table.tags == {"Place": "#adm1+name", "People": "#affected+idps"}
    assert table.columns["People"] == ["5"]
    assert codes == ["hxl"]


def test_columns_of_one_name_are_kept_apart() -> None:
    table, codes = read("a,a,,b\n1,2,3,4\n")

    assert list(table.columns) == ["a", "a_2", "column_3", "b"]
    assert set(codes) == {"columns_repeated", "columns_unnamed"}


def test_rows_of_other_length_are_named_and_lose_nothing() -> None:
    table, codes = read("a,b\n1,2,3\n4\n")

    assert codes == ["ragged", "columns_unnamed"]
    assert table.columns["column_3"] == ["3", None]


def test_a_sheet_without_anything_is_refused() -> None:
    with pytest.raises(Refused, match="empty"):
        workbook([None, ""], ["  "])


@given(
    st.lists(
        st.lists(st.text("abcXYZ \"',;\n", max_size=8), min_size=3, max_size=3),
        min_size=1,
        max_size=8,
    )
)
def test_every_filled_row_written_is_found_again(rows: list[list[str]]) -> None:
    body = [[f"k{n}", *row] for n, row in enumerate(rows)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["key", "p", "q", "r"])
    writer.writerows(body)
    sheet, _ = read_delimited(out.getvalue(), delimiter=",")
    table, _ = find_table(sheet, header_rows=(1,))

    assert list(table.columns["key"]) == [row[0] for row in body]
    for n, name in enumerate(("p", "q", "r"), start=1):
        assert list(table.columns.get(name, [""] * len(body))) == [row[n] for row in body]


@pytest.mark.parametrize(
    "above",
    [
        "Ministry of Labour\nPermits by district, fiscal year 2019\n\n",
        "Permits by district, fiscal year 2019\n",
        "Table 4, permits\nMinistry, 2019\n\n",
    ],
)
def test_a_title_that_commas_cut_into_cells_is_no_header(above: str) -> None:
    text = f"{above}District,Day,Men,Women,All\nGalle,1,2,3,5\nMatara,2,4,5,9\nKandy,1,1,2,3\n"
    sheet, _ = read_delimited(text)
    table, reasons = find_table(sheet)

    assert list(table.columns) == ["District", "Day", "Men", "Women", "All"]
    assert "title_rows" in {reason.code for reason in reasons}


def test_labels_of_groups_of_columns_are_no_title() -> None:
    text = "Region,Population,,Migrants,\n,Men,Women,Men,Women\nNorth,1,2,3,4\nSouth,5,6,7,8\n"
    table, _ = find_table(read_delimited(text)[0])

    assert list(table.columns)[1] == "Population / Men"


def test_a_note_with_commas_below_a_table_is_no_row() -> None:
    text = "District,Men,Women\nGalle,1,2\nMatara,3,4\nSource: Bureau, 2024\n"
    table, _ = find_table(read_delimited(text)[0])

    assert table.columns["District"] == ["Galle", "Matara"]
