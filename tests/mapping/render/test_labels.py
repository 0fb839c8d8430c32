"""Names beside circles stand on land or on the sea, and on the coast only where nothing is free."""

import pytest
import shapely

from mapping.render.still.labels import draw_names
from mapping.render.still.layout import Placed
from mapping.render.still.shapes import DrawnPlace, Panel
from mapping.render.still.writer import text_width

NAME, SIZE, RADIUS = "Tongatapu", 12.0, 30.0


class Names:
    """Stands for a picture: where names begin."""

    def __init__(self) -> None:
        self.at: list[tuple[float, float]] = []

    def text(self, x: float, y: float, text: str, **_look: object) -> None:
        assert text == NAME
        self.at.append((x, y))


def name_beside_a_circle(land: shapely.Geometry) -> shapely.Geometry:
    """The box of the name of a place whose circle is in the middle of 400 by 400 pixels."""
    middle = (200.0, 200.0)
    place = DrawnPlace(
        place_code="A", path="", centre=middle, size_px=300, is_whole=True, box=land.bounds
    )
    panel = Panel(
        width=400,
        height=400,
        metres_a_px=1,
        west_m=0,
        north_m=0,
        places=(place,),
        inner_lines="",
        outline="",
        land=land,
    )
    names = Names()
    circle = (200 - RADIUS, 200 - RADIUS, 200 + RADIUS, 200 + RADIUS)
    draw_names(
        names,
        Placed(panel=panel, left=0, top=0),
        {"A": NAME},
        lambda _: "none",
        size=SIZE,
        taken=[circle],
        on_own_only=False,
    )
    ((x, y),) = names.at
    return shapely.box(x, y - SIZE, x + text_width(NAME, SIZE), y + 0.3 * SIZE)


@pytest.mark.parametrize(
    "land",
    [
        shapely.box(140, 150, 260, 390),  # too narrow for a name at a side, not for one below
        shapely.box(140, 10, 260, 250),  # nor for one above
        shapely.box(10, 150, 390, 250),  # wide: beside, as ever
        shapely.box(195, 195, 205, 205),  # a speck: on the sea
    ],
)
def test_a_name_beside_a_circle_does_not_stand_on_the_coast(land) -> None:
    box = name_beside_a_circle(land)

    assert land.covers(box) or not land.intersects(box)


def test_names_of_neighbours_do_not_run_into_one_another() -> None:
    width = text_width(NAME, SIZE)
    places = tuple(
        DrawnPlace(
            place_code=code,
            path="",
            centre=(200 + side * (width / 2 + 0.5), 200),
            size_px=300 + side,
            is_whole=True,
            box=(200 + side * width - width / 2, 100, 200 + side * width + width / 2, 300),
        )
        for code, side in (("A", -1), ("B", 1))
    )
    panel = Panel(
        width=400,
        height=400,
        metres_a_px=1,
        west_m=0,
        north_m=0,
        places=places,
        inner_lines="",
        outline="",
        land=shapely.box(0, 150, 400, 250),
    )
    names = Names()
    draw_names(
        names,
        Placed(panel=panel, left=0, top=0),
        {"A": NAME, "B": NAME},
        lambda _: "none",
        size=SIZE,
        taken=[],
        on_own_only=False,
    )
    (first_x, first_y), (second_x, second_y) = names.at
    assert abs(first_x - second_x) >= width + 4 or abs(first_y - second_y) > SIZE
