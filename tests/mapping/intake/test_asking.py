import pytest

from mapping.intake.asking import Asking, header_lines
from mapping.intake.model import Intake, Kind, Layer, Reason


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        *(("3", (3,)), ("3-4", (3, 4)), ("2, 3", (2, 3)), ("3–5", (3, 4, 5)), ("0", ())),
        *(("x", None), ("2-2000000000", None), ("3-9999999999999999999", None)),
        ("9" * 5000, None),
        ("80\x1d- 82", (80, 81, 82)),
    ],
)
def test_header_lines_are_read_as_people_write_them(text, lines):
    assert header_lines(text) == lines


def test_what_was_asked_once_stays_open_to_another_answer():
    column = Reason(code="personal_column", column="phone")
    first = Asking().after(
        Intake(
            kind=Kind.TABLE,
            reasons=(column, Reason(code="decimal_doubtful", facts={"example": "1.234"})),
            layers=(Layer(name="one"), Layer(name="two")),
        ),
        "Book.XLSX",
    )
    then = first.after(Intake(kind=Kind.TABLE, layers=(Layer(name="two"),)), "Book.XLSX")

    assert first.open
    assert not then.open
    assert then.fields == {"sheet", "header_rows", "decimal", "keep_columns"}
    assert then.parts == ("one", "two")
    assert then.personal == ("phone",)
    assert [one.code for one in then.questions] == ["decimal_doubtful"]


def test_a_text_file_may_be_read_in_another_encoding_and_a_picture_may_not():
    fields = Asking().after(Intake(kind=Kind.TABLE), "x.csv").fields

    assert {"encoding", "delimiter"} <= fields
    assert Asking().after(Intake(kind=Kind.IMAGE), "x.png") == Asking()
