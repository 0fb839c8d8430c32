"""The printed profile: its structure, and scripts that run from right to left."""

import io
import re
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from mapping.settings import Settings
from profiles.edits.kept import Answer, Assessed, Edits
from profiles.outline.sections import ONE_PAGE
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.document import Pictures, to_document
from profiles.report.pdf import to_pdf
from profiles.report.pictures import draw
from tests.profiles.tiny import tiny_pack


@pytest.fixture(scope="module")
def pack():
    return open_pack(Settings.from_environment({}), "XXE")


@pytest.fixture(scope="module")
def profile(pack):
    return build_profile(pack, "ZZ0203", language="en", publisher="x", today=date(2026, 11, 22))


def tags_of(reader):
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            waiting.extend(node)
        elif isinstance(node, pypdf.generic.DictionaryObject):
            found.append(node)
            waiting.extend([node["/K"]] if "/K" in node else [])
    return found


def test_tables_are_tagged_and_every_picture_says_what_it_shows(profile, pack) -> None:
    tags = tags_of(pypdf.PdfReader(io.BytesIO(to_pdf(profile, draw(profile, pack)))))
    kinds = [tag.get("/S") for tag in tags]
    assert {"/Table", "/TH", "/TD", "/H1", "/H2", "/L"} <= set(kinds)
    figures = [tag for tag in tags if tag.get("/S") == "/Figure"]
    assert len(figures) > 3
    assert all(figure.get("/Alt") for figure in figures)


def test_each_finding_leads_to_its_map(profile, pack) -> None:
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(profile, draw(profile, pack))))
    first = reader.pages[0]
    links = [note.get_object() for note in first.get("/Annots", [])]
    named = [link for link in links if link["/Subtype"] == "/Link"]
    assert (
        len(named) == first.extract_text().count("See the map") == len(profile.sections[0].findings)
    )


def test_a_profile_from_right_to_left_keeps_to_the_standard(profile, pack) -> None:
    name = "\u0627\u0644\u0645\u062f\u064a\u0646\u0629"
    arabic = replace(profile, language="ar", identity=replace(profile.identity, name=name))
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(arabic, draw(profile, pack))))
    assert reader.trailer["/Root"]["/Lang"] == "ar"
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()


def test_the_centre_of_a_map_is_in_one_piece_among_words_from_right_to_left(pack) -> None:
    arabic = build_profile(pack, "ZZ0203", language="ar", publisher="x", today=date(2026, 11, 22))
    (note, *_) = re.findall(
        r"[^ ]*[0-9.]+° N.*?° E", repr(to_document(arabic, draw(arabic, pack), printed=True))
    )
    assert re.fullmatch(r"\\u200e[0-9.]+° N، \\u200e[0-9.]+° E", note)


@pytest.mark.parametrize("language", ["ne", "ar"])
def test_maps_and_charts_in_any_script_keep_to_the_standard(pack, language) -> None:
    profile = build_profile(
        pack, "ZZ0203", language=language, publisher="x", today=date(2026, 11, 22)
    )
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(profile, draw(profile, pack))))
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()


@pytest.mark.parametrize(
    ("iso3", "place_code", "beside", "language"),
    [
        ("LKA", "LK-22", "LK-33", "fr"),
        ("PLW", "PW-224", "PW-226", "fr"),
        ("NPL", "NP0327", "", "ar"),
    ],
)
def test_the_edition_of_one_page_is_one_page(iso3, place_code, beside, language) -> None:
    """A country that is long from north to south, long words, and a place that stands beside."""
    pack = open_pack(Settings.from_environment({}), iso3)
    profile = build_profile(
        pack,
        place_code,
        language=language,
        publisher="x",
        today=date(2026, 11, 22),
        edits=Edits(beside=beside),
        chosen=ONE_PAGE,
    )
    assert len(pypdf.PdfReader(io.BytesIO(to_pdf(profile, draw(profile, pack)))).pages) == 1


def test_names_in_every_script_of_a_shipped_pack_have_their_letters() -> None:
    """A document with a letter that no font has cannot keep to the standard."""
    pack = open_pack(Settings.from_environment({}), "LKA")
    profile = build_profile(pack, "LK", language="en", publisher="x", today=date(2026, 11, 22))
    assert len(profile.identity.names) > 1  # in Sinhala and in Tamil
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(profile, draw(profile, pack))))
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()


def in_order(document):
    """Headings, sentences, captions and rows, one after another as a reader takes them."""
    for section in document["sections"]:
        yield f"{section['number']}{section['title']}"
        yield from (sentence["text"] for sentence in section["sentences"])
        for block in section["blocks"]:
            if block["kind"] == "map":  # its words are drawn over it
                continue
            yield block["title"]
            yield from ("".join(row["cells"]) for row in block.get("rows", ()))


@pytest.mark.parametrize(("place_code", "language"), [("ZZ0203", "en"), ("ZZ0101", "es")])
def test_its_text_comes_out_in_the_order_in_which_it_is_read(pack, place_code, language) -> None:
    profile = build_profile(
        pack, place_code, language=language, publisher="x", today=date(2026, 11, 22)
    )
    pictures = draw(profile, pack)
    pages = pypdf.PdfReader(io.BytesIO(to_pdf(profile, pictures))).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    at, count = 0, 0
    for words in in_order(to_document(profile, pictures)):
        begins = "".join(words.split())[:40]  # long texts may end on the next page
        found = text.find(begins, at)
        assert found >= 0, words
        at, count = found, count + 1
    assert count > 250


def test_no_page_at_the_end_has_a_line_or_two_alone(pack) -> None:
    made = build_profile(
        pack, "ZZ0203", language="en", publisher="x", today=date(2026, 11, 22), chosen=("annex",)
    )
    *others, annex = made.sections
    first, *tables = annex.tables
    pages = set()
    for count in range(20, 60):
        longer = replace(first, rows=first.rows[:1] * count)
        shown = replace(made, sections=(*others, replace(annex, tables=(longer, *tables))))
        reader = pypdf.PdfReader(
            io.BytesIO(to_pdf(shown, Pictures(locator=None, locator_alt="", maps={})))
        )
        pages.add(len(reader.pages))
        last = " ".join(reader.pages[-1].extract_text().split())
        assert annex.notes[-1] in last
    assert len(pages) > 1


def test_a_cell_of_one_arabic_word_stands_as_high_as_its_neighbours():
    assessed = Assessed(question="health", answer=Answer.YES, by="Zed", date="2026-11-20")
    made = build_profile(
        tiny_pack(),
        "ZZ0203",
        language="ar",
        publisher="x",
        today=date(2026, 11, 22),
        edits=Edits(assessed=(assessed,)),
        chosen=("governance",),
    )
    heights: dict[str, list[float]] = {}

    def note(text, matrix, within, *_):
        heights.setdefault(text.strip(), []).append(matrix[5] + within[5] * matrix[3])

    content = to_pdf(made, Pictures(locator=None, locator_alt="", maps={}))
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        page.extract_text(visitor_text=note)
    row = heights["Zed"][-1]  # of the table: a sentence before it has the name, too
    assert any(abs(height - row) < 0.1 for height in heights["نعم"])
