"""Files from outside: read in a closed room or refused with words; nothing leaks or calls out."""

import json
import os
import time
from pathlib import Path
from types import SimpleNamespace

import geopandas as gpd
import pytest
import shapely
from shapely import Polygon, box

from mapping.errors import DataError, RefusedFileError, UnreadableFileError
from mapping.intake import isolated
from mapping.intake.isolated import call_isolated
from mapping.intake.limits import ALLOWED_DRIVERS, FileKind, Limits
from mapping.intake.process import memory
from mapping.rasters.zones import read_outside_boundaries

SHARED = Path(os.environ.get("LMP_SHARED_DIR") or Path(__file__).parents[3] / "../shared")
CORPUS = SHARED / "corpus" / "own"
HERE = "mapping.intake.process.probes"
SHORT = Limits(cpu_seconds=3, wall_seconds=8.0)
GRID = "mapping.rasters.cells:zonal_task"
GRID_ARGUMENTS = {"places": [], "crs": "EPSG:4326", "band": 1, "stats": ["sum"]}

pytestmark = pytest.mark.usefixtures("cold_reader")
with_corpus = pytest.mark.skipif(not CORPUS.exists(), reason="no reference folder")


@with_corpus
@pytest.mark.parametrize("path", sorted((CORPUS / "images").glob("g*.*")), ids=lambda p: p.name)
def test_pictures_are_no_grids_for_lack_of_a_projection(path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        call_isolated(GRID, path, GRID_ARGUMENTS, kind=FileKind.RASTER, limits=SHORT)


@pytest.mark.skipif(os.name != "posix", reason="Landlock is in Linux")
def test_the_process_can_read_only_the_file_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "given.txt"
    path.write_text("given")
    found = call_isolated(f"{HERE}:confinement_task", path, {}, kind=FileKind.VECTOR)

    assert found["confined"] in {True, False}, "older kernels cannot close the room"
    if found["confined"]:
        assert found["reads_given"]
        assert not found["writes"]
        assert not found["connects"]


@pytest.mark.parametrize("kind", FileKind)
def test_only_the_allowed_drivers_are_there(tmp_path: Path, kind: FileKind) -> None:
    path = tmp_path / "given.txt"
    path.write_text("given")
    found = call_isolated(
        f"{HERE}:drivers_task", path, {"kind": kind.value}, kind=kind, limits=SHORT
    )

    assert found["drivers"]
    assert set(found["drivers"]) <= ALLOWED_DRIVERS[kind]


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "given.txt"
    path.write_text("given")
    limits = Limits(cpu_seconds=1, wall_seconds=5.0)
    with pytest.raises(UnreadableFileError, match="longer than"):
        call_isolated(f"{HERE}:endless_task", path, {}, kind=FileKind.VECTOR, limits=limits)


def test_a_job_larger_than_a_pipe_reaches_a_process_that_starts_slowly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolated, "LOOK_SECONDS", 0.001)  # looked at before it has begun
    path = tmp_path / "none.tif"
    path.write_text("no grid")
    outline = shapely.Point(0, 0).buffer(1, quad_segs=6000)  # ten times what a pipe takes
    much = {**GRID_ARGUMENTS, "places": [outline.wkb_hex]}
    with pytest.raises(UnreadableFileError) as said:
        call_isolated(GRID, path, much, kind=FileKind.RASTER, limits=SHORT)
    assert "longer than" not in str(said.value)


def test_a_process_that_cannot_limit_its_memory_is_ended_from_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    greedy = tmp_path / "greedy.py"
    greedy.write_text("import time\nheld = b'x' * (300 << 20)\ntime.sleep(60)\n")
    monkeypatch.setattr(isolated, "WORKER", greedy)
    began = time.monotonic()
    with pytest.raises(UnreadableFileError, match="more memory than is allowed"):
        call_isolated("", greedy, {}, kind=FileKind.ANY, limits=Limits(memory_mb=200))
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    ("platform", "real", "started"),
    [
        ("win32", "C:\\Python\\python.exe", "C:\\Python\\python.exe"),
        ("win32", "C:\\of it\\python.exe", "C:\\of it\\python.exe"),
        ("linux", "/usr/bin/python3", "C:\\of it\\python.exe"),
    ],
)
def test_the_process_whose_memory_is_looked_at_is_the_one_that_reads(
    platform, real, started, monkeypatch
) -> None:
    own = "C:\\of it\\python.exe"
    like = SimpleNamespace(executable=own, _base_executable=real)
    monkeypatch.setattr(isolated, "sys", like)
    program, launched = isolated._python(platform)
    assert program == started
    assert launched == ({} if started == own else {"__PYVENV_LAUNCHER__": own})


