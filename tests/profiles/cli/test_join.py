import json

import pandas as pd
import pytest

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
