"""Every question of the door has an answer that settles it, on the page and on the command line."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Final

import numpy as np
import pytest
import rasterio
from rasterio import Affine

from mapping.errors import UnknownChoiceError
from mapping.intake.asking import CHOICES, Asking, bounds, open_questions, read_answers
from mapping.intake.door import check_file, read_features, read_table
from mapping.intake.model import Answers, Intake, Kind, Outcome
from mapping.intake.words.reasons import WORDS
from mapping.ui.widgets.intake_answers import QUESTIONS
from mapping.ui.widgets.intake_answers import WORDS as WORDS_OF_ANSWERS

ASKED: Final = {code for code, words in WORDS.items() if words.severity == Outcome.ASKED}
FIELDS: Final = {field.name for field in fields(Answers)}
SQUARES: Final = [[10, 10], [11, 10], [11, 11], [10, 11], [10, 10]]
TWICE_AROUND: Final = [[0, 0], [4, 0], [4, 4], [1, 4], [1, 1], [3, 1], [3, 5], [0, 5], [0, 0]]

TEXT: Final[dict[str, tuple[str, str]]] = {
    "no_header": ("1,20,30\n2,40,50\n3,60,70\n", "header_rows=0"),
    "header_two_rows": (
        "district,people,\n,men,women\nA,1,2\nB,3,4\nC,5,6\n",
        "header_rows=1-2",
    ),
    "role_twice": (
        "ADM2_PCODE,adm2_pcode,adm2_name,n\nA1,B1,x,10\nA2,B2,y,20\n",
        "columns=adm2_pcode",
    ),
    "codes_repeated": ("pcode,n\nA1,10\nA2,20\nA1,30\n", "repeated_codes=last"),
    "decimal_doubtful": ("pcode;n\nA;1.234\nB;5.678\n", "decimal=,"),
    "decimal_mixed": ("place;n;m\nA;1,5;2.5\nB;2,25;3.75\n", "decimal=."),
    "codes_damaged": ("pcode,n\n1.2E+05,1\nAB2,2\nAB3,3\n", "damaged_codes=blank"),
    "dates_order": ("place,date\nA,03/04/2024\nB,05/06/2024\n", "date_order=month"),
    "dates_mixed": ("place,date\nA,2024-04-03\nB,13/04/2024\n", "date_order=day"),
    "dates_calendar": ("place,date\nA,1403-01-15\nB,1403-02-11\n", "calendar=as_written"),
}
"""A file that raises each question, and an answer."""


def made(code: str, folder: Path) -> tuple[Path, str]:
    """A file that raises one question, and an answer to it."""
    if code in TEXT:
        path = folder / "table.csv"
        path.write_text(TEXT[code][0], encoding="utf-8")
        return path, TEXT[code][1]
    if code == "encoding_unknown":
        path = folder / "table.csv"
        words = "место,число\nМосква,10\nТверь,20\nПсков,30\n"
        path.write_bytes(words.encode("koi8-r"))
        return path, "encoding=koi8-r"
    if code.startswith("grid_"):
        return grid(code, folder), "bounds=10,10,11,11" if "place" in code else "crs=EPSG:32633"
    return shapes(code, folder)


def shapes(code: str, folder: Path) -> tuple[Path, str]:
    if code == "geometry_repair_area":
        path, ring, answer = folder / "shapes.geojson", TWICE_AROUND, "doubtful_shapes=leave_out"
        return geojson(path, ring), answer
    if code == "crs_unknown":
        path = geojson(folder / "shapes.geojson", SQUARES)
        document = json.loads(path.read_text("utf-8"))
        named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::999999"}}
        path.write_text(json.dumps({**document, "crs": named}), "utf-8")
        return path, "crs=EPSG:4326"
    east, north = (10, 10) if code.endswith("degrees") else (500_000, 3_000_000)
    wkt = [f"POINT ({east + n} {north + n})" for n in range(3)]
    path = folder / "points.csv"
    rows = "".join(f"P{n},{text}\n" for n, text in enumerate(wkt))
    path.write_text(f"place,shape\n{rows}", encoding="utf-8")
    return path, "crs=EPSG:4326" if code.endswith("degrees") else "crs=EPSG:32633"


def geojson(path: Path, *rings: list[list[int]]) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"P{n}"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for n, ring in enumerate(rings)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def grid(code: str, folder: Path) -> Path:
    path = folder / "grid.tif"
    place = {} if "place" in code else {"transform": Affine(10, 0, 5e5, 0, -10, 3e6)}
    shape = {"width": 4, "height": 4, "count": 1, "dtype": "uint8"}
    with rasterio.open(path, "w", driver="GTiff", **shape, **place) as out:
        out.write(np.ones((1, 4, 4), dtype="uint8"))
    return path


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
@pytest.mark.parametrize("code", sorted(ASKED))
def test_every_question_is_settled_by_an_answer(code: str, tmp_path: Path) -> None:
    path, answer = made(code, tmp_path)
    before, after = (check_file(path, answers=read_answers(said)) for said in ([], [answer]))

    assert code in {reason.code for reason in open_questions(before)}
    assert not open_questions(after), [reason.text() for reason in after.reasons]
    assert after.outcome in {Outcome.ACCEPTED, Outcome.WARNED}
    assert answer.partition("=")[0] in Asking().after(before, path.name).fields


@pytest.mark.parametrize("code", sorted(code for code, words in WORDS.items() if words.answer))
def test_what_can_be_answered_is_asked_on_the_page(code: str) -> None:
    assert WORDS[code].answer in FIELDS
    assert WORDS[code].answer in QUESTIONS


def test_nothing_is_asked_without_an_answer() -> None:
    assert {code for code in ASKED if WORDS[code].answer is None} == set()
    assert set(QUESTIONS) == FIELDS


def test_every_choice_has_words() -> None:
    of_fields = {(field, choice) for field, choices in CHOICES.items() for choice in choices}
    plain = {("decimal", "."), ("decimal", ","), ("swap_coordinates", "yes"), ("aggregated", "yes")}

    assert of_fields - plain == set(WORDS_OF_ANSWERS)


@pytest.mark.parametrize(
    "said", ["date_order=week", "colour=red", "header_rows=x", "bounds=1,2", "aggregated=no", ""]
)
def test_an_answer_that_is_none_is_named_with_those_there_are(said: str) -> None:
    with pytest.raises(UnknownChoiceError) as caught:
        read_answers([said])

    assert caught.value.facts["available"]


def test_a_grid_may_not_lie_upside_down_or_beyond_the_earth() -> None:
    assert bounds("80, 26.3, 88.3, 30.5") == (80, 26.3, 88.3, 30.5)
    assert bounds("80,30,88,26") is None
    assert bounds("80,30,888,36") is None
    assert bounds("nan,30,88,36") is None


def read(folder: Path, text: str, *said: str) -> tuple[dict[str, list], Intake]:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    table = read_table(path, answers=read_answers(said))
    return table.frame.to_dict("list"), table.intake


def test_totals_go_when_a_person_says_so_and_rows_are_counted(tmp_path: Path) -> None:
    text = "district,n\nA,1\nB,2\nTotal,3\n"
    columns, intake = read(tmp_path, text, "totals=leave_out")

    assert columns == {"district": ["A", "B"], "n": ["1", "2"]}
    assert (intake.layers[0].rows_in, intake.layers[0].rows_out) == (3, 2)
    assert intake.has("totals_left_out")
    assert read(tmp_path, text, "totals=keep")[1].outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    ("answer", "kept"), [("first", ["10", "20"]), ("last", ["20", "30"]), ("all", None)]
)
def test_of_rows_with_one_code_the_one_that_is_right_stays(
    answer: str, kept: list[str] | None, tmp_path: Path
) -> None:
    columns, _ = read(tmp_path, TEXT["codes_repeated"][0], f"repeated_codes={answer}")

    assert columns["n"] == (kept or ["10", "20", "30"])


@pytest.mark.parametrize(
    ("answer", "dates"),
    [
        ("day", ["2024-04-03", "2024-06-05"]),
        ("month", ["2024-03-04", "2024-05-06"]),
        ("as_written", ["03/04/2024", "05/06/2024"]),
    ],
)
def test_dates_are_read_in_the_order_a_person_says(
    answer: str, dates: list[str], tmp_path: Path
) -> None:
    columns, intake = read(tmp_path, TEXT["dates_order"][0], f"date_order={answer}")

    assert columns["date"] == dates
    assert intake.has("dates_read") is (answer != "as_written")


def test_only_the_latest_round_of_each_place_is_taken(tmp_path: Path) -> None:
    text = "admin1Pcode,roundNumber,numPresentIdpInd\nSD01,9,5\nSD01,10,7\nSD02,9,4\n"
    columns, _ = read(tmp_path, text, "rounds=latest")

    assert columns["numPresentIdpInd"] == ["7", "4"]


def test_a_shape_that_covers_itself_may_be_left_out(tmp_path: Path) -> None:
    path = geojson(tmp_path / "s.geojson", TWICE_AROUND, SQUARES)
    found = read_features(path, answers=read_answers(["doubtful_shapes=leave_out"]))

    assert found.intake.kind is Kind.BOUNDARIES
    assert found.frame.geometry.isna().tolist() == [True, False]
    assert found.intake.has("geometry_left_out")
