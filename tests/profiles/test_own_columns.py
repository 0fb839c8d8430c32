import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.errors import BadTableError
from mapping.intake.columns import folded
from mapping.intake.model import Reason
from mapping.settings import CHECKOUT, Settings
from profiles.indicators.model import Kind, Status
from profiles.own_columns import (
    OwnColumn,
    OwnRows,
    age_of,
    guess_columns,
    guess_rows,
    guess_source,
    period_of,
)
from profiles.own_sexes import columns_by_sex, sex_of
from profiles.own_tables import OwnSource, keep_table
from profiles.pack import open_pack

SOURCE = OwnSource(title="Census", publisher="The office", year="2021")


def table(**cells):
    return pd.DataFrame(cells, dtype=object)


def kept(tmp_path, frame, *, keys=("place_code",), columns=None):
    """Guess all of a table and keep it as a person would who changes nothing."""
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path)
    rows = guess_rows(frame, keys)
    columns = columns or guess_columns(frame, {*keys, *rows.columns}, year="2021")
    joined = frame.assign(place_name=frame["place_code"], join_method="code")
    codes = keep_table(settings, "XXE", joined, columns, SOURCE, name="own", rows=rows)
    return codes, open_pack(settings, "XXE").published


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2021", "2021"),
        ("2016-2021", "2016/2021"),
        ("2016/17", "2016/2017"),
        ("2016 – 2021", "2016/2021"),
        ("2021.0", "2021"),
        ("2021-05-30T00:00:00", "2021-05-30"),
        ("last year", "last year"),
    ],
)
def test_periods_are_read_as_people_write_them(cell, period):
    assert period_of(cell) == period


def test_sexes_and_ages_are_read_in_several_languages():
    assert {sex_of(word) for word in ("F", "Femmes", "mujeres", "women")} == {"female"}
    assert {sex_of(word) for word in ("_T", "Both sexes", "Ensemble", "all")} == {"total"}
    assert sex_of("other") == "other"
    assert (age_of("15 – 24"), age_of("All ages")) == ("15 - 24", "total")


def test_columns_of_one_name_and_several_years_are_periods_of_one_indicator(tmp_path):
    frame = table(
        place_code=["ZZ0201", "ZZ0202"],
        pop_2011=["100", "200"],
        pop_2021=["150", None],
        Area=["1", "2"],
    )
    guessed = guess_columns(frame, {"place_code"}, year="2024")
    assert [(one.label, one.period) for one in guessed] == [
        ("Pop", "2011"),
        ("Pop", "2021"),
        ("Area", "2024"),
    ]

    codes, published = kept(tmp_path, frame, columns=guessed)
    assert codes == ("own_own_pop", "own_own_area")
    values = [published.value("ZZ0201", codes[0], period).value for period in ("2011", "2021")]
    assert values == [100, 150]
    assert published.value("ZZ0202", codes[0], "2021").status is Status.MISSING


def test_a_header_is_a_label_without_what_a_period_has_left():
    frame = table(**{"Absent (2011)": ["1"], "Absent (2021)": ["2"], "Share of / women (%)": ["3"]})

    labels = [one.label for one in guess_columns(frame, (), year="2024")]
    assert labels == ["Absent", "Absent", "Share of women (%)"]


def test_headers_that_are_years_alone_are_periods_too():
    frame = table(place_code=["A", "B"], **{"2011": ["1", "2"], "2021": ["3", "4"]})

    guessed = guess_columns(frame, {"place_code"}, year="2024")
    assert [(one.label, one.period) for one in guessed] == [("Value", "2011"), ("Value", "2021")]


def test_a_long_table_has_a_row_for_each_period_and_sex(tmp_path):
    frame = table(
        place_code=["ZZ0201"] * 4,
        Année=["2011", "2011", "2021", "2021"],
        Sexe=["Femmes", "Hommes", "Femmes", "Hommes"],
        Population=["1000", "1100", "2000", "2100"],
    )
    assert guess_rows(frame, ["place_code"]) == OwnRows(period="Année", sex="Sexe")

    (code,), published = kept(tmp_path, frame)
    assert published.value("ZZ0201", code, "2021", sex="female").value == 2000
    assert published.value("ZZ0201", code, "2011", sex="male").value == 1100
    assert published.value("ZZ0201", code, "2011").value == 2100  # of both, as nobody says it


def test_a_table_wide_by_sex_is_one_indicator_with_its_sexes(tmp_path):
    frame = table(
        place_code=["ZZ0201", "ZZ0202", "ZZ0101"],
        Hommes=["1000", "500", "20"],
        Femmes=["900", None, "30"],
    )
    (code,), published = kept(
        tmp_path, frame, columns=guess_columns(frame, {"place_code"}, year="2021")
    )

    assert published.value("ZZ0201", code, "2021", sex="female").value == 900
    assert published.value("ZZ0201", code, "2021").value == 1900
    assert published.value("ZZ0202", code, "2021") is None


