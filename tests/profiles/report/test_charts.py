"""Charts: what they show, what they say, and that names are only ever text."""

import unicodedata
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.report.charts import ticks, to_svg
from profiles.report.svg import width_of, wrapped
from profiles.sections.model import (
    Bar,
    BarChart,
    ChartWords,
    ColumnChart,
    Emphasis,
    MirrorChart,
    Pair,
    StackChart,
    StripChart,
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


def test_a_long_name_is_wrapped_and_then_cut():
    lines = wrapped("Nawalparasi (Bardaghat Susta East) of the far away western hills", 120)
    assert len(lines) == 2
    assert lines[-1].endswith("\u2026")
    assert all(width_of(line) <= 120 for line in lines)


@given(
    st.text(
        st.sampled_from("\u0915\u094d\u0937\u0947\u0924\u094d\u0930\u093f \u0643\u064e\u200dab"),
        max_size=30,
    ),
    st.integers(0, 200),
)
def test_a_letter_is_not_cut_from_the_marks_that_shape_it(text, width):
    (line,) = wrapped(text, width, lines=1)
    kept = line.removesuffix("\u2026")
    if kept != line and kept:
        rest = " ".join(text.split()).removeprefix(kept)
        assert rest[0] == " " or kept[-1] not in "\u094d\u200d"
        assert unicodedata.category(rest[0])[0] != "M"


@pytest.mark.parametrize(("low", "high"), [(0.1, 0.9), (-92.3, 72.4), (3, 47), (81.4, 129.4)])
def test_ticks_are_round_and_span_the_range(low, high):
    marks = ticks(low, high)
    assert marks[0] <= low
    assert marks[-1] >= high
    assert 2 <= len(marks) <= 8
