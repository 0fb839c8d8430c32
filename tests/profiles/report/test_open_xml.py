"""Word, slides and spreadsheets as packages: what an office program looks at before it opens one.

Source: ECMA-376, 5th edition: Part 2 (packages), Part 1 (order of elements, ids).
"""

import io
import posixpath
import zipfile
from xml.etree import ElementTree as Xml

import pytest

from profiles.report.files import pictures_of, rendered
from tests.profiles.report.filled import filled

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
# The children of an element, in the order in which the schema has them; all that are ever used.
ORDERS = {
    f"{W}rPr": "rStyle rFonts b bCs i iCs caps color spacing position sz szCs highlight u shd"
    " vertAlign rtl cs lang",
    f"{W}pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi"
    " spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    f"{W}tblPr": "tblStyle tblpPr bidiVisual tblStyleRowBandSize tblW jc tblCellSpacing tblInd"
    " tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    f"{W}tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    f"{W}style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr"
    " trPr tcPr tblStylePr",
    f"{C}ser": "idx order tx spPr invertIfNegative marker dPt dLbls cat val xVal yVal smooth",
    f"{C}dLbl": "idx delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName"
    " showPercent showBubbleSize",
    f"{C}dLbls": "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName"
    " showPercent showBubbleSize",
    f"{C}legend": "legendPos legendEntry layout overlay spPr txPr",
    f"{C}catAx": "axId scaling delete axPos majorGridlines numFmt majorTickMark minorTickMark"
    " tickLblPos spPr txPr crossAx crosses auto lblAlgn lblOffset tickLblSkip noMultiLvlLbl",
    f"{C}valAx": "axId scaling delete axPos majorGridlines numFmt majorTickMark minorTickMark"
    " tickLblPos spPr txPr crossAx crosses crossBetween",
    f"{C}chart": "autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    f"{C}chartSpace": "date1904 lang roundedCorners chart spPr txPr externalData",
    f"{A}rPr": "ln solidFill latin ea cs hlinkClick",
}
FORMATS = ("docx", "pptx", "xlsx")


@pytest.fixture(scope="module", params=[("XXE", "ZZ0203", "en"), ("NPL", "NP0327", "ar")])
def files(request):
    """A profile with all that people can add to it, beside another place, in each format."""
    pack, profile = filled(*request.param)
    drawn = pictures_of(profile, pack)
    return {name: parts_of(rendered(profile, pack, name, drawn)) for name in FORMATS}


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert archive.testzip() is None
        return {name: archive.read(name) for name in names}


def trees(parts):
    return {
        name: Xml.fromstring(content)
        for name, content in parts.items()
        if name.endswith((".xml", ".rels"))
    }


def links_of(parts, name):
    """The relationships of a part by id."""
    folder, file = posixpath.split(name)
    rels = parts.get(f"{folder}/_rels/{file}.rels".lstrip("/"))
    found = [] if rels is None else list(Xml.fromstring(rels).iter(LINK))
    ids = [link.get("Id") for link in found]
    assert len(ids) == len(set(ids)), name
    return {link.get("Id"): link for link in found}


@pytest.mark.parametrize("name", FORMATS)
def test_every_part_has_a_type_and_every_type_a_part(files, name):
    parts = files[name]
    types = Xml.fromstring(parts["[Content_Types].xml"])
    endings = {one.get("Extension").lower() for one in types.iter(f"{TYPES}Default")}
    named = [one.get("PartName").lstrip("/") for one in types.iter(f"{TYPES}Override")]
    assert len(named) == len(set(named))
    assert set(named) <= set(parts)
    untyped = set(parts) - set(named) - {"[Content_Types].xml"}
    assert {part.rpartition(".")[2].lower() for part in untyped} <= endings


@pytest.mark.parametrize("name", FORMATS)
def test_every_relationship_leads_to_a_part_and_every_part_is_led_to(files, name):
    parts = files[name]
    reached = {"[Content_Types].xml"}
    for source in ["", *(part for part in parts if not part.endswith(".rels"))]:
        for link in links_of(parts, source).values():
            if link.get("TargetMode") != "External":
                folder = posixpath.dirname(source)
                target = posixpath.normpath(posixpath.join("/", folder, link.get("Target")))
                assert target[1:] in parts, (source, link.get("Target"))
                reached.add(target[1:])
    assert {part for part in parts if not part.endswith(".rels")} == reached


@pytest.mark.parametrize("name", FORMATS)
def test_every_reference_is_a_relationship_of_its_part(files, name):
    parts = files[name]
    for part, root in trees(parts).items():
        if not part.endswith(".rels"):
            known = links_of(parts, part)
            for element in root.iter():
                for key, value in element.attrib.items():
                    assert not key.startswith(REFERENCE) or value in known, (part, key, value)


@pytest.mark.parametrize("name", FORMATS)
def test_elements_stand_in_the_order_of_the_schema(files, name):
    wrong = set()
    for part, root in trees(files[name]).items():
        for element in root.iter():
            order = ORDERS.get(element.tag)
            if order is None:
                continue
            names = [child.tag.rpartition("}")[2] for child in element]
            places = [
                order.split().index(child) if child in order.split() else -1 for child in names
            ]
            if places != sorted(places) or -1 in places:
                wrong.add((part, element.tag.rpartition("}")[2], *names))
    assert wrong == set()


@pytest.mark.parametrize("name", ["docx", "pptx"])
def test_ids_of_drawings_and_marks_are_given_once(files, name):
    for part, root in trees(files[name]).items():
        for kind in ("docPr", "cNvPr", "bookmarkStart", "sldId"):
            # Of a picture within a drawing of Word the id is its own affair.
            named = [one for one in root.iter() if one.tag.endswith("}" + kind)]
            found = [
                one.get("id") or one.get(f"{W}id") for one in named if "/picture}" not in one.tag
            ]
            assert len(found) == len(set(found)), (part, kind)


def test_styles_and_lists_that_are_used_are_there(files):
    found = trees(files["docx"])
    styles = {one.get(f"{W}styleId") for one in found["word/styles.xml"].iter(f"{W}style")}
    numbers = {one.get(f"{W}numId") for one in found["word/numbering.xml"].iter(f"{W}num")}
    for part, root in found.items():
        for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            used = {one.get(f"{W}val") for one in root.iter(f"{W}{kind}")}
            assert used <= styles, (part, kind, used - styles)
        assert {one.get(f"{W}val") for one in root.iter(f"{W}numId")} <= numbers


def test_every_heading_table_and_figure_of_word_can_be_listed_and_read_aloud(files):
    root = trees(files["docx"])["word/document.xml"]
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        heads = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
        assert heads in ([], rows[:1])
    drawings = [one for one in root.iter() if one.tag.endswith("}docPr")]
    assert len(drawings) > 5
    assert all(len(one.get("descr", "")) > 20 for one in drawings)
