import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.joining.join import join_values
from tests.mapping.joining.tables import places, table


def outcome(report):
    """Each row's value with its place, its first suggestion, or the reason."""
    found = {entry.value: entry.name for entry in report.matched}
    found |= {entry.value: f"? {entry.candidates[0].name}" for entry in report.suggested}
    return found | {entry.value: f"- {entry.reason.code}" for entry in report.unmatched}


def joined(names, to, **columns):
    return join_values(table(name=names, **columns), to)[1]


def test_a_capital_is_not_the_province_it_sounds_like(level):
    slb = level("SLB", "ADM1").places
    report = joined(["Central", "Choiseul", "Guadalcanal", "Isabel", "Lata", "Temotu"], slb)
    assert outcome(report)["Lata"] == "- nearest"


def test_a_lone_unlike_name_is_not_given_the_place_that_is_left():
    to = places("Malaita", "Temotu", "Isabel")
    assert outcome(joined(["Temotu", "Isabel", "Lata"], to))["Lata"] == "- nearest"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Barisal", "Barishal"),
        ("Jessore", "Jashore"),
        ("Kavre", "Kavrepalanchok"),
        ("Nawabganj", "Chapainababganj"),
        ("Sumatera Utara", "North Sumatra"),
        ("West Java", "Jawa Barat"),
        ("TAHANUN", "Tanahun"),
        ("Region IV B - MIMAROPA", "Mimaropa Region"),
        ("Davao de Oro", "Davao de Oro (Compostela Valley)"),
        ("चितवन", "Chitawan"),
    ],
)
def test_what_is_only_alike_is_suggested_and_not_joined(value, name):
    to = places(
        *("Barishal", "Jashore", "Kavrepalanchok", "Chapainababganj", "North Sumatra", "Gazipur"),
        *("Jawa Barat", "Tanahun", "Mimaropa Region", "Davao de Oro (Compostela Valley)"),
        *("Chitawan", "Narayanganj"),
    )
    report = joined([value, "Gazipur", "Narayanganj"], to)
    assert outcome(report)[value] == f"? {name}"


@pytest.mark.parametrize(
    "value", ["Eastern", "Region XI", "Upper Darwaz", "Central Java", "Quito", "Xanadu"]
)
def test_no_answer_is_better_than_a_wrong_one(value):
    to = places("Western", "Region IX", "Lower Darwaz", "Jawa Barat", "Iquitos", "Quibdo")
    assert outcome(joined([value], to))[value].startswith("-")


def test_parents_tell_two_places_of_one_name_apart(india):
    report = joined(
        ["Aurangabad", "Patna", "Gaya", "Pune", "Nasik"],
        india,
        state=["Bihar", "Bihar", "Bihar", "Maharashtra", "MAHARASTRA"],
    )
    assert {entry.value: entry.place_code for entry in report.matched}["Aurangabad"] == "BR1"
    assert outcome(report)["Nasik"] == "? Nashik"


def test_without_parents_two_places_of_one_name_are_not_guessed(india):
    assert outcome(joined(["Aurangabad", "Patna"], india))["Aurangabad"] == "- several"


def test_a_name_in_another_state_is_suggested_only(india):
    states = ["Bihar", "Maharashtra", "Maharashtra", "Himachal Pradesh"]
    report = joined(["Patna", "Pune", "Nashik", "Hamirpur"], india, state=states)
    assert outcome(report)["Hamirpur"] == "? Hamirpur"


def test_a_former_unit_above_is_known_by_the_places_in_it(india):
    former = ["Old West", "Old West", "Old West", "Old East", "Old East"]
    names = ["Pune", "Nashik", "Aurangabad", "Patna", "Gaya"]
    report = joined(names, india, zone=former)
    assert report.columns.parent == "zone"
    assert {entry.value: entry.place_code for entry in report.matched}["Aurangabad"] == "MH1"


