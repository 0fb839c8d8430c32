"""The rules every generated text keeps, tried on places of every level of every shipped pack.

A few places of each pack are tried; with `LMP_EVERY_PLACE=1` in the environment every one of them,
and `benchmarks/every_profile.py` looks at every profile of every pack in every language.

Where each rule of METHOD.md 7.2 is tested, here unless a module is named:

T1 test_no_sentence_holds_a_number_that_is_not_shown
T2 test_every_sentence_about_the_place_says_a_period_and_a_source
T3 test_a_sentence_has_two_numbers_at_most
T4 sections/test_sampled: an estimate is followed by its interval
T5, T16 test_rounding
T6 test_differences_are_left_to_the_two_values
T7 sections/test_sampled; test_census_figures_stand_side_by_side_without_higher_or_lower
T8 test_ranks_are_among_five_places_or_more; sections/test_sampled: a rank of what is clear
T9 test_no_sentence_says_minus
T10, T11 test_no_text_holds_a_blocked_word
T12 test_nothing_is_forecast_or_recommended
T13 test_missing_hidden_and_none_are_three_things
T14 mapping/test_i18n; test_writer: no sentence for many about none or one
T15 test_numbers_are_written_as_the_language_writes_them
T17 test_the_code_stands_in_brackets_at_the_first_mention
T18 test_writer: template and hash; test_profile: the same pack gives the same profile
T19 test_the_median_sentence_is_short
T20 test_every_chart_and_map_has_an_alternative_text_with_a_figure
"""

import os
import re
import statistics
from dataclasses import replace
from datetime import date

import pytest

from mapping.settings import Settings
from profiles.indicators.model import Kind, Status
from profiles.narrative import Style
from profiles.narrative.words import violations
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.protection.published import PublishedTable
from tests.profiles.tiny import PERIOD, tiny_pack

TODAY = date(2026, 11, 22)
PACKS = ["FJI", "LKA", "NPL", "PLW", "SLB", "TLS", "TON", "WSM", "XXE"]
MOST_WORDS = 22
SHARE = "foreign_born_share"
ALWAYS = {
    "S12.1",
    "S12.2",
    "S12.2.0",
    "S12.2.1",
    "S12.3",
    "S12.4",
    "S.coverage",
    "S.coverage.0",
    "S.coverage.1",
    "S.old",
    "S.proxies",
}
MOST_PLACES = 10_000 if os.environ.get("LMP_EVERY_PLACE") else 8
MOST_TRANSLATED = 10_000 if os.environ.get("LMP_EVERY_PLACE") else 3


