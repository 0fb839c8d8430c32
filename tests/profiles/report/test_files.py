"""Profiles as files: their formats, names and contents."""

import io
import json
import multiprocessing
import os
import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from html.parser import HTMLParser

import openpyxl
import pypdf
import pytest

from mapping.errors import (
    ProcessesEndedError,
    StorageError,
    UnknownChoiceError,
    UnknownLevelError,
    UnknownPlaceError,
)
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.editions.verify import verify_document
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report import batch, processes
from profiles.report.docx.cells import text_cell
from profiles.report.files import (
    ENDINGS,
    FORMATS,
    check_formats,
    profile_bytes,
    write_profile,
)
from profiles.report.json_report import to_json
from profiles.report.names import file_stem
from profiles.report.work import make_and_write

TODAY = date(2026, 11, 22)


def settings():
    """Of the machine that the tests make up."""
    return Settings.from_environment(os.environ)


@pytest.fixture(scope="module")
def pack():
    return open_pack(settings(), "XXE")


@pytest.fixture(scope="module")
def profile(pack):
    return build_profile(pack, "ZZ0203", language="en", publisher="District Office", today=TODAY)


@pytest.fixture(scope="module")
def pdf(pack):
    return made(pack, "pdf")


def made(pack, extension, place_code="ZZ0203"):
    return profile_bytes(
        pack, place_code, extension, language="en", publisher="District Office", today=TODAY
    )


def pdf_text(pdf):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_the_pdf_holds_name_figures_sources_and_disclaimer(pdf):
    text = pdf_text(pdf)
    assert "Fir" in text
    assert "24,600" in text
    assert "The net loss was 92.3 people" in " ".join(text.split())
    assert "acceptance by District Office" in " ".join(text.split())


