"""The command line: names, files and exit codes that others build on."""

import errno
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from mapping import i18n
from mapping.errors import UnreadableFileError
from profiles.cli import asked, main
from profiles.cli.main import _reader_has_gone

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("LMP_SHARED_DIR") or ROOT / "../shared")
GRID = SHARED / "data" / "rasters" / "samoa_population_grid.tif"


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "profiles.cli", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, list[str]]:
    """Exit code, standard output, and the lines of standard error of a command in this process."""
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err.splitlines()


def test_help_names_every_command() -> None:
    done = run("--help")

    assert done.returncode == 0
    for command in ("app", "doctor", "packs", "map", "profile", "profiles", "verify", "zonal"):
        assert re.search(rf"^\s+{command}\s", done.stdout, re.MULTILINE), command


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from profiles.cli import main; main(['--help']);"
        "heavy = {'pandas', 'geopandas', 'streamlit', 'rasterio', 'typst', 'pydantic', 'pyarrow'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


def test_packs_is_one_json_document_of_the_agreed_shape() -> None:
    done = run("packs", "--json")
    document = json.loads(done.stdout)

    assert done.returncode == 0
    packs = {pack["iso3"]: pack for pack in document["packs"]}
    assert {"NPL", "SLB", "WSM", "PLW", "LKA", "FJI", "TON", "TLS", "XXE"} <= set(packs)
    nepal = packs["NPL"]
    assert {"iso3", "name", "levels", "indicators", "flows"} <= set(nepal)
    places = {level["level"]: level["places"] for level in nepal["levels"]}
    assert (len(places["ADM1"]), len(places["ADM2"])) == (7, 77)
    assert set(places["ADM2"][0]) == {"place_code", "name", "parent_code"}
    for level in nepal["levels"]:
        assert {"level", "vintage", "source", "places"} <= set(level)
    for indicator in nepal["indicators"]:
        wanted = {"code", "label", "unit", "kind", "levels", "periods", "source"}
        assert wanted <= set(indicator)
        assert indicator["levels"]
        assert indicator["periods"]
        assert indicator["source"], indicator["code"]
    assert len(nepal["flows"]) >= 3


def test_what_is_printed_into_a_file_of_another_code_page_is_whole() -> None:
    document = run("packs", "--json", PYTHONIOENCODING="cp1252").stdout

    assert document.isascii()
    assert "ʻ" in str(json.loads(document))


def test_letters_that_a_terminal_lacks_are_printed_as_escapes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, "cp1252", newline="\n"))
    asked.print_line("Kailali, कैलाली")
    sys.stdout.flush()

    assert written.getvalue().startswith(b"Kailali, \\u0915")


def test_a_damaged_pack_is_listed_with_its_fault_and_the_others_still_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("npl", "lka"))
    places = data / "boundaries" / "ton" / "places.json"
    places.write_text("{", encoding="utf-8")
    broken = data / "boundaries" / "ton" / "adm1_2021.parquet"
    broken.write_bytes(broken.read_bytes()[:100])
    monkeypatch.setenv("LMP_DATA_DIR", str(data))
    code, out, err = said(capsys, "packs", "--json")
    packs = {pack["iso3"]: pack for pack in json.loads(out)["packs"]}

    assert code == 0
    assert packs["FJI"]["indicators"]
    assert "ton" in packs["TON"]["error"]
    assert any("TON" in line for line in err)


