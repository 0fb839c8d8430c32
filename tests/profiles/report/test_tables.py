"""The table behind a map leaves as files that are complete, typed and safe to open."""

import csv
import io
import json
import os
import re
from pathlib import Path

import openpyxl
import pytest

from mapping.boundaries.model import Gazetteer
from mapping.cartography.layers import ChoroplethLayer, Legend, MapClass, MapSpec, Mark, PlaceValue
from mapping.places import AdminLevel, Place, PlaceCode
from mapping.spreadsheet_cells import safe_cell
from profiles.report.tables import PLACE_COLUMNS, to_csv, to_xlsx

SHARED = Path(os.environ.get("LMP_SHARED_DIR", Path(__file__).parents[4] / "shared"))
HOSTILE = SHARED / "corpus" / "own" / "text" / "hostile_text.json"


def _names() -> list[str]:
    own = ["=1+1", "@SUM(1+1)", " -2+3", "+254 700", "O'Brien", "नेपाल", "a\x0bb", "\ud800"]
    return own + (json.loads(HOSTILE.read_text("utf-8")) if HOSTILE.exists() else [])


def _spec(values: tuple[PlaceValue, ...]) -> MapSpec:
    legend = Legend(
        title="Net migration rate",
        unit="per 1,000 residents",
        period="2016/2021",
        classes=(MapClass(lower=-5, upper=5, colour="#ffffff", label="-5 to 5", count=1),),
        scheme="equal",
        mark_counts={Mark.ZERO: 1, Mark.NO_DATA: 1, Mark.NOT_SHOWN: 1},
        mark_labels={Mark.ZERO: "0", Mark.NO_DATA: "no data", Mark.NOT_SHOWN: "not shown"},
    )
    return MapSpec(
        iso3="XXE",
        level=AdminLevel.ADM1,
        boundary_id="xxe-ADM1-2021",
        title="Net migration rate, Examplia, 2016/2021",
        layer=ChoroplethLayer(legend=legend, values=values),
        language="en",
        source_line="Source: Census, 2021",
        boundary_line="Boundaries: 2021",
        disclaimer="For illustration only.",
    )


def _gazetteer(names: list[str]) -> Gazetteer:
    country = Place(place_code=PlaceCode("XX"), name="Examplia", level=AdminLevel.ADM0)
    places = {country.place_code: country}
    for number, name in enumerate(names):
        code = PlaceCode(f"XX{number:03}")
        places[code] = Place(
            place_code=code, name=name, level=AdminLevel.ADM1, parent_code=country.place_code
        )
    return Gazetteer(iso3="XXE", places=places)


def _values(count: int) -> tuple[PlaceValue, ...]:
    states = [(-5.0, None, "-5.0"), (0.0, Mark.ZERO, "0"), (None, Mark.NO_DATA, "no data")]
    states.append((None, Mark.NOT_SHOWN, "not shown"))
    return tuple(
        PlaceValue(
            place_code=PlaceCode(f"XX{number:03}"),
            value=states[number % 4][0],
            text=states[number % 4][2],
            class_index=0 if number % 4 == 0 else None,
            mark=states[number % 4][1],
        )
        for number in range(count)
    )


def test_zero_no_data_and_not_shown_are_three_different_rows() -> None:
    text = to_csv(_spec(_values(4)), _gazetteer(["A", "B", "C", "D"])).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["value"], row["status"]) for row in rows] == [
        ("-5", "A"),
        ("0", "A"),
        ("", "M"),
        ("", "Q"),
    ]


def test_a_negative_number_stays_a_number() -> None:
    text = to_csv(_spec(_values(1)), _gazetteer(["A"])).decode("utf-8-sig")
    assert ",-5," in text


@pytest.mark.parametrize("name", ["=1+1", "@SUM(1)", " -2+3", "+1", "\t=1", "|cmd", "＝1"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(name: str) -> None:
    assert safe_cell(name).startswith("'")


def test_a_plain_name_is_left_as_it_is() -> None:
    assert safe_cell("Rukum (East) / रुकुम") == "Rukum (East) / रुकुम"


def test_the_workbook_opens_without_formulas_whatever_the_names() -> None:
    names = _names()
    content = to_xlsx(_spec(_values(len(names))), _gazetteer(names))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["values"]
    assert tuple(cell.value for cell in sheet[1]) == tuple(PLACE_COLUMNS)
    assert sheet.max_row == len(names) + 1
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert not sheet._hyperlinks


def test_csv_survives_every_name() -> None:
    names = _names()
    text = to_csv(_spec(_values(len(names))), _gazetteer(names)).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == len(names) + 1


def test_a_row_of_hashtags_names_each_column_and_its_level() -> None:
    text = to_csv(_spec(_values(4)), _gazetteer(["A", "B", "C", "D"]), hxl=True)
    header, tags, *rows = csv.reader(io.StringIO(text.decode("utf-8-sig")))

    assert len(header) == len(tags)
    assert tags[:3] == ["#adm1+code", "#adm1+name", "#country+name"]
    assert all(re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z]+)*", tag) for tag in tags)
    assert len(rows) == 4


def test_a_workbook_has_the_hashtags_below_its_header() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(to_xlsx(_spec(_values(2)), _gazetteer(["A", "B"]), hxl=True))
    )
    cells = list(book["values"].iter_rows(values_only=True))
    book.close()

    assert cells[1][:2] == ("#adm1+code", "#adm1+name")
    assert len(cells) == 2 + 2
