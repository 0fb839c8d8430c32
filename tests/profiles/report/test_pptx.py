"""Slides: read back with a reader of its own, and opened by a real office program."""

import dataclasses
import io
import math
import re

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Emu, Pt

from mapping.i18n import Translator
from profiles.edits.governance import questions
from profiles.edits.kept import Comment, Edits, Plan
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.document import Pictures
from profiles.report.files import pictures_of
from profiles.report.pptx import to_pptx
from profiles.report.pptx.deck import slides_of
from profiles.report.pptx.fewer import all_of, for_slide
from profiles.report.pptx.words import EDGES, EMU_A_POINT, LINE, Words, widest_of
from profiles.report.svg import width_of
from profiles.report.text import visible
from profiles.sections.chart_model import Bar, BarChart, ChartWords, Emphasis, MirrorChart, Pair
from tests.profiles.report.filled import filled
from tests.profiles.report.office import converted, words_of
from tests.profiles.report.test_files import TODAY, settings
from tests.profiles.tiny import tiny_pack

NO_PICTURES = Pictures(locator=None, locator_alt="", maps={})
EDITS = Edits(
    comments=(Comment(section="od", author="Ward 3", date="2026-11-20", text="We see it too."),),
    plans=(Plan(issue="Empty houses", action="A register", who="Planning unit", when="2027"),),
)


@pytest.fixture(scope="module")
def made():
    """Slides with maps of the invented country, the profile they are of, and their file."""
    pack = open_pack(settings(), "XXE")
    profile = build_profile(
        pack, "ZZ0203", language="en", publisher="Office", today=TODAY, edits=EDITS
    )
    pictures = pictures_of(profile, pack)
    return profile, pictures, to_pptx(profile, pictures)


@pytest.fixture(scope="module")
def pages(made):
    return list(Presentation(io.BytesIO(made[2])).slides)


def tiny_slides(language="en", **changes):
    pack = dataclasses.replace(tiny_pack(), **changes)
    profile = build_profile(pack, "ZZ0203", language="en", publisher="Office", today=TODAY)
    content = to_pptx(dataclasses.replace(profile, language=language), NO_PICTURES)
    return list(Presentation(io.BytesIO(content)).slides)


def test_every_slide_has_its_message_as_its_title(made, pages):
    cover, *others = pages
    assert cover.shapes.title.text_frame.text == "Fir"
    titles = [page.shapes.title.text_frame.text for page in others]
    assert titles == [visible(slide.title) for slide in slides_of(made[0])]
    findings = [s.text for s in made[0].sections[0].sentences if not s.continues]
    assert titles[: len(findings)] == findings


def test_no_message_and_no_figure_is_shown_twice(made):
    slides = slides_of(made[0])
    titles = [slide.title for slide in slides]
    figures = [slide.figure.id for slide in slides if slide.figure]
    assert len(set(titles)) == len(titles)
    assert len(set(figures)) == len(figures) > 3


def test_streams_are_shown_under_the_sentence_that_tells_of_them(made):
    told = {s.text: s.numbers[0] for one in made[0].sections for s in one.sentences if s.numbers}
    shown = 0
    for slide in slides_of(made[0]):
        cells = told[slide.title].cells() if slide.title in told and slide.figure else ()
        for cell in (cell for cell in cells if cell.flow):
            assert f"{cell.flow}-{'out' if cell.outward else 'in'}" in slide.figure.id
            shown += 1
    assert shown


def test_a_title_has_room_however_long_the_name_of_the_place_is():
    name = ("Municipality of the Holy Saint and the Seven Springs upon the Upper River " * 2)[:110]
    pack = tiny_pack({"ZZ0203": name, "ZZ02": name})
    profile = build_profile(pack, "ZZ0203", language="en", publisher="Office", today=TODAY)
    _, *pages = Presentation(io.BytesIO(to_pptx(profile, NO_PICTURES))).slides
    titles = [page.shapes.title for page in pages]
    assert max(len(title.text_frame.text) for title in titles) > 250
    for title in titles:
        points = title.text_frame.paragraphs[0].runs[0].font.size.pt
        lines = len(title.text_frame.text) * 0.5 * points / Emu(title.width).pt  # half as wide
        assert math.ceil(lines) * 1.2 * points <= Emu(title.height).pt


def test_a_title_does_not_run_into_what_is_below_it_in_the_font_of_another_computer(pages):
    """LibreOffice sets the slides in DejaVu Sans Bold where there is nothing like our font."""
    for page in pages:
        title = page.shapes.title
        words = title.text_frame.text
        points = title.text_frame.paragraphs[0].runs[0].font.size.pt
        room = Emu(title.width).pt - 2 * 7.2  # what a box leaves empty at each end of a line
        wide = width_of(words, points, bold=True) * 1.15  # measured of those letters
        assert math.ceil(wide / room) * 1.17 * points <= Emu(title.height).pt, words


