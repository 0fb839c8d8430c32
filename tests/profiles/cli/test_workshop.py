"""`lmp workshop`: from opening one to forgetting it, and what leaves it for whom."""

import csv
import datetime
import json
import math
import os
from dataclasses import replace

import geopandas as gpd
import openpyxl
import pytest

from mapping.community.database import make_store, open_store
from mapping.community.geometry import Geometry
from mapping.community.legend import Audience
from mapping.settings import CHECKOUT, Settings
from profiles.cli.asked_workshop import store_of
from profiles.cli.main import main
from profiles.community.positions import binned_rows
from profiles.edits.kept import read_edits
from tests.mapping.community.drawing import (
    AREA,
    LEGEND,
    LINE,
    a_plan,
    a_store,
    content,
    operation,
    settings_of,
)

HOSTILE = "=cmd|'/c calc'!A1 {{7*7}} <script>alert(1)</script>"
POINT = {"type": "Point", "coordinates": [85.324137, 27.712345]}
SHARED = (
    replace(LEGEND[0], audience=Audience.PUBLIC, questions=("Who?",)),
    LEGEND[1],
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("workshops")


@pytest.fixture
def run(home, monkeypatch, capsys):
    """Run a command in the workspace and give its exit code and its JSON."""
    monkeypatch.setenv("LMP_WORKSPACE_DIR", str(home))

    def call(*arguments):
        code = main(["workshop", *map(str, arguments), "--json"])
        out = capsys.readouterr()
        call.error = out.err
        return code, json.loads(out.out) if out.out.startswith("{") else None

    return call


@pytest.fixture(scope="module")
def drawn(home):
    """A public point, a line and an area for the room alone; all told by Sita."""
    store = a_store(home)
    workshop = store.create_workshop(a_plan(title="Springs", legend=SHARED))
    here = workshop.workshop_id
    told = replace(content(POINT, "water", HOSTILE), answers=("family of Maya",))
    store.append(operation(here, content=told, actor="Sita", group="Women"))
    store.append(operation(here, content=content(LINE, "any", "secret path"), actor="Sita"))
    store.append(operation(here, content=content(AREA, "any", "secret field")))
    store.close()
    return workshop


def test_submissions_of_a_survey_tool_come_in_once(run, home, tmp_path):
    store = a_store(home)
    workshop = store.create_workshop(a_plan(title="Sent"))
    store.close()
    file = tmp_path / "kobo.csv"
    file.write_text("category,location,_uuid\nwater,27.7 85.3 0 0,u1\nfire,27 85,u2\n", "utf-8")
    code, report = run("import", workshop.workshop_id, file)
    assert (code, report["taken"], report["new"]) == (0, 1, 1)
    assert [problem["row"] for problem in report["problems"]] == [3]
    assert run("import", workshop.workshop_id, file)[1]["new"] == 0


def test_a_workshop_is_opened_from_a_pack_and_a_legend_and_listed(run, tmp_path):
    legend = tmp_path / "legend.csv"
    legend.write_text("label,kinds\nSpring,point\nPath,line\n", "utf-8")
    code, opened = run("new", "--title", "Hall", "--pack", "npl", "--legend", legend)
    assert code == 0
    assert [line["label"] for line in opened["legend"]] == ["Spring", "Path"]
    assert (opened["iso3"], opened["place_code"]) == ("NPL", None)
    _, listed = run("list")
    assert opened["workshop_id"] in {one["workshop_id"] for one in listed["workshops"]}
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(opened | {"title": "Again"}), "utf-8")
    assert run("new", "--plan", plan)[1]["title"] == "Again"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("new", "--title", "x"), 2, "--pack"),
        (("new", "--title", "x", "--pack", "zzz"), 2, "zzz"),
        (("new", "--title", "x", "--pack", "npl", "--place", "nowhere"), 2, "nowhere"),
        (("new", "--title", "x", "--pack", "npl", "--legend", "nowhere"), 2, "services"),
        (("export", "no-such-workshop", "--out", "x.gpkg"), 2, "no-such-workshop"),
        (("delete", "no-such-workshop", "--yes"), 2, "no-such-workshop"),
        (("restore", "no-such-file"), 1, "no-such-file"),
    ],
)
def test_what_does_not_exist_is_named(run, arguments, code, said):
    assert run(*arguments)[0] == code
    assert said in run.error


def test_a_file_for_the_room_holds_all_of_it_exactly(run, drawn, tmp_path):
    path = tmp_path / "out.geojson"
    assert run("export", drawn.workshop_id, "--out", path)[1]["rows"] == 3
    features = json.loads(path.read_text("utf-8"))["features"]
    point = next(one for one in features if one["properties"]["category_id"] == "water")
    assert point["geometry"]["coordinates"] == POINT["coordinates"]
    assert point["properties"]["note"] == HOSTILE
    assert point["properties"]["answers"] == "Who? family of Maya"
    assert point["properties"]["group"] == "Women"
    assert "Sita" not in path.read_text("utf-8")


