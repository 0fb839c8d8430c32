"""Tables of counts as people have them."""

import pytest

from mapping.errors import BadTableError, RefusedFileError, UnknownChoiceError
from profiles.protection.count_file import read_counts


def read(tmp_path, text, **options):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return read_counts(path, **options)


def test_codes_parents_and_names_are_no_categories(tmp_path):
    found = read(
        tmp_path,
        "adm1_pcode,adm1_name,adm2_pcode,adm2_name,work,note\nP,North,A,Alder,5,old\nP,North,B,Elm,7,\n",
    )
    assert found.table.place_codes == ("A", "B")
    assert found.table.categories == ("work",)
    assert found.table.parents is None


def test_a_first_column_without_a_name_has_the_places(tmp_path):
    found = read(tmp_path, ",work,study\nA,5,1\nB,7,2\n")
    assert found.table.place_codes == ("A", "B")
    assert found.table.categories == ("work", "study")


def test_whole_numbers_in_other_notations_are_counts(tmp_path):
    found = read(tmp_path, 'place_code,work,study\nA,"12,345","1,000"\nB,7.0,20\n')
    assert found.table.counts.tolist() == [[12345, 1000], [7, 20]]


def test_shown_cells_are_written_plainly_and_others_as_they_were(tmp_path):
    found = read(tmp_path, 'place_code,name,work\nA,"Alder, upper",12\nB,,7\n')
    assert found.to_csv({("A", "work"): 12}) == 'place_code,name,work\nA,"Alder, upper",12\nB,,x\n'


def test_a_column_of_text_alone_describes(tmp_path):
    found = read(tmp_path, "place_code,kind,work\nA,urban,12\nB,rural,17\n")
    assert found.table.categories == ("work",)


def test_a_table_of_codes_alone_is_refused(tmp_path):
    with pytest.raises(BadTableError, match="counts for each category") as caught:
        read(tmp_path, "place_code,kind\nA,urban\nB,rural\n")
    assert [one.row for one in caught.value.problems] == [1]
    with pytest.raises(UnknownChoiceError, match="zone is not a column of the table"):
        read(tmp_path, "place_code,work\nA,3\nB,4\n", place_code="zone")


def test_every_fault_is_named_at_once(tmp_path):
    with pytest.raises(BadTableError) as caught:
        read(tmp_path, "place_code,work,study\nA,-1,2\nA,3,2.5\n")
    assert [(one.row, one.column) for one in caught.value.problems] == [
        (3, "place_code"),
        (2, "work"),
        (3, "study"),
    ]


def test_a_list_of_persons_is_stopped_at_the_door(tmp_path):
    lines = [f"A,{n},Name {n},98{n:08d}" for n in range(300)]
    with pytest.raises((RefusedFileError, BadTableError)):
        read(tmp_path, "place_code,id,full_name,phone\n" + "\n".join(lines) + "\n")