def test_a_column_of_categories_makes_an_indicator_of_each(tmp_path):
    frame = table(
        place_code=["ZZ0201", "ZZ0201", "ZZ0202", "ZZ0202"],
        Reason=["Work", "Study", "Work", "Study"],
        Persons=["500", "60", "700", "80"],
    )
    assert guess_rows(frame, ["place_code"]) == OwnRows(category="Reason")

    codes, published = kept(tmp_path, frame)
    assert codes == ("own_own_work", "own_own_study")
    assert published.value("ZZ0202", "own_own_work", "2021").value == 700


def test_population_columns_of_the_standard_are_sexes_and_ages(tmp_path):
    frame = table(
        place_code=["ZZ0201"],
        T_TL=["210"],
        F_TL=["100"],
        M_TL=["110"],
        F_00_04=["30"],
        T_05_09=["40"],
        M_80Plus=["50"],
    )
    guessed = guess_columns(frame, {"place_code"}, year="2021")
    assert {(one.label, one.kind) for one in guessed} == {("Population", Kind.EXTENSIVE)}
    assert [(one.sex, one.age) for one in guessed] == [
        ("total", "total"),
        ("female", "total"),
        ("male", "total"),
        ("female", "0-4"),
        ("total", "5-9"),
        ("male", "80+"),
    ]

    (code,), published = kept(tmp_path, frame, columns=guessed)
    assert published.value("ZZ0201", code, "2021", sex="female", age="0-4").value == 30


def test_a_table_of_one_row_a_place_has_nothing_to_tell_apart():
    frame = table(place_code=["A", "B"], Year=["2021", "2021"], Persons=["1", "2"])

    assert guess_rows(frame, ["place_code"]) == OwnRows()


def test_a_sex_that_is_none_is_named(tmp_path):
    frame = table(place_code=["ZZ0201"] * 2, Sex=["F", "m"], Persons=["1", "2"])
    columns = [
        OwnColumn(
            column="Persons",
            label="Persons",
            unit="persons",
            kind=Kind.EXTENSIVE,
            period="2021",
            protected=False,
        )
    ]
    kept(tmp_path, frame, columns=columns)
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path)
    joined = frame.assign(place_name="x", join_method="code", Sex=["F", "queer"])
    with pytest.raises(BadTableError, match="queer"):
        keep_table(settings, "XXE", joined, columns, SOURCE, name="own", rows=OwnRows(sex="Sex"))


EACH_SEX = [("Persons", sex) for sex in ("male", "female", "total")]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            ("Hommes", "Femmes", "Ensemble"),
            EACH_SEX,
        ),
        (("M", "F", "T"), EACH_SEX),
        (
            ("Population", "Population male", "Population female"),
            [("Population", "total"), ("Population", "male"), ("Population", "female")],
        ),
        (("numberMales", "numberFemales"), [("Number", "male"), ("Number", "female")]),
        (
            ("Laki-laki", "Perempuan", "Jumlah"),
            EACH_SEX,
        ),
        (("Migrants / पुरुष", "Migrants / महिला"), [("Migrants", "male"), ("Migrants", "female")]),
        (("Male %", "Female %"), [("Share", "male"), ("Share", "female")]),
        (("Total", "Area"), [("Total", "total"), ("Area", "total")]),
        (("Male", "Area"), [("Male", "total"), ("Area", "total")]),
    ],
)
def test_columns_of_men_and_of_women_are_one_indicator(columns, expected):
    table = pd.DataFrame({"d": ["a", "b"]} | {c: ["12", "13"] for c in columns}, dtype=object)
    guessed = guess_columns(table, {"d"}, year="2021")
    assert [(one.label, one.sex) for one in guessed] == expected


def test_sexes_are_told_apart_in_each_year():
    columns = ("male_2011", "female_2011", "male_2021", "female_2021")
    table = pd.DataFrame({"d": ["a"]} | {c: ["12"] for c in columns}, dtype=object)
    found = {(one.label, one.sex, one.period) for one in guess_columns(table, {"d"}, year="2024")}
    assert found == {("Persons", s, y) for s in ("male", "female") for y in ("2011", "2021")}


@given(st.lists(st.text(max_size=12), unique=True, max_size=8))
def test_columns_by_sex_always_have_both_and_each_once(columns):
    found = columns_by_sex(columns)
    groups = {}
    for one in found.values():
        groups.setdefault(folded(one.rest), []).append(one.sex)
    assert set(found) <= set(columns)
    for sexes in groups.values():
        assert {"male", "female"} <= set(sexes)


def test_title_and_publisher_are_what_the_lines_around_the_table_say():
    reasons = [
        Reason(code="title_rows", facts={"text": "Permits by district"}),
        Reason(code="footer", facts={"text": "Source : Bureau of Work, 2024", "count": 1}),
    ]
    assert guess_source(reasons, "t.csv") == ("Permits by district", "Bureau of Work")
    assert guess_source([], "t.csv") == ("t.csv", "")
