"""Points of a person's own over a map."""

import json

import pytest

from mapping.cartography.kept_points import keep_points, read_kept_points
from mapping.cartography.palettes import POINT_COLOURS
from mapping.cartography.points import read_points
from mapping.errors import RefusedFileError
from mapping.render.message import point_numbers, point_texts

ROWS = (
    ("Clinic A", "Clinic", 85.3, 27.7),
    ("Clinic B", "Clinic", 84.0, 28.2),
    ("Desk", "Help", 85.0, 27.5),
)


def geojson(folder, rows):
    path = folder / "services.geojson"
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "category": category},
            "geometry": {"type": "Point", "coordinates": [x, y]},
        }
        for name, category, x, y in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def test_points_come_with_their_categories_the_commonest_first(tmp_path) -> None:
    found = read_points(geojson(tmp_path, ROWS), "en")

    assert [(row.label, row.count) for row in found.categories] == [("Clinic", 2), ("Help", 1)]
    assert point_texts(found) == ["Clinic A", "Clinic B", "Desk"]
    assert point_numbers(found)[:3] == [85.3, 27.7, 0]
    assert found.source_line == "Points: services.geojson."


def test_categories_beyond_those_of_the_key_are_put_together(tmp_path) -> None:
    rows = [(f"P{i}", f"C{i:02}", 84 + i / 100, 28.0) for i in range(12)]
    found = read_points(geojson(tmp_path, rows), "en")

    assert len(found.categories) == len(POINT_COLOURS)
    assert found.categories[-1].label == "Others"
    assert sum(row.count for row in found.categories) == 12


def test_a_file_without_points_is_refused_in_words(tmp_path) -> None:
    path = tmp_path / "area.geojson"
    ring = [[84, 27], [85, 27], [85, 28], [84, 27]]
    area = {"type": "Polygon", "coordinates": [ring]}
    path.write_text(json.dumps({"type": "Feature", "properties": {"name": "A"}, "geometry": area}))

    with pytest.raises(RefusedFileError) as caught:
        read_points(path, "en")
    assert "holds no points" in caught.value.what()


def test_points_that_are_kept_come_back_as_they_were_and_a_damaged_file_is_left_out(tmp_path):
    overlay = read_points(geojson(tmp_path, ROWS), "en")
    code = keep_points(tmp_path, overlay)
    (tmp_path / "layers" / "damaged.json").write_text("{", "utf-8")
    assert read_kept_points(tmp_path) == {code: overlay}
    assert keep_points(tmp_path, overlay) == code
