"""Maps on paper: the size is true, nothing is lost between sheets, every script is shaped."""

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageOps

from mapping.errors import UnknownChoiceError
from mapping.render.still.page import PX_A_MM, Format, Page
from mapping.render.still.pages import compiled, page_source
from mapping.render.still.paper import (
    EDGE_MM,
    OVERLAP_MM,
    SIZES,
    Orientation,
    Paper,
    Sheet,
    Tiling,
    tiled,
)
from mapping.render.still.printed import paper_for, print_pdf, print_png, print_svg
from mapping.render.still.shapes import project
from mapping.render.still.stack import Stack
from mapping.render.still.writer import Line, text_width
from tests.mapping.render.drawn import TODAY, boundary_set, spec, squares, texts

MM_A_POINT = 25.4 / 72
DOTS_AN_INCH = 127  # five a millimetre: sheets are laid to whole dots
A4 = Paper.named("A4", landscape=True)
A3 = Paper.named("A3", landscape=False)


@pytest.fixture(scope="module")
def country():
    return boundary_set(squares(), names=[f"Place {i}" for i in range(12)])


def sides_mm(page: pypdf.PageObject) -> list[float]:
    return [float(side) * MM_A_POINT for side in page.mediabox[2:]]


def dots(millimetres: float) -> int:
    return round(millimetres / 25.4 * DOTS_AN_INCH)


def rendered(pdf: bytes, folder: Path) -> list[Image.Image]:
    """The pages of a PDF as grey pictures."""
    folder.mkdir()
    command = ["pdftoppm", "-r", str(DOTS_AN_INCH), "-gray", "-", str(folder / "page")]
    subprocess.run(command, input=pdf, check=True)
    return [Image.open(path).convert("L") for path in sorted(folder.iterdir())]


def seams_of(sheet: Sheet, tiling: Tiling) -> list[tuple[float, float, float, float]]:
    """Where marks may lie on a paper: 4 mm around the left and the upper edge of a sheet."""
    (width, height), x, y = tiling.window_mm, sheet.x_mm, sheet.y_mm
    left = (x - 4, y - 4, x + 4, y + height + 4)
    above = (x - 4, y - 4, x + width + 4, y + 4)
    return [left] * (sheet.column > 0) + [above] * (sheet.row > 0)


def words_of(page: pypdf.PageObject) -> str:
    return re.sub(r"\s+", " ", page.extract_text())


def test_a_pdf_is_one_page_of_the_true_size_with_its_words_as_text(country) -> None:
    reader = pypdf.PdfReader(io.BytesIO(print_pdf(spec(), country, paper=A3, today=TODAY)))
    (page,) = reader.pages
    words = words_of(page)

    assert sides_mm(page) == pytest.approx([297, 420], abs=0.1)
    assert reader.metadata is not None
    assert reader.metadata.title == "Share by place"
    for wanted in (
        "Figures for 10 of 12 places, from 0 (Place 0) to 11 (Place 11).",
        "Not shown (protected)",
        "22 November 2026",
        "Lambert azimuthal equal-area projection",
        "on A3 paper.",
        "Data: Office, Census, 2021.",
        "Boundaries: Mapper, 2024.",
        "This map is for illustration only.",
    ):
        assert wanted in words, wanted


def test_the_same_map_makes_the_same_pdf(country) -> None:
    again = print_pdf(spec(), country, paper=A4, today=TODAY)

    assert print_pdf(spec(), country, paper=A4, today=TODAY) == again


def test_an_svg_for_paper_is_in_millimetres(country) -> None:
    root = ElementTree.fromstring(print_svg(spec(), country, paper=A4, today=TODAY))

    assert (root.get("width"), root.get("height")) == ("277mm", "190mm")


def test_a_png_has_as_many_dots_as_the_paper_is_large(country) -> None:
    png = print_png(spec(), country, paper=A4, dots_an_inch=72, today=TODAY)

    assert Image.open(io.BytesIO(png)).size == pytest.approx((842, 595), abs=1)


