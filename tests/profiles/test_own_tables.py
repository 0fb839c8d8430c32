from datetime import date

import pandas as pd
import pytest

from mapping.errors import BadTableError
from mapping.settings import CHECKOUT, Settings
from profiles.indicators.model import Kind, Status
from profiles.own_columns import OwnColumn, guess_columns, guess_year
from profiles.own_tables import OwnSource, keep_table, slug
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.protection.reliability import Reliability
from profiles.ui.routes import profile_routes
from tests.mapping.ui.asgi import ask, serving

SOURCE = OwnSource(title='Register "A"', publisher="The province", year="2023")


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path)


def column(name="migrants", **changes):
    described = {
        "column": name,
        "label": "Registered migrants",
        "unit": "persons",
        "kind": Kind.EXTENSIVE,
        "period": "2023",
        "protected": True,
    }
    return OwnColumn(**described | changes)


NEPAL = ["NP0101", "NP0102", "NP0103"]
MADE_UP = ["ZZ0201", "ZZ0202", "ZZ0203"]  # of a small country, released anew in a tenth of the time


def joined(places=NEPAL, **cells):
    rows = len(next(iter(cells.values())))
    codes = places[:rows]
    return pd.DataFrame(
        {"place_code": codes, "place_name": codes, "join_method": "name", **cells}, dtype=object
    )


def test_a_kept_table_is_part_of_the_pack_after_protection(settings):
    table = joined(migrants=["1,200", "4", None])
    (code,) = keep_table(settings, "NPL", table, [column()], SOURCE, name="register.csv")
    pack = open_pack(settings, "npl")
    assert pack.indicators[code].label() == "Registered migrants"
    assert pack.series[code].source.publisher == "The province"
    known, small, missing = (
        pack.published.value(place, code, "2023") for place in ("NP0101", "NP0102", "NP0103")
    )
    assert known.value == 1200
    assert small.value is None  # four people: never shown
    assert missing.value is None
    told = build_profile(pack, "NP0101", language="en", publisher="", today=date(2026, 11, 22))
    annex = told.sections[14]
    assert annex.sentences[0].text == "Registered migrants: 1,200 (persons) in Taplejung, 2023."
    assert annex.tables[0].rows[0].cells[1].text == "1,200"
    assert annex.reference == "Reference date: 2023"


def test_the_same_table_again_takes_the_place_of_the_first(settings):
    for figure in ("1500", "1700"):
        table = joined(MADE_UP, migrants=[figure, "2500", "3500"])
        (code,) = keep_table(settings, "XXE", table, [column()], SOURCE, name="register.csv")
    pack = open_pack(settings, "xxe")
    assert pack.published.value("ZZ0201", code, "2023").value == 1700


def test_estimates_of_a_kept_table_keep_the_rules_of_surveys(settings):
    cells = {"poverty": ["12,5", "20", "31"], "poverty_se": ["4,0", "2", "3"]}
    table = joined(MADE_UP, **cells, cases=["300", "24", "900"])
    (found,) = guess_columns(table, {"place_code", "place_name", "join_method"}, year="2023")
    (code,) = keep_table(settings, "XXE", table, [found], SOURCE, name="survey", decimal=",")
    published = open_pack(settings, "xxe").published
    wide, few, good = (published.value(place, code, "2023") for place in MADE_UP)
    assert (wide.value, wide.reliability) == (12.5, Reliability.CAUTION)
    assert few.status is Status.SUPPRESSED
    assert (good.value, good.reliability) == (31, Reliability.GOOD)


def test_a_number_of_cases_that_is_none_is_named(settings):
    table = joined(poverty=["1", "2"], cases=["many", "4"])
    with pytest.raises(BadTableError, match="not a number"):
        keep_table(settings, "NPL", table, [column("poverty")], SOURCE, name="a")


