"""The same facts in every format: what one says, all say, number by number and word by word."""

import html
import io
import json
import re
import zipfile
from html.parser import HTMLParser

import openpyxl
import pypdf
import pytest
from docx import Document
from pptx import Presentation

from profiles.edits.governance import questions
from profiles.evidence.provenance import Number
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.datapackage.tables import tables_behind
from profiles.report.document import Pictures
from profiles.report.docx import to_docx
from profiles.report.files import rendered
from profiles.report.html import to_html
from profiles.report.json_report import to_json
from profiles.report.pdf import to_pdf
from profiles.report.pptx import to_pptx
from profiles.report.pptx.deck import slides_of
from profiles.report.text import fit, visible
from profiles.report.xlsx import to_xlsx
from tests.profiles.report.filled import filled
from tests.profiles.report.test_files import TODAY, settings

NO_PICTURES = Pictures(locator=None, locator_alt="", maps={})
PLACES = (
    ("XXE", "ZZ0203", "en"),
    ("XXE", "ZZ0101", "fr"),
    ("WSM", "", "es"),
    ("NPL", "NP0327", "ne"),
    ("NPL", "NP0445", "ar"),
)


@pytest.fixture(scope="module", params=PLACES, ids=lambda place: "-".join(filter(None, place)))
def told(request):
    """A profile, and its pack."""
    iso3, code, language = request.param
    pack = open_pack(settings(), iso3)
    code = code or str(pack.gazetteer.at_level(pack.levels[-1])[0].place_code)
    return build_profile(pack, code, language=language, publisher="x", today=TODAY), pack


def plain(text):
    """Without spaces, which formats break lines at, and marks that have no shape."""
    return re.sub(r"[\s\u200e\u00ad]+", "", text)


def printed(profile):
    """Every sentence and every cell of a table that a reader sees, in reading order."""
    mirrored = profile.translator.right_to_left
    for section in profile.sections:
        for sentence in section.sentences:
            yield fit(sentence.text, mirrored=mirrored)
        for table in section.tables:
            for row in table.rows:
                for cell in row.cells:
                    yield fit(cell if isinstance(cell, str) else cell.text, mirrored=mirrored)


def missing(profile, text):
    """What a format does not say."""
    held = plain(text)
    return [words for words in printed(profile) if plain(words) not in held]


class Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_data(self, data):
        self.found.append(data)


def test_the_page_says_all(told):
    words = Words()
    words.feed(to_html(told[0], NO_PICTURES))
    assert missing(told[0], "".join(words.found)) == []


def test_the_word_file_says_all(told):
    word = Document(io.BytesIO(to_docx(told[0], NO_PICTURES)))
    text = "".join(node.text or "" for node in word.element.iter() if node.tag.endswith("}t"))
    assert missing(told[0], text) == []


def test_print_shows_every_number(told):
    """Letters of Devanagari are shaped in print; numbers and Latin words come out as they are."""
    profile = told[0]
    pages = pypdf.PdfReader(io.BytesIO(to_pdf(profile, NO_PICTURES))).pages
    text = plain("".join(page.extract_text() for page in pages))
    cells = (c for s in profile.sections for t in s.all_tables for r in t.rows for c in r.cells)
    numbers = [cell.text for cell in cells if isinstance(cell, Number)]
    said = (one for section in profile.sections for one in section.sentences)
    # "The highest" says a rank without its number.
    numbers += [n.text for one in said for n in one.numbers if n.text in one.text]
    assert [number for number in numbers if plain(number) not in text] == []


def test_the_spreadsheet_holds_every_number_of_the_tables(told):
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(told[0])))
    head, *rows = book["data"].iter_rows(values_only=True)
    value, text = head.index("value"), head.index("text")
    cells = (c for s in told[0].sections for t in s.all_tables for r in t.rows for c in r.cells)
    numbers = [cell for cell in cells if isinstance(cell, Number)]
    assert [row[text] for row in rows] == [visible(number.text) for number in numbers]
    assert [row[value] for row in rows] == [
        None if number.value is None else pytest.approx(number.value) for number in numbers
    ]


def test_the_data_package_holds_the_same(told):
    profile, pack = told
    figures = tables_behind(profile, pack)[0]
    text = figures.columns.index("text")
    cells = (c for s in profile.sections for t in s.all_tables for r in t.rows for c in r.cells)
    assert [visible(row[text]) for row in figures.rows] == [
        visible(cell.text) for cell in cells if isinstance(cell, Number)
    ]


def test_the_document_for_machines_holds_the_same(told):
    document = json.loads(to_json(told[0]))
    held = [
        words
        for section in document["sections"]
        for words in (
            *(sentence["text"] for sentence in section["sentences"]),
            *(
                cell if isinstance(cell, str) else cell["text"]
                for table in section["tables"]
                for row in table["rows"]
                for cell in row["cells"]
            ),
        )
    ]
    mirrored = told[0].translator.right_to_left
    assert [fit(words, mirrored=mirrored) for words in held] == list(printed(told[0]))


def test_slides_say_only_what_the_profile_says_and_chart_the_same_values(told):
    profile = told[0]
    deck = Presentation(io.BytesIO(to_pptx(profile, NO_PICTURES)))
    sentences = {plain(s.text) for section in profile.sections for s in section.sentences}
    findings = [s.text for s in profile.sections[0].sentences if not s.continues]
    titles = [plain(page.shapes.title.text_frame.text) for page in deck.slides]
    assert {plain(text) for text in findings} <= set(titles) & sentences
    charts = [one for one in slides_of(profile) if one.figure and hasattr(one.figure, "words")]
    drawn = [shape for page in deck.slides for shape in page.shapes if shape.has_chart]
    assert len(drawn) == len(charts)


def strings(parts):
    """All text of the parts of an archive that hold any."""
    with zipfile.ZipFile(io.BytesIO(parts)) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
    told = [text.decode() for name, text in texts.items() if name.endswith((".csv", ".json"))]
    xml = "".join(text.decode() for name, text in texts.items() if name.endswith(".xml"))
    return "".join((*told, html.unescape(re.sub("<[^>]+>", "", xml))))


@pytest.mark.parametrize(
    "format_name", ["html", "docx", "pdf", "xlsx", "pptx", "datapackage", "json"]
)
def test_what_people_add_is_in_every_format(format_name):
    pack, profile = filled("XXE", "ZZ0203", "en")
    content = rendered(profile, pack, format_name, NO_PICTURES)
    if format_name == "html":
        words = Words()
        words.feed(content.decode())
        text = "".join(words.found)
    elif format_name == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        text = "".join(page.extract_text() for page in pages)
    elif format_name == "json":
        text = content.decode()
    else:
        text = strings(content)
    comment = ("Comments of readers", "<seen>", "A & B")
    plan = ("Empty houses", "A register", "2027")
    assessment = ("Budget 2026" if format_name != "pptx" else "Partly", "self-assessment")
    asked = questions()["health"]
    held = plain(text)
    for said in (*comment, *plan, *assessment, asked):
        assert plain(said) in held, said
