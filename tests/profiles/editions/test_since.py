"""What changed since an earlier edition, as a part of the profile and of each of its formats."""

import dataclasses
import io
import json
import os
import shutil

import openpyxl
import pypdf
import pytest

from mapping.settings import Settings
from profiles.editions.reading import read_profile_json
from profiles.editions.since import keep, kept, since
from profiles.editions.verify import verify_document
from profiles.outline.sections import ONE_PAGE
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.document import Pictures
from profiles.report.docx import to_docx
from profiles.report.html import to_html
from profiles.report.json_report import to_json
from profiles.report.pdf import to_pdf
from profiles.report.pptx import to_pptx
from profiles.report.xlsx import to_xlsx
from tests.profiles.report.test_files import TODAY, settings

OTHERS = ("npl", "lka", "plw", "slb", "tls", "ton", "wsm", "fji")
NO_PICTURES = Pictures(locator=None, locator_alt="", maps={})


@pytest.fixture(scope="module")
def pack():
    return open_pack(settings(), "XXE")


@pytest.fixture(scope="module")
def profile(pack):
    return build_profile(pack, "ZZ0203", language="en", publisher="Office", today=TODAY)


@pytest.fixture(scope="module")
def earlier(profile, tmp_path_factory):
    """An edition with another population of 2020, in a folder as a run writes it."""
    folder = tmp_path_factory.mktemp("2025")
    text = to_json(dataclasses.replace(profile, made_on=TODAY.replace(year=2025)))
    changed = text.replace('"value": 24600.0', '"value": 24100.0').replace("24,600", "24,100")
    (folder / "ZZ0203_Fir_en.json").write_text(changed, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def told(profile, earlier, pack):
    return since(profile, earlier, pack)


def test_the_last_section_says_what_was_revised(told):
    table = told.sections[-1].tables[-1]
    assert table.title == "What changed since the edition of 22 November 2025"
    revised = [row.cells for row in table.rows if row.cells[-1] == "revised"]
    assert any("24,100 (2024)" in cells and "24,600 (2024)" in cells for cells in revised)


def test_it_is_in_every_format(told):
    title = "What changed since the edition of 22 November 2025"
    pages = pypdf.PdfReader(io.BytesIO(to_pdf(told, NO_PICTURES))).pages
    assert title in " ".join(" ".join(page.extract_text() for page in pages).split())
    assert title in to_html(told, NO_PICTURES)
    assert title in json.dumps(json.loads(to_json(told)))
    docx = pytest.importorskip("docx").Document(io.BytesIO(to_docx(told, NO_PICTURES)))
    assert any(title in paragraph.text for paragraph in docx.paragraphs)
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(told)))
    assert any(title == cell.value for sheet in book for row in sheet for cell in row)
    slides = pytest.importorskip("pptx").Presentation(io.BytesIO(to_pptx(told, NO_PICTURES))).slides
    assert any(title == slide.shapes.title.text_frame.text for slide in slides)


@pytest.mark.parametrize(("language", "arrow"), [("en", "\u2192"), ("ar", "\u2190")])
def test_the_arrow_of_a_change_points_to_what_is_now(told, language, arrow):
    pptx = pytest.importorskip("pptx")
    slides = pptx.Presentation(
        io.BytesIO(to_pptx(dataclasses.replace(told, language=language), NO_PICTURES))
    ).slides
    shapes = [shape for slide in slides for shape in slide.shapes if shape.has_text_frame]
    said = [paragraph.text for one in shapes for paragraph in one.text_frame.paragraphs]
    assert any(arrow in text and text.index("24,100") < text.index("24,600") for text in said)


def test_a_profile_that_tells_changes_is_checked_like_any_other(told, pack):
    assert verify_document(json.loads(to_json(told)), pack).is_right


def test_a_change_that_no_table_shows_is_found(told, pack):
    document = json.loads(to_json(told))
    document["since"]["changes"][0]["text"] = "25,000"
    report = verify_document(document, pack)
    assert any(found.where.startswith("since.") for found in report.differences)


def test_what_is_protected_now_is_named_without_what_it_was(pack, tmp_path):
    """One small stream hides others, which the edition before had shown."""
    data = tmp_path / "data"
    shutil.copytree(settings().data_dir, data, ignore=shutil.ignore_patterns(*OTHERS))
    flows = data / "indicators" / "xxe" / "flows_residence_5yr.csv"
    text = flows.read_text("utf-8").replace(
        "ZZ0102,ZZ0203,2019/2024,total,30", "ZZ0102,ZZ0203,2019/2024,total,9"
    )
    flows.write_text(text.replace("total,1500\n", "total,1507\n"), "utf-8")
    now = open_pack(dataclasses.replace(settings(), data_dir=data), "XXE")
    before, after = (
        build_profile(one, "ZZ0102", language="en", publisher="Office", today=TODAY)
        for one in (pack, now)
    )
    path = tmp_path / "before.json"
    path.write_bytes(to_json(before).encode())
    report = since(after, path, now).since
    gone = {found.label: found for found in report.changes if found.change == "gone"}
    hidden = gone["Fir (persons)"]
    assert (hidden.period_before, hidden.value_before, hidden.text_before) == (
        "2019/2024",
        None,
        "",
    )
    assert not [found for found in report.changes if found.value_before in {30, 0.5}]
    (cells,) = [
        row.cells
        for row in since(after, path, now).sections[-1].tables[-1].rows
        if row.cells[0] == "Fir (persons)"
    ]
    assert cells == ("Fir (persons)", "", "", "no longer there")


def test_an_edition_of_other_sections_loses_nothing(pack, earlier):
    part = build_profile(
        pack, "ZZ0203", language="en", publisher="x", today=TODAY, chosen=("population",)
    )
    report = since(part, earlier, pack).since
    assert report is not None
    assert report.count("gone") == 0


def test_a_page_and_a_place_without_an_earlier_edition_stay_as_they_are(pack, earlier):
    brief = build_profile(
        pack, "ZZ0203", language="en", publisher="x", today=TODAY, chosen=ONE_PAGE
    )
    assert since(brief, earlier, pack) == brief
    other = build_profile(pack, "ZZ0101", language="en", publisher="x", today=TODAY)
    assert since(other, earlier, pack) == other


def test_editions_are_kept_and_found_again(profile, pack, tmp_path):
    here = dataclasses.replace(Settings.from_environment(os.environ), workspace_dir=tmp_path)
    path = keep(here, profile)
    assert kept(here, "xxe", "ZZ0203") == {"2026-11-22_en": path}
    assert read_profile_json(path)["place_code"] == "ZZ0203"
    assert since(profile, path, pack).since.changes == ()


def test_any_code_keeps_to_its_folder(tmp_path):
    here = dataclasses.replace(Settings.from_environment(os.environ), workspace_dir=tmp_path)
    assert kept(here, "../..", "..") == {}
