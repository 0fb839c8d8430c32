import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.joining.names.spelling import is_total, normalised, parts_of, without_brackets


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ʻEua", "'Eua"),
        ("Haʻapai", "HAAPAI"),
        ("Liquiçá", "liquica"),
        ("Oe-Cusse Ambeno", "Oe Cusse  Ambeno"),
        ("St. Jean du Sud", "Saint Jean du Sud"),
        ("Cornillon/Grd Bois", "Cornillon / Grand Bois"),
        ("Rennell & Bellona", "Rennell and Bellona"),
        ("Ｋａｎｄｙ", "Kandy"),
        ("Galle*", "Galle"),
        ("Port-au-Prince ", "Port Au Prince"),
    ],
)
def test_names_written_in_other_ways_are_equal(one, other):
    assert normalised(one).full == normalised(other).full


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Central Province", "Central"),
        ("Province of Bohol", "Bohol"),
        ("Département de l'Ouest", "Ouest"),
        ("State of Bihar", "Bihar"),
        ("Kathmandu jilla", "Kathmandu"),
        ("चितवन जिल्ला", "चितवन"),
        ("จังหวัดเชียงใหม่", "เชียงใหม่"),
        ("Kayangel Atoll", "Kayangel"),
        ("Алматы облысы", "Алматы"),
    ],
)
def test_units_and_articles_are_no_part_of_a_name(name, bare):
    assert normalised(name).base == normalised(bare).base


def test_a_name_that_is_only_a_unit_keeps_it():
    assert normalised("Capital District").base == "capital"
    assert normalised("District").base == "district"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Eastern Province", "Western Province"),
        ("Region IX", "Region XI"),
        ("Province No. 1", "Province No. 2"),
        ("Kalimantan Timur", "Kalimantan Barat"),
        ("Sud-Est", "Nord-Est"),
        ("Darwaz-e-Balla", "Darwaz-e-Payin"),
    ],
)
def test_directions_and_numbers_tell_places_apart(one, other):
    assert normalised(one).tells_apart != normalised(other).tells_apart


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nord-Est", "North East"),
        ("Jawa Timur", "Timur Jawa"),
        ("Region IV", "Region 4"),
        ("Hilagang Samar", "Northern Samar"),
        ("N. de Santander", "Norte de Santander"),
    ],
)
def test_words_have_one_meaning_in_every_language_and_order(one, other):
    assert normalised(one).words == normalised(other).words


@pytest.mark.parametrize(
    ("one", "other"), [("Jessore", "Jashore"), ("Mullative", "Mullaitivu"), ("Kavre", "Kabhre")]
)
def test_spellings_of_one_sound_have_one_sound(one, other):
    assert normalised(one).sound == normalised(other).sound


def test_city_is_told_from_the_district_of_the_same_name():
    assert normalised("Quezon City").is_city
    assert not normalised("Quezon").is_city


@pytest.mark.parametrize(
    "text", ["Total", "GRAND TOTAL", "Jumla", "Sub-total", "Not stated", "ລວມ", "合計"]
)
def test_totals_are_known(text):
    assert is_total(normalised(text))


def test_several_names_in_a_cell_are_taken_apart():
    assert parts_of("Nawalparasi / Rukum") == ("Nawalparasi", "Rukum")
    assert parts_of("Makira and Ulawa") == ("Makira", "Ulawa")
    assert parts_of("Kathmandu") == ()


def test_what_stands_in_brackets_can_be_left_out():
    assert without_brackets("Rukum (East)") == "Rukum"


@given(st.text())
def test_any_text_has_forms_of_plain_letters_and_digits(text):
    name = normalised(text)
    assert name.full.isascii()
    assert name.base.isascii()
    assert name == normalised(f" {text} ") or text.strip() != text