@pytest.mark.skipif(not Path(memory.PS[0]).exists(), reason="no ps")
@pytest.mark.parametrize("look", [memory.resident_mb, memory.of_ps])
def test_memory_of_a_process_is_known(look) -> None:
    assert 10 < look(os.getpid()) < 20_000
    assert memory.resident_mb(2**30) == 0


def test_only_functions_of_this_tool_are_called(tmp_path: Path) -> None:
    path = tmp_path / "given.txt"
    path.write_text("given")
    with pytest.raises(UnreadableFileError, match="no such task"):
        call_isolated("os:system", path, {}, kind=FileKind.VECTOR)


def square(code: str, west: float, **properties: object) -> dict[str, object]:
    ring = [[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]
    return {
        "type": "Feature",
        "properties": {"ADM2_PCODE": code, "ADM2_EN": f"Place {code}", **properties},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def geojson(path: Path, *features: object) -> Path:
    document = {"type": "FeatureCollection", "features": list(features)}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_columns_of_a_boundary_file_are_found_by_their_names(tmp_path: Path) -> None:
    path = geojson(tmp_path / "b.geojson", square("XX01", 0), square("XX02", 1))
    frame = read_outside_boundaries(path).frame

    assert frame["place_code"].tolist() == ["XX01", "XX02"]
    assert frame["name"].tolist() == ["Place XX01", "Place XX02"]
    assert frame.crs.to_epsg() == 4326


def test_columns_of_a_boundary_file_can_be_named(tmp_path: Path) -> None:
    path = geojson(tmp_path / "b.geojson", square("A", 0, other=7), square("B", 1, other=8))
    frame = read_outside_boundaries(path, place_code="other", place_name="ADM2_PCODE").frame

    assert frame["place_code"].tolist() == ["7", "8"]
    assert frame["name"].tolist() == ["A", "B"]


def test_a_boundary_file_with_repeated_codes_is_refused(tmp_path: Path) -> None:
    path = geojson(tmp_path / "b.geojson", square("A", 0), square("A", 1))

    with pytest.raises(DataError, match="a code stands in several rows"):
        read_outside_boundaries(path, place_code="ADM2_PCODE")


def test_other_formats_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "b.gml"
    path.write_text("<gml/>")
    with pytest.raises(RefusedFileError, match="no other XML"):
        read_outside_boundaries(path)


@pytest.mark.parametrize("name", ["b.gpkg", "b.parquet", "b.geojson"])
def test_every_map_can_be_boundaries_of_a_grid(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    columns = {"GID_1": ["T.1_1", "T.2_1", "T.3_1"], "NAME_1": ["A", None, "C"]}
    bow_tie = Polygon([(10, 0), (11, 1), (11, 0), (10, 1)])
    frame = gpd.GeoDataFrame(columns, geometry=[box(8, 0, 9, 1), bow_tie, None], crs=4326)
    frame = frame.to_crs(3857)
    if path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path)

    found = read_outside_boundaries(path).frame.set_index("place_code")

    assert found["name"].tolist() == ["A", "T.2_1", "C"]
    assert found.geometry.is_valid.all()
    areas = dict(zip(found.index, shapely.area(found.geometry.to_numpy()), strict=True))
    assert areas == pytest.approx({"T.1_1": 1, "T.2_1": 0.5, "T.3_1": 0}, abs=1e-3)


@with_corpus
def test_a_view_without_end_is_not_read_at_all() -> None:
    with pytest.raises(RefusedFileError):
        read_outside_boundaries(CORPUS / "hostile_vector" / "infinite_view.gpkg")
