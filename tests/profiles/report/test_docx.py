"""The Word file: read back with a reader of its own, and opened by a real word processor."""

import dataclasses
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from mapping.i18n import Translator
from profiles.narrative.writer import together
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.document import Pictures, to_document
from profiles.report.docx import sheet, to_docx
from profiles.report.docx.charts import to_native
from profiles.report.docx.document import marked
from profiles.report.docx.package import escaped, filled
from profiles.report.docx.sheet import to_workbook
from profiles.report.docx.widths import TEXT_WIDTH, widths_of
from profiles.report.files import pictures_of
from profiles.report.text import visible
from profiles.sections.chart_model import (
    Bar,
    BarChart,
    ChartWords,
    ColumnChart,
    Emphasis,
    MirrorChart,
    Pair,
    Slope,
    SlopeChart,
    StackChart,
    StripChart,
    WaffleChart,
)
from profiles.sections.table_model import Align, Column, ProfileTable, Row
from tests.profiles.report.office import converted, words_of
from tests.profiles.report.test_files import TODAY, settings
from tests.profiles.tiny import tiny_pack

NO_PICTURES = Pictures(locator=None, locator_alt="", maps={})
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
ENGLISH = Translator("en")


@pytest.fixture(scope="module")
def made():
    """A profile with maps of the invented country, its pictures and its file."""
    pack = open_pack(settings(), "XXE")
    profile = build_profile(pack, "ZZ0203", language="en", publisher="Office", today=TODAY)
    pictures = pictures_of(profile, pack)
    return profile, pictures, to_docx(profile, pictures)


@pytest.fixture(scope="module")
def word(made):
    docx = pytest.importorskip("docx")
    return docx.Document(io.BytesIO(made[2]))


def test_each_finding_leads_to_its_map(made):
    body = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(made[2])).read("word/document.xml"))
    links = [
        link.get(f"{W}anchor")
        for link in body.iter(f"{W}hyperlink")
        if "See the map" in "".join(link.itertext())
    ]
    bookmarks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    numbers = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(links) == len(made[0].sections[0].findings) > 2
    assert {*links} <= {*bookmarks}
    assert len({*numbers}) == len(numbers)
    assert all(re.fullmatch(r"\w+", name) for name in bookmarks)


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def tree(content, name="word/document.xml"):
    return ElementTree.fromstring(parts(content)[name])


def tiny_word(names=None, language="en"):
    pack = tiny_pack(names)
    profile = build_profile(pack, "ZZ0203", language="en", publisher="Office", today=TODAY)
    return to_docx(dataclasses.replace(profile, language=language), NO_PICTURES)


def test_every_part_is_well_formed_and_every_relation_leads_to_a_part(made):
    found = parts(made[2])
    for name, content in found.items():
        if not name.endswith((".xml", ".rels")):
            continue
        root = ElementTree.fromstring(content)
        if name.endswith(".rels"):
            folder = name.split("_rels/")[0]
            for relation in root:
                target = os.path.normpath(folder + relation.get("Target"))
                assert target in found, (name, target)


def test_titles_headings_captions_and_lists_have_the_styles_of_word(word, made):
    profile = made[0]
    by_style = {}
    for paragraph in word.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
    assert by_style["Title"] == ["Fir"]
    titles = [f"{s.number}\u2002{s.title}" for s in profile.sections]
    assert by_style["Heading 1"] == titles
    items = [group for s in profile.sections for group in together(s.sentences)]
    sentences = [" ".join(sentence.text for sentence in group) for group in items]
    told = [t.removesuffix(" See the map") for t in by_style["List Bullet"]]
    assert [t.rstrip("0123456789, ") for t in told] == [t.rstrip("0123456789, ") for t in sentences]
    assert len([t for t in by_style["Caption"] if t.startswith("Table ")]) == len(word.tables) - 1
    assert profile.disclaimer in by_style["Note"]


def test_every_table_holds_the_words_of_the_profile(word, made):
    document = to_document(made[0], made[1], native=True)
    printed = [b for s in document["sections"] for b in s["blocks"] if b["kind"] == "table"]
    _, *tables = word.tables  # the first holds the key facts
    for table, wanted in zip(tables, printed, strict=True):
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        heads = [[c["label"] for c in wanted["columns"]]] if wanted["has_head"] else []
        assert rows == heads + [row["cells"] for row in wanted["rows"]]


