"""Pictures of maps: everything that must stand on them does, as text, and nothing that must not."""

import io
import json
import math
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from shapely import MultiPolygon, Point, box

from mapping.cartography.layers import Mark
from mapping.render.still.locator import locator_svg
from mapping.render.still.picture import prepare, to_png, to_svg
from mapping.render.still.shapes import fit, project
from mapping.render.still.style import HATCH_ID, MARKS
from mapping.render.still.writer import printable, text_width, wrapped
from tests.mapping.render.drawn import TODAY, boundary_set, spec, squares, texts

SHARED = Path(os.environ.get("LMP_SHARED_DIR") or Path(__file__).parents[3] / "../shared")
HOSTILE = ["<script>alert(1)</script>", "{{7*7}}", "${x}", "`a`", 'x" onload="y', "&amp;", "{#3}"]


def test_everything_that_must_stand_on_a_map_stands_on_it() -> None:
    svg = to_svg(spec(), boundary_set(squares()), width_px=900, today=TODAY)
    words = " | ".join(texts(svg))

    for wanted in (
        "Share by place",
        "% of households",
        *("0–10", "10–20", "Zero", "No data", "Not shown (protected)"),
        "km",
        "Lambert azimuthal equal-area projection, centred on 1.5° N, 12.0° E.",
        "Data: Office, Census, 2021.",
        "Boundaries: Mapper, 2024. Licence: free.",
        "Map made on 22 November 2026.",
        "Proxy for something.",
        "This map is for illustration only.",
    ):
        assert wanted in words, wanted


def test_zero_no_data_and_not_shown_are_filled_as_three_different_things() -> None:
    svg = to_svg(spec(), boundary_set(squares()), width_px=900, today=TODAY)
    fills = [
        node.get("fill") for node in ElementTree.fromstring(svg).iter() if node.get("fill-rule")
    ]

    assert fills[:3] == [MARKS[Mark.ZERO], MARKS[Mark.NO_DATA], f"url(#{HATCH_ID})"]
    assert fills[3:] == ["#86c3da"] * 4 + ["#122f5c"] * 5


def test_a_map_without_furniture_is_the_map_alone() -> None:
    svg = to_svg(spec(20), boundary_set(squares(5, 4)), width_px=400, furniture=False, today=TODAY)

    assert texts(svg) == []
    assert ElementTree.fromstring(svg).get("width") == "400"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_names_and_titles_are_shown_as_typed(hostile: str) -> None:
    boundaries = boundary_set(squares(), names=[hostile] * 12)
    shown = spec(title=hostile, notes=(hostile,), source_line=hostile)
    svg = to_svg(shown, boundaries, width_px=900, today=TODAY)

    assert hostile in texts(svg)
    root = ElementTree.fromstring(svg)
    assert not [n for n in root.iter() if n.tag.endswith("script") or n.get("onload")]


@pytest.mark.skipif(not (SHARED / "corpus").exists(), reason="no reference folder")
def test_naughty_strings_make_no_broken_picture() -> None:
    strings = json.loads((SHARED / "corpus/upstream/blns/blns.json").read_text("utf-8"))
    boundaries = boundary_set(squares())
    for text in strings:
        root = ElementTree.fromstring(
            to_svg(spec(title=text), boundaries, width_px=900, today=TODAY)
        )
        title = root.find("{http://www.w3.org/2000/svg}title")
        assert title is not None
        assert (title.text or "") == printable(text)


def test_a_title_too_long_for_a_line_goes_on_to_the_next() -> None:
    title = "Households with a member absent abroad by district " * 3
    svg = to_svg(spec(title=title), boundary_set(squares()), width_px=600, today=TODAY)

    for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        size = float(node.get("font-size") or 0)
        assert float(node.get("x") or 0) >= 0
        if node.get("text-anchor") is None:
            right = float(node.get("x") or 0) + text_width("".join(node.itertext()), size)
            assert right <= 600 + 1


def test_wrapping_loses_no_word_and_cuts_what_is_too_long() -> None:
    words = "one two three " + "x" * 300
    lines = wrapped(words, 120, 10)

    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(text_width(line, 10) <= 120 for line in lines)