@pytest.mark.parametrize(
    ("cells", "changes", "said"),
    [
        ({"migrants": ["1", "2", "many"]}, {}, "not a number"),
        ({"migrants": ["1", "2", "3"]}, {"period": "last year"}, "a period is a year"),
    ],
)
def test_what_is_no_figure_is_named_and_nothing_is_kept(settings, cells, changes, said):
    with pytest.raises(BadTableError, match=said):
        keep_table(settings, "NPL", joined(**cells), [column(**changes)], SOURCE, name="a")
    assert not list(settings.workspace_dir.rglob("*.csv"))


def test_a_place_with_two_rows_is_refused(settings):
    table = joined(migrants=["1", "2"]).assign(place_code="NP0101")
    with pytest.raises(BadTableError, match="a place has two rows"):
        keep_table(settings, "NPL", table, [column()], SOURCE, name="a")


def test_columns_of_figures_are_guessed():
    table = pd.DataFrame(
        {
            "District": ["Palpa", "Jhapa"],
            "Code": ["1", "2"],
            "Population 2011": ["261,180", "812650"],
            "Migrants abroad": ["10", ".."],
            "Share of women (%)": ["51.2", "50.1"],
            "Note": ["a", "b"],
        },
        dtype=object,
    )
    found = {one.column: one for one in guess_columns(table, {"District"}, year="2021")}
    assert list(found) == ["Population 2011", "Migrants abroad", "Share of women (%)"]
    assert found["Population 2011"].period == "2011"
    assert not found["Population 2011"].protected
    assert found["Migrants abroad"].protected
    assert found["Share of women (%)"].kind is Kind.UNMERGEABLE
    assert found["Share of women (%)"].period == "2021"


def test_year_and_code_are_taken_from_names():
    assert guess_year(["register_2019.csv", "Table 7"], vintage="2010", today="2026") == "2019"
    assert guess_year(["register.csv"], vintage="", today="2026") == "2026"
    assert guess_year(["register.csv"], vintage="2010-11-25", today="2026") == "2010"
    assert slug("Émigrés (2021)") == "emigres_2021"
    assert slug("प्रवासी") != slug("जनसंख्या")
    long = "the main reason for leaving the place of usual residence: "
    assert slug(f"{long} work") != slug(f"{long} study")
    assert len(slug(long)) <= 40


def test_a_profile_that_was_served_is_made_anew_when_a_table_was_kept(settings):
    app = serving(profile_routes(settings))
    before = ask(app, "/profiles/XXE/ZZ0201")
    assert ask(app, "/profiles/XXE/ZZ0201").headers["etag"] == before.headers["etag"]
    described = column(label="Registered since", protected=False)
    table = joined(migrants=["1,200"]).assign(place_code=["ZZ0201"])
    keep_table(settings, "XXE", table, [described], SOURCE, name="register.csv")
    after = ask(app, "/profiles/XXE/ZZ0201")
    assert after.status == 200
    assert after.headers["etag"] != before.headers["etag"]


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (["12", "7", "30"], ["12", "7", "30"]),
        (["12.5", "7.25", "30"], ["12.50", "7.25", "30.00"]),
        (["0.33333333", "0.5", "0.41"], ["0.333", "0.500", "0.410"]),
        (["33.3333333", "50", "41.6666667"], ["33.3", "50.0", "41.7"]),
    ],
)
def test_rates_of_a_kept_table_have_as_many_decimals_as_their_figures_need(settings, cells, shown):
    rate = column("rate", label="Rate", unit="index", kind=Kind.UNMERGEABLE, protected=False)
    keep_table(settings, "XXE", joined(MADE_UP, rate=cells), [rate], SOURCE, name="rates.csv")
    pack = open_pack(settings, "xxe")
    told = [
        build_profile(pack, place, language="en", publisher="", today=date(2026, 11, 22))
        for place in MADE_UP
    ]
    assert [one.sections[14].tables[0].rows[0].cells[1].text for one in told] == shown
