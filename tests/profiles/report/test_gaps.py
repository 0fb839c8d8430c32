"""What is missing where, as files for those who could publish it."""

import io
import os
from datetime import date
from html.parser import HTMLParser

import openpyxl
import pytest

from mapping.errors import UnknownChoiceError
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.cli.main import main
from profiles.outline.expected import EXPECTED
from profiles.outline.sections import GapReason
from profiles.pack import open_pack
from profiles.report.gaps import build_gaps, gap_file
from profiles.sections.facts import Facts
from profiles.sections.gaps import gaps_of

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pack():
    return open_pack(Settings.from_environment(os.environ), "XXE")


@pytest.fixture(scope="module")
def places(pack):
    return pack.gazetteer.at_level(AdminLevel.ADM2)


@pytest.fixture(scope="module")
def report(pack, places):
    return build_gaps(pack, places, language="en", today=TODAY)


def test_it_has_the_gaps_of_each_profile_and_no_others(report, pack, places):
    for place in places:
        facts = Facts(pack, place, language="en", today=TODAY)
        of_profile = {(gap.indicator, gap.reason) for gap in gaps_of(facts)}
        found = {
            (one.code, reason)
            for one in report.indicators
            for code, reason in one.reasons
            if code == place.place_code
        }
        assert found == of_profile


def test_shown_and_missing_add_up_to_the_places_unless_one_does_not_apply(report, places):
    deepest = {expected.code: expected.deepest for expected in EXPECTED}
    for one in report.indicators:
        assert deepest[one.code].depth >= AdminLevel.ADM2.depth
        assert one.shown + len(one.reasons) == len(places)
        assert len(one.said) == len({reason for _, reason in one.reasons})
        counts = [int(text.rpartition(": ")[2].replace(",", "")) for text in one.said]
        assert sum(counts) == len(one.reasons)


def test_every_reason_is_explained_once_without_an_open_place_in_its_words(report):
    occurring = {reason for one in report.indicators for _, reason in one.reasons}
    assert {code for code, _ in report.legend} == occurring
    assert occurring <= set(GapReason)
    assert not any("{" in words for _, words in report.legend)


def test_the_spreadsheet_holds_a_row_a_gap_and_a_cell_for_each_in_the_grid(report):
    book = openpyxl.load_workbook(io.BytesIO(gap_file(report, "xlsx")))
    every = sum(len(one.reasons) for one in report.indicators)
    assert book["Missing figures"].max_row == 1 + every
    grid = book["Places"].iter_rows(min_row=2, min_col=3, values_only=True)
    assert sum(bool(cell) for row in grid for cell in row) == every
    assert book["Indicators"].max_row == 1 + len(report.indicators)
    heads = [cell.value for cell in book["Indicators"][1]]
    assert heads[-3:] == ["Can it be published?", "From when", "Remarks"]
    assert all(cell.value is None for cell in book["Indicators"][2][-3:])


def test_the_spreadsheet_says_what_is_asked_for_and_is_read_from_the_side_of_its_language(
    pack, places
):
    sent = build_gaps(pack, places, language="ar", publisher="The district", today=TODAY)
    book = openpyxl.load_workbook(io.BytesIO(gap_file(sent, "xlsx")))
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    assert all(sheet.page_setup.fitToHeight == 0 for sheet in book)
    about = book.worksheets[0]
    said = {cell.value for row in about.iter_rows() for cell in row}
    assert {"The district", len(places), *dict(sent.legend), *dict(sent.legend).values()} <= said
    assert [sheet.freeze_panes for sheet in book.worksheets[1:]] == ["C2"] * 3


def test_the_page_is_whole_and_asks_for_nothing_else(report):
    page = gap_file(report, "html").decode()
    HTMLParser().feed(page)
    assert "http" not in page.replace("http-equiv", "")
    assert all(one.name in page for one in report.indicators)


def test_another_format_is_refused(report):
    with pytest.raises(UnknownChoiceError, match="html, xlsx"):
        gap_file(report, "docx")


def test_how_many_places_lack_it_is_said_as_the_language_does(pack, places):
    said = build_gaps(pack, places, language="fr", today=TODAY).indicators[0].said
    assert said == ("dans aucune source détenue ici pour ce lieu\u00a0: 6",)


def test_nobody_is_said_to_send_it_where_nobody_is_named(tmp_path, monkeypatch):
    sent = tmp_path / "gaps.html"
    for named in ("", "Ministry of Moves"):
        monkeypatch.setenv("LMP_PUBLISHER", named)
        assert main(["gaps", "xxe:adm2", "--out", str(sent)]) == 0
        assert "the publisher" not in sent.read_text(encoding="utf-8")
    assert "Ministry of Moves" in sent.read_text(encoding="utf-8")


def test_the_command_writes_it_in_a_language(tmp_path, capsys):
    out = tmp_path / "gaps.html"
    assert main(["gaps", "xxe:adm2", "--lang", "fr", "--out", str(out)]) == 0
    assert '<html lang="fr"' in out.read_text()
    assert str(out) in capsys.readouterr().out
    assert main(["gaps", "xxe:adm2", "--out", str(tmp_path / "gaps.txt")]) == 2