@pytest.mark.parametrize("width", [320, 480, 640, 900, 1400])
@pytest.mark.parametrize("kind", ["choropleth", "symbols"])
def test_legend_and_map_never_lie_on_each_other(width: int, kind: str) -> None:
    from mapping.render.still.layout import Space, arrange
    from mapping.render.still.legend import LegendBlock
    from mapping.render.still.style import Sizes

    boundaries = boundary_set(squares(6, 2))
    sizes = Sizes.of_width(width)
    legend = LegendBlock(spec(kind=kind), sizes, boundaries=boundaries, circle_scale=1.0)
    inner = width - 2 * sizes.margin
    space = Space(width=inner, height=None, legend=(legend.width, legend.height), sizes=sizes)
    area = arrange(boundaries, space)
    assert area.legend is not None
    left, top = area.legend

    assert left >= 0
    assert left + legend.width <= inner + 1
    assert top + legend.height <= area.height + 1
    for placed in area.panels:
        x, y = left - placed.left, top - placed.top
        assert not placed.panel.covers((x, y, x + legend.width, y + legend.height))


def test_a_country_across_the_antimeridian_is_one_country() -> None:
    west = box(179, -1, 180, 1)
    east = box(-180, -1, -179, 1)
    across = MultiPolygon([box(178, 1, 180, 2), box(-180, 1, -178, 2)])
    projected = project(boundary_set([west, east, across]))

    assert abs(projected.centre[0]) == pytest.approx(180)
    bounds = projected.bounds(0)
    assert bounds[2] - bounds[0] == pytest.approx(4 * 111_000, rel=0.02)
    joined = projected.whole.shapes[2]
    assert joined.geom_type == "Polygon", "the cut at 180 degrees is no border"


def test_areas_keep_their_proportions_far_from_the_equator() -> None:
    projected = project(boundary_set([box(10, 60, 11, 61), box(10, 0, 11, 1)]))
    north, equator = (shape.area for shape in projected.whole.shapes)
    exact = (math.sin(math.radians(61)) - math.sin(math.radians(60))) / math.sin(math.radians(1))

    assert north / equator == pytest.approx(exact, rel=0.02)


def test_a_place_too_small_to_see_gets_a_marker() -> None:
    speck = Point(20, 1).buffer(0.002)
    boundaries = boundary_set([*squares(8, 3), speck])
    svg = to_svg(spec(25), boundaries, width_px=900, furniture=False, today=TODAY)

    circles = ElementTree.fromstring(svg).findall(".//{http://www.w3.org/2000/svg}circle")
    assert [c.get("fill") for c in circles] == ["#122f5c"]
    assert float(circles[0].get("r") or 0) >= 3


def test_islands_far_away_are_drawn_in_boxes_of_their_own() -> None:
    near = [
        box(10 + c / 10, r / 10, 10.1 + c / 10, r / 10 + 0.1) for r in range(3) for c in range(4)
    ]
    far = Point(15, 5).buffer(0.05)
    boundaries = boundary_set([*near, far])
    projected = project(boundaries)
    svg = to_svg(spec(13), boundaries, width_px=900, today=TODAY)

    assert [len(group.members) for group in projected.groups] == [12, 1]
    assert "P12" in texts(svg), "the box says what is in it"
    assert "Insets may have scales of their own." in " ".join(texts(svg))


def test_borders_of_parents_are_drawn_over_those_of_places() -> None:
    parents = ["A" if i % 4 < 2 else "B" for i in range(12)]
    panel = fit(boundary_set(squares(), parents=parents), 0, 400, 300)
    alone = fit(boundary_set(squares()), 0, 400, 300)

    assert panel.inner_lines.startswith("M")
    assert alone.inner_lines == ""


def test_circles_have_areas_in_proportion_and_the_largest_lies_below() -> None:
    shown = spec(kind="symbols")
    svg = to_svg(shown, boundary_set(squares()), width_px=900, furniture=False, today=TODAY)
    circles = ElementTree.fromstring(svg).findall(".//{http://www.w3.org/2000/svg}circle")
    radii = [float(c.get("r") or 0) for c in circles if c.get("fill-opacity")]

    assert radii == sorted(radii, reverse=True)
    assert (radii[0] / radii[-1]) ** 2 == pytest.approx(11 / 3, rel=0.02)


def test_the_same_map_is_drawn_the_same_and_fast_from_memory() -> None:
    boundaries = boundary_set(squares(30, 20))
    first = to_svg(spec(600), boundaries, width_px=900, today=TODAY)
    again = to_svg(spec(600), boundary_set(squares(30, 20)), width_px=900, today=TODAY)

    assert first == again


