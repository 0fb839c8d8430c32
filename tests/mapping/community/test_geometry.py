import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.community.geometry import DrawKind, Geometry
from mapping.errors import OperationRefusedError

RING = [[0, 0], [1, 0], [1, 1], [0, 0]]


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({"type": "Point", "coordinates": [1, 2]}, DrawKind.POINT),
        ({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, DrawKind.LINE),
        ({"type": "Polygon", "coordinates": [RING]}, DrawKind.AREA),
    ],
)
def test_points_lines_and_areas_come_back_as_they_were_given(raw, kind):
    geometry = Geometry.checked(raw)
    assert geometry.kind is kind
    assert geometry.to_geojson() == raw


def test_an_area_across_the_antimeridian_keeps_its_continuous_longitudes():
    ring = [[179, -17], [181, -17], [181, -16], [179, -16], [179, -17]]
    geometry = Geometry.checked({"type": "Polygon", "coordinates": [ring]})
    assert geometry.to_geojson()["coordinates"] == [ring]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (None, "neither a point"),
        ([], "neither a point"),
        ({"type": "Circle", "coordinates": [1, 2]}, "neither a point"),
        ({"type": ["Point"], "coordinates": [1, 2]}, "neither a point"),
        ({"type": "Point"}, "damaged"),
        ({"type": "Point", "coordinates": [1]}, "damaged"),
        ({"type": "Point", "coordinates": [1, 2, 3]}, "damaged"),
        ({"type": "Point", "coordinates": ["1", 2]}, "damaged"),
        ({"type": "Point", "coordinates": [True, 2]}, "damaged"),
        ({"type": "Point", "coordinates": [math.nan, 2]}, "damaged"),
        ({"type": "Point", "coordinates": [math.inf, 2]}, "damaged"),
        ({"type": "Point", "coordinates": [10**400, 2]}, "outside the world"),
        ({"type": "Point", "coordinates": [541, 2]}, "outside the world"),
        ({"type": "Point", "coordinates": [1, -90.1]}, "outside the world"),
        ({"type": "LineString", "coordinates": []}, "too few"),
        ({"type": "LineString", "coordinates": [[1, 2], [1, 2]]}, "too few"),
        ({"type": "LineString", "coordinates": "ab"}, "damaged"),
        ({"type": "LineString", "coordinates": [[-200, 0], [200, 0]]}, "around the world"),
        ({"type": "Polygon", "coordinates": []}, "damaged"),
        ({"type": "Polygon", "coordinates": [RING[:3]]}, "not closed"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]}, "too few"),
        ({"type": "LineString", "coordinates": [[i / 100, 0] for i in range(5001)]}, "5,000"),
        ({"type": "Polygon", "coordinates": [RING] * 1300}, "5,000"),
    ],
)
def test_what_no_map_can_show_is_refused_with_the_reason(raw, reason):
    with pytest.raises(OperationRefusedError, match=reason):
        Geometry.checked(raw)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@given(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["Point", "LineString", "Polygon"]) | anything,
            "coordinates": anything,
        }
    )
)
def test_anything_is_either_a_shape_or_refused(raw):
    try:
        geometry = Geometry.checked(raw)
    except OperationRefusedError:
        return
    assert Geometry.checked(geometry.to_geojson()) == geometry
