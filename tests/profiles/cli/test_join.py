import json
import zipfile

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

from mapping.boundaries.own import OwnBoundaries, OwnColumns, build_own, keep_own
from mapping.boundaries.packs import FOLDER, read_boundary_catalogue
from mapping.places import AdminLevel
from mapping.settings import CHECKOUT
from profiles.cli import main


@pytest.fixture
def districts(tmp_path, monkeypatch):
    """A table of a few districts as a person has it."""
    monkeypatch.setenv("LMP_WORKSPACE_DIR", str(tmp_path / "workspace"))
    path = tmp_path / "districts.csv"
    rows = ("District,Migrants", "PALPA,10", "Chitwan,20", "Rukum,30", "Jhapa,40", "Total,100")
    path.write_text("\n".join(rows) + "\n")
    return path


def join(tmp_path, table, *options, boundaries="npl:ADM2", out="out.csv"):
    report = tmp_path / "report.json"
    code = main(
        [
            *("join", str(table), "--boundaries", boundaries),
            *("--out", str(tmp_path / out), "--report", str(report), *options),
        ]
    )
    return code, json.loads(report.read_text()) if report.exists() else None


def test_the_report_accounts_for_every_row(tmp_path, districts, capsys):
    code, report = join(tmp_path, districts)
    assert code == 0
    assert report["rows"] == 5
    assert [(e["row"], e["place_code"], e["method"]) for e in report["matched"]] == [
        (2, "NP0546", "name"),
        (5, "NP0104", "name"),
    ]
    assert report["suggested"][0]["candidates"][0]["place_code"] == "NP0335"
    assert [entry["row"] for entry in report["unmatched"]] == [4, 6]
    assert len(report["places_without_data"]) == 75
    assert report["warnings"]
    assert "Rows: 5; joined: 2" in capsys.readouterr().out


def test_accepting_joins_suggestions_and_says_so(tmp_path, districts):
    _, report = join(tmp_path, districts, "--accept", out="out.gpkg")
    assert report["matched"][1]["method"] == "confirmed"
    assert not report["suggested"]
    assert "accepted without a look" in report["warnings"][-1]


def test_an_alias_file_joins_what_it_confirms(tmp_path, districts):
    aliases = tmp_path / "aliases.csv"
    aliases.write_text("value,place_code\nChitwan,NP0335\n")
    _, report = join(tmp_path, districts, "--aliases", str(aliases))
    assert report["matched"][1] == {
        "row": 3,
        "value": "Chitwan",
        "place_code": "NP0335",
        "method": "alias",
        "name": "Chitawan",
    }


def test_a_plain_list_of_places_is_a_destination(tmp_path, districts):
    places = tmp_path / "places.csv"
    places.write_text("kode,nama\nA1,Palpa\nA2,Jhapa\n")
    options = ("--place-code", "kode", "--place-name", "nama")
    code, report = join(tmp_path, districts, *options, boundaries=str(places))
    assert code == 0
    assert [entry["place_code"] for entry in report["matched"]] == ["A1", "A2"]
    out = pd.read_csv(tmp_path / "out.csv", dtype=str)
    assert out["Migrants"].tolist() == ["10", "40"]


