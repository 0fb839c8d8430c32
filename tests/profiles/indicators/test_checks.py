"""A catalogue that breaks a rule is refused whole, naming the entry, the field and the rule."""

import pytest

from mapping.errors import BadTableError, UnreadableFileError
from profiles.indicators.catalogue import read_indicator_catalogue
from profiles.indicators.goals import Tie, parse_link
from profiles.indicators.model import AGREES, Aggregation, Kind

ENTRY = """
[[indicator]]
code = "{code}"
section = 1
kind = "{kind}"
label = {{en = "Something"}}
definition = {{en = "Something counted"}}
unit = {{en = "persons"}}
{more}
"""
SOURCE = """
[[source]]
id = "census"
title = "Census"
publisher = "Office"
year = "2021"
"""


def _entry(code="people", kind="extensive", more=""):
    return ENTRY.format(code=code, kind=kind, more=more)


PEOPLE = _entry()
MEDIAN = _entry("median", "unmergeable")
RATIO = 'formula = "ratio"\nmultiplier = 100.0\nnumerator = "{}"\ndenominator = "{}"\n'


def _read(tmp_path, text):
    path = tmp_path / "catalogue.toml"
    path.write_text(text, encoding="utf-8")
    return read_indicator_catalogue(path)


def _faults(tmp_path, text):
    with pytest.raises(BadTableError, match=r"catalogue\.toml has") as caught:
        _read(tmp_path, text)
    return [str(problem) for problem in caught.value.problems]


def _fault(tmp_path, text):
    (fault,) = _faults(tmp_path, text)
    return fault


def test_a_minimal_catalogue_is_read(tmp_path):
    catalogue = _read(tmp_path, PEOPLE)
    assert list(catalogue.indicators) == ["people"]
    assert catalogue.indicators["people"].caveat == ""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('caveat = "-"', ""),
        ('caveat = "Only adults"', "Only adults"),
        ('caveat = {en = "Only adults", fr = "Adultes seulement"}', "Adultes seulement"),
    ],
)
def test_a_caveat_is_left_out_or_a_dash_or_a_text_or_one_by_language(tmp_path, written, said):
    one = _read(tmp_path, _entry(more=written)).indicators["people"]
    assert one.caveat_in("fr") == said


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (
            'direction = "good"',
            (
                'indicator "people", field "direction": must be one of: neutral, positive, negative'
                " (found 'good')"
            ),
        ),
        (
            'aggregation = "mean"',
            (
                'indicator "people", field "aggregation": must be one of: sum, ratio_of_sums,'
                " weighted_mean, od_recompute, recompute, recompute_distribution, share_of_units,"
                " not_aggregable (found 'mean')"
            ),
        ),
        ("decimals = 9", 'indicator "people", field "decimals": must be 6 or less (found \'9\')'),
        (
            "decimals = 1.5",
            'indicator "people", field "decimals": must be a whole number (found \'1.5\')',
        ),
        (
            "multiplier = 0",
            'indicator "people", field "multiplier": must be more than 0.0 (found \'0\')',
        ),
        (
            'caveat = ""',
            'indicator "people", field "caveat.en": is too short or empty',
        ),
        (
            'colour = "red"',
            'indicator "people", field "colour": is not a field of the catalogue (found \'red\')',
        ),
        ("gcm = [24]", 'indicator "people", field "gcm.1": must be 23 or less (found \'24\')'),
        (
            'sdg = ["10.7", "often"]',
            (
                'indicator "people", field "sdg.2": must be a goal, target or indicator such as'
                " 10.7.4 or 11.3.1 (context) (found 'often')"
            ),
        ),
        (
            'protected = "perhaps"',
            'indicator "people", field "protected": must be true or false (found \'perhaps\')',
        ),
    ],
)
def test_a_field_that_breaks_its_rule_is_named_in_words(tmp_path, more, fault):
    assert _fault(tmp_path, _entry(more=more)) == fault


@pytest.mark.parametrize(
    ("field", "words"), [("disaggregation", "sex, age5"), ("sources", "census, projection")]
)
def test_a_word_outside_a_closed_list_is_told_the_list(tmp_path, field, words):
    fault = _fault(tmp_path, _entry(more=f'{field} = ["rumour"]'))
    assert fault.startswith(f'indicator "people", field "{field}.1": must be one of: {words}')
    assert "(found 'rumour')" in fault


@pytest.mark.parametrize("code", ["People", "people rate", "2people", "people-rate", "_people"])
def test_a_code_is_snake_case(tmp_path, code):
    fault = _fault(tmp_path, _entry(code))
    assert fault == (
        f'indicator "{code}", field "code": must be small letters, digits and underscores,'
        f" beginning with a letter (found '{code}')"
    )


@pytest.mark.parametrize("section", [-1, 15])
def test_a_section_is_one_of_the_outline(tmp_path, section):
    text = PEOPLE.replace("section = 1", f"section = {section}")
    assert _fault(tmp_path, text).startswith('indicator "people", field "section": must be ')