def test_lines_are_counted_as_words_fill_them():
    words = Words(right_to_left=False, tag="en-GB", font="", colour="#000000")
    name = "Hauptverwaltungsgemeinschaft"
    room = round((1.7 * widest_of(name, 20.0) + EDGES / EMU_A_POINT) * EMU_A_POINT)
    one, three, cut = (
        words.height_of(text, 20.0, room) for text in (name, f"{name} {name} {name}", name * 3)
    )
    line = 20.0 * LINE * EMU_A_POINT
    assert round((three - one) / line) == 2  # no two of them have room in a line
    assert round((cut - one) / line) == 1


def test_charts_can_be_edited_with_their_data(pages):
    charts = [shape.chart for page in pages for shape in page.shapes if shape.has_chart]
    assert len(charts) > 3
    for chart in charts:
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        held = {cell.value for row in book.active.rows for cell in row}
        shown = {value for series in chart.plots[0].series for value in series.values}
        assert shown <= held


def test_charts_and_maps_say_what_they_show(pages):
    shown = [s for page in pages for s in page.shapes if s.has_chart or s.shape_type == 13]
    words = [shape._element.xpath(".//p:cNvPr/@descr")[0] for shape in shown]
    assert len(words) > 5
    assert all(len(text) > 20 for text in words)


def test_letters_are_large_and_those_of_sources_are_small(pages):
    sizes = {}
    for page in pages:
        for shape in page.shapes:
            for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
                for run in paragraph.runs:
                    kind = "source" if run.text.startswith("Source:") else shape.is_placeholder
                    sizes.setdefault(kind, []).append(run.font.size)
    assert min(sizes[True]) >= Pt(22)
    assert set(sizes["source"]) == {Pt(12)}


def test_notes_hold_the_sentence_and_where_its_numbers_are_from(made, pages):
    finding = made[0].sections[0].sentences[0]
    notes = pages[1].notes_slide.notes_text_frame.text
    assert notes.startswith(finding.text)
    assert f"({finding.numbers[0].indicator})" in notes
    assert "Source: " in notes
    assert "Rows of the tables: " in notes


def test_what_people_add_is_there_and_marked_as_theirs(pages):
    texts = {
        page.shapes.title.text_frame.text: " ".join(
            shape.text_frame.text for shape in page.shapes if shape.has_text_frame
        )
        for page in pages
    }
    (comments,) = [text for title, text in texts.items() if "Comments of readers" in title]
    assert "We see it too." in comments
    assert "Ward 3" in comments
    assert "Planning unit" in texts["Empty houses"]


def test_words_from_the_right_run_from_the_right():
    paragraphs = [
        paragraph
        for page in tiny_slides(language="ar")
        for shape in page.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        if paragraph.text
    ]
    assert paragraphs
    assert all(paragraph._p.pPr.get("rtl") == "1" for paragraph in paragraphs)


def test_a_date_among_words_from_the_right_keeps_its_year_first():
    pack = tiny_pack()
    profile = build_profile(pack, "ZZ0203", language="ar", publisher="x", today=TODAY, edits=EDITS)
    texts = [
        shape.text_frame.text
        for page in Presentation(io.BytesIO(to_pptx(profile, NO_PICTURES))).slides
        for shape in page.shapes
        if shape.has_text_frame
    ]
    assert any("\u200e2026-11-20" in text for text in texts)


def test_a_place_with_no_figures_says_what_is_missing():
    titles = [page.shapes.title.text_frame.text for page in tiny_slides(indicators={}, flows=())]
    assert titles[:2] == ["Fir", "Key facts"]
    assert any(title.startswith("None of the") for title in titles)


def test_the_same_profile_gives_the_same_bytes(made):
    assert to_pptx(made[0], made[1]) == made[2]


def test_an_office_program_shows_every_title_and_line(made, tmp_path):
    shown = [words_of(page) for page in converted(made[2], "deck.pptx", tmp_path).pages]
    slides = slides_of(made[0])
    assert len(shown) == len(slides) + 1
    for slide, text in zip(slides, shown[1:], strict=True):
        for words in (slide.title, *slide.lines, *(fact.value for fact in slide.facts)):
            # A period can be broken over two lines after its dash.
            assert "".join(visible(words).split()) in "".join(text.split())


def ranking(count, name="District {n}", own=9):
    bars = tuple(
        Bar(
            label=name.format(n=n),
            value=100.0 - n,
            text=str(100 - n),
            emphasis=Emphasis.SELF if n == own else Emphasis.PEER,
        )
        for n in range(count)
    )
    words = ChartWords(title="Rate", unit="%", alt="What it shows", source_ids=())
    return BarChart(id="c", words=words, bars=bars)


def mirrored(count, name):
    pairs = tuple(
        Pair(label=name.format(n=n), left=9.0, right=8.0, left_text="9", right_text="8")
        for n in range(count)
    )
    words = ChartWords(title="Who moved", unit="persons", alt="What it shows", source_ids=())
    return MirrorChart(id="m", words=words, left_label="Women", right_label="Men", pairs=pairs)