@pytest.mark.parametrize("dots", [0, 35, 500, 100_000])
def test_dots_that_no_memory_holds_are_refused_with_what_is_possible(country, dots: int) -> None:
    poster = Paper.named("A0", landscape=True)
    with pytest.raises(UnknownChoiceError) as refused:
        print_png(spec(), country, paper=poster, dots_an_inch=dots, today=TODAY)

    assert refused.value.facts["available"] == "36–254"


def test_a_paper_lies_as_the_country_does_unless_told(country) -> None:
    tall = boundary_set(squares(2, 5))

    assert paper_for(country, "a4").width_mm == 297
    assert paper_for(tall, "A4").width_mm == 210
    assert paper_for(tall, "A4", Orientation.LANDSCAPE).width_mm == 297
    with pytest.raises(UnknownChoiceError):
        paper_for(country, "B5")
    with pytest.raises(UnknownChoiceError):
        Orientation.named("upside down")


def test_the_scale_bar_is_true_at_the_centre_of_the_map(country) -> None:
    paper = Paper.named("A2", landscape=True)
    drawn = Page(spec(), country, Format.print(paper), TODAY).full()
    words = next(line.text for line in drawn.stack.lines if line.text.endswith(" km"))
    length_km = float(words.removesuffix(" km").replace(",", ""))
    bar = re.search(r'd="M([\d.]+),([\d.]+)V([\d.]+)H([\d.]+)V', drawn.stack.sheets[0])
    assert bar is not None
    drawn_px = float(bar[4]) - float(bar[1])

    projected = project(country)
    longitude, latitude = projected.centre
    east = pyproj.Geod(ellps="WGS84").fwd(longitude, latitude, 90, length_km * 1000)
    flat = pyproj.Proj(proj="laea", lon_0=longitude, lat_0=latitude, ellps="WGS84")
    on_map_m = flat(east[0], east[1])[0]
    assert drawn_px * drawn.area.main.metres_a_px == pytest.approx(on_map_m, rel=0.005)
    ratio = next(
        re.search(r"1:([\d,]+)", line.text) for line in drawn.stack.lines if "1:" in line.text
    )
    assert ratio is not None
    on_paper_mm = drawn_px / PX_A_MM
    assert on_paper_mm * float(ratio[1].replace(",", "")) == pytest.approx(
        length_km * 1e6, rel=0.01
    )


def test_larger_paper_has_larger_words_and_a_larger_map(country) -> None:
    def at(size: str) -> tuple[float, float]:
        form = Format.print(Paper.named(size, landscape=True))
        drawn = Page(spec(), country, form, TODAY).full()
        return max(line.size for line in drawn.stack.lines), drawn.area.main.width

    found = [at(size) for size in ("A4", "A3", "A2", "A1", "A0")]
    assert found == sorted(found)
    assert found[-1][1] / found[0][1] > found[-1][0] / found[0][0] > 2


@given(paper=st.sampled_from(SIZES), sheet=st.sampled_from(SIZES), landscape=st.booleans())
def test_sheets_cover_the_paper_and_overlap(paper: str, sheet: str, *, landscape: bool) -> None:
    whole = Paper.named(paper, landscape=landscape)
    tiling = tiled(whole, sheet)
    if tiling is None:
        assert SIZES.index(sheet) <= SIZES.index(paper), "a paper stays whole on one as large"
        return
    for one in tiling.sheets():
        beside = [(one.row, one.column - 1)] * bool(one.column)
        beside += [(one.row - 1, one.column)] * bool(one.row)
        known = {(other.row, other.column): other.label for other in tiling.sheets()}
        assert list(one.glued_over) == [known[at] for at in beside]
    width, height = tiling.window_mm
    sheets = tiling.sheets()

    assert (width, height) == (
        tiling.sheet.width_mm - 2 * EDGE_MM,
        tiling.sheet.height_mm - 2 * EDGE_MM,
    )
    assert len({one.label for one in sheets}) == len(sheets) == tiling.rows * tiling.columns
    assert sheets[0].label == "A1"
    assert (sheets[0].x_mm, sheets[0].y_mm) == (0, 0)
    assert sheets[-1].x_mm + width >= whole.width_mm
    assert sheets[-1].y_mm + height >= whole.height_mm
    for one in sheets:
        if one.has_right:
            beside = next(o for o in sheets if (o.row, o.column) == (one.row, one.column + 1))
            assert one.x_mm + width - beside.x_mm == pytest.approx(OVERLAP_MM)


