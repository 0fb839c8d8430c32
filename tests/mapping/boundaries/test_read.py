"""Reading boundary files and the prepared gazetteer, whole and damaged."""

import json
import shutil
import subprocess
import sys
from contextlib import suppress

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapping.boundaries.model import BoundarySet
from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.read import read_boundaries, read_gazetteer
from mapping.boundaries.schema import checked
from mapping.errors import UnreadableFileError

from .conftest import CHECKOUT

WITHOUT_HEAVY_IMPORTS = """
import sys
from pathlib import Path
from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.read import read_gazetteer
catalogue = read_boundary_catalogue(Path(sys.argv[1]))
for iso3 in catalogue.iso3s:
    assert read_gazetteer(catalogue, iso3).country.level == "ADM0"
heavy = {"pandas", "geopandas", "shapely", "pandera", "numpy", "pyproj"} & sys.modules.keys()
print(heavy)
sys.exit(bool(heavy))
"""


@pytest.fixture
def own(tmp_path, data_dir):
    """A data folder of the test's own with two packs."""
    for name in ("xxe", "wsm"):
        shutil.copytree(data_dir / "boundaries" / name, tmp_path / "boundaries" / name)
    shutil.copyfile(
        data_dir / "boundaries" / "catalogue.toml", tmp_path / "boundaries" / "catalogue.toml"
    )
    return tmp_path


def test_gazetteers_are_read_without_pandas_or_geopandas(data_dir):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_HEAVY_IMPORTS, str(data_dir)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "set()\n", "")


WITHOUT_CHECKING = """
import sys
from pathlib import Path
from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.read import read_boundaries
found = read_boundaries(read_boundary_catalogue(Path(sys.argv[1])).entry("XXE", "ADM2"))
assert len(found.outlines.shapes) == 6
print(bool({"pandera", "pandas"} & sys.modules.keys()))
"""


@pytest.mark.parametrize("known", [True, False])
def test_a_file_is_checked_unless_its_places_were_made_from_the_same_bytes(own, known):
    """What checks tables takes as long to load as it takes to draw a map."""
    if not known:
        (own / "boundaries" / "xxe" / "places.json").unlink()
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_CHECKING, str(own)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{not known}\n", "")


@pytest.mark.parametrize("prepared", [True, False])
def test_another_file_than_places_were_made_from_is_refused_for_its_faults(own, prepared):
    catalogue = read_boundary_catalogue(own)
    entry = catalogue.entry("XXE", "ADM2")
    frame = read_boundaries(entry).frame
    moved = frame.geometry.translate(0.01, 0).where(frame.index == 0, frame.geometry)
    frame.set_geometry(moved).to_parquet(entry.path)
    if not prepared:
        (own / "boundaries" / "xxe" / "places.json").write_text("{")
    with pytest.raises(UnreadableFileError, match="polygons overlap or gape"):
        read_boundaries(entry)


def test_every_shipped_set_keeps_the_rules(catalogue):
    for entry in catalogue.entries:
        assert checked(read_boundaries(entry).frame, entry).frame is not None


def test_what_is_drawn_of_a_known_file_is_what_its_table_holds(catalogue):
    for entry in catalogue.entries:
        known = read_boundaries(entry)
        drawn, held = known.outlines, BoundarySet(entry=entry, frame=known.frame).outlines
        assert (drawn.codes, drawn.parents) == (held.codes, held.parents)
        for language in ("en", "ne", "xx"):
            assert drawn.names_in(language) == held.names_in(language)
        assert (shapely.to_wkb(drawn.shapes) == shapely.to_wkb(held.shapes)).all()


def test_a_missing_boundary_file_is_named_and_other_packs_still_work(own):
    catalogue = read_boundary_catalogue(own)
    missing = own / "boundaries" / "xxe" / "adm1_2024.parquet"
    missing.unlink()
    for read in (
        lambda: read_gazetteer(catalogue, "XXE"),
        lambda: read_boundaries(catalogue.entry("XXE", "ADM1")),
    ):
        with pytest.raises(UnreadableFileError) as error:
            read()
        assert type(error.value) is UnreadableFileError
        assert error.value.facts["path"] == missing
        assert "No such file" in error.value.what()
    assert read_gazetteer(catalogue, "WSM").country.name == "Samoa"


def test_a_truncated_boundary_file_is_named_by_reader_and_gazetteer(own):
    catalogue = read_boundary_catalogue(own)
    path = own / "boundaries" / "xxe" / "adm2_2024.parquet"
    path.write_bytes(path.read_bytes()[:4000])
    with pytest.raises(UnreadableFileError, match=r"adm2_2024\.parquet"):
        read_boundaries(catalogue.entry("XXE", "ADM2"))
    with pytest.raises(UnreadableFileError, match=r"adm2_2024\.parquet"):
        read_gazetteer(catalogue, "XXE")


