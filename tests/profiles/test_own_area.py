import geopandas as gpd
import pytest
from shapely import box

from mapping.boundaries.own import OwnBoundaries, OwnColumns, build_own, keep_own
from mapping.boundaries.packs import FOLDER, read_boundary_catalogue
from mapping.places import AdminLevel
from mapping.settings import CHECKOUT, Settings
from profiles.own_area import keep_area
from profiles.pack import open_pack


def test_boundaries_of_ones_own_open_with_the_area_of_each_place(tmp_path):
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path)
    said = OwnBoundaries(
        iso3="VUT",
        country="Vanuatu",
        level=AdminLevel.ADM1,
        vintage="2020-01",
        columns=OwnColumns(name="name"),
    )
    squares = [box(x, 0, x + 1, 1) for x in range(2)]
    frame = gpd.GeoDataFrame({"name": ["Torba", "Sanma"]}, geometry=squares, crs="EPSG:4326")
    pack = build_own(frame, said, read_boundary_catalogue(settings.data_dir), tmp_path / FOLDER)
    keep_own(pack, data_dir=settings.data_dir, workspace_dir=tmp_path)
    keep_area(settings, "VUT")

    opened = open_pack(settings, "vut")
    (indicator,) = opened.indicators.values()
    assert (indicator.label(), indicator.unit()) == ("Area", "km²")
    assert opened.periods_of(indicator.code, AdminLevel.ADM1) == ("2020",)
    area = opened.published.value("VUT-ADM1-2", indicator.code, "2020").value
    assert area == pytest.approx(12_308.8, rel=1e-4)


def test_a_shipped_pack_gets_no_figures_of_its_own(tmp_path):
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path)
    keep_area(settings, "NPL")

    assert list(tmp_path.iterdir()) == []