@pytest.mark.parametrize("ending", ["gpkg", "geojson", "kml", "xlsx", "csv", "kobo.csv"])
def test_no_file_for_the_public_holds_a_true_position_or_another_category(
    run, drawn, tmp_path, ending
):
    path = tmp_path / f"out.{ending}"
    code, said = run("export", drawn.workshop_id, "--out", path, "--for", "public")
    assert (code, said["rows"], said["positions"]) == (0, 1, "displaced")
    raw = path.read_bytes()
    if ending == "xlsx":
        raw = str(list(openpyxl.load_workbook(path).active.values)).encode()
    for canary in (b"85.32413", b"27.71234", b"secret", b"Sita"):
        assert canary not in raw, canary


def test_a_displaced_point_stays_within_reach_and_is_the_same_each_time(run, drawn, tmp_path):
    found = []
    for name in ("one.gpkg", "two.gpkg"):
        run("export", drawn.workshop_id, "--out", tmp_path / name, "--for", "project")
        found.append(gpd.read_file(tmp_path / name, layer="points"))
    one, two = (frame.geometry.iloc[0] for frame in found)
    assert one == two
    away_km = math.hypot((one.x - 85.324137) * 98.5, (one.y - 27.712345) * 110.8)
    assert 0 < away_km <= 10
    assert found[0]["position"].iloc[0] == "displaced"


def test_exact_positions_are_refused_to_an_audience_that_may_not_see_them(run, drawn, tmp_path):
    path = tmp_path / "out.csv"
    arguments = ("--out", path, "--for", "public", "--positions", "exact")
    assert run("export", drawn.workshop_id, *arguments)[0] == 1
    assert "not for this audience: public" in run.error
    assert not path.exists()


def test_text_that_looks_like_a_formula_is_text_in_every_table(run, drawn, tmp_path):
    for ending in ("csv", "kobo.csv"):
        path = tmp_path / f"out.{ending}"
        run("export", drawn.workshop_id, "--out", path)
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
        assert f"'{HOSTILE}" in {row["note"] for row in rows}
    path = tmp_path / "out.xlsx"
    run("export", drawn.workshop_id, "--out", path)
    cells = [cell for row in openpyxl.load_workbook(path).active for cell in row]
    assert HOSTILE in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}


def test_a_file_for_survey_tools_has_positions_as_they_write_them(run, drawn, tmp_path):
    path = tmp_path / "out.kobo.csv"
    run("export", drawn.workshop_id, "--out", path)
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    assert {row["location"] for row in rows} == {"27.7123450 85.3241370 0 0", ""}
    assert next(row["path"] for row in rows if row["path"]).count(";") == 2


def test_hexagons_hold_ten_marks_or_more_and_nothing_of_a_single_one(home):
    store = a_store(home / "binned")
    workshop = store.create_workshop(a_plan())
    for number in range(12):
        near = {"type": "Point", "coordinates": [85.0 + number / 1e4, 27.0]}
        store.append(operation(workshop.workshop_id, content=content(near, "water", "mine")))
    for _ in range(9):
        store.append(operation(workshop.workshop_id, content=content(LINE, "any")))
    store.close()
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=home / "binned")
    from mapping.community.release import Positions, released_rows
    from profiles.community.positions import masks

    features = a_store(home / "binned").features(workshop.workshop_id).features
    rows = released_rows(
        workshop,
        features,
        audience=Audience.ROOM,
        positions=Positions.BINNED,
        masks=masks(settings, workshop),
    )
    assert [(row["category_id"], row["marks"], row["note"]) for row in rows] == [("water", 12, "")]
    assert Geometry.checked(rows[0]["geometry"]).kind == "area"
    assert binned_rows(settings, workshop, []) == []


def test_findings_are_printed_counted_and_told_for_an_audience_and_written_down(
    run, drawn, home, tmp_path
):
    where, pdf = drawn.workshop_id, tmp_path / "record.pdf"
    code, said = run("record", where, "--out", pdf, "--for", "public")
    assert (code, said["marks"], pdf.read_bytes()[:5]) == (0, 1, b"%PDF-")
    code, said = run("record", where, "--out", pdf, "--sheet", "a3", "--names", "--group", "Women")
    assert (code, said["marks"], said["sheet"]) == (0, 1, "a3")
    code, counted = run("figures", where, "--for", "room", "--hexagon-km", "5")
    assert (code, counted["least"]) == (0, 1)
    assert {(one["place_code"], one["marks"]) for one in counted["places"]} >= {("NP0327", 1)}
    assert [one["category_id"] for one in counted["agreement"]] == ["water", "any"]
    public = run("figures", where, "--for", "public")[1]
    assert public["places"][0]["marks"] == 1  # as its moved point in every public file says
    assert not public["hexagons"]  # one alone
    point = store_of(settings_of(home)).features(where).features[0].feature_id
    code, told = run("tell", where, "--place", "NP0327", "--for", "project", "--quote", point)
    assert (code, told["quotes"]) == (0, [HOSTILE])
    kept = read_edits(settings_of(home), "NPL", "NP0327")
    assert [one.title for one in kept.community] == ["Springs"]
    # What is told to the project is for the staff; everybody else reads on as before.
    assert not read_edits(settings_of(home), "NPL", "NP0327", for_staff=False).community
    field = store_of(settings_of(home)).features(where).features[2].feature_id
    code, area = run("area", where, field)
    assert (code, area["by_people"], area["population"]["indicator"]) == (0, False, "pop_total")
    assert area["population"]["low"] < area["population"]["value"] < area["population"]["high"]
    assert run("area", where, field, "--for", "public")[0] == 2  # not theirs to see
    for wrong in (("record", where, "--out", pdf, "--sheet", "a9"), ("tell", where, "--for", "us")):
        assert run(*wrong)[0] == 2
    entries = [one for one in run("audit")[1]["entries"] if one["workshop_id"] == where]
    done = [(one["action"], one["object"]) for one in entries][-3:]
    assert done == [
        ("export what is public", "printed for the public"),
        ("export", "printed for the room"),
        ("put findings into a profile", "for the project"),
    ]


