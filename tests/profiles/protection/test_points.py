"""Points of a file, as a table in memory: which columns say what, and what is refused."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from pyproj import Geod

from mapping.errors import BadTableError, UnknownChoiceError
from mapping.places import AdminLevel
from profiles.protection import masking
from profiles.protection.points import PointColumns, counted_points, moved_points

SECRET = b"a secret of a test"
PATH = Path("points.geojson")
WEST, EAST = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)


class Places:
    """Two squares beside each other: all that is asked of a boundary set."""

    level = AdminLevel.ADM2
    frame = gpd.GeoDataFrame({"place_code": ["W", "E"]}, geometry=[WEST, EAST], crs="EPSG:4326")


def points(rows, **columns):
    shapes = [shapely.Point(*at) if isinstance(at, tuple) else at for at in rows]
    return gpd.GeoDataFrame(
        columns, geometry=shapes, crs="EPSG:4326", index=range(1, len(rows) + 1)
    )


def moved(frame, **columns):
    return moved_points(frame, Places(), PointColumns(**columns), secret=SECRET, path=PATH)


def metres(frame, shown):
    pairs = zip(frame.geometry, shown.geometry, strict=True)
    return [Geod(ellps="WGS84").inv(a.x, a.y, b.x, b.y)[2] for a, b in pairs]


def test_a_point_is_shown_in_its_own_place_with_the_columns_that_are_named():
    frame = points([(0.5, 0.5), (1.5, 0.5)], name=["Ana", "Bo"], kind=["a", "b"])
    shown = moved(frame, keep=("kind",))
    assert list(shown.columns) == ["kind", "place_code", "position", "geometry"]
    assert shown["place_code"].tolist() == ["W", "E"]
    assert shown["position"].tolist() == ["displaced", "displaced"]
    assert shown["kind"].tolist() == ["a", "b"]
    for point, place in zip(shown.geometry, (WEST, EAST), strict=True):
        assert place.covers(point)
    assert all(one > 0 for one in metres(frame, shown))


@pytest.mark.parametrize("word", ["u", "Urban", " URBAIN ", "urbano", "1"])
def test_points_in_towns_move_two_kilometres_at_most_and_others_farther(word):
    rows = [(0.5, 0.3 + n / 100) for n in range(40)]
    ids = [str(n) for n in range(40)]
    town = points(rows, id=ids, kind=[word] * 40)
    near = metres(town, moved(town, id="id", setting="kind"))
    far = metres(town, moved(town, id="id"))
    assert max(near) <= 2_000.5
    assert max(far) > 2_500
    other = points(rows, id=ids, kind=["2"] * 40)
    assert metres(other, moved(other, id="id", setting="kind")) == far


def test_what_a_point_is_called_decides_how_it_moves_and_else_where_it_is():
    rows = [(0.5, 0.5), (0.5, 0.5), (0.50001, 0.5)]
    by_place = moved(points(rows)).geometry.tolist()
    assert by_place[0] == by_place[1] != by_place[2]
    by_name = moved(points(rows, id=["a", "b", "a"]), id="id").geometry.tolist()
    assert by_name[0] != by_name[1]
    again = moved(points([(0.5, 0.5)], id=["a"]), id="id").geometry.tolist()
    assert again == by_name[:1]


def test_every_point_that_cannot_be_shown_is_named_with_its_number():
    frame = points([(0.5, 0.5), (5.0, 5.0), (6.0, 6.0)])
    with pytest.raises(BadTableError) as caught:
        moved(frame)
    assert [(one.row, one.rule) for one in caught.value.problems] == [
        (2, "lies in no place"),
        (3, "lies in no place"),
    ]


def test_a_place_without_room_keeps_its_point_back(monkeypatch):
    monkeypatch.setattr(masking, "MOST_TRIES", 3)

    class Needle(Places):
        frame = gpd.GeoDataFrame(
            {"place_code": ["N"]}, geometry=[shapely.Point(0.5, 0.5)], crs="EPSG:4326"
        )

    with pytest.raises(BadTableError, match=r"row 1.*too small"):
        moved_points(points([(0.5, 0.5)]), Needle(), PointColumns(), secret=SECRET, path=PATH)


def test_what_is_no_point_is_refused():
    frame = points([(0.5, 0.5), shapely.box(0, 0, 1, 1), None])
    for refuse in (moved, lambda one: counted_points(one, PointColumns(), width_m=1e3, path=PATH)):
        with pytest.raises(BadTableError) as caught:
            refuse(frame)
        assert [one.row for one in caught.value.problems] == [2, 3]


@pytest.mark.parametrize("name", ["nobody", "geometry"])
@pytest.mark.parametrize("role", ["id", "setting"])
def test_a_column_that_is_not_there_is_named(name, role):
    with pytest.raises(UnknownChoiceError, match=name):
        moved(points([(0.5, 0.5)], kind=["a"]), **{role: name})
    with pytest.raises(UnknownChoiceError, match=name):
        moved(points([(0.5, 0.5)], kind=["a"]), keep=(name,))


def counted(cells, width_m=10_000.0):
    frame = points([(0.5, 0.5)] * len(cells), people=cells)
    return counted_points(frame, PointColumns(people="people"), width_m=width_m, path=PATH)


def test_people_of_one_hexagon_are_added_up_and_too_few_are_left_out():
    [(hexagon, people)] = counted(["4", "6", 0, "1,000"]).people
    assert people == 1_010
    assert hexagon.covers(shapely.Point(0.5, 0.5))
    assert counted(["4", "5"]).people == []
    assert counted(["4", "5"]).left_out == 9


def test_without_a_column_each_point_is_one_person():
    frame = points([(0.5, 0.5)] * 11)
    [(_, people)] = counted_points(frame, PointColumns(), width_m=1e4, path=PATH).people
    assert people == 11


@pytest.mark.parametrize("cell", ["-1", "2.5", "many", ""])
def test_a_number_of_people_that_is_none_is_named_with_its_row(cell):
    with pytest.raises(BadTableError) as caught:
        counted(["3", cell])
    [problem] = caught.value.problems
    assert (problem.row, problem.column, problem.value) == (2, "people", str(cell))