def made(iso3, language, most):
    """Profiles of places of every level, and every name that may stand in them."""
    pack = open_pack(Settings.from_environment({}), iso3)
    every = list(pack.gazetteer.places)
    places = every[:: max(1, len(every) // most)]
    return [
        build_profile(pack, code, language=language, publisher="Office", today=TODAY)
        for code in places
    ], [name for place in pack.gazetteer.places.values() for name in place.all_names]


@pytest.fixture(scope="module", params=PACKS)
def profiles(request):
    return made(request.param, "en", MOST_PLACES)


@pytest.fixture(scope="module")
def pack(profiles):
    return open_pack(Settings.from_environment({}), profiles[0][0].iso3)


@pytest.fixture(
    scope="module",
    params=[
        *((iso3, language) for iso3 in PACKS for language in ("fr", "es")),
        *(("NPL", language) for language in ("ne", "ar")),
    ],
)
def translated(request):
    iso3, language = request.param
    return language, *made(iso3, language, MOST_TRANSLATED)


def test_no_translated_text_holds_a_blocked_word_or_an_empty_placeholder(translated):
    language, made_profiles, names = translated
    for profile in made_profiles:
        for text in texts(profile):
            assert not violations(text, language, names=names), text
            assert not re.search(r"\{[a-z_]+\}|\bNone\b|  ", text), text


def test_no_translated_sentence_is_long_or_holds_a_number_that_is_not_shown(translated):
    _, made_profiles, _ = translated
    words = [len(sentence.text.split()) for sentence in sentences(made_profiles)]
    assert statistics.median(words) <= MOST_WORDS
    assert all(n.is_shown for s in sentences(made_profiles) for n in s.numbers)


def test_no_sentence_holds_a_number_that_is_not_shown(profiles):
    assert all(number.is_shown for s in sentences(profiles[0]) for number in s.numbers)


def test_findings_are_three_to_five_where_there_are_figures_and_name_their_comparator(profiles):
    for profile in profiles[0]:
        section = profile.sections[0]
        assert len(section.findings) <= 4
        for finding in section.findings:
            figure, why = section.sentences[finding.sentence : finding.sentence + 2]
            assert why.continues
            assert finding.score >= 2
            assert any(number.indicator == finding.indicator for number in figure.numbers)
            assert all(number.origin.peers is not None for number in why.numbers)


def test_a_rate_that_stayed_about_the_same_is_no_finding(profiles, pack):
    for profile in profiles[0]:
        for finding in profile.sections[0].findings:
            figure = profile.sections[0].sentences[finding.sentence]
            is_rate = pack.indicators[finding.indicator].kind is Kind.INTENSIVE
            if finding.kind == "change" and is_rate:
                before, now = (number.value for number in figure.numbers)
                assert not 0.9 < now / before < 1.1, figure.text


def test_counts_are_not_ranked(profiles, pack):
    for sentence in sentences(profiles[0]):
        if sentence.template_id.startswith("S3.3"):
            ranked = pack.indicators[sentence.numbers[0].indicator]
            assert ranked.kind is not Kind.EXTENSIVE, sentence.text


def sentences(profiles):
    return [s for profile in profiles for section in profile.sections for s in section.sentences]


def texts(profile):
    for section in profile.sections:
        yield from (sentence.text for sentence in section.sentences)
        yield from section.gap_statement
        yield from section.notes
        yield from (gap.text for gap in section.gaps)
        yield from (chart.words.alt for chart in section.charts)
        yield from (figure.alt for figure in section.maps)
        for table in section.tables:
            yield table.title
            yield from table.notes


def test_no_text_holds_a_blocked_word(profiles):
    made, names = profiles
    found = {
        (violation.rule.pattern, text[:80])
        for profile in made
        for text in texts(profile)
        for violation in violations(text, "en", names=names)
    }
    assert not found


def test_nothing_is_forecast_or_recommended(profiles):
    said = r"(?i)\b(will|shall|should|must|expected|forecast|projected|recommend)\b"
    assert not [s.text for s in sentences(profiles[0]) if re.search(said, s.text)]


def test_numbers_are_written_as_the_language_writes_them(translated):
    language, made_profiles, _ = translated
    other = {"fr": r"\d\.\d", "es": r"\d\.\d(?!\d\d)", "ne": r"\d,\d\b", "ar": r"\d,\d\b"}[language]
    for sentence in sentences(made_profiles):
        assert not re.search(other, sentence.text), sentence.text


def test_no_sentence_says_minus(profiles):
    for sentence in sentences(profiles[0]):
        prose = re.sub(r"\S*\u2013\S*", "", sentence.text)
        assert "\u2212" not in prose, sentence.text
        assert not re.search(r"(?<!\w)-\d", prose), sentence.text


def test_census_figures_stand_side_by_side_without_higher_or_lower(profiles):
    for sentence in sentences(profiles[0]):
        assert not re.search(r"\b(higher|lower|more|fewer|less) than\b(?! \d)", sentence.text)


def test_a_sentence_has_two_numbers_at_most(profiles):
    for sentence in sentences(profiles[0]):
        assert len(sentence.numbers) <= 2, sentence.text


def test_counts_of_people_are_rounded(profiles):
    for sentence in sentences(profiles[0]):
        counts = [n for n in sentence.numbers if n.unit == "persons"]
        if sentence.template_id != "S0.6":  # two counts that rounding would make the same
            assert {n.style for n in counts} <= {Style.COUNT}, sentence.text


def test_every_sentence_about_the_place_says_a_period_and_a_source(profiles):
    before = ""
    for sentence in sentences(profiles[0]):
        # What says more of the sentence before is read with it.
        text = f"{before} {sentence.text}" if sentence.continues else sentence.text
        before = text
        if sentence.template_id in ALWAYS or sentence.template_id == "S1.0":
            continue
        assert re.search(r"\b(1[89]|20)\d\d\b", text), text
        if sentence.template_id != "S1.5":  # the area of the boundaries, named in the sentence
            assert sentence.source_ids, sentence.text


def test_ranks_are_among_five_places_or_more(profiles):
    for sentence in sentences(profiles[0]):
        ranks = [n for n in sentence.numbers if n.style == Style.ORDINAL]
        if sentence.template_id.startswith(("S3.3", "S0.4", "S0.5", "S0.7")):
            counted = next(n for n in sentence.numbers if n.style == Style.EXACT)
            assert counted.value >= 5
            assert len(ranks) <= 1


def test_the_median_sentence_is_short(profiles):
    words = [len(sentence.text.split()) for sentence in sentences(profiles[0])]
    assert statistics.median(words) <= MOST_WORDS


def test_no_placeholder_is_left_in_a_text(profiles):
    for profile in profiles[0]:
        for text in texts(profile):
            assert not re.search(r"\{[a-z_]+\}", text), text


def test_every_chart_and_map_has_an_alternative_text_with_a_figure(profiles):
    for profile in profiles[0]:
        for section in profile.sections:
            for chart in section.charts:
                assert re.search(r"\d", chart.words.alt)
                assert profile.identity.name in chart.words.alt or chart.words.title in (
                    chart.words.alt
                )
            for figure in section.maps:
                assert profile.identity.name in figure.alt


def test_the_code_stands_in_brackets_at_the_first_mention(profiles):
    for profile in profiles[0]:
        told = profile.sections[0].sentences
        if told and told[0].template_id == "S0.1":
            assert f"({profile.place_code})" in told[0].text


def test_no_sentence_is_told_twice_in_one_section(profiles):
    for profile in profiles[0]:
        for section in profile.sections:
            told = [one.text for one in section.sentences if not one.continues]
            assert len(told) == len(set(told))


def test_differences_are_left_to_the_two_values(profiles):
    """No share is taken from another in words, and none is so many times another."""
    said = r"(?i)\bpoints?\b|\btimes\b|\btwice\b|\bdouble\b|\bthe difference\b"
    assert not [s.text for s in sentences(profiles[0]) if re.search(said, s.text)]


def test_missing_hidden_and_none_are_three_things():
    pack = tiny_pack()
    keys = [("ZZ0101", code, PERIOD, "total", "total") for code in ("foreign_born_n", SHARE)]
    told = {}
    for name, cell in (
        ("missing", (None, Status.MISSING)),
        ("hidden", (None, Status.SUPPRESSED)),
        ("none", (0.0, Status.NORMAL)),
    ):
        cells = dict(pack.published.cells) | dict.fromkeys(keys, cell)
        shown = replace(pack, published=PublishedTable._made_by_publish(cells, {}))
        profile = build_profile(shown, "ZZ0101", language="en", publisher="x", today=TODAY)
        section = profile.sections[6]
        told[name] = (
            [s.text for s in section.sentences if s.template_id == "S6.1"],
            [g.text for g in section.gaps if g.indicator == "foreign_born_n"],
            {
                cell.text
                for table in section.tables
                for row in table.rows
                for cell in row.cells
                if getattr(cell, "indicator", "") == "foreign_born_n"
                and cell.place_code == "ZZ0101"
            },
        )
    assert told["none"][0], "none is a figure, and has a sentence"
    assert not told["missing"][0]
    assert not told["hidden"][0]
    assert told["missing"][2] == {".."}
    assert told["hidden"][2] == {"x"}
    assert told["none"][2] == {"0"}
