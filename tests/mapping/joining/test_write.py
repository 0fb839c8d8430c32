import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from mapping.errors import UnknownChoiceError
from mapping.joining.join import join_values
from mapping.joining.write import write_joined
from tests.mapping.joining.tables import places, table


@pytest.fixture
def polygons():
    return gpd.GeoSeries([box(n, 0, n + 1, 1) for n in range(2)], ["P1", "P2"], crs="EPSG:4326")


@pytest.fixture
def joined():
    cells = table(name=["Palpa", "Nowhere"], Name=["a", "b"], fid=["7", "8"])
    return join_values(cells, places("Palpa", "Rolpa"))[0]


@pytest.mark.parametrize("ending", [".gpkg", ".parquet", ".geojson"])
def test_places_without_data_stay_on_the_map_as_null(tmp_path, joined, polygons, ending):
    path = tmp_path / f"out{ending}"
    write_joined(joined, polygons, path)
    found = gpd.read_parquet(path) if ending == ".parquet" else gpd.read_file(path)
    assert found["place_code"].tolist() == ["P1", "P2"]
    assert found["join_method"].isna().tolist() == [False, True]
    assert found.geometry.bounds["minx"].tolist() == [0, 1]
    assert list(tmp_path.iterdir()) == [path]


def test_a_plain_table_has_the_columns_of_the_file(tmp_path, joined):
    path = tmp_path / "out.csv"
    write_joined(joined, None, path)
    found = pd.read_csv(path, dtype=str)
    assert list(found.columns) == ["place_code", "place_name", "join_method", "name", "Name", "fid"]
    assert found["fid"].tolist()[0] == "7"


def test_polygons_are_needed_for_a_map(tmp_path, joined):
    with pytest.raises(UnknownChoiceError, match=r"Choose one of: \.csv, \.parquet"):
        write_joined(joined, None, tmp_path / "out.gpkg")


def test_columns_of_the_table_named_as_ours_are_kept():
    cells = table(place_code=["P2"], name=["Rolpa"])
    frame, _ = join_values(cells, places("Palpa", "Rolpa"))
    assert frame["table_place_code"].tolist()[0] == "P2"
