"""Legends as CSV and XLSForm: what goes out comes in again, and what is none is refused."""

import openpyxl
import pytest

from mapping.community.legend import Audience, Category
from mapping.community.legend_files import legend_to_csv, legend_to_xlsform, read_legend
from mapping.community.legends import STARTER_LEGENDS
from mapping.errors import BadTableError, RefusedFileError
from mapping.i18n import Translator

LEGEND = (
    Category(
        id="water",
        label="Water point",
        other_label="पानीको धारा",
        colour="#0072b2",
        icon="≈",
        kinds=("point", "area"),
        questions=("How many families?", "Dry in May?"),
        audience=Audience.PROJECT,
    ),
    Category(id="road", label="Road to town", colour="#123abc", kinds=("line",)),
)


@pytest.mark.parametrize(
    ("name", "write"), [("legend.csv", legend_to_csv), ("form.xlsx", legend_to_xlsform)]
)
def test_a_legend_that_was_written_is_read_again(tmp_path, name, write):
    path = tmp_path / name
    path.write_bytes(write(LEGEND, language="English (en)", other_language="Nepali (ne)"))
    assert read_legend(path) == LEGEND


def test_an_xlsform_has_its_choices_where_survey_tools_look(tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(legend_to_xlsform(LEGEND, language="en", other_language=""))
    book = openpyxl.load_workbook(path)
    head, *rows = book["choices"].iter_rows(values_only=True)
    assert head[:3] == ("list_name", "name", "label::en")
    assert [row[:3] for row in rows] == [
        ("legend", "water", "Water point"),
        ("legend", "road", "Road to town"),
    ]
    assert book["survey"]["A2"].value == "select_one legend"


def test_choices_of_a_survey_tool_become_a_legend_for_the_room_alone(tmp_path):
    path = tmp_path / "choices.csv"
    path.write_text("list_name,name,label\nx,Spring!,Spring\nx,spring,Other spring\n", "utf-8")
    first, second = read_legend(path)
    assert (first.id, first.label, first.audience) == ("spring", "Spring", Audience.ROOM)
    assert (second.id, second.label) == ("c2", "Other spring")
    assert len(first.kinds) == 3


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("a,b\n1,2\n3,4\n", "needs a column named label"),
        ("label,colour\nWater,blue\nRoad,#12\n", "row 2.*row 3"),
        ("label,kinds\nWater,cube\nRoad,line\n", "row 2"),
        ("label\n" + "\n".join(f"line {n} of it" for n in range(30)), "more than 24"),
    ],
)
def test_what_is_no_legend_is_refused_line_by_line(tmp_path, text, match):
    path = tmp_path / "legend.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(BadTableError, match=match):
        read_legend(path)


def test_a_file_that_the_door_refuses_is_no_legend(tmp_path):
    path = tmp_path / "legend.csv"
    path.write_bytes(b"\x00\x01\x02" * 100)
    with pytest.raises(RefusedFileError):
        read_legend(path)


@pytest.mark.parametrize("legend", STARTER_LEGENDS, ids=lambda legend: legend.id)
def test_every_ready_made_legend_can_be_used(legend):
    for language in ("en", "fr", "es"):
        assert len(legend.categories(Translator(language))) >= 4
