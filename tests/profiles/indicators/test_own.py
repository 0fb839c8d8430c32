"""An indicator of one's own: mistakes are told, and a sound one is kept with all that is there."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.errors import BadTableError, UnreadableFileError
from mapping.i18n import Translator
from profiles.indicators.catalogue import read_indicator_catalogue, read_toml
from profiles.indicators.model import Aggregation, Formula, Kind
from profiles.indicators.own import add_own, faults_of_own, own_entry, to_toml

WELLS = {
    "code": "wells_n",
    "section": 10,
    "label": {"en": "Wells", "fr": "Puits", "es": ""},
    "definition": {"en": "Wells in use", "fr": "", "es": ""},
    "unit": {"en": "wells", "fr": "", "es": ""},
    "caveat": {"en": "", "fr": "", "es": ""},
    "aggregation": "sum",
    "numerator": "",
    "denominator": "",
    "parts": [],
    "multiplier": 1,
    "decimals": 0,
    "direction": "neutral",
}


@pytest.fixture
def path(tmp_path):
    """A catalogue that is not there yet."""
    return tmp_path / "indicators" / "catalogue.toml"


def _told(entry, known):
    return {fault.field: fault.words() for fault in faults_of_own(entry, known)}


def test_a_form_that_is_filled_in_well_has_no_faults_and_is_read_back(path, catalogue):
    entry = own_entry(WELLS)
    assert _told(entry, catalogue.indicators) == {}
    add_own(path, entry, catalogue.indicators)
    read = read_indicator_catalogue(path, known=catalogue.indicators)
    one = read.indicators["wells_n"]
    assert (one.label("fr"), one.kind, one.aggregation) == ("Puits", Kind.EXTENSIVE, "sum")
    assert one.caveats == {}


def test_every_mistake_is_told_at_once_by_its_field(catalogue):
    fields = WELLS | {
        "code": "Wells!",
        "label": {"en": " ", "fr": "Puits"},
        "aggregation": "weighted_mean",
    }
    assert _told(own_entry(fields), catalogue.indicators) == {
        "code": "must be small letters, digits and underscores, beginning with a letter",
        "label.en": "is missing",
        "denominator": "a rate needs a denominator",
        "parts": "this aggregation needs it",
    }


def test_a_mistake_is_told_in_the_readers_language(catalogue):
    (fault,) = faults_of_own(own_entry(WELLS | {"code": ""}), catalogue.indicators)
    assert fault.words(Translator("fr")) == "manque"


def test_a_code_that_is_taken_is_told(catalogue):
    entry = own_entry(WELLS | {"code": "pop_total"})
    assert _told(entry, catalogue.indicators) == {"code": "is the code of another indicator"}


def test_a_share_of_two_counts_is_worked_out_by_the_tool(catalogue):
    fields = WELLS | {
        "aggregation": "ratio_of_sums",
        "numerator": "hh_water_n",
        "denominator": "households_n",
        "multiplier": 100,
    }
    entry = own_entry(fields)
    assert _told(entry, catalogue.indicators) == {}
    assert (entry["kind"], entry["formula"]) == (Kind.INTENSIVE, Formula.RATIO)


@pytest.mark.parametrize(
    ("aggregation", "denominator", "kind"),
    [
        (Aggregation.SUM, "households_n", Kind.EXTENSIVE),
        (Aggregation.NOT_AGGREGABLE, "households_n", Kind.INTENSIVE),
        (Aggregation.NOT_AGGREGABLE, "", Kind.UNMERGEABLE),
        (Aggregation.RECOMPUTE_DISTRIBUTION, "", Kind.UNMERGEABLE),
    ],
)
def test_the_kind_follows_from_how_a_larger_place_is_had(aggregation, denominator, kind):
    fields = WELLS | {"aggregation": aggregation.value, "denominator": denominator}
    assert own_entry(fields)["kind"] == kind


def test_what_is_in_the_file_is_kept_to_the_letter(path, catalogue):
    path.parent.mkdir()
    before = (
        '# Ours\n[[source]]\nid = "s"  # a survey\ntitle = "S"\npublisher = "P"\nyear = "2024"\n'
    )
    path.write_text(before, encoding="utf-8")
    add_own(path, own_entry(WELLS), catalogue.indicators)
    add_own(path, own_entry(WELLS | {"code": "springs_n"}), catalogue.indicators)
    text = path.read_text("utf-8")
    assert text.startswith(before)
    assert [one["code"] for one in read_toml(path)["indicator"]] == ["wells_n", "springs_n"]


def test_a_file_that_breaks_a_rule_is_left_as_it_is(path, catalogue):
    path.parent.mkdir()
    path.write_text('[[indicator]]\ncode = "half"\n', encoding="utf-8")
    with pytest.raises(BadTableError, match='indicator "half", field "section": is missing'):
        add_own(path, own_entry(WELLS), catalogue.indicators)
    assert path.read_text("utf-8") == '[[indicator]]\ncode = "half"\n'


def test_a_list_that_cannot_be_added_to_is_left_as_it_is(path, catalogue):
    path.parent.mkdir()
    path.write_text("indicator = []\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="nothing can be added to"):
        add_own(path, own_entry(WELLS), catalogue.indicators)
    assert path.read_text("utf-8") == "indicator = []\n"


@given(
    label=st.text(max_size=60),
    caveat=st.text(max_size=60),
    multiplier=st.sampled_from([1, 100, 1_000, 100_000]),
    parts=st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), max_size=3),
)
def test_whatever_is_typed_reads_back_as_it_was_meant(label, caveat, multiplier, parts):
    typed = {"label": {"en": label, "fr": caveat}, "caveat": {"en": caveat}}
    entry = own_entry(WELLS | typed | {"multiplier": multiplier, "parts": parts})
    assert tomllib.loads(to_toml(entry)) == {"indicator": [entry]}
