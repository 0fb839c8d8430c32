"""Where there is no Landlock, as on macOS and Windows, the other limits hold.

The process is real and so are its limits; it is only told that it runs on another system.
"""

import json
import os
from pathlib import Path

import pytest

from mapping.errors import UnreadableFileError
from mapping.intake import isolated
from mapping.intake.door import check_file
from mapping.intake.isolated import call_isolated
from mapping.intake.limits import ALLOWED_DRIVERS, FileKind, Limits
from mapping.intake.model import Outcome
from tests.mapping.intake.corpus import SECRET, listening

pytestmark = pytest.mark.usefixtures("cold_reader")
HERE = "mapping.intake.process.probes"
ELSEWHERE = """
import importlib.util, sys, types
spec = importlib.util.spec_from_file_location("worker", {path!r})
worker = importlib.util.module_from_spec(spec)
spec.loader.exec_module(worker)
worker.sys = types.SimpleNamespace(platform={system!r}, stdin=sys.stdin, modules=sys.modules)
worker.main()
"""


@pytest.fixture(params=["darwin", "win32"])
def system(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    if os.name == "nt" and request.param != "win32":
        pytest.skip("Windows has none of the limits of macOS")
    worker = tmp_path / "worker.py"
    text = ELSEWHERE.format(path=str(isolated.WORKER), system=request.param)
    worker.write_text(text, encoding="utf-8")
    monkeypatch.setattr(isolated, "WORKER", worker)
    return str(request.param)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "given.txt"
    path.write_text("given")
    return path


def test_there_is_no_closed_room(system: str, given: Path) -> None:
    found = call_isolated(f"{HERE}:confinement_task", given, {}, kind=FileKind.VECTOR)

    assert found["reads_given"]
    assert not found["confined"], system


def test_a_file_that_takes_too_long_is_given_up(system: str, given: Path) -> None:
    limits = Limits(cpu_seconds=1, wall_seconds=20.0 if system == "darwin" else 2.0)
    said = "longer than 1 seconds" if system == "darwin" else "longer than 2 seconds"
    with pytest.raises(UnreadableFileError, match=said):
        call_isolated(f"{HERE}:endless_task", given, {}, kind=FileKind.VECTOR, limits=limits)


@pytest.mark.usefixtures("system")
def test_only_the_allowed_drivers_are_there(given: Path) -> None:
    kind = FileKind.VECTOR
    found = call_isolated(f"{HERE}:drivers_task", given, {"kind": kind.value}, kind=kind)

    assert set(found["drivers"]) <= ALLOWED_DRIVERS[kind]


@pytest.mark.usefixtures("system")
def test_a_hostile_file_leaks_nothing_and_calls_nobody(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text(f"place,value\nA,{SECRET}\n")
    source = f"<SrcDataSource>{tmp_path / 'secret.csv'}</SrcDataSource>"
    vrt = tmp_path / "v.kml"
    vrt.write_text(
        f'<OGRVRTDataSource><OGRVRTLayer name="x">{source}</OGRVRTLayer></OGRVRTDataSource>'
    )
    visits: list[str] = []
    with listening(visits) as port:
        link = {"type": "link", "properties": {"href": f"http://127.0.0.1:{port}/crs"}}
        point = {"type": "Point", "coordinates": [1, 2]}
        feature = {"type": "Feature", "properties": {}, "geometry": point}
        calling = tmp_path / "c.geojson"
        document = {"type": "FeatureCollection", "crs": link, "features": [feature]}
        calling.write_text(json.dumps(document))
        found = [check_file(vrt), check_file(calling)]

    assert found[0].outcome is Outcome.REFUSED
    assert SECRET not in json.dumps([one.to_json() for one in found])
    assert visits == []