def test_an_entry_without_a_code_is_named_by_its_number(tmp_path):
    text = PEOPLE + PEOPLE.replace('code = "people"\n', "")
    assert _fault(tmp_path, text) == 'indicator "2", field "code": is missing'


def test_a_label_without_english_is_refused(tmp_path):
    text = PEOPLE.replace('label = {en = "Something"}', 'label = {fr = "Quelque chose"}')
    assert _fault(tmp_path, text) == 'indicator "people", field "label.en": is missing'


def test_all_faults_are_told_at_once(tmp_path):
    faults = _faults(tmp_path, _entry(more='direction = "good"\ndecimals = 9'))
    assert len(faults) == 2


def test_an_indicator_described_twice_is_named(tmp_path):
    assert _fault(tmp_path, PEOPLE * 2) == 'indicator "people": is described twice'


@pytest.mark.parametrize("field", ["numerator", "denominator", "parts_of"])
def test_an_input_that_is_not_described_is_named(tmp_path, field):
    fault = _fault(tmp_path, _entry(more=f'{field} = "others"'))
    assert fault == (
        f'indicator "people", field "{field}": refers to something that is not described'
        " (found 'others')"
    )


def test_every_input_that_is_not_described_is_named(tmp_path):
    more = 'formula = "ratio"\nnumerator = "some"\ndenominator = "others"'
    assert len(_faults(tmp_path, _entry(kind="intensive", more=more))) == 2


def test_a_part_that_is_not_described_is_named(tmp_path):
    fault = _fault(tmp_path, _entry(more='formula = "sum"\nparts = ["others:male"]'))
    assert 'field "parts": refers to something that is not described' in fault
    assert "'others:male'" in fault


def test_a_rate_needs_a_denominator(tmp_path):
    fault = _fault(tmp_path, _entry(kind="intensive"))
    assert fault == 'indicator "people", field "denominator": a rate needs a denominator'


@pytest.mark.parametrize(
    ("formula", "kind", "fields"),
    [
        ("ratio", "intensive", ["numerator", "denominator"]),
        ("difference", "extensive", ["numerator", "denominator"]),
        ("growth", "unmergeable", ["numerator"]),
        ("midpoint", "extensive", ["numerator"]),
        ("sum", "extensive", ["parts"]),
    ],
)
def test_a_formula_without_its_inputs_is_refused(tmp_path, formula, kind, fields):
    faults = _faults(tmp_path, _entry(kind=kind, more=f'formula = "{formula}"'))
    assert faults == [
        f'indicator "people", field "{field}": the formula needs it' for field in fields
    ]


@pytest.mark.parametrize(
    ("formula", "kind"), [("ratio", "extensive"), ("growth", "extensive"), ("od", "extensive")]
)
def test_what_a_formula_gives_is_of_its_kind(tmp_path, formula, kind):
    more = f'formula = "{formula}"\nnumerator = "others"\ndenominator = "others"'
    fault = _fault(tmp_path, _entry("others") + _entry(kind=kind, more=more))
    assert 'indicator "people", field "kind": what this formula gives is of the kind' in fault


@pytest.mark.parametrize("aggregation", Aggregation)
@pytest.mark.parametrize("kind", Kind)
def test_kind_and_aggregation_agree(tmp_path, aggregation, kind):
    rate = 'numerator = "sum_n"\ndenominator = "sum_n"\nparts = ["sum_n"]\n'
    text = _entry("sum_n") + _entry(kind=kind, more=f'{rate}aggregation = "{aggregation}"')
    if kind in AGREES[aggregation] and aggregation is not Aggregation.OD_RECOMPUTE:
        assert _read(tmp_path, text).indicators["people"].aggregation is aggregation
    elif kind not in AGREES[aggregation]:
        kinds = ", ".join(AGREES[aggregation])
        assert f'field "aggregation": goes with the kind {kinds} only' in _fault(tmp_path, text)


@pytest.mark.parametrize(
    ("aggregation", "fields"),
    [("ratio_of_sums", ["numerator"]), ("weighted_mean", ["parts"])],
)
def test_a_declared_aggregation_needs_its_parts(tmp_path, aggregation, fields):
    more = f'denominator = "sum_n"\naggregation = "{aggregation}"'
    faults = _faults(tmp_path, _entry("sum_n") + _entry(kind="intensive", more=more))
    wanted = [f'indicator "people", field "{field}": this aggregation needs it' for field in fields]
    assert faults == wanted


def test_what_is_worked_out_again_names_its_parts(tmp_path):
    fault = _fault(tmp_path, _entry(kind="unmergeable", more='aggregation = "recompute"'))
    assert fault == 'indicator "people", field "parts": this aggregation needs it'


def test_a_rate_without_its_parts_is_not_merged(tmp_path):
    text = PEOPLE + _entry("share", "intensive", 'denominator = "people"')
    assert _read(tmp_path, text).indicators["share"].aggregation is Aggregation.NOT_AGGREGABLE