@given(at=st.floats(0, 0.999), value=st.binary(min_size=1, max_size=64))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_boundary_file_is_read_or_refused_and_nothing_else_happens(own, at, value):
    catalogue = read_boundary_catalogue(own)
    entry = catalogue.entry("XXE", "ADM2")
    whole = (CHECKOUT / "data" / "boundaries" / "xxe" / "adm2_2024.parquet").read_bytes()
    place = int(at * len(whole))
    entry.path.write_bytes(whole[:place] + value + whole[place + len(value) :])
    with suppress(UnreadableFileError):
        assert len(read_boundaries(entry).frame) == 6


def test_places_are_measured_again_when_a_boundary_file_has_changed(own, data_dir, caplog):
    folder = own / "boundaries" / "xxe"
    prepared = json.loads((folder / "places.json").read_text())
    prepared["files"]["adm2_2024.parquet"] = "of another file"
    prepared["places"] = [place for place in prepared["places"] if place["level"] != "ADM2"]
    (folder / "places.json").write_text(json.dumps(prepared))
    gazetteer = read_gazetteer(read_boundary_catalogue(own), "XXE")
    assert gazetteer == read_gazetteer(read_boundary_catalogue(data_dir), "XXE")
    assert "adm2_2024.parquet is not what its places were made from" in caplog.text


def test_a_pack_without_prepared_places_has_the_same_gazetteer(own, data_dir):
    (own / "boundaries" / "xxe" / "places.json").unlink()
    gazetteer = read_gazetteer(read_boundary_catalogue(own), "XXE")
    assert gazetteer == read_gazetteer(read_boundary_catalogue(data_dir), "XXE")


def test_places_of_a_users_own_pack_are_measured_once(own, data_dir, caplog):
    folder = own / "boundaries" / "xxe"
    (folder / "places.json").unlink()
    catalogue = read_boundary_catalogue(data_dir, own)
    first = read_gazetteer(catalogue, "XXE")
    assert "measuring it" in caplog.text
    caplog.clear()
    assert read_gazetteer(catalogue, "XXE") == first
    assert "measuring it" not in caplog.text


def test_measured_places_of_a_shipped_pack_are_not_written_beside_it(own):
    path = own / "boundaries" / "xxe" / "places.json"
    path.unlink()
    read_gazetteer(read_boundary_catalogue(own), "XXE")
    assert not path.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "not a list of prepared places"),
        (b"\xff", "not a list of prepared places"),
        (b"[]", "not a list of prepared places"),
        (b'{"format": 99}', "format is not 1"),
        (b'{"format": 1, "files": {}, "places": [{}]}', "not a list of prepared places"),
        (b'{"format": 1, "files": {}, "places": [{"centre": [1]}]}', "prepared places"),
    ],
)
def test_a_damaged_list_of_places_is_named(own, content, reason):
    (own / "boundaries" / "xxe" / "places.json").write_bytes(content)
    with pytest.raises(UnreadableFileError) as error:
        read_gazetteer(read_boundary_catalogue(own), "XXE")
    assert "places.json" in error.value.what()
    assert reason in error.value.what()


def test_a_level_added_by_the_user_joins_the_shipped_gazetteer(own, data_dir):
    """The districts of Examplia given again as a later vintage in a folder of the user's own."""
    shipped = (data_dir / "boundaries" / "catalogue.toml").read_text(encoding="utf-8")
    table = next(part for part in shipped.split("\n\n") if "xxe-ADM2" in part)
    (own / "boundaries" / "catalogue.toml").write_text(table.replace('= "2024"', '= "2025"'))
    catalogue = read_boundary_catalogue(data_dir, own)
    assert catalogue.entry("XXE", "ADM2").path.is_relative_to(own)
    assert len(read_gazetteer(catalogue, "XXE").places) == 9


def test_a_place_whose_parent_is_unknown_is_refused(own):
    path = own / "boundaries" / "xxe" / "places.json"
    path.write_text(path.read_text().replace('"parent_code": "ZZ02"', '"parent_code": "ZZ09"', 1))
    with pytest.raises(UnreadableFileError, match="ZZ0201 has the unknown parent ZZ09"):
        read_gazetteer(read_boundary_catalogue(own), "XXE")


def test_a_code_used_at_two_levels_is_refused(own):
    path = own / "boundaries" / "xxe" / "places.json"
    path.write_text(path.read_text().replace('"place_code": "ZZ0101"', '"place_code": "ZZ02"', 1))
    with pytest.raises(UnreadableFileError, match="the place code ZZ02 is used twice"):
        read_gazetteer(read_boundary_catalogue(own), "XXE")


def test_the_fingerprint_of_a_set_is_the_same_each_time_and_differs_between_sets(catalogue):
    first = read_boundaries(catalogue.entry("XXE", "ADM2"))
    again = read_boundaries(catalogue.entry("XXE", "ADM2"))
    other = read_boundaries(catalogue.entry("XXE", "ADM1"))
    assert first.fingerprint == again.fingerprint != other.fingerprint
