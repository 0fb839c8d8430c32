"""What a published value says of itself: a number, a mark, or why there is none."""

from dataclasses import replace

import pytest

from profiles.indicators.model import Status
from profiles.indicators.read import Survey
from profiles.protection.published import PublishedValue, _fingerprint
from profiles.protection.reliability import Reliability
from profiles.protection.suppress import publish_pack
from tests.profiles.protection.test_suppress import INDICATORS, _gazetteer, _table


def value(number, status, reliability=Reliability.GOOD):
    return PublishedValue(
        place_code="A1",
        indicator="foreign",
        period="2021",
        sex="total",
        age="total",
        value=number,
        status=status,
        reliability=reliability,
    )


@pytest.mark.parametrize(
    ("given", "symbol", "observation", "confidentiality"),
    [
        (value(0.0, Status.NORMAL), None, "A", "F"),
        (value(4.0, Status.ESTIMATED), None, "E", "F"),
        (value(None, Status.MISSING), "..", "M", "F"),
        (value(None, Status.NOT_APPLICABLE), "...", "L", "F"),
        (value(None, Status.SUPPRESSED), "x", "Q", "C"),
        (value(4.0, Status.NORMAL, Reliability.CAUTION), None, "U", "F"),
        (value(4.0, Status.NORMAL, Reliability.FEW_CASES), None, "U", "F"),
    ],
)
def test_symbols_and_flags_are_those_of_the_standards(given, symbol, observation, confidentiality):
    assert given.symbol == symbol
    assert given.observation_status == observation
    assert given.confidentiality == confidentiality
    assert given.is_shown is (symbol is None)


def test_estimates_carry_their_marks_and_unreliable_ones_are_gone():
    name = ("A2", "share", "2021", "total", "total")
    tables = {}
    for cases in (20, 30, 400):
        sampled = replace(_table([70, 33, 60]), surveys={name: Survey(cases, None)})
        tables[cases] = publish_pack(sampled, (), INDICATORS, {}, _gazetteer()).table
    found = {cases: table.value("A2", "share", "2021") for cases, table in tables.items()}
    assert found[20].status is Status.SUPPRESSED
    assert found[30].reliability is Reliability.FEW_CASES
    assert found[30].value == pytest.approx(33.0)
    assert found[400].reliability is Reliability.GOOD
    assert tables[30].fingerprint != tables[400].fingerprint


def test_a_fingerprint_is_the_same_whatever_a_processor_makes_of_the_last_digit():
    def of(number):
        return _fingerprint({("A1", "share", "2021", "total", "total"): (number, Status.NORMAL)})

    assert of(185.11804255719943) == of(185.11804255719957)
    assert of(185.118042557) != of(185.118042558)
    assert of(0.0) != of(None)
