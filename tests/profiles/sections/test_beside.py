"""A place that a reader chose to stand beside: it is marked in every chart and told in words."""

import json
from datetime import date

import pytest

from mapping.i18n import Translator
from mapping.settings import Settings
from profiles.editions.verify import verify_document
from profiles.edits.kept import Edits
from profiles.narrative.writer import together
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.charts import draw
from profiles.report.docx.charts import to_native
from profiles.report.json_report import to_json
from profiles.report.svg import COLOURS
from profiles.sections.chart_model import (
    BarChart,
    Emphasis,
    MirrorChart,
    SlopeChart,
    SpineChart,
    StripChart,
    WaffleChart,
)

TODAY = date(2026, 11, 22)
ENGLISH = Translator("en")


@pytest.fixture(scope="module")
def packs():
    settings = Settings.from_environment({})
    return {iso3: open_pack(settings, iso3) for iso3 in ("XXE", "NPL")}


def built(pack, place_code, beside, language="en"):
    edits = Edits(beside=beside)
    return build_profile(
        pack, place_code, language=language, publisher="x", today=TODAY, edits=edits
    )


@pytest.fixture(scope="module")
def fir(packs):
    return built(packs["XXE"], "ZZ0203", "ZZ0202")


def charts_of(profile, kind):
    return [c for section in profile.sections for c in section.charts if isinstance(c, kind)]


def test_the_other_place_is_marked_in_every_kind_of_chart(fir, packs):
    for chart in charts_of(fir, BarChart):
        peers = {bar.label for bar in chart.bars if bar.emphasis is Emphasis.PEER}
        assert "Elm" not in peers
    for kind, parts in ((StripChart, "dots"), (SlopeChart, "slopes"), (WaffleChart, "shares")):
        for chart in charts_of(fir, kind):
            marks = [one for one in getattr(chart, parts) if one.emphasis is Emphasis.OTHER]
            assert [mark.label for mark in marks] == ["Elm"]
    spine = charts_of(fir, SpineChart)[0]
    assert spine.other_label == "Elm"
    assert all(line.other is not None for line in spine.lines)
    kathmandu = built(packs["NPL"], "NP0327", "NP0330")
    assert charts_of(kathmandu, SlopeChart) or charts_of(kathmandu, WaffleChart)
    ranked = [c for c in charts_of(kathmandu, BarChart) if len(c.bars) > 5]
    marked = [[b.label for b in c.bars if b.emphasis is Emphasis.OTHER] for c in ranked]
    assert ["Dhading"] in marked


def test_every_drawing_with_the_other_place_has_its_colour_and_its_alternative_text_its_value(fir):
    for kind in (StripChart, SpineChart, WaffleChart, SlopeChart):
        for chart in charts_of(fir, kind):
            assert COLOURS["other"] in draw(chart, "en").shapes()
            assert "Elm" in chart.words.alt


def test_a_pyramid_has_the_marks_of_the_country_and_of_the_other_place(fir):
    pyramid = next(c for c in charts_of(fir, MirrorChart) if c.outline_label)
    assert (pyramid.outline_label, pyramid.other_label) == ("Examplia", "Elm")
    assert all(pair.outline and pair.other for pair in pyramid.pairs)
    assert any("Elm" in note for note in pyramid.words.drawn_notes)


def test_in_word_the_country_and_the_other_place_are_frames_around_the_bars(fir):
    pyramid = next(c for c in charts_of(fir, MirrorChart) if c.outline_label)
    native = to_native(pyramid, ENGLISH)
    frames = [series.name for series in native.series if series.is_outline]
    sides = ("Women and girls", "Men and boys")
    assert frames == [f"{name}: {side}" for name in ("Examplia", "Elm") for side in sides]
    left, right = (series.values for series in native.series[2:4])
    assert left == tuple(-pair.outline[0] for pair in pyramid.pairs)
    assert right == tuple(pair.outline[1] for pair in pyramid.pairs)


def test_each_sentence_about_a_figure_is_followed_by_that_of_the_other_place(fir):
    groups = [g for section in fir.sections[1:] for g in together(section.sentences)]
    pairs = [group for group in groups if any("Elm" in one.text for one in group[1:])]
    assert len(pairs) > 5
    for first, *others in pairs:
        other = next(one for one in others if "Elm" in one.text)
        assert other.continues
        assert other.numbers[0].indicator == first.numbers[0].indicator
        assert {number.place_code for number in other.numbers} == {"ZZ0202"}


def test_a_section_has_as_many_sentences_of_its_own_as_without_the_other_place(fir, packs):
    alone = built(packs["XXE"], "ZZ0203", "")
    for section, other in zip(alone.sections, fir.sections, strict=True):
        assert len(together(section.sentences)) == len(together(other.sentences))


@pytest.mark.parametrize("language", ["en", "fr", "es", "ne", "ar"])
def test_every_number_of_two_places_is_worked_out_again(packs, language):
    pack = packs["NPL"]
    profile = built(pack, "NP0327", "NP0330", language)
    report = verify_document(json.loads(to_json(profile)), pack)
    assert report.is_right


def test_a_place_outside_the_parent_stands_among_its_places_and_is_said_to(packs):
    profile = built(packs["NPL"], "NP0327", "NP0101")
    ranked = [
        c
        for c in charts_of(profile, BarChart)
        if any(bar.emphasis is Emphasis.OTHER for bar in c.bars)
    ]
    assert ranked
    for chart in ranked:
        assert any("Taplejung" in note and "Bagmati" in note for note in chart.words.notes)


def test_a_place_of_another_level_and_the_place_itself_do_not_stand_beside(packs):
    alone = built(packs["XXE"], "ZZ0203", "")
    for code in ("ZZ02", "ZZ0203", "no such place"):
        assert built(packs["XXE"], "ZZ0203", code).sections == alone.sections


def test_the_spine_in_word_has_the_band_the_country_and_both_places_and_none_hides_another(fir):
    spine = charts_of(fir, SpineChart)[0]
    native = to_native(spine, ENGLISH)
    *marks, other, own = native.series[: -len(spine.lines)]
    assert [series.name for series in marks] == ["0–100 %", "25–75 %", "50 %", "Examplia"]
    assert (other.name, other.symbol, own.name, own.symbol) == ("Elm", "diamond", "Fir", "circle")
    at = dict(zip(native.x_values, own.values, strict=True))
    line = spine.lines[-1]
    reach = max(line.high - line.quartiles[1], line.quartiles[1] - line.low)
    assert round(100 * (line.value - line.quartiles[1]) / reach, 1) in at
    heights = {height for height in own.values if height is not None}
    assert not heights & {height for height in other.values if height is not None}
    said = [series.name.replace("\n", " ") for series in native.series[-len(spine.lines) :]]
    assert said[-1] == f"{line.label}: {line.text} | {line.other_text}"
