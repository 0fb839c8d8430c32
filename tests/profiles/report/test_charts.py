"""Charts: what they show, what they say, and that names are only ever text."""

import itertools
import unicodedata
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.report.charts import draw, to_svg
from profiles.report.strips import ticks
from profiles.report.svg import MOST_LINES, width_of, wrapped
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

SVG = "{http://www.w3.org/2000/svg}"
WORDS = ChartWords(title="Rate, 2020", unit="%", alt="Bar chart: A 1, B 2.", source_ids=("c",))


def bar(label, value, emphasis=Emphasis.PEER):
    text = "not shown" if value is None else f"{value:g}"
    return Bar(label=label, value=value, text=text, emphasis=emphasis)


def drawn(chart):
    return Xml.fromstring(to_svg(chart, "en"))


def rects(root):
    return list(root.iter(f"{SVG}rect"))


CHARTS = [
    BarChart(id="bars", words=WORDS, bars=(bar("A", 2), bar("B", 1, Emphasis.SELF))),
    ColumnChart(id="columns", words=WORDS, bars=(bar("2010", 2), bar("2020", None))),
    StripChart(
        id="strip",
        words=WORDS,
        dots=(bar("A", 1), bar("B", 5), bar("C", 3, Emphasis.COUNTRY), bar("D", 2, Emphasis.SELF)),
        quartiles=(1.5, 2.5, 4.0),
    ),
    MirrorChart(
        id="mirror",
        words=WORDS,
        left_label="Women",
        right_label="Men",
        pairs=(Pair(label="Work", left=1, right=3, left_text="1", right_text="3"),),
    ),
    StackChart(id="stack", words=WORDS, labels=("X", "Y"), stacks=(("A", (40.0, 60.0)),)),
]


def test_dots_of_peers_are_one_shape_but_where_they_touch():
    values = [1, 1.01, 1.02, 5, 9]
    dots = tuple(bar("", value) for value in values)
    chart = StripChart(id="strip", words=WORDS, dots=dots, quartiles=None)
    shapes = [
        path for path in drawn(chart).iter(f"{SVG}path") if path.get("class") == "c-peer dots"
    ]
    assert [shape.get("d").count("M") for shape in shapes] == [3, 1, 1]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
def test_every_chart_has_a_title_and_a_description(chart):
    root = drawn(chart)
    assert root.attrib["role"] == "img"
    assert root.find(f"{SVG}title").text == "Rate, 2020"
    assert root.find(f"{SVG}desc").text == WORDS.alt
    assert root.attrib["aria-labelledby"] == f"{chart.id}-t {chart.id}-d"


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
def test_the_same_chart_gives_the_same_bytes(chart):
    assert to_svg(chart, "en") == to_svg(chart, "en")


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
def test_everything_lies_inside_the_picture(chart):
    root = drawn(chart)
    _, _, width, height = (float(n) for n in root.attrib["viewBox"].split())
    for rect in rects(root):
        assert float(rect.attrib["x"]) >= -0.01
        assert float(rect.attrib["x"]) + float(rect.attrib["width"]) <= width + 0.01
        assert float(rect.attrib["y"]) + float(rect.attrib["height"]) <= height + 0.01


def test_bars_are_as_long_as_their_values():
    first, second = rects(drawn(CHARTS[0]))
    assert float(first.attrib["width"]) == pytest.approx(
        2 * float(second.attrib["width"]), abs=0.02
    )


def test_losses_and_gains_lie_on_both_sides_of_zero():
    chart = BarChart(id="x", words=WORDS, bars=(bar("A", 10), bar("B", -5, Emphasis.SELF)))
    gain, loss = rects(drawn(chart))
    assert gain.attrib["class"] == "c-gain-peer"
    assert loss.attrib["class"] == "c-loss"
    end_of_loss = float(loss.attrib["x"]) + float(loss.attrib["width"])
    assert end_of_loss == pytest.approx(float(gain.attrib["x"]), abs=0.02)