def test_a_backup_restores_and_a_cut_one_is_refused(run, drawn, tmp_path):
    path = tmp_path / "all.backup"
    code, said = run("backup", path)
    assert (code, said["operations"] >= 3) == (0, True)
    cut = tmp_path / "cut.backup"
    cut.write_bytes(path.read_bytes()[:-1024])
    assert run("restore", cut)[0] == 1
    assert drawn.workshop_id in {one["workshop_id"] for one in run("list")[1]["workshops"]}


def test_forgetting_needs_a_yes_and_then_is_for_good(run, home):
    store = a_store(home)
    workshop = store.create_workshop(a_plan(title="To forget"))
    here = workshop.workshop_id
    for name in ("Maya Rai", "maya rai", "Asha"):
        store.append(operation(here, actor=name))
    store.close()
    assert run("redact", here, "--by", "MAYA  RAI")[0] == 2
    assert run("redact", here, "--by", "nobody", "--yes")[0] == 2
    code, said = run("redact", here, "--by", "MAYA  RAI", "--yes")
    assert (code, len(said["features"]), said["operations"]) == (0, 2, 2)
    assert run("delete", here)[0] == 2
    assert run("delete", here, "--yes")[1]["operations"] == 5
    assert here not in {one["workshop_id"] for one in run("list")[1]["workshops"]}


def test_the_list_reminds_of_a_workshop_that_was_to_be_deleted(run, home, capsys):
    store = a_store(home)
    store.create_workshop(a_plan(title="Long ago", keep_until=datetime.date(2020, 1, 2)))
    store.create_workshop(a_plan(title="Of today"))
    store.close()
    _, listed = run("list")
    overdue = {one["title"] for one in listed["workshops"] if one["overdue"]}
    assert overdue == {"Long ago"}
    main(["workshop", "list"])
    assert "Long ago  (to be deleted after 2020-01-02)" in capsys.readouterr().out


def test_every_command_works_on_a_database_server_and_a_backup_goes_back_to_a_laptop(
    run, home, tmp_path, monkeypatch, postgres_url
):
    monkeypatch.setenv("LMP_DATABASE_URL", postgres_url)
    code, opened = run("new", "--title", "On the server", "--pack", "npl")
    assert code == 0
    where = opened["workshop_id"]
    store = make_store(settings_of(home, database_url=postgres_url))
    drawn = content(POINT, opened["legend"][0]["id"], HOSTILE)
    for _ in range(2):
        store.append(operation(where, content=drawn, actor="Sita"))
    assert run("export", where, "--out", tmp_path / "a.csv")[1]["rows"] == 2
    backup = tmp_path / "server.backup"
    assert run("backup", backup)[1]["operations"] == 2
    assert run("redact", where, "--by", "sita", "--yes")[1]["operations"] == 2
    assert run("role", "maya@example.org", "editor")[1]["roles"] == {"maya@example.org": "editor"}
    assert run("role", "maya@example.org", "king")[0] == 2
    assert run("restore", backup)[0] == 1  # others are connected
    assert "stop the app first" in run.error
    for one in (store, open_store(Settings.from_environment(os.environ))):
        one.close()
    assert run("restore", backup)[0] == 0
    assert [one["features"] for one in run("list")[1]["workshops"]] == [2]
    assert run("delete", where, "--yes")[1]["operations"] == 2
    _, trail = run("audit")
    said = [entry["action"] for entry in trail["entries"]]
    assert said == ["prepare", "export", "back up", "restore", "delete", "read the audit trail"]
    assert trail["first_broken"] is None
    open_store(Settings.from_environment(os.environ)).close()
    monkeypatch.delenv("LMP_DATABASE_URL")
    monkeypatch.setenv("LMP_WORKSPACE_DIR", str(tmp_path / "laptop"))
    assert run("restore", backup)[0] == 0
    (back,) = run("list")[1]["workshops"]
    assert (back["title"], back["features"]) == ("On the server", 2)
