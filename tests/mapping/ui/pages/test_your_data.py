"""The page where a reader looks at a file of her own: verdict, reasons, rows, outlines, answers."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from streamlit.testing.v1 import AppTest

from mapping.ui.widgets.outline import outline


def page(workspace: str) -> None:
    from pathlib import Path

    from mapping.community.database import open_store
    from mapping.i18n import Translator
    from mapping.settings import CHECKOUT, Settings
    from mapping.ui.context import Context
    from mapping.ui.pages.your_data import render

    folder = Path(workspace)
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=folder)
    context = Context(settings=settings, translator=Translator(), store=open_store(settings))
    render(context, [].append)


@pytest.fixture
def app(tmp_path: Path) -> AppTest:
    return AppTest.from_function(page, kwargs={"workspace": str(tmp_path)}, default_timeout=60)


def bring(app: AppTest, name: str, content: bytes) -> AppTest:
    app.run()
    app.file_uploader[0].upload(name, content)
    return app.run()


def test_a_clean_table_is_accepted_and_its_rows_are_shown(app: AppTest, tmp_path: Path) -> None:
    bring(app, "../../x.csv", b"place_code,population\nA1,5\nA2,7\n")

    assert not app.exception
    assert app.success[0].value == "This file is accepted."
    assert app.dataframe[0].value["population"].tolist() == ["5", "7"]
    assert list((tmp_path / "uploads").iterdir()) == []


def pressed(app: AppTest, said: str):
    """The answers beside a question of the door."""
    return next(one for one in app.pills if said in one.label)


def test_a_question_can_be_answered(app: AppTest) -> None:
    bring(app, "x.csv", b"pcode;pop\nA;1.234\nB;5.678\n")
    assert "questions" in app.info[0].value

    pressed(app, "thousands or decimals").set_value(",").run()
    assert not app.exception
    assert app.success[0].value == "This file is accepted."


def test_a_refused_file_says_why_and_shows_nothing(app: AppTest) -> None:
    bring(app, "x.csv", b"surname,phone\nA,+254700123456\n")

    assert app.error[0].value == "This file is refused."
    assert any("list of persons" in line.value for line in app.text)
    assert not app.dataframe


def test_boundaries_are_drawn(app: AppTest) -> None:
    feature = {
        "type": "Feature",
        "properties": {"adm1_name": "{{7*7}}<script>"},
        "geometry": json.loads(shapely.to_geojson(shapely.box(36, 0, 37, 1))),
    }
    bring(app, "x.geojson", json.dumps(feature).encode())

    assert not app.exception
    assert app.dataframe[0].value["adm1_name"].tolist() == ["{{7*7}}<script>"]
    assert [child for child in app.main if child.type in {"image", "imgs"}]


def field(app: AppTest, label: str):
    widgets = (*app.text_input, *app.selectbox, *app.button, *app.multiselect, *app.checkbox)
    return next(widget for widget in widgets if widget.label == label)


def test_boundaries_are_kept_as_a_pack(app: AppTest, tmp_path: Path) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"adm1_name": name, "adm1_pcode": code, "adm0_pcode": "VU"},
            "geometry": json.loads(shapely.to_geojson(shapely.box(x, 0, x + 1, 1))),
        }
        for x, (name, code) in enumerate([("Torba*", "VU01"), ("Sanma", "VU02")])
    ]
    collection = {"type": "FeatureCollection", "features": features}
    bring(app, "vut.geojson", json.dumps(collection).encode())
    assert field(app, "Three letters of the country").value == "VUT"
    assert field(app, "Column of codes").value == "adm1_pcode"

    field(app, "Keep as boundaries").click().run()
    assert "The date is a year" in app.error[0].value
    field(app, "Boundaries as of").set_value("2020")
    field(app, "Keep as boundaries").click().run()
    assert not app.exception
    assert "Vanuatu is in your workspace" in app.success[-1].value
    written = (tmp_path / "boundaries" / "catalogue.toml").read_text()
    assert 'file = "vut/adm1_2020.parquet"' in written


def test_every_question_of_a_table_has_an_answer_on_the_page(app: AppTest) -> None:
    table = "Register;;\nPlace;Count\n;2021;phone\nA;1.234;+4179000000\nB;5.678;+4179000001\n"
    bring(app, "x.csv", table.encode("cp1252"))
    labels = {"Lines of the header", "Between the columns stands", "Encoding"}
    assert labels | {"Columns that are no personal data"} <= {
        widget.label for widget in (*app.text_input, *app.selectbox, *app.multiselect)
    }

    pressed(app, "header seems to have two rows").set_value("2-3")
    pressed(app, "thousands or decimals").set_value(",")
    field(app, "Columns that are no personal data").set_value(["Count / phone"])
    app.run()
    assert not app.exception
    rows = app.dataframe[0].value
    assert rows.columns.tolist() == ["Place", "Count / 2021", "Count / phone"]


def test_the_outline_is_framed_around_the_antimeridian_and_holds_numbers_only() -> None:
    fiji = gpd.GeoSeries(
        [shapely.box(177, -18, 180, -17), shapely.box(-180, -18, -179, -17), None],
        crs="EPSG:4326",
    )
    drawn = outline(fiji)

    assert drawn.count("<path") == 2
    assert 'width="480"' in drawn
    assert outline(gpd.GeoSeries([None], crs="EPSG:4326")) is None
