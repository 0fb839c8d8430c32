"""Columns of printed tables: their widths, and the lines that rows are known to take."""

import io
import json

import pypdf
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from profiles.report.columns import INSET, PAGE_WIDTH, layout_of, lines_of
from profiles.report.typesetting import FONTS
from profiles.sections.table_model import Align, Column, ProfileTable, Row

SIZE = 8.4


def table(heads, rows, *, textual=False):
    columns = tuple(
        Column(label=head, align=Align.START if textual or place == 0 else Align.END)
        for place, head in enumerate(heads)
    )
    cells = tuple(Row(cells=tuple(row)) for row in rows)
    return ProfileTable(id="t", title="T", columns=columns, rows=cells, source_ids=())


def test_a_wide_table_is_as_wide_as_the_page() -> None:
    heads = ("Indicator", "Here", "Country", "Year")
    layout = layout_of(table(heads, [("Total population", "24,600", "1,000,000", "2021")]))
    assert sum(layout.widths) == pytest.approx(PAGE_WIDTH, abs=0.1)


def test_a_table_of_text_is_as_wide_as_the_page() -> None:
    rows = [("1", "A long title of a source, with its publisher, that goes on", "CC0")]
    layout = layout_of(table(("Mark", "Title", "Licence"), rows, textual=True))
    assert sum(layout.widths) == pytest.approx(PAGE_WIDTH, abs=0.1)


def test_few_figures_stand_near_their_names() -> None:
    layout = layout_of(table(("", "Number"), [("Women", "12"), ("Men", "13")]))
    assert sum(layout.widths) < 0.7 * PAGE_WIDTH


@given(st.lists(st.text("abc -", min_size=1, max_size=120), min_size=3, max_size=6))
def test_no_name_however_long_moves_a_table_off_the_page(names) -> None:
    row = ("Total population", *("12,345,678" for _ in names))
    layout = layout_of(table(("Indicator", *names), [row]))
    assert sum(layout.widths) == pytest.approx(PAGE_WIDTH, abs=0.1)


def test_figures_have_room_for_the_longest_of_them() -> None:
    layout = layout_of(table(("", "N"), [("a", "1"), ("b", "123,456,789")]))
    assert lines_of("123,456,789", layout.widths[1] - INSET, SIZE) == 1


def test_a_long_word_of_a_head_can_be_broken_where_its_column_is_narrower() -> None:
    names = ["Thiruvananthapuram"] * 5
    row = ("Total population", *("12,345,678" for _ in names), "2021")
    crowded = layout_of(table(("Indicator", *names, "Year"), [row])).heads
    assert crowded == ("Indicator", *["Thiruv\u00adananth\u00adapuram"] * 5, "Year")
    alone = layout_of(table(("Indicator", names[0], "Year"), [(row[0], row[1], row[-1])])).heads
    assert alone == ("Indicator", names[0], "Year")


def test_a_column_of_short_texts_has_room_for_its_words() -> None:
    heads = ("Indicator", "Reason", "Nearest available")
    rows = [("Total population of the place", "NC", "A long name of a municipality " * 5)] * 3
    layout = layout_of(table(heads, rows, textual=True))
    assert lines_of("Reason", layout.widths[1] - 2 * INSET, 7.8, bold=True) == 1
    assert sum(layout.widths) == pytest.approx(PAGE_WIDTH, abs=0.1)


def test_a_row_is_as_high_as_its_tallest_cell() -> None:
    rows = [("short", "1"), ("word " * 80, "2")]
    layout = layout_of(table(("", "N"), rows))
    assert layout.lines[0] == 1
    assert layout.lines[1] > 1


@pytest.mark.parametrize("text", ["\u0907\u0932\u093e\u092e", "\u0645\u062f\u064a\u0646\u0629"])
def test_lines_of_a_script_that_is_not_measured_are_left_to_print(text) -> None:
    assert lines_of(text, 500.0, SIZE) == 0


def test_a_figure_grouped_by_narrow_spaces_is_one_word() -> None:
    assert lines_of("29\u202f164\u202f578", 60.0, SIZE) == 1
    assert lines_of("29\u202f164\u202f578", 30.0, SIZE) == 0


def test_a_word_wider_than_its_column_is_left_to_print() -> None:
    assert lines_of("W" * 60, 100.0, SIZE) == 0


def test_a_text_that_may_or_may_not_fit_is_left_to_print() -> None:
    rooms = [room / 2 for room in range(40, 400)]
    counted = [lines_of("two words", room, SIZE) for room in rooms]
    assert [n for n in dict.fromkeys(counted) if n] == [2, 1]
    assert 0 in counted[: counted.index(1)]


SOURCE = """
#let d = json(bytes(sys.inputs.data))
#set page(width: 400pt, height: auto, margin: 0pt)
#set text(font: "Noto Sans", size: 8.4pt, hyphenate: false)
#set par(leading: 0.5em, justify: false)
#let high(t) = measure(block(width: 120pt, t)).height.pt()
#for t in d [#context str(calc.round(high(t), digits: 3)) #h(1em)]
"""


@given(
    st.lists(
        st.text("abcdefghij mnorstuvWM .,-/()%0123456789\u202f", min_size=1, max_size=90),
        min_size=1,
        max_size=20,
    )
)
def test_print_takes_the_lines_that_were_counted(texts) -> None:
    flat = [" ".join(text.split(" ")).strip() or "x" for text in texts]
    made = typst.compile(
        SOURCE.encode(),
        format="pdf",
        sys_inputs={"data": json.dumps(flat)},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )
    heights = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text().split()
    for text, height in zip(flat, map(float, heights), strict=True):
        counted = lines_of(text, 120.0, SIZE)
        expected = counted * 0.714 * SIZE + (counted - 1) * 0.5 * SIZE
        assert counted == 0 or height == pytest.approx(expected, abs=0.02), text


def test_a_short_answer_name_or_date_stays_on_one_line_beside_long_texts():
    long = "Is there regular coordination of what concerns migration with the national level?"
    heads = ("Question", "Answer", "Evidence", "By", "Date")
    answers = ("Non connu", "Sans objet", "En partie")
    made = layout_of(
        ProfileTable(
            id="t",
            title="T",
            columns=tuple(Column(label=head, align=Align.START) for head in heads),
            rows=tuple(
                Row(cells=(long, answer, f"Minutes of {long}", "A. Tamang", "2026-11-20"))
                for answer in answers
            ),
            source_ids=(),
        )
    )
    for text, place in ((answers[0], 1), ("A. Tamang", 3)):
        assert lines_of(text, made.widths[place] - 2 * INSET, made.size) == 1
