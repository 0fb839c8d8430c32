"""The look of an organisation: what it changes in each format, and what does not come in."""

import dataclasses
import io
import re
import zipfile

import pypdf
import pytest
from docx import Document
from docx.shared import Pt, RGBColor
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from mapping.errors import UnreadableFileError
from mapping.intake.looks import Look, read_look, read_word_styles
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.brand import PLAIN
from profiles.report.brand.pictures import size_of
from profiles.report.brand.reading import BadBrandError, brand_of, read_brand
from profiles.report.docx import to_docx
from profiles.report.files import pictures_of
from profiles.report.html import to_html
from profiles.report.pdf import to_pdf
from profiles.report.pptx import to_pptx
from tests.profiles.report.office import words_of
from tests.profiles.report.test_files import TODAY, settings

BRANDING = """
organisation = "Ministry of Places"
colour = "#7a1f3d"
logo = "logo.png"
cover = { en = "Edition of 2026", fr = "Edition 2026, en fr" }
disclaimer = "Figures may be revised by the ministry."
word_template = "letter.docx"
slides_template = "meeting.pptx"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("brand")
    (folder / "branding.toml").write_text(BRANDING, encoding="utf-8")
    Image.new("RGB", (300, 100), "#7a1f3d").save(folder / "logo.png")
    word = Document()
    word.styles["Heading 1"].font.color.rgb = RGBColor(1, 128, 2)
    word.styles["Heading 1"].font.size = Pt(21)
    word.save(folder / "letter.docx")
    slides = Presentation()
    slides.slides.add_slide(slides.slide_layouts[0])
    slides.save(folder / "meeting.pptx")
    return folder


@pytest.fixture(scope="module")
def made(folder):
    pack = open_pack(settings(), "XXE")
    profile = build_profile(pack, "ZZ0203", language="en", publisher="Office", today=TODAY)
    return profile, pictures_of(profile, pack, read_brand(folder))


def test_print_has_a_cover_a_logo_that_is_named_the_colour_and_both_disclaimers(made):
    pages = pypdf.PdfReader(io.BytesIO(to_pdf(*made))).pages
    first, last = words_of(pages[0]), words_of(pages[-1])
    assert "Edition of 2026" in first
    assert "Ministry of Places" in first
    assert "Key facts" not in first
    assert "acceptance by Office. Figures may be revised by the ministry." in last


@pytest.mark.parametrize("size", [(300, 100), (4_000, 20), (20, 4_000)])
def test_a_logo_of_any_shape_without_the_name_of_its_owner_stays_on_the_page(made, tmp_path, size):
    """A logo alone is a look; print refused it, having no words for what it shows."""
    Image.new("RGB", size, "#7a1f3d").save(tmp_path / "logo.png")
    (tmp_path / "branding.toml").write_text('logo = "logo.png"', encoding="utf-8")
    profile, pictures = made
    bare = dataclasses.replace(pictures, brand=read_brand(tmp_path))
    page = pypdf.PdfReader(io.BytesIO(to_pdf(profile, bare))).pages[0]
    placed = re.findall(
        rb"([\d.]+) 0 0 -?([\d.]+) \S+ \S+ cm\s*/\S+ Do", page.get_contents().get_data()
    )
    assert placed
    assert all(float(wide) <= page.mediabox.width for wide, _ in placed)
    deck = Presentation(io.BytesIO(to_pptx(profile, bare)))
    logo = next(s for s in deck.slides[0].shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE)
    assert logo.left + logo.width <= deck.slide_width


def test_word_has_the_styles_of_the_template_the_logo_and_the_cover(made):
    word = Document(io.BytesIO(to_docx(*made)))
    heading = word.styles["Heading 1"].font
    assert (heading.size, heading.color.rgb) == (Pt(21), RGBColor(1, 128, 2))
    assert any("Edition of 2026" in paragraph.text for paragraph in word.paragraphs)
    named = word.element.xpath("//wp:docPr[@descr='Ministry of Places']")
    assert len(named) == 1
    assert "Ministry of Places" in word.sections[0].footer.paragraphs[0].text


def test_a_cover_of_word_says_the_place_in_large_letters_over_its_picture(made):
    word = Document(io.BytesIO(to_docx(*made)))
    before = [one.text for one in word.paragraphs]
    name, below = before.index("Fir"), before.index("Edition of 2026")
    assert name < below < before.index("Fir", name + 1)
    cover = word.paragraphs[name].style
    assert cover.name == "Cover Name"
    assert cover.base_style.name == "Title"


def test_a_page_has_the_colour_the_logo_and_the_disclaimer(made):
    page = to_html(*made)
    assert "--accent: #7a1f3d" in page
    assert 'aria-label="Ministry of Places"' in page
    assert "Figures may be revised by the ministry." in page


def test_slides_have_the_layouts_of_the_template_and_none_of_its_slides(made):
    slides = Presentation(io.BytesIO(to_pptx(*made)))
    assert (slides.slide_width, slides.slide_height) == (9_144_000, 6_858_000)
    cover = slides.slides[0]
    assert cover.shapes.title.text_frame.text == "Fir"
    assert "Ministry of Places" in " ".join(s.text_frame.text for s in cover.placeholders)


def test_without_a_look_nothing_changes(tmp_path):
    assert brand_of(settings()) is PLAIN
    with pytest.raises(UnreadableFileError):
        read_brand(tmp_path)


@pytest.mark.parametrize(
    "text", ['colour = "red"', 'logos = "x.png"', 'logo = "../x.png"', "cover = { en = 1 }"]
)
def test_what_may_not_stand_in_the_file_is_named(tmp_path, text):
    (tmp_path / "branding.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadBrandError, match=text.partition(" ")[0]):
        read_brand(tmp_path)


def test_a_picture_is_written_anew_without_what_came_with_it(tmp_path):
    path = tmp_path / "logo.jpg"
    exif = Image.Exif()
    exif[0x010E] = "a secret"
    Image.new("RGB", (4_000, 1_000), "red").save(path, exif=exif)
    png = read_look(path, Look.PICTURE)
    assert size_of(png) == (2_000, 500)
    assert b"secret" not in png


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b""])
def test_other_pictures_stay_outside(tmp_path, content):
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match="no PNG or JPEG"):
        read_look(path, Look.PICTURE)


def changed(path, folder, **parts):
    """A copy of an Office file with some of its parts replaced or added."""
    copy = folder / path.name
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return copy


@pytest.mark.parametrize(
    ("part", "content", "reason"),
    [
        ("ppt/vbaProject.bin", b"x", "programs"),
        ("ppt/embeddings/a.xlsx", b"x", "programs"),
        ("ppt/presentation.xml", b"<!DOCTYPE a><a/>", "definitions"),
        (
            "ppt/_rels/presentation.xml.rels",
            b'<R><Relationship TargetMode="External" Target="http://x"/></R>',
            "elsewhere",
        ),
    ],
)
def test_slides_with_programs_or_links_stay_outside(folder, tmp_path, part, content, reason):
    path = changed(folder / "meeting.pptx", tmp_path, **{part: content})
    with pytest.raises(UnreadableFileError, match=reason):
        read_look(path, Look.SLIDES)


def test_a_word_file_that_is_none_stays_outside(folder, tmp_path):
    path = changed(folder / "letter.docx", tmp_path, **{"word/styles.xml": b"<a"})
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_word_styles(path)