def test_a_png_has_the_size_asked_for_and_ink_on_it() -> None:
    png = to_png(spec(), boundary_set(squares()), width_px=1200, today=TODAY)
    picture = Image.open(io.BytesIO(png)).convert("RGB")

    assert picture.width == 1200
    colours = {colour for _, colour in picture.getcolors(1 << 20) or []}
    assert {(0x86, 0xC3, 0xDA), (0x12, 0x2F, 0x5C), (255, 255, 255)} <= colours


def test_people_who_do_not_see_the_map_are_told_what_it_shows() -> None:
    root = ElementTree.fromstring(
        to_svg(spec(), boundary_set(squares()), width_px=900, today=TODAY)
    )
    about = root.find("{http://www.w3.org/2000/svg}desc")

    assert root.get("role") == "img"
    assert about is not None
    assert "10 of 12 places" in (about.text or "")
    assert "Lowest: P0, 0 % of households. Highest: P11, 11" in (about.text or "")


def test_a_locator_shows_the_place_in_its_parent_in_the_country() -> None:
    parents = ["A"] * 6 + ["B"] * 6
    boundaries = boundary_set(squares(), parents=parents)
    svg = locator_svg(boundaries, "P3", width_px=200, label="P3 in A")
    fills = [
        node.get("fill") for node in ElementTree.fromstring(svg).iter() if node.get("fill-rule")
    ]

    assert len(set(fills)) == 3
    assert fills.count(fills[0]) == 1, "the country is one shape"
    assert fills.count(fills[1]) == 6, "the places of its parent, on the map of each of them"
    assert fills.count(fills[-1]) == 1, "one place is dark, over them"


def test_a_locator_of_units_right_below_the_country_shows_each_of_them() -> None:
    boundaries = boundary_set(squares(), parents=["A"] * 12)
    svg = locator_svg(boundaries, "P3", width_px=200, label="P3")
    fills = [
        node.get("fill") for node in ElementTree.fromstring(svg).iter() if node.get("fill-rule")
    ]

    assert len(set(fills)) == 2
    assert len(fills) == 12 + 1, "all places, and the place itself over them"


def test_a_map_without_a_selection_and_its_outline_make_the_same_map_as_one_with_it() -> None:
    boundaries = boundary_set(squares())
    chosen = to_svg(spec(selected="P3"), boundaries, width_px=600, today=TODAY)
    stack = prepare(spec(), boundaries, width_px=600, today=TODAY).outlining("P3")

    drawn = [
        ElementTree.tostring(n) for n in ElementTree.fromstring(stack.to_svg()).iter("{*}path")
    ]
    expected = [ElementTree.tostring(n) for n in ElementTree.fromstring(chosen).iter("{*}path")]
    assert sorted(drawn) == sorted(expected)


def test_sheets_have_one_size_and_only_the_lowest_has_a_ground() -> None:
    stack = prepare(spec(), boundary_set(squares()), width_px=600, today=TODAY).outlining("P3")
    roots = [ElementTree.fromstring(sheet) for sheet in stack.to_svgs()]

    assert len(roots) == 2
    assert len({root.get("viewBox") for root in roots}) == 1
    grounds = [root.find("{*}rect") for root in roots]
    assert grounds[0].get("fill") == "#ffffff"
    assert grounds[1] is None


def test_a_locator_puts_a_ring_around_a_speck() -> None:
    boundaries = boundary_set([*squares(8, 3), Point(20, 1).buffer(0.002)])
    svg = locator_svg(boundaries, "P24", width_px=200, label="speck")

    rings = [
        n
        for n in ElementTree.fromstring(svg).iter()
        if n.tag.endswith("circle") and n.get("stroke")
    ]
    assert len(rings) == 1


@pytest.mark.parametrize("side", [-20.0, 40.0])
def test_the_ring_around_a_speck_at_the_edge_is_whole(side) -> None:
    boundaries = boundary_set([*squares(8, 3), Point(side, 1).buffer(0.002)])
    picture = ElementTree.fromstring(
        locator_svg(boundaries, "P24", width_px=200, label="speck at the edge")
    )
    for group in picture.iter():
        for ring in group.findall("{*}circle[@stroke]"):
            moved = float(re.search(r"translate\(([-\d.]+)", group.get("transform"))[1])
            reach = float(ring.get("r")) + float(ring.get("stroke-width")) / 2
            assert reach <= moved + float(ring.get("cx")) <= 200 - reach
            return
    pytest.fail("there is no ring")
