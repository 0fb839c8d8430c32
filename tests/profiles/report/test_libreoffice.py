"""Word file and slides, opened by LibreOffice and saved in its own format: nothing is lost.

Sources: ECMA-376, 5th edition, Part 1 (what we write); OASIS OpenDocument 1.3, Part 3 (what
LibreOffice saves).
"""

import re
import zipfile
from collections import Counter
from xml.etree import ElementTree as Xml

import pytest

from profiles.report.files import pictures_of, rendered
from tests.profiles.report.filled import filled
from tests.profiles.report.office import opened

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
TEXT, OFFICE, TABLE = f"{{{OPEN}:text:1.0}}", f"{{{OPEN}:office:1.0}}", f"{{{OPEN}:table:1.0}}"
SVG, DRAW = f"{{{OPEN}:svg-compatible:1.0}}", f"{{{OPEN}:drawing:1.0}}"
FORMATS = {"docx": "odt", "pptx": "odp"}
PAGE_NUMBER = "<number>"  # what LibreOffice puts under each page of notes


PLACES = {"en": ("NPL", "NP0327"), "ne": ("NPL", "NP0327"), "ar": ("XXE", "ZZ0203")}


@pytest.fixture(scope="module")
def saved_by_libreoffice(tmp_path_factory):
    """Profiles in each format and language, ours and LibreOffice's."""
    folder = tmp_path_factory.mktemp("libreoffice")
    found = {}
    for kind, other in FORMATS.items():
        ours = {f"{language}.{kind}": made(kind, language) for language in PLACES}
        for name, saved in zip(ours, opened(ours, folder, other), strict=True):
            found[name] = parts_of(folder / name), parts_of(saved)
    return found


@pytest.fixture(params=[f"{language}.{kind}" for kind in FORMATS for language in PLACES])
def files(request, saved_by_libreoffice):
    """The parts of a file, ours and LibreOffice's."""
    return saved_by_libreoffice[request.param]


def made(kind, language):
    """A profile with all that people can add to it."""
    pack, profile = filled(*PLACES[language], language)
    return rendered(profile, pack, kind, pictures_of(profile, pack))


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {
            name: Xml.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xml")
        }


def plain(texts):
    """Without spaces, which OpenDocument has as elements, and the places where a word may break."""
    return re.sub(r"[\s\u00ad]+", "", "".join(texts))


def paragraphs(parts):
    """Of our file, in its order: of the text, or of the slides and then of their notes."""
    inside = re.compile(r"word/document\.xml|ppt/(slides|notesSlides)/[^/]*\.xml")
    for name, tree in parts.items():
        if inside.fullmatch(name):
            for space in (W, A):
                for paragraph in tree.iter(f"{space}p"):
                    yield plain(one.text or "" for one in paragraph.iter(f"{space}t"))


def paragraphs_saved(parts):
    """Of LibreOffice's file."""
    for node in parts["content.xml"].iter():
        if node.tag in (f"{TEXT}p", f"{TEXT}h"):
            yield plain(words_in(node))


def words_in(node):
    """What a reader sees; what a picture shows is told in its frame, and is not of the text."""
    yield node.text or ""
    for child in node:
        if child.tag not in (f"{SVG}desc", f"{SVG}title"):
            yield from words_in(child)
        yield child.tail or ""


def charts(parts):
    """The numbers of each chart, and its words: names of rows and series, labels of points."""
    for name, tree in parts.items():
        if re.fullmatch(r"(word|ppt)/charts/chart[^/]*\.xml", name):
            caches = [cache for series in tree.iter(f"{C}ser") for cache in series.iter()]
            numbers = [
                v.text for one in caches if one.tag == f"{C}numCache" for v in one.iter(f"{C}v")
            ]
            names = [
                v.text for one in caches if one.tag == f"{C}strCache" for v in one.iter(f"{C}v")
            ]
            labels = [plain(t.text or "" for t in p.iter(f"{A}t")) for p in tree.iter(f"{A}p")]
            yield Counter(map(rounded, numbers)), {plain(n) for n in names} | {*labels} - {""}


def charts_saved(parts):
    for name, tree in parts.items():
        if re.fullmatch(r"Object \d+/content\.xml", name):
            cells = [cell.get(f"{OFFICE}value", "") for cell in tree.iter(f"{TABLE}table-cell")]
            numbers = Counter(rounded(cell) for cell in cells if cell not in ("", "NaN"))
            yield numbers, {plain(paragraph.itertext()) for paragraph in tree.iter(f"{TEXT}p")}


def rounded(number):
    return f"{float(number):.10g}"


def test_every_word_is_there(files):
    ours, saved = (
        Counter(of(parts)) for of, parts in zip((paragraphs, paragraphs_saved), files, strict=True)
    )
    for counted in (ours, saved):
        del counted[""], counted[PAGE_NUMBER]
    assert ours.total() > 300
    assert ours == saved


def test_every_chart_is_a_chart_with_all_of_its_numbers_and_names(files):
    ours, saved = [*charts(files[0])], [*charts_saved(files[1])]
    assert len(ours) == len(saved) > 8
    for numbers, names in ours:
        # Charts are numbered anew: it is the one that has the same numbers.
        assert any(numbers == theirs and names <= words for theirs, words in saved), names


def test_what_pictures_and_charts_show_is_still_told(files):
    """Writer drops what is told of any chart when it opens a Word file: those are left out."""
    ours = Counter(
        plain(node.get("descr"))
        for name, tree in files[0].items()
        if re.fullmatch(r"word/document\.xml|ppt/slides/[^/]*\.xml", name)
        for tag in (f"{WP}docPr", f"{P}cNvPr")
        for node in tree.iter(tag)
        if node.get("descr") and not (tag == f"{WP}docPr" and node.get("name").startswith("chart"))
    )
    told = Counter(plain(node.itertext()) for node in files[1]["content.xml"].iter(f"{SVG}desc"))
    assert ours.total() > 3
    assert ours == told


def test_headings_are_headings_and_heads_of_tables_are_heads(files):
    ours, saved = files
    if "word/document.xml" not in ours:
        assert len(_slides(ours)) == len([*saved["content.xml"].iter(f"{DRAW}page")])
        return
    document, content = ours["word/document.xml"], saved["content.xml"]
    levels = Counter(
        style.get(f"{W}val")
        for style in document.iter(f"{W}pStyle")
        if style.get(f"{W}val", "").startswith("Heading")
    )
    assert levels == Counter(
        f"Heading{node.get(f'{TEXT}outline-level')}" for node in content.iter(f"{TEXT}h")
    )
    heads = [*document.iter(f"{W}tblHeader")]
    assert len(heads) == len([*content.iter(f"{TABLE}table-header-rows")]) > 10


def _slides(parts):
    return [name for name in parts if re.fullmatch(r"ppt/slides/[^/]*\.xml", name)]