@pytest.mark.parametrize(
    ("kind", "more", "usual"),
    [
        ("extensive", "", Aggregation.SUM),
        ("intensive", RATIO.format("sum_n", "sum_n"), Aggregation.RATIO_OF_SUMS),
        ("unmergeable", 'formula = "od"', Aggregation.OD_RECOMPUTE),
        ("unmergeable", 'formula = "growth"\nnumerator = "sum_n"', Aggregation.RECOMPUTE),
        ("unmergeable", "", Aggregation.NOT_AGGREGABLE),
    ],
)
def test_an_aggregation_follows_from_kind_and_formula(tmp_path, kind, more, usual):
    text = _entry("sum_n") + _entry(kind=kind, more=more)
    assert _read(tmp_path, text).indicators["people"].aggregation is usual


def test_a_rate_of_something_that_does_not_add_up_is_no_ratio_of_sums(tmp_path):
    text = PEOPLE + MEDIAN + _entry("share", "intensive", RATIO.format("median", "people"))
    fault = _fault(tmp_path, text)
    assert fault.startswith('indicator "share", field "aggregation": must be od_recompute')
    assert "median of a larger place is not a sum" in fault


def test_only_what_is_counted_from_flows_is_counted_anew_from_them(tmp_path):
    rate = RATIO.format("{}", "people") + 'aggregation = "od_recompute"'
    sums = PEOPLE + _entry("share", "intensive", rate.format("people"))
    assert _fault(tmp_path, sums) == (
        'indicator "share", field "aggregation": needs an input that is counted from an'
        " origin-destination table"
    )
    counted = _entry("movers", "unmergeable", 'formula = "od"')
    sound = PEOPLE + counted + _entry("share", "intensive", rate.format("movers"))
    assert _read(tmp_path, sound).indicators["share"].aggregation is Aggregation.OD_RECOMPUTE


@pytest.mark.parametrize("sex", ["", ":total"])
def test_nothing_follows_from_itself(tmp_path, sex):
    one = 'formula = "sum"\nparts = ["two"]'
    two = f'formula = "sum"\nparts = ["one{sex}"]'
    faults = _faults(tmp_path, _entry("one", more=one) + _entry("two", more=two))
    assert faults == [
        f'indicator "{name}", field "formula": follows from itself' for name in ("one", "two")
    ]


def test_a_sum_of_its_own_sexes_does_not_follow_from_itself(tmp_path):
    sexes = 'formula = "sum"\nparts = ["people:female", "people:male"]'
    assert _read(tmp_path, _entry(more=sexes)).indicators["people"].parts


def test_a_count_from_flows_needs_a_flow_table(tmp_path):
    text = SOURCE + _entry("in_mig_n", "unmergeable", 'formula = "od"')
    series = '[[series]]\niso3 = "XXA"\nindicator = "in_mig_n"\nsource = "census"\n'
    fault = _fault(tmp_path, text + series)
    assert fault == (
        'series "XXA in_mig_n": needs an origin-destination table, and the pack has none'
    )


def test_a_series_of_an_unknown_source_is_named(tmp_path):
    series = '[[series]]\niso3 = "XXA"\nindicator = "people"\nsource = "nowhere"\n'
    fault = _fault(tmp_path, PEOPLE + series)
    assert fault == (
        'series "XXA people", field "source": refers to something that is not described'
        " (found 'nowhere')"
    )


def test_a_country_is_three_capital_letters(tmp_path):
    series = '[[series]]\niso3 = "xxa"\nindicator = "people"\nsource = "census"\n'
    assert "must be the three capital letters of a country" in _fault(tmp_path, PEOPLE + series)


def test_a_table_that_nobody_knows_is_refused(tmp_path):
    assert "is not a field of the catalogue" in _fault(tmp_path, '[[measure]]\nid = "a"\n')


def test_a_damaged_catalogue_is_named(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"catalogue\.toml cannot be read"):
        _read(tmp_path, "[[indicator]\n")


def test_a_missing_catalogue_is_named(tmp_path):
    with pytest.raises(UnreadableFileError, match="it is missing"):
        read_indicator_catalogue(tmp_path / "catalogue.toml")


@pytest.mark.parametrize(
    ("text", "code", "tie"),
    [
        ("10.7", "10.7", Tie.SAME),
        ("16.b.1", "16.b.1", Tie.SAME),
        ("5 (context)", "5", Tie.CONTEXT),
        ("17.3.2 (analogue)", "17.3.2", Tie.ANALOGUE),
        ("10.7.4 (differs)", "10.7.4", Tie.DIFFERS),
    ],
)
def test_a_link_says_how_close_it_is(text, code, tie):
    link = parse_link(text)
    assert (link.code, link.tie) == (code, tie)


@pytest.mark.parametrize("text", ["", "10.7 (perhaps)", "goal 5", "10.7.4.2", "10.7(context)"])
def test_what_is_no_link_is_refused(text):
    with pytest.raises(ValueError, match="must be a goal, target or indicator"):
        parse_link(text)
