"""What opens for a number: every number of the page opens, and says where it comes from."""

from datetime import date

import pytest

from mapping.settings import Settings
from profiles.evidence.provenance import Method, Number
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.document import Pictures, to_document
from profiles.report.origins import Origins
from profiles.sections.chart_model import (
    BarChart,
    ColumnChart,
    MirrorChart,
    SlopeChart,
    SpineChart,
    StripChart,
    WaffleChart,
)
from profiles.sections.quality import GAPS
from profiles.sections.table_model import numbers_in

TODAY = date(2026, 11, 22)
WITHOUT = Pictures(locator=None, locator_alt="", maps={})


def profile_of(iso3, place_code):
    pack = open_pack(Settings.from_environment({}), iso3)
    return build_profile(pack, place_code, language="en", publisher="Office", today=TODAY)


@pytest.fixture(scope="module")
def hatohobei():
    """A state whose density goes by a published area, and that has no lower units."""
    return profile_of("PLW", "PW-050")


@pytest.fixture(scope="module")
def kathmandu():
    return profile_of("NPL", "NP0327")


def opened(profile, number):
    return dict(Origins(profile).facts_of(number))


def numbers_with(profile, method):
    return [
        number
        for section in profile.sections
        for sentence in section.sentences
        for number in sentence.numbers
        if number.origin.method is method
    ]


def test_every_number_at_the_head_opens(hatohobei):
    made = to_document(hatohobei, WITHOUT, traced=True)
    ids = {part["id"] for part in made["origins"]}
    refs = {label: ref for label, _, ref in made["identity"]["facts"]}
    assert {label for label, ref in refs.items() if ref in ids} == {
        "Population",
        "Area of the boundaries used",
        "Published area",
        "Density",
    }
    assert refs["Boundaries of"] == ""


def test_the_figure_nearest_to_what_is_missing_opens(kathmandu):
    made = to_document(kathmandu, WITHOUT, traced=True)
    origins = {part["id"]: dict(part["facts"]) for part in made["origins"]}
    blocks = [block for section in made["sections"] for block in section["blocks"]]
    table = next(block for block in blocks if block["id"] == GAPS)
    nearest = {row["cells"][0]: (row["cells"][2], row["refs"][2]) for row in table["rows"]}
    text, ref = nearest["Net migration rate"]
    assert text == "Bagmati, 2021: 113.0 per 1,000 residents"
    assert origins[ref]["Place"] == ["Bagmati (NP-P3)"]
    assert all(bool(text) is bool(ref) for text, ref in nearest.values())


def test_a_rank_says_among_whom(kathmandu):
    for rank in numbers_with(kathmandu, Method.RANK_HIGH):
        within = {None: "Nepal", "NP-P3": "Bagmati"}[rank.origin.peers.within]
        last = opened(kathmandu, rank)["Rows of the tables"][-1]
        assert (
            last == f"Compared with all published values of places of the same level in {within}."
        )
    koror = profile_of("PLW", "PW-150")
    of_circle = [n for n in numbers_with(koror, Method.PEERS) if n.origin.peers.among]
    rows = opened(koror, of_circle[0])["Rows of the tables"]
    assert {f"median_age, {code}, 2020" for code in of_circle[0].origin.peers.among} <= {*rows}


def test_what_was_counted_here_is_not_said_to_be_published(hatohobei):
    area = hatohobei.identity.area_km2
    assert isinstance(area, Number)
    told = opened(hatohobei, area)
    assert "Flag" not in told
    assert told["Indicator"] != [" (area_km2)"]
    assert told["Source"] == [hatohobei.identity.boundary_source]


def marks_of(chart):
    """What is printed at the marks of a chart; parts of a stack are too many to be printed."""
    match chart:
        case BarChart(bars=marks) | ColumnChart(bars=marks) | StripChart(dots=marks):
            return {mark.text for mark in marks if mark.text}
        case WaffleChart():
            return {share.text.rstrip("%") for share in chart.shares}
        case MirrorChart():
            return {text for pair in chart.pairs for text in (pair.left_text, pair.right_text)}
        case SlopeChart():
            return {text for one in chart.slopes for text in (one.start_text, one.end_text)}
        case SpineChart():
            return {text for line in chart.lines for text in (line.text, line.other_text) if text}
    return set()


@pytest.mark.parametrize(
    ("iso3", "place_code"),
    [("NPL", "NP0769"), ("NPL", "NP-P6"), ("WSM", "WS-AA"), ("XXE", "ZZ0202"), ("SLB", "SB-CT")],
)
def test_every_number_of_a_chart_opens_below_it_or_in_the_tables_beside_it(iso3, place_code):
    profile = profile_of(iso3, place_code)
    made = to_document(profile, WITHOUT, traced=True)
    ids = {part["id"] for part in made["origins"]}
    kinds = set()
    for section, part in zip(profile.sections, made["sections"], strict=True):
        charts = {block["id"]: block for block in part["blocks"] if block["kind"] == "chart"}
        in_tables = {number.text for table in section.tables for number in numbers_in(table)}
        for chart in section.charts:
            kinds.add(type(chart))
            below = charts[chart.id]["figures"]
            cells = [
                (text, ref)
                for row in (below["rows"] if below else [])
                for text, ref in zip(row["cells"][1:], row["refs"][1:], strict=True)
            ]
            assert all(ref in ids for _, ref in cells), chart.id
            numbers = {text for text in marks_of(chart) if any(map(str.isdigit, text))}
            assert numbers <= in_tables | {text for text, _ in cells}, chart.id
    assert len(kinds) > 1


def test_a_chart_whose_figures_stand_in_a_table_has_no_second_one(kathmandu):
    charts = {chart.id: chart for section in kathmandu.sections for chart in section.charts}
    assert charts["s6-waffle"].words.figures is None
    assert charts["s6-bars"].words.figures is not None


def test_the_evidence_of_a_plan_opens(kathmandu):
    made = to_document(kathmandu, WITHOUT, traced=True)
    ids = {part["id"] for part in made["origins"]}
    plan = next(
        block
        for section in made["sections"]
        for block in section["blocks"]
        if block["id"] == "planning"
    )
    evidence = [row["refs"][1] for row in plan["rows"]]
    assert all(any(ref in ids for _, ref in pieces) for pieces in evidence)


def test_counts_of_indicators_open_and_are_the_same_wherever_they_are_told(kathmandu):
    made = to_document(kathmandu, WITHOUT, traced=True)
    opened = {part["id"]: dict(part["facts"]) for part in made["origins"]}
    tables = {table.id: table for section in kathmandu.sections for table in section.tables}
    counted = {
        row.cells[0]: [cell.text for cell in row.cells[1:]] for row in tables["completeness"].rows
    }
    for section, part in zip(kathmandu.sections, made["sections"], strict=True):
        if section.evidence is not None:
            told = [text for text, ref in part["evidence"] if ref]
            assert told == counted[f"{section.number} {section.title}"]
    (tile,) = [tile for tile in made["tiles"] if tile["counted"]]
    shown, applicable = (opened[ref] for _, ref in tile["counted"] if ref)
    assert any(row.startswith("pop_total, NP0327, 2021 = ") for row in shown["Rows of the tables"])
    assert applicable["Formula"] == ["indicators_shown + gaps"]
    assert opened[tile["ref"]]["Formula"] == ["100 × indicators_shown / indicators_applicable"]