def test_a_town_beside_its_district_is_not_the_district():
    to = places("Quezon", "Cebu", "Leyte")
    found = outcome(joined(["Quezon", "Quezon City", "Cebu City", "Leyte"], to))
    assert found["Quezon City"] == "- has_row"
    assert found["Cebu City"] == "? Cebu"


def test_a_bare_name_may_be_the_town_or_the_district_around_it():
    to = places("Kota Bandung", "Kabupaten Bandung", "Kota Bogor")
    assert outcome(joined(["Bandung", "Kota Bogor"], to))["Bandung"] == "- several"


def test_a_table_of_another_level_joins_nothing(level):
    npl = level("NPL", "ADM2").places
    report = joined(["Koshi", "Madhesh", "Bagmati", "Gandaki", "Lumbini"], npl)
    assert not report.matched
    assert report.warnings[0].code == "wrong_level"


def test_rows_of_another_level_among_districts_are_left_out(india):
    names = ["Patna", "Gaya", "State of Bihar", "Pune", "Maharashtra"]
    found = outcome(joined(names, india))
    assert found["State of Bihar"] == found["Maharashtra"] == "- other_level"
    assert found["Patna"] == "Patna"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("Nepal", "country"),
        ("Népal", "country"),
        ("Total", "total"),
        ("Nawalparasi", "split"),
        ("Palpa and Rolpa", "two_places"),
        ("Bagmati Province", "other_level"),
    ],
)
def test_what_is_left_is_explained(level, value, code):
    npl = level("NPL", "ADM2")
    cells = table(name=["Palpa", "Rolpa", "Jhapa", "Ilam", value])
    _, report = join_values(cells, npl.places, changes=npl.changes)
    assert outcome(report)[value] == f"- {code}"


def test_a_split_place_comes_with_the_crosswalk_that_mends_it(level):
    npl = level("NPL", "ADM2")
    _, report = join_values(table(name=["Rukum", "Palpa"]), npl.places, changes=npl.changes)
    parts = {part.target: part.share for part in report.crosswalk}
    assert set(parts) == {"NP0552", "NP0652"}
    assert sum(parts.values()) == pytest.approx(1)


def test_a_renamed_province_is_suggested_by_its_old_name(level):
    npl = level("NPL", "ADM1")
    cells = table(name=["Province-1", "Bagmati", "Gandaki"])
    _, report = join_values(cells, npl.places, changes=npl.changes)
    assert outcome(report)["Province-1"] == "? Koshi"


def test_rows_that_divide_one_place_are_not_given_it(level):
    wsm = level("WSM", "ADM1").places
    found = outcome(joined(["Aana", "Atua", "Gagaifomauga I", "Gagaifomauga II"], wsm))
    assert found["Gagaifomauga I"] == found["Gagaifomauga II"] == "- parts_of_one"


def test_rows_of_another_country_are_told(level):
    npl = level("NPL", "ADM2").places
    report = joined(["Palpa", "Galle"], npl, country=["Nepal", "Sri Lanka"])
    assert outcome(report)["Galle"] == "- other_country"


def test_a_place_named_as_its_country_is_told_from_the_total():
    to = places("Guatemala", "Izabal", "Jutiapa", country=("Guatemala",))
    report = joined(["Guatemala", "Izabal", "Jutiapa", "Guatemala"], to)
    assert [entry.row for entry in report.suggested] == [2, 5]
    assert outcome(report)["Guatemala"] == "? Guatemala"
    assert len(joined(["Guatemala", "Izabal", "Jutiapa"], to).matched) == 3


def test_what_is_written_in_a_note_names_no_row():
    to = places("Central", "Northern", "Rotuma")
    report = joined(["Ba", "Bua", "Rotuma"], to, note=["Central", "Northern", "Rotuma"])
    assert report.columns.name == "name"
    assert [entry.value for entry in report.matched] == ["Rotuma"]