@pytest.mark.parametrize("extension", ["svg", "png", "pdf"])
def test_map_writes_a_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], extension: str
) -> None:
    out = tmp_path / f"map.{extension}"
    code, _, err = said(
        capsys, "map", "wsm:ADM1", "--indicator", "pop_density", "--period", "2021", "--out", out
    )

    assert (code, err) == (0, [])
    starts = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}
    assert out.read_bytes().startswith(starts[extension])
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_map_writes_a_page_that_opens_without_a_server(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "map.html"
    code, _, err = said(capsys, "map", "WSM:adm1", "--indicator", "pop_density", "--out", out)
    page = out.read_text(encoding="utf-8")

    assert (code, err) == (0, [])
    assert "Content-Security-Policy" in page
    assert not re.search(r"""<(script|link|img)[^>]+(src|href)=["']https?://""", page)


def test_map_takes_the_breaks_it_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "map.svg"
    words = ("--indicator", "pop_density", "--scheme", "manual", "--breaks", "20,50,100")
    code, _, _ = said(capsys, "map", "wsm:ADM1", *words, "--out", out)

    assert code == 0
    assert "20.0–50.0" in out.read_text(encoding="utf-8")


MAP = ("map", "wsm:ADM1", "--indicator", "pop_density")


@pytest.mark.parametrize(
    ("arguments", "asked", "offered"),
    [
        (("profile", "npl", "kathmndu"), "kathmndu", "NP0327 (Kathmandu)"),
        (("map", "zzz:ADM1", "--indicator", "pop_total"), "ZZZ", "WSM"),
        (("map", "wsm:ADM7", "--indicator", "pop_total"), "ADM7", "are: ADM0, ADM1."),
        (("map", "wsm", "--indicator", "pop_total"), "none given", "ADM1"),
        (("map", "wsm:ADM2", "--indicator", "pop_total"), "ADM2", "ADM1"),
        (("map", "wsm:ADM1", "--indicator", "joy"), "joy", "pop_total"),
        ((*MAP, "--period", "1492"), "1492", "2021"),
        ((*MAP, "--scheme", "natural"), "natural", "quantiles"),
        ((*MAP, "--classes", "99"), "99", "7"),
        ((*MAP, "--breaks", "a,b"), "a,b", "10,20.5"),
        ((*MAP, "--lang", "tlh"), "tlh", "en"),
    ],
)
def test_what_is_not_there_is_named_beside_what_is_and_nothing_is_written(
    arguments: tuple[str, ...],
    asked: str,
    offered: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = said(capsys, *arguments, "--out", tmp_path / "map.svg")

    assert code == 2
    assert out == ""
    assert len(err) == 2
    assert asked in err[0]
    assert offered in err[1]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("draw",), "No such command 'draw'"),
        (("map", "wsm:ADM1"), "Missing option '--indicator'"),
        ((*MAP, "--out", "map.gif"), "gif is not a map format"),
        ((*MAP, "--colour", "red"), "No such option: --colour"),
        ((*MAP, "--classes", "many", "--out", "m.svg"), "many"),
        (("profile", "wsm", "nowhere", "--out", "d"), "nowhere"),
        (("profiles", "wsm:ADM1", "--places", "nowhere", "--out", "d"), "nowhere"),
        (("profile", "wsm", "WS-AT", "--formats", "wiki", "--out", "d"), "wiki"),
        (("profile", "xxe", "ZZ0203", "--beside", "ZZ02", "--out", "d"), "ZZ02"),
        (
            ("zonal", "--boundaries", "wsm:ADM1", "--raster", "x", "--out", "y", "--stats", "joy"),
            "joy",
        ),
    ],
)
def test_usage_errors_are_two_lines_and_exit_2(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, *arguments)

    assert (code, out, len(err)) == (2, "", 2)
    assert words in err[0]


@pytest.mark.parametrize("group", [(), ("workshop",)])
def test_a_name_alone_lists_its_commands_one_a_line(
    group: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, *group)

    assert (code, out) == (2, "")
    assert err[0].startswith("Usage: lmp")
    assert max(map(len, err)) < 100
    assert "--help" in err[-1]


def test_map_says_which_files_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, *MAP, "--out", tmp_path / "map.qgz")

    assert out.splitlines() == [str(tmp_path / "map.qgz"), str(tmp_path / "map.gpkg")]


def test_a_folder_that_cannot_be_written_is_exit_1_and_leaves_the_old_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("old", encoding="utf-8")
    code, _, err = said(capsys, *MAP, "--out", tmp_path / "file" / "map.svg")

    assert code == 1
    assert len(err) == 2
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"


def test_a_bug_is_one_line_and_where_the_details_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr("profiles.pack.list_packs", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code, _, err = said(capsys, "packs")

    assert code == 1
    assert len(err) == 2
    assert "Traceback" not in " ".join(err)
    (log,) = tmp_path.glob("lmp-*.log")
    assert str(log) in err[1]
    assert "RuntimeError: inside" in log.read_text(encoding="utf-8")
    monkeypatch.setenv("LMP_DEBUG", "1")
    with pytest.raises(RuntimeError, match="inside"):
        main(["packs"])


def test_a_refused_file_is_exit_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise UnreadableFileError(path="x.csv", reason="it is empty")

    monkeypatch.setattr("profiles.pack.list_packs", refused)
    code, _, err = said(capsys, "packs")

    assert code == 1
    assert err[0] == "The file x.csv cannot be read: it is empty."


def test_a_profile_is_made_in_the_formats_asked_for_and_can_be_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("xxe", "zz0101", "--formats", "json,html", "--out", tmp_path, "--beside", "zz0102")
    code, printed, err = said(capsys, "profile", *words)
    paths = [Path(line) for line in printed.splitlines()]

    assert (code, err) == (0, [])
    assert sorted(path.suffix for path in paths) == [".html", ".json"]
    assert sorted(paths) == sorted(tmp_path.iterdir())
    (made,) = tmp_path.glob("*.json")
    assert said(capsys, "verify", made)[0] == 0
    code, printed, _ = said(capsys, "verify", made, "--json")
    assert code == 0
    assert json.loads(printed)["numbers"] > 0


def test_a_profile_with_a_changed_number_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "profile", "xxe", "ZZ0101", "--formats", "json", "--out", tmp_path)
    (made,) = tmp_path.glob("*.json")
    text = made.read_text(encoding="utf-8")
    number = re.search(r'"value": (\d{3,})', text)
    assert number is not None
    changed = text[: number.start(1)] + "123456789" + text[number.end(1) :]
    made.write_text(changed, encoding="utf-8")
    code, _, err = said(capsys, "verify", made)

    assert code == 1
    assert "not follow from its tables" in err[0]


