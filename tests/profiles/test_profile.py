"""A profile as data: its parts, its figures, and what is not shown."""

from datetime import date

import pytest

from mapping.errors import UnknownChoiceError, UnknownPlaceError
from mapping.settings import Settings
from profiles.evidence.provenance import Number
from profiles.indicators.model import Status
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.json_report import to_json
from tests.profiles.tiny import tiny_pack

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pack():
    return tiny_pack()


@pytest.fixture(scope="module")
def examplia():
    return open_pack(Settings.from_environment({}), "XXE")


@pytest.fixture(scope="module")
def nepal():
    return open_pack(Settings.from_environment({}), "NPL")


def made(pack, place_code, language="en"):
    return build_profile(
        pack, place_code, language=language, publisher="District Office", today=TODAY
    )


def numbers_of(profile):
    for section in profile.sections:
        for table in section.tables:
            for row in table.rows:
                yield from (cell for cell in row.cells if isinstance(cell, Number))


def text_of(profile, number):
    return " ".join(sentence.text for sentence in profile.sections[number].sentences)


def rows_of(profile, number):
    return {
        row.cells[0]: [cell if isinstance(cell, str) else cell.text for cell in row.cells[1:]]
        for table in profile.sections[number].tables
        for row in table.rows
    }


@pytest.mark.parametrize("place_code", ["ZZ", "ZZ01", "ZZ0203"])
def test_a_profile_has_the_fifteen_sections_in_their_order(pack, place_code):
    profile = made(pack, place_code)
    assert [section.number for section in profile.sections] == list(range(15))


@pytest.mark.parametrize("place_code", ["ZZ", "ZZ01", "ZZ0203"])
def test_six_tiles_are_never_hidden_and_say_why_a_figure_is_missing(pack, place_code):
    tiles = made(pack, place_code).tiles
    assert len(tiles) == 6
    assert all((tile.number is None) == bool(tile.reason) for tile in tiles)
    assert all(tile.reason_text for tile in tiles if tile.number is None)


def test_a_tile_has_the_parent_and_the_country_beside_it(pack):
    tile = made(pack, "ZZ0203").tiles[0]
    assert [(b.place, b.number.text) for b in tile.beside] == [
        ("South", "293,600"),
        ("Examplia", "497,100"),
    ]


def test_a_section_without_figures_prints_its_gap_statement(pack):
    for section in made(pack, "ZZ0203").sections[:12]:
        assert section.has_figures or section.gap_statement


def test_the_published_net_migration_of_dogwood_is_told(examplia):
    told = text_of(made(examplia, "ZZ0201"), 3)
    assert "20,100 people moved into Dogwood" in told
    assert "4,900 moved out" in told
    assert "a net gain of 15,200 people" in told
    assert "72.4 people for every 1,000 residents" in told


def test_fir_has_the_lowest_net_migration_rate_of_the_six(examplia):
    told = text_of(made(examplia, "ZZ0203"), 3)
    assert "The net loss was 92.3 people for every 1,000 residents of Fir" in told
    assert "Fir had the lowest value of the 6 districts" in told


def test_remittances_of_elm_stand_beside_the_countrys(examplia):
    told = text_of(made(examplia, "ZZ0202"), 8)
    assert (
        "Remittances made up 31.8% of total household income in Elm in 2024, compared with 7.8% in"
        " Examplia." in told
    )


def test_in_migrants_are_not_compared_across_levels(examplia):
    row = next(
        cells
        for label, cells in rows_of(made(examplia, "ZZ0201"), 3).items()
        if label.startswith("In-migrants (")
    )
    assert row[:3] == ["20,100", "...", "..."]


def test_a_suppressed_value_is_not_shown_and_gets_no_sentence(pack):
    profile = made(pack, "ZZ0203")
    row = next(
        cells
        for label, cells in rows_of(profile, 6).items()
        if label.startswith("Foreign-born residents, number")
    )
    assert row[0] == "x"
    assert "another country" not in text_of(profile, 6)
    assert any(gap.reason == "CONF" for gap in profile.sections[6].gaps)


def test_the_gap_of_a_protected_figure_offers_no_other_level(pack):
    gap = next(gap for gap in made(pack, "ZZ0203").sections[6].gaps if gap.reason == "CONF")
    assert gap.best is None