def test_rows_stay_whole_heads_are_repeated_and_figures_stand_on_the_right(word):
    table = next(table for table in word.tables[1:] if len(table.columns) > 3)
    head, *rows = table._tbl.tr_lst
    assert head.trPr.find(f"{W}tblHeader") is not None
    for row in rows:
        assert row.trPr.find(f"{W}cantSplit") is not None
        assert row.trPr.find(f"{W}tblHeader") is None
    last = table.rows[1].cells[-1].paragraphs[0]
    assert (last.style.name, str(last.style.paragraph_format.alignment)[:5]) == (
        "Table Number",
        "RIGHT",
    )


def test_every_picture_and_chart_has_a_number_of_its_own_and_says_what_it_shows(made):
    drawings = list(tree(made[2]).iter(DRAWING))
    numbers = [drawing.get("id") for drawing in drawings]
    assert len(drawings) == len(set(numbers)) > 5
    assert all(len(drawing.get("descr")) > 20 for drawing in drawings)


def test_pages_are_counted_and_the_document_knows_its_title_and_language(made, word):
    footer = parts(made[2])["word/footer.xml"].decode()
    assert re.findall(r'w:instr=" (\w+) "', footer) == ["PAGE", "NUMPAGES"]
    assert word.core_properties.title == "Local migration profile: Fir"
    assert word.core_properties.language == "en-GB"
    assert "Fir (ZZ0203)" in word.sections[0].header.paragraphs[0].text


def test_contents_lead_to_the_headings(made):
    root = tree(made[2])
    marks = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    anchors = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")]
    assert {*anchors} <= marks
    headings = [anchor for anchor in anchors if anchor.startswith("_Toc")]
    assert len(headings) == 15
    assert {*headings} == {mark for mark in marks if mark.startswith("_Toc")}