def test_a_value_that_is_not_shown_has_words_and_no_bar():
    chart = BarChart(id="x", words=WORDS, bars=(bar("A", 1), bar("B", None)))
    root = drawn(chart)
    assert len(rects(root)) == 1
    assert "not shown" in [t.text for t in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("name", ["<script>x</script>", "a & b", '"><svg onload=1>', "{{7*7}}"])
def test_a_name_is_text_and_nothing_else(name):
    chart = BarChart(id="x", words=WORDS, bars=(bar(name, 1),))
    root = drawn(chart)
    assert name in [t.text for t in root.iter(f"{SVG}text")]
    assert not list(root.iter(f"{SVG}script"))


def test_characters_that_xml_cannot_hold_are_left_out():
    chart = BarChart(id="x", words=WORDS, bars=(bar("a\x0bb\ud800c\u202ed", 1),))
    assert "abcd" in [t.text for t in drawn(chart).iter(f"{SVG}text")]


LONG = "Municipality of the Holy Saint Bartholomew and the Seven Springs upon the Western Valley"


def test_a_long_name_is_wrapped_whole_and_only_what_no_name_needs_is_cut():
    lines = wrapped(LONG, 120)
    assert " ".join(lines) == LONG
    assert all(width_of(line) <= 120 for line in lines)
    endless = wrapped("Llanfair" * 90, 120)
    assert len(endless) == MOST_LINES
    assert endless[-1].endswith("\u2026")
    assert all(width_of(line) <= 120 for line in endless)


@given(
    st.text(
        st.sampled_from("\u0915\u094d\u0937\u0947\u0924\u094d\u0930\u093f \u0643\u064e\u200dab"),
        max_size=30,
    ),
    st.integers(40, 200),
)
def test_a_letter_is_not_parted_from_the_marks_that_shape_it(text, width):
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    starts = {place for place, _ in enumerate(text) if place and text[place - 1].isspace()}
    at = 0
    for line in lines[:-1]:
        while text[at].isspace():
            at += 1
        at += len(line)
        rest = text[at:]
        if rest and not rest[0].isspace() and at not in starts:
            assert unicodedata.category(rest[0])[0] != "M"
            assert line[-1] not in "\u094d\u200d"


CHARTS_OF_LONG_NAMES = [
    BarChart(id="x", words=WORDS, bars=(bar(LONG, 3), bar("B", -2))),
    StripChart(
        id="x",
        words=WORDS,
        dots=(bar("", 1), bar("", 9), bar(LONG, 8, Emphasis.SELF), bar(LONG, 4, Emphasis.COUNTRY)),
        quartiles=(2, 4, 6),
    ),
    StackChart(id="x", words=WORDS, labels=(LONG * 2, "b"), stacks=((LONG, (40, 60)),)),
    WaffleChart(
        id="x", words=WORDS, part_label=LONG, rest_label="", shares=(bar(LONG, 4), bar("B", 5))
    ),
    SlopeChart(
        id="x",
        words=WORDS,
        start_label="2011",
        end_label="2021",
        slopes=tuple(
            Slope(
                label=f"{LONG} {n}",
                start=n,
                end=n + 1,
                start_text="1",
                end_text="2",
                emphasis=Emphasis.PEER,
            )
            for n in range(3)
        ),
    ),
]


@pytest.mark.parametrize("chart", CHARTS_OF_LONG_NAMES, ids=lambda chart: type(chart).__name__)
def test_long_names_are_whole_in_every_chart_and_lie_on_no_other_words(chart):
    drawing = draw(chart, "en")
    said = " ".join(text.text for text in drawing.texts)
    assert LONG in said
    boxes = []
    for text in drawing.texts:
        wide = width_of(text.text, text.size, bold=text.bold)
        left = text.x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.anchor]
        assert left >= -1
        assert left + wide <= drawing.width + 1
        assert text.y <= drawing.height
        boxes.append((left, left + wide, text.y - 8, text.y))
    for one, other in itertools.combinations(boxes, 2):
        beside = one[1] <= other[0] or other[1] <= one[0]
        assert beside or one[3] <= other[2] or other[3] <= one[2], (one, other)


def test_many_columns_have_words_only_where_there_is_room():
    bars = tuple(
        Bar(label=str(year), value=year, text=f"{year * 1000:,}") for year in range(1990, 2025)
    )
    texts = draw(ColumnChart(id="x", words=WORDS, bars=bars), "en").texts
    labels = sorted(text.x for text in texts if len(text.text) == 4)
    widest = width_of("2,024,000")
    assert all(after - before >= widest for before, after in itertools.pairwise(labels))
    assert "2024" in {text.text for text in texts}


@pytest.mark.parametrize(("low", "high"), [(0.1, 0.9), (-92.3, 72.4), (3, 47), (81.4, 129.4)])
def test_ticks_are_round_and_span_the_range(low, high):
    marks = ticks(low, high)
    assert marks[0] <= low
    assert marks[-1] >= high
    assert 2 <= len(marks) <= 8
