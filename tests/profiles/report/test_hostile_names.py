"""Names of places can hold anything: it is shown as typed, and nothing of it runs."""

import io
import json
import os
import unicodedata
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest

from profiles.profile import build_profile
from profiles.report.document import Pictures
from profiles.report.docx import to_docx
from profiles.report.html import to_html
from profiles.report.json_report import to_json
from profiles.report.names import file_stem
from profiles.report.pdf import to_pdf
from profiles.report.text import visible
from profiles.report.xlsx import to_xlsx
from tests.profiles.tiny import tiny_pack

TODAY = date(2026, 11, 22)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHARED = Path(os.environ.get("LMP_SHARED_DIR") or Path(__file__).parents[4] / "shared")
OWN = [
    '<script>alert("x")</script>',
    "{{7*7}}{% for x in y %}",
    '#panic(read("/etc/passwd"))',
    "#sys.inputs $x^2$ *bold* _it_ `raw` @ref <label> = head",
    "=1+1",
    "${7*7} #{7*7} <%= 7*7 %>",
    "a\x0bb\u202ec\ud800d",
    "\u0915\u093e\u0920 \u0643\u0627\u062a",
    "{place} {value} {0} %s %(x)s",
    "../../etc/passwd",
    "x" * 300,
]


def hostile():
    path = SHARED / "corpus" / "own" / "text" / "hostile_text.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def naughty():
    for path in sorted((SHARED / "corpus" / "upstream" / "blns").glob("**/blns.json")):
        return [text for text in json.loads(path.read_text(encoding="utf-8")) if text.strip()]
    return []


EVERY = [*OWN, *hostile(), *naughty()]
CODES = ("ZZ", "ZZ02", "ZZ0201", "ZZ0202", "ZZ0203")


BETWEEN = " \N{MIDDLE DOT} "


def batches():
    """Hostile names, two beside each other in each of the five places of one pack."""
    names = [text for text in EVERY if visible(text).strip()]
    pairs = [BETWEEN.join(names[start : start + 2]) for start in range(0, len(names), 2)]
    for start in range(0, len(pairs), len(CODES)):
        yield pairs[start : start + len(CODES)]


def built(names):
    called = dict(zip(CODES[::-1], names, strict=False))
    pack = tiny_pack(called)
    return build_profile(pack, "ZZ0203", language="en", publisher=names[0], today=TODAY), called


def pictures():
    return Pictures(locator=None, locator_alt="", maps={})


class Read(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.handlers, self.text = set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data):
        self.text.append(data)


def squeezed(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("names", list(batches()), ids=range(len(list(batches()))))
def test_names_are_shown_as_typed_in_the_page_and_nothing_runs(names):
    profile, called = built(names)
    read = Read()
    read.feed(to_html(profile, pictures()))
    text = "".join(read.text)
    assert not read.handlers
    assert not read.tags & {"script", "iframe", "img", "object", "embed", "form", "base", "link"}
    for name in called.values():
        assert visible(name) in text


@pytest.mark.parametrize("names", [OWN[:5], OWN[5:10], [OWN[10], *OWN[:4]]], ids=["a", "b", "c"])
def test_names_are_never_typst(names):
    profile, called = built(names)
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(profile, pictures())))
    assert reader.metadata.title == visible(profile.title)
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    for name in called.values():
        if name.isascii() and len(name) < 200:
            assert squeezed(visible(name)) in text
    assert "root:" not in text


def word_texts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        roots = [ElementTree.fromstring(archive.read(n)) for n in archive.namelist() if is_xml(n)]
    return ["".join(root.itertext()) for root in roots], roots


def is_xml(name):
    return name.endswith((".xml", ".rels"))


@pytest.mark.parametrize("names", list(batches())[::2])
def test_names_are_shown_as_typed_in_word_and_nothing_is_a_field_of_theirs(names):
    profile, called = built(names)
    found, roots = word_texts(to_docx(profile, pictures()))
    for name in called.values():
        assert visible(name) in "".join(found)
    codes = {node.text.split()[0] for r in roots for node in r.iter(f"{W}instrText")}
    assert codes == {"TOC", "SEQ"}
    targets = [
        node.get("TargetMode") for r in roots for node in r.iter() if "Target" in node.attrib
    ]
    assert set(targets) == {None}


@pytest.mark.parametrize("names", list(batches())[::4])
def test_no_name_stops_a_pdf(names):
    profile, _ = built(names)
    assert to_pdf(profile, pictures()).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["=1+1", "=cmd|' /C calc'!A0", "http://example.org", "@SUM(1)"])
def test_names_are_text_in_a_spreadsheet(name):
    profile, _ = built([name] * 5)
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(profile)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert any(cell.value == name for cell in cells)


def test_a_file_name_never_leads_out_of_its_folder():
    profile, called = built([OWN[-2]] * 5)
    assert profile.identity.name == visible(called["ZZ0203"])
    for name in EVERY:
        stem = file_stem(profile.place_code, name, profile.language)
        assert stem.startswith("ZZ0203"), name
        assert not set(stem) & set('/\\:*?"<>|.\x00'), name
        assert len(stem.encode()) <= 160, name


def test_a_name_with_half_a_character_can_be_written_as_json():
    profile, _ = built(["a\ud800b"] * 5)
    to_json(profile).encode("utf-8")