def test_charts_are_native_and_show_what_their_workbooks_hold(made):
    found = parts(made[2])
    names = [name for name in found if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    charts = [chart for section in made[0].sections for chart in section.charts]
    assert len(names) == len(charts) > 3
    for name in names:
        book = name.replace("charts", "embeddings").replace(".xml", ".xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(found[book]))["Sheet1"]
        root = ElementTree.fromstring(found[name])
        references = [*root.iter(f"{C}numRef"), *root.iter(f"{C}strRef")]
        assert references
        for reference in references:
            assert cached(reference) == held(sheet, reference.find(f"{C}f").text)


def test_every_bar_has_its_label_however_long_the_others_are(made):
    with zipfile.ZipFile(io.BytesIO(made[2])) as archive:
        charts = [archive.read(name) for name in archive.namelist() if "charts/chart" in name]
    axes = [axis for chart in charts for axis in ElementTree.fromstring(chart).iter(f"{C}catAx")]
    assert axes
    assert all(axis.find(f"{C}tickLblSkip").get("val") == "1" for axis in axes)


def cached(reference):
    (cache,) = [node for node in reference if node.tag in {f"{C}numCache", f"{C}strCache"}]
    values = [None] * int(cache.find(f"{C}ptCount").get("val"))
    for point in cache.findall(f"{C}pt"):
        text = point.find(f"{C}v").text
        values[int(point.get("idx"))] = float(text) if cache.tag.endswith("numCache") else text
    return values


def held(sheet, address):
    cells = sheet[address.split("!")[1].replace("$", "")]
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    return [cell.value for row in rows for cell in row]


def words(unit="%"):
    return ChartWords(title="Title", unit=unit, alt="What it shows", source_ids=())


def test_a_bar_that_is_not_shown_is_a_gap_with_its_reason_and_bars_start_at_zero():
    bars = (
        Bar(label="A", value=1234.4, text="1,234"),
        Bar(label="B", value=None, text="not shown", emphasis=Emphasis.SELF),
    )
    native = to_native(BarChart(id="c", words=words(), bars=bars), ENGLISH)
    assert native.categories == ("A", "B\u00a0(not\u00a0shown)")  # programs break no line there
    assert native.series[0].values == (1234.4, None)
    assert native.number_format.startswith("#,##0;")
    assert native.bounds == (0.0, None)


def test_two_dates_stand_beside_each_other_and_two_sexes_in_one_row():
    ends = {"start": 3.0, "end": 5.0, "start_text": "3", "end_text": "5"}
    slope = Slope(label="A", emphasis=Emphasis.SELF, **ends)
    dates = SlopeChart(id="c", words=words(), start_label="2011", end_label="2021", slopes=(slope,))
    pair = Pair(label="Work", left=1, right=3, left_text="1", right_text="3")
    sexes = MirrorChart(id="c", words=words(), left_label="W", right_label="M", pairs=(pair,))
    for chart, overlap in ((dates, "0"), (sexes, "100")):
        xml = filled("chart", chart=to_native(chart, ENGLISH), **marked("en"))
        assert f'<c:overlap val="{overlap}"/>' in xml


def test_lines_of_long_names_are_broken_and_keep_the_side_they_are_read_from():
    arabic = "\u0645\u062a\u0648\u0633\u0637 (%):"
    long = "Municipality of the Holy Saint Bartholomew and the Seven Springs"
    bars = tuple(Bar(label=label, value=1.0, text="1") for label in (long, arabic))
    native = to_native(BarChart(id="c", words=words(), bars=bars), ENGLISH)
    first, second = native.categories
    assert first.count("\n") == native.label_lines - 1 > 0
    assert second.replace("\u00a0", " ") == arabic + "\u200f"
    held = openpyxl.load_workbook(io.BytesIO(native.workbook)).active["A3"].value
    assert held == second


def test_a_key_has_room_for_the_lines_of_long_names_beside_its_chart():
    shares = (Bar(label="A", value=40.0, text="40"),)

    def height(part, rest):
        chart = WaffleChart(id="c", words=words(), part_label=part, rest_label=rest, shares=shares)
        return to_native(chart, ENGLISH).height_mm

    short = height("Abroad", "Others")
    side_by_side = 33  # letters of a name that has room for another beside it
    assert height("a" * side_by_side, "Others") == short
    one_under_the_other = height("a" * 60, "Others")
    in_two_lines = height("a" * 103, "Others")
    line_mm = 9 / 72 * 25.4 * 1.2  # of letters of 9 points
    assert one_under_the_other >= short + line_mm
    assert in_two_lines >= one_under_the_other + line_mm


def test_a_key_of_many_names_is_as_high_as_its_rows():
    ends = (10.0, 20.0, 40.0, 60.0, 80.0)
    parts = ("Born here", "Born elsewhere", "Born abroad", "Born at sea", "Not stated")
    heights = [
        to_native(
            StackChart(id="c", words=words(), labels=labels, stacks=(("A", ends[: len(labels)]),)),
            ENGLISH,
        ).height_mm
        for labels in (parts[:2], parts, tuple(f"{part} of the country's parts" for part in parts))
    ]
    assert heights == sorted(set(heights))


def test_labels_have_the_decimals_of_the_printed_figures():
    bars = (Bar(label="A", value=-1.254, text="−1.25"), Bar(label="B", value=3.0, text="3.00"))
    native = to_native(ColumnChart(id="c", words=words(), bars=bars), ENGLISH)
    assert native.number_format == "#,##0.00;\\−#,##0.00"
    assert native.bounds == (None, None)


def test_the_left_side_of_a_mirror_is_below_zero_and_printed_without_a_sign():
    pair = Pair(label="0–4", left=5.0, right=7.0, left_text="5", right_text="7")
    chart = MirrorChart(id="c", words=words(), left_label="Women", right_label="Men", pairs=(pair,))
    native = to_native(chart, ENGLISH)
    assert [series.values for series in native.series] == [(-5.0,), (7.0,)]
    assert native.number_format == "#,##0;#,##0"


def test_narrow_parts_of_a_stack_have_no_number():
    stack = StackChart(
        id="c", words=words(), labels=("x", "y"), stacks=(("A", (97.0, 3.0)), ("B", (50.0, 50.0)))
    )
    native = to_native(stack, ENGLISH)
    assert [series.unlabelled for series in native.series] == [(), (0,)]
    assert native.bounds == (0.0, 100.0)


def test_no_series_of_a_strip_hides_the_place_itself():
    dots = (
        Bar(label="A", value=1.0, text=""),
        Bar(label="B", value=2.0, text=""),
        Bar(label="All", value=1.5, text="1.5", emphasis=Emphasis.COUNTRY),
        Bar(label="C", value=2.0, text="2.0", emphasis=Emphasis.SELF),
    )
    chart = StripChart(id="c", words=words(), dots=dots, quartiles=(1.2, 1.5, 1.8))
    native = to_native(chart, ENGLISH)
    own, peers = native.series[-1], native.series[2]
    assert own.name == "C 2.0"
    assert native.x_values[own.named_point] == 2.0
    assert max(y for y in peers.values if y) < min(y for y in own.values if y)


def test_a_word_file_is_written_without_what_makes_profiles_maps_and_spreadsheets():
    heavy = {"numpy", "pandas", "shapely", "xlsxwriter", "profiles.maps", "profiles.profile"}
    script = (
        "import sys, profiles.report.docx, profiles.sections.whole, mapping.render.still.stack;"
        f"sys.exit(', '.join({heavy!r} & set(sys.modules)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert run.returncode == 0, run.stderr


def test_the_empty_workbook_of_charts_is_what_the_library_makes():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC)})  # always the same bytes
        book.add_worksheet(sheet.NAME)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    kept = json.loads(sheet.EMPTY.read_text("utf-8"))
    assert kept == parts | {sheet.SHEET: ""}  # which is written for each chart


