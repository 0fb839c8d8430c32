"""The script that makes the packs makes what is shipped."""

import importlib.util
import json
import sys

import pytest

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.read import read_boundaries

from .conftest import CHECKOUT


@pytest.fixture(scope="module")
def script():
    folder = CHECKOUT / "scripts"
    sys.path.insert(0, str(folder))
    try:
        spec = importlib.util.spec_from_file_location(
            "build_boundaries", folder / "build_boundaries.py"
        )
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(folder))
        sys.modules.pop("build_boundaries", None)


def rebuild(script, iso3, source, tmp_path, data_dir):
    """Build one pack into an empty folder and compare it with the shipped one."""
    script.copy_inputs(data_dir / "boundaries", tmp_path / "boundaries")
    script.build_pack(iso3, source, tmp_path / "boundaries")
    shipped, made = read_boundary_catalogue(data_dir), read_boundary_catalogue(tmp_path)
    for level in shipped.levels(iso3):
        before, after = shipped.entry(iso3, level), made.entry(iso3, level)
        assert read_boundaries(before).fingerprint == read_boundaries(after).fingerprint
    for name in ("places.json", "README.md"):
        old = (data_dir / "boundaries" / iso3.lower() / name).read_text(encoding="utf-8")
        new = (tmp_path / "boundaries" / iso3.lower() / name).read_text(encoding="utf-8")
        if name == "places.json":  # the bytes of a parquet file name the version of its writer
            old, new = json.loads(old)["places"], json.loads(new)["places"]
        assert old == new


def test_examplia_is_made_from_its_squares(script, tmp_path, data_dir):
    rebuild(script, "XXE", tmp_path, tmp_path, data_dir)


@pytest.mark.parametrize("iso3", ["NPL", "LKA", "FJI", "SLB"])
def test_a_pack_is_made_again_from_the_named_packages(script, iso3, shared, tmp_path, data_dir):
    rebuild(script, iso3, shared / "data" / "boundaries", tmp_path, data_dir)


def test_the_command_builds_the_packs_it_is_given(script, tmp_path, capsys):
    assert script.main(["--from", str(tmp_path), "--data", str(tmp_path), "xxe"], {}) == 0
    assert capsys.readouterr().out == "XXE: ADM0 1, ADM1 2, ADM2 6; 0 polygons repaired\n"
    assert (tmp_path / "boundaries" / "xxe" / "adm2_2024.parquet").is_file()


def test_a_correction_in_the_names_table_reaches_the_boundary_set(script, tmp_path, data_dir):
    script.copy_inputs(data_dir / "boundaries", tmp_path / "boundaries")
    table = tmp_path / "boundaries" / "xxe" / "names.csv"
    table.write_text(
        "source_id,place_code,name,name_en_alt,reason\nZZ0101,,Alder Vale,Alder|Old Alder,renamed\n"
        ",ZZ01,North,,\n,ZZ02,South,,\n"
    )
    built = script.build_pack("XXE", tmp_path, tmp_path / "boundaries")
    alder = built.sets[-1].frame.set_index("place_code").loc["ZZ0101"]
    assert (alder["name"], alder["name_en_alt"], alder["name_en_alt2"]) == (
        "Alder Vale",
        "Alder",
        "Old Alder",
    )
    readme = (tmp_path / "boundaries" / "xxe" / "README.md").read_text(encoding="utf-8")
    assert "- Alder Vale: renamed" in readme