def test_a_long_ranking_has_its_ends_and_the_place_in_large_letters_and_all_of_it_in_the_notes():
    chart = ranking(22)
    shown = for_slide(chart, Translator("en"))
    labels = [bar.label for bar in shown.bars]
    assert labels[:3] == ["District 0", "District 1", "District 2"]
    assert labels[-2:] == ["District 20", "District 21"]
    assert {"District 8", "District 9", "District 10"} < set(labels)
    assert len(labels) <= 12
    others = [label for label in labels if "others" in label]
    assert sum(int(label.split()[0]) for label in others) + len(labels) - len(others) == 22
    assert len(all_of(chart, Translator("en"))) == 22
    assert for_slide(ranking(12), Translator("en")) == ranking(12)


def test_names_of_many_pairs_have_one_line_each_so_that_none_is_left_out(tmp_path, made):
    chart = mirrored(14, "Moved for going with or joining a member of the family {n}")
    with_it = dataclasses.replace(made[0].sections[1], charts=(chart,))
    profile = dataclasses.replace(
        made[0], sections=(made[0].sections[0], with_it, *made[0].sections[2:])
    )
    deck = converted(to_pptx(profile, NO_PICTURES), "deck.pptx", tmp_path)
    assert max(words_of(page).count("Moved for going") for page in deck.pages) == 14


@pytest.fixture(scope="module")
def in_spanish(tmp_path_factory):
    """A profile of Samoa in Spanish, and the words of its slides as LibreOffice shows them."""
    pack = open_pack(settings(), "WSM")
    profile = build_profile(pack, "WS-FA", language="es", publisher="Office", today=TODAY)
    deck = to_pptx(profile, NO_PICTURES)
    pages = converted(deck, "deck.pptx", tmp_path_factory.mktemp("spanish")).pages
    return profile, [words_of(page).replace("\u00a0", " ") for page in pages]


def test_every_bar_has_its_name_where_some_names_are_longer(in_spanish):
    """LibreOffice left out every other name, that of the place itself too."""
    profile, shown = in_spanish
    ranked = next(text for text in shown if "Tuamasaga" in text)
    chart = next(c for s in profile.sections for c in s.charts if isinstance(c, BarChart))
    assert len(chart.bars) == 11
    assert all(bar.label in ranked.partition("Samoa.")[2] for bar in chart.bars)


def test_numbers_of_charts_are_written_as_in_the_text(in_spanish):
    """LibreOffice wrote 14,831 for one of the two codes that Windows has for Spanish."""
    assert "14.831" in in_spanish[1][1]


def test_names_of_a_hundred_letters_leave_the_letters_of_a_chart_large(made):
    name = ("Municipality of the Holy Saint and the Seven Springs upon the Upper River " * 2)[:100]
    profile = made[0]
    key_facts, *others = profile.sections
    charts = (ranking(8, name + " {n}"), mirrored(16, name + " {n}"))
    with_both = dataclasses.replace(others[0], charts=charts)
    changed = dataclasses.replace(profile, sections=(key_facts, with_both, *others[1:]))
    pages = Presentation(io.BytesIO(to_pptx(changed, NO_PICTURES))).slides
    sizes = [
        int(size)
        for page in pages
        for shape in page.shapes
        if shape.has_chart
        for size in re.findall(r'<a:defRPr sz="(\d+)"', shape.chart.part.blob.decode())
    ]
    assert sizes
    assert min(sizes) >= 1200


def test_key_facts_on_a_slide_have_letters_of_one_size(pages, made):
    title = made[0].translator.text("Key facts")
    page = next(page for page in pages if page.shapes.title.text_frame.text == title)
    boxes = [s for s in page.shapes if s.has_text_frame and not s.is_placeholder]
    facts = [box.text_frame.paragraphs for box in boxes if len(box.text_frame.paragraphs) > 1]
    assert len({lines[1].runs[0].font.size for lines in facts}) == 1


def test_the_self_assessment_has_a_slide_with_its_answers_in_the_notes():
    _, profile = filled("XXE", "ZZ0203", "en")
    deck = Presentation(io.BytesIO(to_pptx(profile, NO_PICTURES)))
    (page,) = [p for p in deck.slides if "self-assessment by" in p.shapes.title.text_frame.text]
    assert any(shape.has_chart for shape in page.shapes)
    notes = page.notes_slide.notes_text_frame.text
    assert f"{questions()['health']}: Partly" in notes
    shown = " ".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)
    assert "It is not meant to rank places." in shown


def test_a_meeting_without_a_plan_has_lines_to_write_one():
    (page,) = [p for p in tiny_slides() if "Implications" in p.shapes.title.text_frame.text]
    lines = " ".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)
    for head in ("Issue: …", "Possible action: …", "Who: …", "When: …"):
        assert head in lines


def test_a_chart_stands_under_a_sentence_of_the_same_indicator_whatever_labels_are_alike():
    pack = open_pack(settings(), "NPL")
    profile = build_profile(pack, "NP0769", language="ar", publisher="x", today=TODAY)
    for slide in slides_of(profile):
        told = next((s for s in profile.sections[0].sentences if s.text == slide.title), None)
        if told is not None and slide.figure is not None and slide.figure.id.startswith("s"):
            figure = slide.figure
            shown = figure.words.indicator if hasattr(figure, "words") else figure.indicator
            assert shown == told.numbers[0].indicator