@pytest.mark.parametrize(
    ("options", "out", "said"),
    [
        (("--name", "Kommune"), "out.csv", "Kommune is not a column of the table"),
        ((), "out.shp", "out.shp is not a format of a joined table"),
        (("--aliases", "missing.csv"), "out.csv", "missing.csv cannot be read"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(  # noqa: PLR0913 - fixtures and cases
    tmp_path, districts, capsys, options, out, said
):
    code, report = join(tmp_path, districts, *options, out=out)
    assert code in {1, 2}
    assert report is None
    assert said in capsys.readouterr().err
    assert not (tmp_path / out).exists()


def test_a_question_about_a_boundary_file_can_be_answered(tmp_path, districts, capsys):
    shapes = gpd.GeoDataFrame(
        {"ADM2_PCODE": ["A1", "A2"], "ADM2_EN": ["Palpa", "Jhapa"]},
        geometry=[box(83, 27, 84, 28), box(87, 26, 88, 27)],
        crs=4326,
    ).to_crs(32644)
    shapes.to_file(tmp_path / "a.shp")
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in ("a.shp", "a.shx", "a.dbf"):  # and no projection
            archive.write(tmp_path / part, part)
    code, _ = join(tmp_path, districts, boundaries=str(path))
    assert code == 1
    assert "which projection" in capsys.readouterr().err

    code, report = join(
        tmp_path, districts, "--boundaries-answer", "crs=EPSG:32644", boundaries=str(path)
    )
    assert code == 0
    assert [entry["place_code"] for entry in report["matched"]] == ["A1", "A2"]


@pytest.fixture
def two_vintages(tmp_path, monkeypatch):
    """A country whose districts changed between 2010 and 2020; the earlier ones are known too.

    Ash and Elm became Ashelm, Oak was cut in two halves, Fir has another code today.
    """
    workspace = tmp_path / "workspace"
    monkeypatch.setenv("LMP_WORKSPACE_DIR", str(workspace))
    before = {"V1": ("Ash", 0, 1), "V2": ("Elm", 1, 2), "V3": ("Oak", 2, 4), "V4": ("Fir", 4, 5)}
    today = {"W1": ("Ashelm", 0, 2), "W2": ("Oak", 2, 3), "W3": ("Ivy", 3, 4), "W4": ("Fir", 4, 5)}
    for vintage, places in (("2010", before), ("2020", today)):
        frame = gpd.GeoDataFrame(
            {"code": list(places), "name": [name for name, _, _ in places.values()]},
            geometry=[box(west, 0, east, 1) for _, west, east in places.values()],
            crs="EPSG:4326",
        )
        columns = OwnColumns(code="code", name="name")
        said = OwnBoundaries(
            iso3="VVV", country="Vee", level=AdminLevel.ADM1, vintage=vintage, columns=columns
        )
        catalogue = read_boundary_catalogue(CHECKOUT / "data", workspace)
        pack = build_own(frame, said, catalogue, workspace / FOLDER)
        keep_own(pack, data_dir=CHECKOUT / "data", workspace_dir=workspace)
    table = tmp_path / "people.csv"
    table.write_text("District,People,Rate\nAsh,10,1.5\nElm,20,2.5\nOak,60,3.5\nFir,7,4.5\n")
    return table


def test_a_table_of_earlier_boundaries_becomes_one_of_today(tmp_path, two_vintages):
    code, report = join(
        tmp_path, two_vintages, "--as-of", "2010", "--mend", "People", boundaries="vvv:ADM1"
    )
    rows = pd.read_csv(tmp_path / "out.csv").set_index("place_code")

    assert code == 0
    assert [entry["place_code"] for entry in report["matched"]] == ["V1", "V2", "V3", "V4"]
    assert rows["People"].to_dict() == {"W1": 30, "W2": 30, "W3": 30, "W4": 7}
    assert rows["join_method"].to_dict() == {
        "W1": "summed",
        "W2": "shared",
        "W3": "shared",
        "W4": "name",
    }
    assert rows["Rate"].dropna().to_dict() == {"W4": 4.5}  # rates are neither added nor shared


def test_without_mending_a_table_keeps_the_boundaries_it_was_made_for(tmp_path, two_vintages):
    join(tmp_path, two_vintages, "--as-of", "2010", boundaries="vvv:ADM1", out="out.gpkg")
    places = gpd.read_file(tmp_path / "out.gpkg")

    assert sorted(places["place_code"]) == ["V1", "V2", "V3", "V4"]
    assert places.geometry.notna().all()


def test_a_vintage_that_is_not_there_is_named_with_those_that_are(tmp_path, two_vintages, capsys):
    code, _ = join(tmp_path, two_vintages, "--as-of", "1999", boundaries="vvv:ADM1")

    assert code == 2
    assert "ADM1 of 2010" in capsys.readouterr().err