@given(
    st.lists(
        st.lists(st.none() | st.floats(-1e12, 1e12) | st.text(max_size=8), min_size=3, max_size=3),
        min_size=1,
        max_size=6,
    )
)
def test_a_workbook_gives_back_what_was_put_in(rows):
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(rows)))
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells, start=1):
            found = book.active.cell(row, column).value
            if isinstance(cell, str):
                # A break is kept as a line; what else has no shape is a space.
                assert visible(found or "").split() == visible(cell).split()
            else:
                assert found == (None if cell is None else pytest.approx(cell))


@given(
    st.lists(
        st.tuples(st.booleans(), st.text(max_size=80), st.text(max_size=300)),
        min_size=1,
        max_size=8,
    )
)
def test_columns_fill_no_more_than_the_page_and_none_vanishes(columns):
    table = {
        "columns": [{"end": end, "label": label} for end, label, _ in columns],
        "rows": [{"cells": [text for _, _, text in columns]}],
    }
    widths = widths_of(table)
    assert sum(widths) <= TEXT_WIDTH
    assert min(widths) > 0


def test_the_same_profile_gives_the_same_bytes(made):
    assert to_docx(made[0], made[1]) == made[2]


def test_arabic_runs_from_the_right_in_paragraphs_and_tables_but_not_in_charts():
    content = tiny_word(language="ar")
    styles = parts(content)["word/styles.xml"].decode()
    assert re.search(r'styleId="Normal">.*?<w:bidi/>', styles)
    assert 'w:bidi="ar-EG"' in styles
    figure = re.search(r'styleId="Figure">.*?</w:style>', styles)[0]
    assert '<w:bidi w:val="0"/>' in figure
    tables = list(tree(content).iter(f"{W}tblPr"))
    assert all(table.find(f"{W}bidiVisual") is not None for table in tables)
    assert tree(content).find(f"{W}body/{W}sectPr/{W}bidi") is not None


def test_nothing_runs_from_the_right_in_english():
    content = tiny_word()
    assert not {"bidiVisual", "rtl"} & {node.tag.removeprefix(W) for node in tree(content).iter()}


def test_a_place_with_no_figures_still_has_its_fifteen_sections():
    pack = tiny_pack()
    empty = dataclasses.replace(pack, indicators={}, flows=())
    profile = build_profile(empty, "ZZ0203", language="en", publisher="x", today=TODAY)
    content = to_docx(profile, NO_PICTURES)
    assert len(list(tree(content).iter(f"{W}bookmarkStart"))) == 15


def test_a_word_processor_opens_it_and_sets_every_heading_and_chart(made, tmp_path):
    reader = converted(made[2], "profile.docx", tmp_path)
    text = " ".join(words_of(page) for page in reader.pages)
    for section in made[0].sections:
        assert " ".join(section.title.split()) in text
        for chart in section.charts:
            assert visible(chart.words.title) in text
    assert f"{len(reader.pages)} of {len(reader.pages)}" in text
    assert "Made on 22 November 2026" in text


def test_a_value_whose_text_would_not_be_escaped_is_not_filled_in():
    assert escaped({"name": ["<w:p>", {"unit": '"&'}]})["name"] == [
        "&lt;w:p&gt;",
        {"unit": "&quot;&amp;"},
    ]
    with pytest.raises(TypeError, match="Path"):
        escaped({"name": Path("<w:p>")})


def test_a_total_in_bold_has_more_room_than_the_figures_above_it():
    table = {
        "columns": [{"end": False, "label": "Part"}, *({"end": True, "label": "N"},) * 3],
        "rows": [{"cells": ["a", "1,278,657", "1,278,657", "1"], "strong": False}],
    }
    plain = widths_of(table)
    totals = {
        **table,
        "rows": [*table["rows"], {"cells": ["All", "1,278,657", "", ""], "strong": True}],
    }
    text, total, other, _ = widths_of(totals)
    assert total > plain[1] == other
    assert text < plain[0]