def test_the_pdf_has_a_title_a_language_and_no_author(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.metadata.title == "Local migration profile: Fir"
    assert not reader.metadata.author
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_the_pdf_is_tagged_and_has_an_outline(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert len(titles) == 15


def test_the_pdf_counts_its_pages(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    last = reader.pages[-1].extract_text()
    count = len(reader.pages)
    assert f"{count} of {count}" in " ".join(last.split())


def test_the_pdf_is_set_in_the_shipped_fonts(pdf):
    fonts = {
        str(font["/BaseFont"]).split("+")[-1]
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].get_object().values()
        for font in [font.get_object()]
    }
    assert fonts
    assert all(name.startswith("NotoSans") for name in fonts)


def test_the_same_profile_gives_the_same_files(pack, pdf):
    assert made(pack, "pdf") == pdf
    assert made(pack, "html") == made(pack, "html")


class Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def page(pack):
    outline = Outline()
    outline.feed(made(pack, "html").decode())
    return outline


def test_the_page_asks_nobody_for_anything(page):
    assert "script" not in page.tags
    for tag, name, value in page.attributes:
        assert not name.startswith("on"), (tag, name)
        if name in {"src", "href", "xlink:href"}:
            assert value.startswith("#"), (tag, value)
    policy = next(value for _, name, value in page.attributes if "default-src" in value)
    assert policy.startswith("default-src 'none'")


def test_the_page_has_landmarks_one_title_and_captions(page):
    assert {"header", "main", "nav", "footer"} <= set(page.tags)
    assert page.tags.count("h1") == 1
    assert page.tags.count("section") == 15
    assert page.tags.count("caption") == page.tags.count("table") > 10
    assert ("html", "lang", "en") in page.attributes


def test_every_picture_of_the_page_is_named_once(page):
    ids = [value for _, name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))


def test_every_table_of_figures_has_row_and_column_heads(page):
    scopes = [value for tag, name, value in page.attributes if (tag, name) == ("th", "scope")]
    assert {"row", "col"} <= set(scopes)


def test_the_json_holds_sentences_with_template_numbers_and_hash(pack):
    document = json.loads(made(pack, "json"))
    sentence = document["sections"][0]["sentences"][0]
    assert document["kind"] == "local-migration-profile"
    assert sentence["template_id"] == "S0.1"
    assert sentence["template"].startswith("{place} ({code}) had {value}")
    assert sentence["data_hash"]
    assert sentence["numbers"][0]["origin"]["cells"][0]["indicator"] == "pop_total"


def test_a_derived_number_names_its_formula_and_inputs(pack):
    document = json.loads(made(pack, "json", "ZZ0201"))
    tile = next(t for t in document["tiles"] if t["indicator"] == "hh_absent_share")
    assert tile["number"]["formula"] == "100 \u00d7 hh_absent_n / households_private_n"
    assert [entry["value"] for entry in tile["number"]["inputs"]] == [3920.0, 49000.0]


def test_the_spreadsheet_has_a_sheet_a_section_and_the_data_behind(pack):
    book = openpyxl.load_workbook(io.BytesIO(made(pack, "xlsx")))
    assert book.sheetnames[0] == "0 key_facts"
    assert book.sheetnames[-1] == "data"
    rows = list(book["data"].iter_rows(values_only=True))
    assert rows[0][:3] == ("section", "table", "row")
    assert any(row[7] == "pop_total" and row[4] == 24_600 for row in rows)
    assert not any(
        cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row
    )


def test_the_cells_of_a_spreadsheet_have_the_styles_of_what_they_say(pack):
    sheet = openpyxl.load_workbook(io.BytesIO(made(pack, "xlsx")))["1 context"]
    rows = [row for row in sheet.iter_rows() if isinstance(row[1].value, int | float)]
    assert rows
    assert sheet["A1"].font.bold
    assert {row[1].number_format for row in rows} <= {"#,##0", "#,##0.0", "#,##0.00"}
    assert all(row[0].alignment.wrap_text and not row[0].font.bold for row in rows)


def test_the_sheets_of_a_spreadsheet_say_how_far_they_reach(pack):
    content = made(pack, "xlsx")
    whole = openpyxl.load_workbook(io.BytesIO(content))
    said = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    assert [sheet.calculate_dimension() for sheet in said] == [sheet.dimensions for sheet in whole]


def test_text_that_looks_like_a_coded_character_stays_as_it_is():
    assert "_x005F_x0041_" in text_cell("_x0041_")


def test_files_are_named_by_code_name_and_language(profile):
    identity = profile.identity
    assert file_stem(profile.place_code, identity.name, profile.language) == "ZZ0203_Fir_en"


def test_a_name_keeps_its_vowel_signs_in_the_name_of_a_file():
    assert file_stem("NP0659", "सुर्खेत", "ne") == "NP0659_सुर्खेत_ne"


def test_a_format_that_is_not_made_here_names_those_that_are():
    with pytest.raises(UnknownChoiceError, match=r"wiki is not a profile format\..*pdf, docx"):
        check_formats(["pdf", "wiki"])


def test_a_profile_is_written_in_every_format(profile, pack, tmp_path):
    paths = write_profile(profile, pack, tmp_path, FORMATS)
    assert [path.name for path in paths] == [
        f"ZZ0203_Fir_en.{ENDINGS.get(name, name)}" for name in FORMATS
    ]
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_a_folder_that_is_a_file_is_an_error_with_its_name(profile, pack, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("kept")
    with pytest.raises(StorageError):
        write_profile(profile, pack, blocked, ["json"])
    assert blocked.read_text() == "kept"


def run(tmp_path, **more):
    asked = {"formats": ["json"], "today": TODAY} | more
    formats = asked.pop("formats")
    return batch.write_profiles(settings(), "xxe", AdminLevel.ADM2, tmp_path, formats, **asked)


def test_a_run_makes_every_place_and_tells_how_far_it_is(tmp_path):
    told = []
    report = run(tmp_path, on_progress=lambda done, every: told.append((done, every)))
    assert len(report.paths) == 6
    assert not report.failures
    assert told == [(n, 6) for n in range(7)]


def test_two_processes_make_the_same_files_and_the_other_goes_on_when_one_is_killed(tmp_path):
    told = []

    def kill_one(done, _):
        told.append(done)
        if done == 1:
            multiprocessing.active_children()[0].kill()

    places = ["ZZ0101", "ZZ0102", "ZZ0103"]
    alone = run(tmp_path / "a", places=places)
    pool = run(tmp_path / "b", places=places, jobs=2, on_progress=kill_one)
    assert [p.read_bytes() for p in alone.paths] == [p.read_bytes() for p in pool.paths]
    assert told == [*range(4)]


def test_a_run_whose_processes_are_all_killed_says_what_is_left(tmp_path, monkeypatch):
    at_once = []

    def killed(_order, _work, number):
        at_once.append(number)
        raise BrokenProcessPool

    monkeypatch.setattr(processes, "_of_processes", killed)
    with pytest.raises(ProcessesEndedError, match="6 profiles are left"):
        run(tmp_path, jobs=2)
    assert at_once == [2, 1]


def test_a_place_that_fails_is_reported_and_the_others_go_on(tmp_path):
    (tmp_path / "ZZ0102_Birch_en.json").mkdir(parents=True)
    (tmp_path / "ZZ0102_Birch_en.json" / "kept").write_text("x")
    report = run(tmp_path)
    assert [failure.place_code for failure in report.failures] == ["ZZ0102"]
    assert len(report.made) == 5


def test_what_a_run_cannot_find_is_said_before_anything_is_made(tmp_path):
    with pytest.raises(UnknownPlaceError, match="no place ZZ99"):
        run(tmp_path, places=["ZZ0101", "ZZ99"])
    with pytest.raises(UnknownChoiceError, match="wiki"):
        run(tmp_path, formats=["wiki"])
    with pytest.raises(UnknownLevelError):
        batch.write_profiles(settings(), "XXE", AdminLevel.ADM3, tmp_path, ["json"], today=TODAY)
    assert not list(tmp_path.iterdir())


def test_a_switched_off_section_keeps_its_title_and_says_why(pack):
    reason = "Covered by a report of its own."
    built = build_profile(
        pack,
        "ZZ0203",
        language="en",
        publisher="x",
        today=TODAY,
        switched_off={"internal_levels": reason},
    )
    whole = build_profile(pack, "ZZ0203", language="en", publisher="x", today=TODAY)
    assert [s.title for s in built.sections] == [s.title for s in whole.sections]
    section = built.sections[3]
    assert section.gap_statement == (f"This section is switched off in this edition: {reason}",)
    assert not section.has_figures
    assert not section.maps
    assert built.sections[4:] == whole.sections[4:]
    document = json.loads(to_json(built))
    assert document["switched_off"] == [["internal_levels", reason]]
    assert verify_document(document, pack).is_right


def test_two_readers_at_once_get_the_same_files(pack):
    with ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(lambda _: made(pack, "pdf"), range(4)))
        words = list(pool.map(lambda _: made(pack, "docx"), range(4)))
    assert len(set(pages)) == len(set(words)) == 1


def test_a_worker_with_other_data_makes_nothing(tmp_path):
    order = batch.Order(
        settings=settings(),
        iso3="XXE",
        out_dir=tmp_path,
        formats=("json",),
        today=TODAY,
        fingerprint="of another pack",
        switched_off={},
    )
    outcome = make_and_write(pickle.loads(pickle.dumps(order)), "ZZ0203", "en")
    assert "not the one the profiles were asked from" in outcome.failure.reason
    assert not list(tmp_path.iterdir())


def test_no_two_places_of_a_level_share_a_file_name():
    pack = open_pack(settings(), "NPL")
    stems = set()
    for place in pack.gazetteer.at_level(AdminLevel.ADM2)[:10]:
        built = build_profile(pack, place.place_code, language="en", publisher="x", today=TODAY)
        stems.add(file_stem(built.place_code, built.identity.name, built.language))
    assert len(stems) == 10
    assert all(re.fullmatch(r"[\w-]+", stem) for stem in stems)
