"""Two rates, clusters, streams and points on paper: the fills, the key, nothing that misleads."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from mapping.cartography.layers import (
    BivariateLayer,
    Category,
    ClusterLayer,
    FlowEnd,
    FlowLayer,
    Hatch,
    MapPoint,
    MapSpec,
    PointOverlay,
    Stream,
)
from mapping.render.still.picture import to_svg
from mapping.render.still.streams import IN, OTHER, OUT, stream_path
from tests.mapping.render.drawn import TODAY, boundary_set, spec, squares, texts

PLACES = squares()
CELLS = tuple(Category(label=f"cell {i}", colour=f"#{i}{i}{i}{i}{i}{i}", count=i) for i in range(4))


def drawn(shown: MapSpec) -> ElementTree.Element:
    svg = to_svg(shown, boundary_set(PLACES), width_px=1100, today=TODAY)
    return ElementTree.fromstring(svg)


def fills(root: ElementTree.Element) -> list[str]:
    return [node.get("fill", "") for node in root.iter() if node.get("fill-rule")]


def bivariate() -> MapSpec:
    base = spec()
    legend = base.layer.legend
    layer = BivariateLayer(
        legend=replace(legend, classes=()),
        first=replace(legend, title="First rate"),
        second=replace(legend, title="Second rate"),
        cells=CELLS,
        values=tuple(v._replace(class_index=None if v.mark else 3) for v in base.layer.values),
        first_values=base.layer.values,
        second_values=base.layer.values,
    )
    return replace(base, layer=layer)


def flows(selected: str | None = None) -> MapSpec:
    base = spec()
    ends = tuple(FlowEnd(f"P{i}", f"Place {i}", (i,)) for i in range(12))
    layer = FlowLayer(
        legend=base.layer.legend,
        values=base.layer.values,
        largest=11.0,
        ends=ends,
        streams=(Stream(0, 5, 90.0, "90"), Stream(5, 0, 40.0, "40"), Stream(3, 7, 10.0, "10")),
        drawn=2,
        threshold=10,
        rest="1 more stream, 10 people.",
        circles="Circles: the same place.",
        origins_on_map=True,
    )
    return replace(base, layer=layer, selected=selected)


def test_two_rates_fill_places_with_the_colour_of_their_cell() -> None:
    root = drawn(bivariate())
    shown = [fill for fill in fills(root) if fill == CELLS[3].colour]
    words = texts(ElementTree.tostring(root, encoding="unicode"))

    assert len(shown) == 9, "three of twelve carry a mark"
    assert "↖ Second rate" in words
    assert "First rate ↗" in words
    assert len(fills(root)) == 3 * 12, "the map, and a small one of each rate"


def test_clusters_have_a_row_of_the_key_for_each_kind() -> None:
    base = spec()
    values = tuple(v._replace(class_index=None if v.mark else 1) for v in base.layer.values)
    layer = ClusterLayer(
        legend=replace(base.layer.legend, classes=()), categories=CELLS, values=values
    )
    root = drawn(replace(base, layer=layer))
    words = texts(ElementTree.tostring(root, encoding="unicode"))

    assert fills(root).count(CELLS[1].colour) == 9
    assert {cell.label for cell in CELLS} <= set(words)


@pytest.mark.parametrize(
    ("selected", "colours"), [(None, [OTHER, OTHER]), ("P0", [OUT, IN]), ("P7", [IN])]
)
def test_streams_are_those_of_the_selected_place_in_two_colours(
    selected: str | None, colours: list[str]
) -> None:
    root = drawn(flows(selected))
    streams = [node for node in root.iter() if node.get("fill-opacity") and node.get("stroke")]
    lines = [node.get("fill") for node in streams if node.tag.endswith("path")]
    words = " ".join(texts(ElementTree.tostring(root, encoding="unicode")))

    assert lines == colours
    assert "1 more stream, 10 people." in words
    assert "No data" not in words, "places lie bare under streams"


def test_a_stream_is_broad_where_it_begins_and_bends_the_other_way_back() -> None:
    there = stream_path((0, 0), (100, 0), 10)
    back = stream_path((100, 0), (0, 0), 10)

    def spots(path: str) -> list[tuple[float, float]]:
        pairs = (pair.split(",") for pair in path.strip("Mz").split("L"))
        return [(float(x), float(y)) for x, y in pairs]

    begin, end = abs(spots(there)[0][1] - spots(there)[-1][1]), spots(there)[15]
    assert begin == pytest.approx(10, rel=0.1)
    assert abs(end[1] - spots(there)[16][1]) < 2
    assert max(y for _, y in spots(there)) > 5 > -5 > min(y for _, y in spots(back))


def test_points_lie_where_they_are_and_have_shapes_of_their_own() -> None:
    overlay = PointOverlay(
        title="Services",
        categories=CELLS[:2],
        points=(MapPoint(12.0, 1.5, 0, "middle"), MapPoint(60.0, 1.5, 1, "elsewhere")),
        source_line="Points: survey, 2026.",
    )
    root = drawn(replace(spec(), points=overlay))
    words = texts(ElementTree.tostring(root, encoding="unicode"))
    group = next(node for node in root.iter() if node.get("transform", "").startswith("translate"))
    assert group is not None
    circles = [n for n in root.iter() if n.tag.endswith("circle") and n.get("fill") == "#000000"]

    assert {"Services", "cell 0", "cell 1", "Points: survey, 2026."} <= set(words)
    assert len(circles) == 2, "one on the map, one in the key; what lies elsewhere is left out"


def test_slanted_lines_lie_over_the_colour_of_their_places_and_say_why() -> None:
    hatched = spec(hatch=Hatch(label="Uncertain: few answers", places=(3, 4)))
    root = drawn(hatched)
    colours = fills(root)
    assert [fill for fill in colours if "with-care" in fill] == ["url(#with-care)"] * 2
    assert [fill for fill in colours if "with-care" not in fill] == fills(drawn(spec()))
    assert "Uncertain: few answers" in [node.text for node in root.iter()]
    assert "url(#with-care)" not in fills(drawn(replace(flows(), hatch=hatched.hatch)))