def test_profiles_makes_those_of_the_places_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--places", "ZZ0101", "zz0102", "--formats", "json", "--out", tmp_path)
    code, printed, err = said(capsys, "profiles", "xxe:ADM2", *words)

    assert (code, err) == (0, [])
    assert "2 profiles" in printed
    assert sorted(path.name[:6] for path in tmp_path.glob("*.json")) == ["ZZ0101", "ZZ0102"]
    assert "ZZ0101" in (tmp_path / "index.html").read_text(encoding="utf-8")


RECIPE = """
pack = "xxe"
level = "ADM2"
places = ["zz0203"]
formats = ["json"]
languages = ["en", "fr"]
publisher = "District Office"
out = "made"

[switched_off]
displacement = { en = "Told elsewhere.", fr = "Voir ailleurs." }
"""


def test_a_recipe_says_what_to_make_and_the_command_line_wins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE, encoding="utf-8")

    assert said(capsys, "profiles", "--recipe", recipe)[0] == 0
    names = sorted(path.name for path in (tmp_path / "made").glob("*.json"))
    assert names == ["ZZ0203_Fir_en.json", "ZZ0203_Fir_fr.json"]
    document = json.loads((tmp_path / "made" / names[1]).read_text(encoding="utf-8"))
    assert document["publisher"] == "District Office"
    assert document["switched_off"] == [["displacement", "Voir ailleurs."]]
    assert said(capsys, "verify", tmp_path / "made" / names[0])[0] == 0

    out = tmp_path / "other"
    words = ("--out", out, "--lang", "en", "--places", "ZZ0101", "ZZ0102")
    assert said(capsys, "profiles", "--recipe", recipe, *words)[0] == 0
    assert sorted(path.name[:6] for path in out.glob("*.json")) == ["ZZ0101", "ZZ0102"]


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ('"xxe"', '"zzz"', 2, "no country pack ZZZ (pack in recipe.toml)"),
        ('"ADM2"', '"ADM3"', 2, "no level ADM3 (level in recipe.toml)"),
        ('"zz0203"', '"zz99"', 2, "no place zz99 (places in recipe.toml)"),
        ('["json"]', '["wiki"]', 2, "wiki (formats in recipe.toml) is not a profile format"),
        ('"fr"', '"tlh"', 2, "tlh (languages in recipe.toml) is not a language"),
        ("pack", "paks", 1, "paks"),
        (', fr = "Voir ailleurs."', "", 1, "no reason in the language fr"),
        ('out = "made"', "", 2, "Missing --out"),
        ('pack = "xxe"', "", 2, "Missing PACK:LEVEL"),
    ],
)
def test_what_a_recipe_names_in_vain_is_said_with_its_key(  # noqa: PLR0913
    old: str,
    new: str,
    code: int,
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE.replace(old, new), encoding="utf-8")
    found, out, err = said(capsys, "profiles", "--recipe", recipe)

    assert (found, out, len(err)) == (code, "", 2)
    assert words in err[0]
    assert [path.name for path in tmp_path.iterdir()] == ["recipe.toml"]


@pytest.mark.skipif(not GRID.exists(), reason="no reference folder")
def test_zonal_writes_a_row_a_place_and_prints_who_lies_outside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "zonal.csv"
    code, printed, err = said(
        capsys,
        *("zonal", "--boundaries", "wsm:ADM1", "--raster", GRID),
        *("--stats", "sum,mean,coverage", "--out", out),
    )
    lines = out.read_text(encoding="utf-8").splitlines()

    assert (code, err) == (0, [])
    assert lines[0] == "place_code,name,sum,mean,coverage,status"
    assert len(lines) == 12
    assert "Share of the grid's total outside every place: 20.3%." in printed