def test_no_number_of_a_suppressed_cell_is_anywhere_in_the_profile(pack):
    for number in numbers_of(made(pack, "ZZ0203")):
        if number.status is Status.SUPPRESSED:
            assert number.value is None
        assert all(
            entry.value is None for entry in number.inputs if entry.status is Status.SUPPRESSED
        )


def test_every_number_shown_has_a_source_in_the_annex(nepal):
    profile = made(nepal, "NP0327")
    known = {source.id for source in profile.sources}
    tables = {n.source_id for n in numbers_of(profile) if n.is_shown and n.origin.cells}
    assert tables <= known


def test_kathmandu_has_the_published_figures(nepal):
    (table,) = [t for t in made(nepal, "NP0327").sections[0].tables if t.id == "glance"]
    glance = {row.cells[0]: [getattr(c, "text", c) for c in row.cells[1:]] for row in table.rows}
    assert glance["Total population (persons)"][:3] == ["2,041,587", "6,116,866", "29,164,578"]
    assert glance["Households with a member abroad (%)"][:3] == ["17.9", "18.1", "23.4"]


def test_a_rate_that_only_provinces_have_says_so_for_a_district(nepal):
    tiles = made(nepal, "NP0445").tiles
    tile = next(tile for tile in tiles if tile.indicator == "net_mig_rate")
    assert [tile.number is None for tile in tiles] == sorted(tile.number is None for tile in tiles)
    assert tile.number is None
    assert tile.reason == "NL"
    assert tile.reason_text == "published for provinces only"
    assert [beside.place for beside in tile.beside] == ["Gandaki"]


def test_sections_zero_to_four_and_six_are_real_for_nepal(nepal):
    for place_code in ("NP0327", "NP-P3"):
        profile = made(nepal, place_code)
        for number in (0, 1, 2, 3, 4, 6, 12):
            section = profile.sections[number]
            assert section.sentences, (place_code, number)
            assert section.tables, (place_code, number)


def test_shares_of_a_printed_breakdown_add_to_a_hundred(nepal):
    tables = made(nepal, "NP0327").sections[5].tables
    table = next(t for t in tables if t.id.endswith("reason"))
    shares = [row.cells[2].value for row in table.rows if isinstance(row.cells[2], Number)]
    assert sum(shares) == pytest.approx(100.0)


def test_origins_are_listed_with_their_shares_largest_first(examplia):
    tables = made(examplia, "ZZ0203").sections[4].tables
    table = next(t for t in tables if t.id.endswith("-in"))
    assert [row.cells[0] for row in table.rows[:2]] == ["Dogwood", "Elm"]
    assert table.rows[0].cells[1].value == 320
    assert table.rows[0].cells[2].value == pytest.approx(100 * 320 / 650)


def test_the_same_pack_gives_the_same_profile(pack):
    assert to_json(made(pack, "ZZ0203")) == to_json(made(tiny_pack(), "ZZ0203"))


def test_a_change_of_the_population_is_not_filled_up_with_its_growth():
    fiji = open_pack(Settings.from_environment({}), "FJI")
    told = made(fiji, "FJ-R").sections[0]
    said = [sentence.text for sentence in told.sentences]
    assert sum("2007" in text for text in said) == 1
    assert "residents per square kilometre" in said[-1]


def test_an_unknown_place_is_named(pack):
    with pytest.raises(UnknownPlaceError, match="no place ZZ99"):
        made(pack, "ZZ99")


def test_an_unknown_language_names_those_there_are(pack):
    with pytest.raises(UnknownChoiceError, match="xx is not a language"):
        made(pack, "ZZ01", language="xx")


@pytest.mark.parametrize("iso3", ["FJI", "LKA", "PLW", "SLB", "TLS", "TON", "WSM", "XXE", "NPL"])
def test_every_pack_gives_profiles_at_every_level(iso3):
    pack = open_pack(Settings.from_environment({}), iso3)
    for level in pack.levels:
        place = pack.gazetteer.at_level(level)[0]
        assert len(made(pack, place.place_code).sections) == 15


def test_a_country_profile_says_nothing_of_streams_within_the_country(nepal):
    """Its table of birthplaces counts people who never moved; no share of movers follows."""
    profile = made(nepal, "NP")
    assert "born elsewhere in the country" not in text_of(profile, 4)
    assert "Madhesh" not in text_of(profile, 4)
    assert "born elsewhere in the country" in text_of(made(nepal, "NP-P3"), 4)