@pytest.mark.parametrize(("size", "landscape"), [("A2", True), ("A0", True), ("A1", False)])
def test_a_poster_on_sheets_has_one_overview_and_a_label_on_each(
    country, size: str, *, landscape: bool
) -> None:
    paper = Paper.named(size, landscape=landscape)
    tiling = tiled(paper, "A4")
    assert tiling is not None
    pdf = print_pdf(spec(), country, paper=paper, tiling=tiling, today=TODAY)
    first, *pages = pypdf.PdfReader(io.BytesIO(pdf)).pages

    assert f"sheets of A4 make one map of {size}" in words_of(first)
    assert "100 mm long" in words_of(first)
    assert len(pages) == len(tiling.sheets())
    for page, sheet in zip(pages, tiling.sheets(), strict=True):
        assert sheet.label in words_of(page)
        assert sorted(sides_mm(page)) == pytest.approx([210, 297], abs=0.1)


@pytest.mark.parametrize("name", ["सिन्धुपाल्चोक", "काठमाडौँ", "محافظة", "Vaʻa-o-Fonoti"])
def test_the_letters_of_every_shipped_script_are_joined_on_paper(name: str) -> None:
    line = Line(x=10, y=60, text=name, size=40, colour="#000000")
    stack = Stack(
        width=500, height=100, title="", about="", ground="#ffffff", sheets=("",), lines=(line,)
    )
    png = compiled(page_source(stack, language="ne"), format="png", ppi=96)
    left, _, right, _ = ImageOps.invert(Image.open(io.BytesIO(png)).convert("L")).getbbox() or ()

    assert right - left == pytest.approx(text_width(name, 40), rel=0.06)


HOSTILE = [
    "#set text(red)",
    '"]; #panic()',
    "<script>",
    "{{7*7}}",
    "$x$",
    "`a`",
    "\\u{41}",
    "@a *b* _c_",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_is_printed_as_typed(hostile: str) -> None:
    boundaries = boundary_set(squares(2, 1), names=[hostile, "b"])
    changed = replace(spec(2), title=hostile)
    pdf = print_pdf(changed, boundaries, paper=A4, today=TODAY)
    words = words_of(pypdf.PdfReader(io.BytesIO(pdf)).pages[0])

    assert words.count(hostile) >= 2


def test_a_paper_for_words_from_right_to_left_is_made(country) -> None:
    svg = print_svg(spec(language="ar"), country, paper=A4, today=TODAY)

    assert "Share by place" in texts(svg)
    note = next(text for text in texts(svg) if "°" in text)
    assert re.search("\u200e[0-9.]+° N، \u200e[0-9.]+° E", note), "each in one piece"


def test_sheets_laid_edge_on_edge_are_the_whole_poster(country, tmp_path) -> None:
    paper = Paper.named("A2", landscape=True)
    tiling = tiled(paper, "A4")
    assert tiling is not None
    (whole,) = rendered(print_pdf(spec(), country, paper=paper, today=TODAY), tmp_path / "whole")
    pdf = print_pdf(spec(), country, paper=paper, tiling=tiling, today=TODAY)
    _, *pages = rendered(pdf, tmp_path / "sheets")
    laid = Image.new("L", whole.size, "white")
    width, height = (dots(side) for side in tiling.window_mm)
    edge = dots(EDGE_MM)
    for page, sheet in zip(pages, tiling.sheets(), strict=True):
        window = page.crop((edge, edge, edge + width, edge + height))
        laid.paste(window, (dots(sheet.x_mm), dots(sheet.y_mm)))
    far = ImageChops.difference(whole, laid).point(lambda level: 255 * (level > 128))
    marks = Image.new("L", whole.size)
    draw = ImageDraw.Draw(marks)
    for sheet in tiling.sheets():
        for seam in seams_of(sheet, tiling):
            draw.rectangle([dots(side) for side in seam], fill=255)
    beside_marks = ImageChops.subtract(far, marks)

    assert far.getbbox() is not None, "the crosses and the lines to cut along are on the sheets"
    assert beside_marks.getbbox() is None