def test_zonal_refuses_a_grid_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grid = tmp_path / "grid.tif"
    grid.write_text("no grid", encoding="utf-8")
    out = tmp_path / "zonal.csv"
    code, _, err = said(capsys, "zonal", "--boundaries", "wsm:ADM1", "--raster", grid, "--out", out)

    assert code == 1
    assert "grid.tif" in err[0]
    assert not out.exists()


def test_doctor_says_what_works_and_how_to_mend_what_does_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    kept = shutil.ignore_patterns("npl", "lka", "plw", "slb", "tls", "ton", "wsm")
    shutil.copytree(ROOT / "data", data, ignore=kept)
    (data / "boundaries" / "fji" / "adm1_2021.parquet").write_bytes(b"nothing")
    monkeypatch.setenv("LMP_DATA_DIR", str(data))
    code, out, _ = said(capsys, "doctor", "--json")
    document = json.loads(out)
    checks = {check["check"]: check for check in document["checks"]}

    assert code == 1
    assert document["ok"] is False
    assert checks["Python"]["ok"]
    assert checks["Workspace"]["ok"]
    assert checks["PDF"]["ok"]
    assert checks["Pack XXE"]["ok"]
    assert not checks["Pack FJI"]["ok"]
    assert "adm1_2021.parquet" in checks["Pack FJI"]["found"]
    assert not checks["Pack FJI"]["found"].endswith("..")
    assert checks["Pack FJI"]["mend"]


def test_doctor_says_that_an_address_of_tiles_is_not_taken(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LMP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LMP_ONLINE_TILES", "http://tiles.example/{z}/{x}/{y}.png")
    _, out, _ = said(capsys, "doctor")

    assert "problem  Online base map: http://tiles.example" in out
    assert "https://host/{z}/{x}/{y}.png" in out


def test_doctor_says_once_that_the_workspace_takes_nothing(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "file"
    kept = shutil.ignore_patterns("npl", "lka", "plw", "slb", "tls", "ton", "wsm")
    shutil.copytree(ROOT / "data", data, ignore=kept)
    file.write_text("a file where a folder should be", encoding="utf-8")
    done = run("doctor", LMP_WORKSPACE_DIR=str(file / "work"), LMP_DATA_DIR=str(data))

    assert done.returncode == 1
    assert done.stderr == ""
    assert f"problem  Workspace: {file / 'work'}" in done.stdout


def test_a_port_in_use_is_said_in_words() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("app", "--no-browser", "--port", port)

    assert done.returncode == 1
    assert str(port) in done.stderr
    assert "--port" in done.stderr


@pytest.mark.slow
def test_app_serves_and_says_where(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ("app", "--no-browser", "--port", str(port), "--workspace", str(tmp_path / "work"))
    with subprocess.Popen(
        [sys.executable, "-m", "profiles.cli", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            assert f"http://127.0.0.1:{port}/" in server.stdout.readline()
            assert _health(port) == "ok"
            assert (tmp_path / "work").is_dir()
        finally:
            server.terminate()
            server.communicate(timeout=20)


def _health(port: int) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            address = f"http://127.0.0.1:{port}/_stcore/health"
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.2)
    return "no answer"


@pytest.mark.parametrize(
    ("error", "platform", "gone"),
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), "linux", True),
        (OSError(errno.EINVAL, "Invalid argument"), "win32", True),
        (OSError(errno.EINVAL, "Invalid argument"), "linux", False),
        (OSError(errno.EINVAL, "Invalid argument", "con:?.pdf"), "win32", False),
        (OSError(errno.ENOSPC, "No space left"), "win32", False),
    ],
)
def test_a_reader_that_has_gone_is_known_on_every_system(error, platform, gone):
    assert _reader_has_gone(error, platform) is gone


def test_doctor_says_what_is_wrong_in_the_file_of_a_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    catalogue = tmp_path / "locale" / "bn" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid ""\nmsgstr ""\n\nmsgid "{place}"\nmsgstr "{plaze}"\n', "utf-8")
    monkeypatch.setattr(i18n, "LOCALE_DIR", tmp_path / "locale")
    monkeypatch.setenv("LMP_DATA_DIR", str(tmp_path))
    code, out, _ = said(capsys, "doctor", "--json")
    checks = {check["check"]: check for check in json.loads(out)["checks"]}

    assert code == 1
    assert checks["Language bn"]["found"] == (
        f"{catalogue}, line 4 “{{place}}”: {{plaze}} is not in the English."
        " Write {place} as in the English."
    )
    assert "scripts/translations.py bn" in checks["Language bn"]["mend"]