def test_a_head_is_not_broken_in_a_font_that_stands_in_for_ours():
    heads = ("Tuamasaga", "Samoa", "Year")
    table = {
        "columns": [{"end": False, "label": ""}, *({"end": True, "label": h} for h in heads)],
        "rows": [{"cells": ["Sex ratio", "102.1", "..", "2021"], "strong": False}],
    }
    # In DejaVu Sans Bold of 9 points, to which LibreOffice turns where there is nothing narrower:
    # the letters in twentieths of a point, and the edges of the cell that its style leaves empty.
    needed = [round(em * 9 * 20) + 2 * 85 for em in (6.447, 3.766, 2.571)]
    assert all(width >= least for width, least in zip(widths_of(table)[1:], needed, strict=True))


def test_a_long_name_over_a_column_breaks_no_figure_and_leaves_room_for_what_rows_are_about():
    heads = ("Saint-Barthélemy-des-Montagnes", "Kavrepalanchokdistrict", "Bhaktapur", "Year")
    cells = ["Population", "2,041,587", "432,132", "364,039", "2011–2021"]
    table = {
        "columns": [{"end": False, "label": ""}, *({"end": True, "label": h} for h in heads)],
        "rows": [{"cells": cells, "strong": False}],
    }
    text, *figures = widths_of(table)
    figure = 0.636 * 9 * 20  # in DejaVu Sans of 9 points, in twentieths of a point
    needed = [round(len(cell) * 0.8 * figure) + 2 * 85 for cell in cells[1:]]  # commas are narrow
    assert all(width >= least for width, least in zip(figures, needed, strict=True))
    assert text > TEXT_WIDTH / 5
    assert (
        figures[2]
        == widths_of(
            {
                **table,
                "columns": [
                    *table["columns"][:1],
                    *({"end": True, "label": h} for h in ("A", "B", "Bhaktapur", "Year")),
                ],
            }
        )[3]
    )


@pytest.mark.parametrize(
    ("rows", "words", "kept"),
    [
        (8, "row", {0, 1, 2, 3, 4, 5, 6}),
        (16, "row", {0, 14}),
        (8, "what a row of this table is about " * 4, {0, 6}),
    ],
)
def test_a_short_table_stays_whole_and_a_long_one_runs_over_with_its_head(rows, words, kept):
    made = build_profile(tiny_pack(), "ZZ0203", language="en", publisher="x", today=TODAY)
    table = ProfileTable(
        id="glance",
        title="Rows",
        columns=(Column(label="Row", align=Align.START), Column(label="N")),
        rows=tuple(Row(cells=(f"{words} {n}", str(n))) for n in range(rows)),
        source_ids=(),
    )
    section = dataclasses.replace(made.sections[0], tables=(table,), charts=(), maps=())
    content = to_docx(dataclasses.replace(made, sections=(section,)), NO_PICTURES)
    (found,) = [
        one for one in tree(content).iter(f"{W}tbl") if f"{words} 0" in "".join(one.itertext())
    ]
    head, *lines = found.findall(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert {n for n, line in enumerate(lines) if line.find(f".//{W}keepNext") is not None} == kept
    assert all(line.find(f"{W}trPr/{W}cantSplit") is not None for line in lines)


def test_a_computer_without_the_fonts_is_told_what_stands_in_for_them(made):
    fonts = ElementTree.fromstring(parts(made[2])["word/fontTable.xml"])
    stand_ins = {f.get(f"{W}name"): f.find(f"{W}altName").get(f"{W}val") for f in fonts}
    assert stand_ins["Calibri"] == "Carlito"
    styles = parts(made[2])["word/styles.xml"].decode()
    assert all(f'"{font}"' in styles for font in ("Calibri", "Arial"))
    assert {"Calibri", "Arial", "Nirmala UI"} <= stand_ins.keys()


def test_a_short_name_stays_on_one_line_of_a_table_of_texts():
    long = "Is there regular coordination of what concerns migration with the national level?"
    table = {
        "columns": [{"end": False, "label": head} for head in ("Question", "Evidence", "By")],
        "rows": [{"cells": [long, long, "A. Tamang"], "strong": False}],
    }
    # In DejaVu Sans of 9 points, to which LibreOffice turns, and the edges of the cell.
    assert widths_of(table)[2] >= round(5.9 * 9 * 20) + 2 * 85
