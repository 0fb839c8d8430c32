"""The corpus of messy and hostile files: each ends as it should; nothing leaks or calls out."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapping.errors import DataError
from mapping.intake.door import check_file, check_files, read_features, read_table
from mapping.intake.isolated import call_isolated
from mapping.intake.limits import FileKind, Limits
from mapping.intake.model import Answers, Intake, Outcome
from mapping.intake.number_cells import to_numbers
from tests.mapping.intake.corpus import (
    ADDRESS,
    CORPUS,
    EXPECTED,
    OF_JSON,
    SECRET,
    UPSTREAM,
    Armed,
    armed,
    items,
)

SHORT = Limits(cpu_seconds=3, wall_seconds=8.0)
GRID = "mapping.rasters.cells:zonal_task"
GRID_ARGUMENTS = {"places": [], "crs": "EPSG:4326", "band": 1, "stats": ["sum"]}

pytestmark = [
    pytest.mark.skipif(not CORPUS.exists(), reason="no reference folder"),
    pytest.mark.usefixtures("cold_reader"),
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Armed]:
    with armed(tmp_path_factory.mktemp("armed")) as found:
        yield found


def hostile(folder: str) -> list[dict]:
    return [item for item in items() if item["file"].startswith(f"{folder}/")]


@pytest.mark.parametrize("item", hostile("raster"), ids=lambda item: item["file"])
def test_hostile_grids_leak_nothing_and_call_nobody(item: dict, corpus: Armed) -> None:
    path = corpus.path(item["file"])
    refused = item["expect"] in {"reject", "ask"}  # on the command line nobody is there to ask
    if refused:
        with pytest.raises(DataError) as caught:
            call_isolated(GRID, path, GRID_ARGUMENTS, kind=FileKind.RASTER, limits=SHORT)
        assert SECRET not in str(caught.value)
    else:
        found = call_isolated(GRID, path, GRID_ARGUMENTS, kind=FileKind.RASTER, limits=SHORT)
        assert found["grid_total"] == item.get("sum", found["grid_total"])
    assert corpus.visits == []


@pytest.fixture(scope="module")
def checked(corpus: Armed) -> dict[str, Intake]:
    """Every file of the corpus, through the door."""
    names = [item["file"] for item in items()]
    found = dict(zip(names, check_files([corpus.path(name) for name in names]), strict=True))
    assert corpus.visits == [], "a file made the reader call somebody"
    return found


@pytest.mark.parametrize("item", items(), ids=lambda item: item["file"])
def test_every_file_ends_as_it_should(item: dict, checked: dict[str, Intake]) -> None:
    intake = checked[item["file"]]

    assert intake.outcome in EXPECTED[item["expect"]], intake.reasons
    assert intake.rows == item.get("rows", intake.rows)
    said = json.dumps(intake.to_json())
    assert SECRET not in said
    assert "Traceback" not in said


def test_the_trap_would_notice_a_leak_and_a_call(corpus: Armed) -> None:
    named = [corpus.path(item["file"]).read_bytes() for item in items() if item.get("canary")]
    secret = corpus.folder / "SECRET.csv"

    assert SECRET in secret.read_text(encoding="utf-8")
    assert sum(bytes(secret) in data for data in named) > len(named) / 2
    calling = [corpus.path(item["file"]).read_bytes() for item in items() if item.get("net")]
    assert not any(ADDRESS in data for data in calling)


@pytest.mark.parametrize("item", items(), ids=lambda item: item["file"])
def test_whoever_is_not_accepted_is_told_why(item: dict, checked: dict[str, Intake]) -> None:
    intake = checked[item["file"]]
    worst = intake.of(intake.outcome)

    assert intake.outcome is Outcome.ACCEPTED or worst
    assert all("{" not in reason.text() or "{{" in reason.text() for reason in worst)


@pytest.mark.parametrize("item", [i for i in items() if "bounds" in i], ids=lambda i: i["file"])
def test_places_lie_where_they_should(item: dict, checked: dict[str, Intake]) -> None:
    west, south, east, north = checked[item["file"]].layers[0].bounds

    assert item["bounds"][0] <= west <= east <= item["bounds"][2]
    assert item["bounds"][1] <= south <= north <= item["bounds"][3]


def test_a_country_on_both_sides_of_the_antimeridian_is_framed_narrowly(
    checked: dict[str, Intake],
) -> None:
    west, _, east, _ = checked["geometry/kiribati_points.geojson"].layers[0].bounds

    assert west > east
    assert east + 360 - west == pytest.approx(30, abs=1)


def test_layers_in_two_projections_land_on_the_same_place(checked: dict[str, Intake]) -> None:
    first, second = checked["geometry/two_crs.gpkg"].layers

    assert first.crs != second.crs
    assert first.bounds == pytest.approx(second.bounds, abs=1e-6)


def column(name: str, column: str, **answers: object) -> tuple[list[float], str]:
    read = read_table(CORPUS / "tables" / name, answers=Answers(**answers))
    return to_numbers(read.frame[column], decimal=read.decimal).tolist(), read.decimal


@pytest.mark.parametrize(
    ("name", "header", "total"),
    [
        ("enc_utf8_bom.csv", "Population", 6360873),
        ("enc_utf16le_bom.csv", "Population", 6360873),
        ("semicolon_decimal_comma.csv", "pop", 7037034),
        ("semicolon_decimal_comma.csv", "taux", 112.75),
        ("thousand_dots.csv", "pop", 1248146),
        ("numbers_as_text.xlsx", "pop", 2500),
    ],
)
def test_numbers_add_up_to_what_was_meant(name: str, header: str, total: float) -> None:
    assert sum(column(name, header)[0]) == pytest.approx(total)


def test_the_answer_to_a_doubtful_decimal_mark_is_obeyed() -> None:
    path = CORPUS / "tables" / "thousand_dots.csv"

    assert check_file(path, answers=Answers(decimal=",")).outcome is Outcome.ACCEPTED


def test_namibia_is_no_missing_value() -> None:
    frame = read_table(CORPUS / "tables" / "namibia_NA.csv").frame

    assert frame["iso2"].tolist() == ["NA", "KE"]
    assert frame.index.tolist() == [2, 3]


def test_codes_are_tidied_and_that_is_said() -> None:
    read = read_table(CORPUS / "tables" / "case_space_codes.csv")

    assert read.frame["pcode"].tolist() == ["KE001", "KE002", "KE003", "KE004"]
    assert read.intake.has("codes_tidied")


def test_dates_of_the_other_system_are_the_same_days() -> None:
    read = read_table(CORPUS / "tables" / "date1904.xlsx")

    assert "2024-06-19" in read.frame.to_string()


def test_ids_beyond_what_a_float_can_hold_stay_apart() -> None:
    frame = read_features(CORPUS / "geometry" / "big_ids.geojson").frame

    assert frame["id64"].tolist() == ["9007199254740993", "9007199254740992"]


def test_names_of_a_shapefile_without_its_encoding_are_read() -> None:
    read = read_features(CORPUS / "archives" / "shp_no_cpg_cp1252.zip")

    assert "Côte d’Été" in read.frame.to_string()


def test_a_bow_tie_is_repaired_into_its_two_wings() -> None:
    frame = read_features(CORPUS / "geometry" / "bowtie.geojson").frame

    assert frame.geometry.is_valid.all()
    assert frame.geometry.to_numpy()[0].area == pytest.approx(2)


def suite() -> list[Path]:
    return sorted((UPSTREAM / "JSONTestSuite" / "test_parsing").glob("*.json"))


@pytest.fixture(scope="module")
def parsed() -> dict[str, Outcome]:
    return {
        path.name: intake.outcome
        for path, intake in zip(suite(), check_files(suite()), strict=True)
    }


@pytest.mark.parametrize("name", [path.name for path in suite()])
def test_json_is_read_as_the_standard_says(name: str, parsed: dict[str, Outcome]) -> None:
    assert parsed[name] in OF_JSON[name[0]]


@pytest.mark.parametrize(
    "path", sorted((UPSTREAM / "csv-spectrum" / "csvs").glob("*.csv")), ids=lambda path: path.stem
)
def test_csv_is_read_as_others_read_it(path: Path) -> None:
    expected = json.loads(
        (path.parents[1] / "json" / f"{path.stem}.json").read_text(encoding="utf-8")
    )
    read = read_table(path, answers=Answers(keep_columns=("address",)))

    rows = read.frame.astype(object).where(read.frame.notna(), "").to_dict("records")
    assert rows == expected