def test_two_rows_of_one_place_are_named(level):
    npl = level("NPL", "ADM2").places
    report = joined(["Palpa", "Rolpa", "PALPA", "Jhapa"], npl)
    assert [(entry.name, entry.rows) for entry in report.duplicates] == [("Palpa", (2, 4))]
    assert [warning.code for warning in report.warnings] == ["doubled"]


NAMES = ("Palpa", "Rolpa", "Rukum (East)", "Rukum (West)", "Kathmandu", "Bara", "Parsa")


@given(
    names=st.lists(
        st.one_of(st.none(), st.sampled_from((*NAMES, "Rukum", "Total", "palpa")), st.text())
    ),
    codes=st.lists(st.one_of(st.none(), st.sampled_from(("P1", "P2", "1", "P99")), st.text())),
)
def test_every_row_is_matched_suggested_or_unmatched(names, codes):
    rows = min(len(names), len(codes))
    cells = table(district=names[:rows], code=codes[:rows])
    frame, report = join_values(cells, places(*NAMES))
    kinds = (report.matched, report.suggested, report.unmatched)
    lines = [entry.row for kind in kinds for entry in kind]
    assert sorted(lines) == list(range(2, rows + 2))
    assert report.rows == rows
    assert len(frame) == len(report.matched) + len(report.places_without_data)


OTHERS = ("Kabul", "Parwan", "Logar", "Balkh", "Takhar", "Zabul", "Farah", "Ghazni", "Khost")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("لغمان", "Laghman"),  # a script that leaves vowels out
        ("الرقة", "Ar-Raqqa"),  # its article, before a letter that takes its sound
        ("تعز", "Ta'iz"),
        ("Ошская область", "Osh"),  # an adjective
        ("м. Дніпро", "Dnipro"),
        ("Хэнтий", "Hentii"),
        ("Oro", "Northern (Oro) Province"),
        ("NCD", "National Capital District"),
        ("N.T.T.", "Nusa Tenggara Timur"),
        ("C. Equatoria", "Central Equatoria"),
        ("San Andrés", "Archipiélago de San Andrés, Providencia y Santa Catalina"),
        ("Keiyo-Marakwet", "Elgeyo-Marakwet"),
        ("Urozgan", "Oruzgan"),
        ("Dahuk", "Duhok"),
        ("เชียงใหม่", "Chiang Mai"),
        ("Xorazm", "Khorezm"),
        ("الجيزة", "Giza"),
        ("Zhambyl", "Jambyl Region"),
        ("Северо-Казахстанская область", "North Kazakhstan Region"),
        ("Danang", "Da Nang city"),
    ],
)
def test_names_of_other_scripts_and_short_forms_find_their_place(value, name):
    found = outcome(joined([*OTHERS, value], places(*OTHERS, name)))
    assert found[value] in {name, f"? {name}"}
    assert [found[other] for other in OTHERS] == list(OTHERS)


def test_a_town_and_the_unit_around_it_are_both_asked_where_one_place_has_their_name():
    report = joined(["Kyiv oblast", "Kyiv city", *OTHERS], places("Kyiv", "Kyivska", *OTHERS))
    found = outcome(report)
    assert found["Kyiv oblast"].startswith("?")
    assert found["Kyiv city"] == "? Kyiv"


def test_of_a_town_and_the_region_around_it_the_one_of_the_same_kind_is_suggested():
    names = ("Tashkent city", "Tashkent", "Almaty", "Almaty Region")
    rows = ["Toshkent shahri", "Toshkent viloyati", "Алматинская область"]
    found = outcome(joined([*rows, *OTHERS], places(*names, *OTHERS)))
    assert [found[row] for row in rows] == ["? Tashkent city", "? Tashkent", "? Almaty Region"]


def test_a_table_in_another_script_without_a_telling_header_finds_its_names():
    names = ["کابل", "پروان", "لوگر", "بلخ", "تخار", "زابل", "فراه", "غزنی", "خوست"]
    _, report = join_values(table(ولایت=names, n=list("123456789")), places(*OTHERS))
    assert [entry.candidates[0].name for entry in report.suggested] == list(OTHERS)
