"""Plans of workshops: every one is kept, none overwrites another unseen, old stores are read."""

import datetime
from dataclasses import replace

import pytest

from mapping.community.legend import Audience, Category
from mapping.community.wire import parse_text, to_text
from mapping.community.wire_plan import plan_from_json, plan_to_json
from mapping.community.workshop import AgendaItem
from mapping.errors import OperationRefusedError, UnknownWorkshopError
from tests.mapping.community.drawing import LEGEND, a_plan, content, operation

FULL = a_plan(
    purpose="Where people leave from",
    date=datetime.date(2026, 5, 4),
    starts_at=datetime.time(9, 30),
    agenda=(AgendaItem(title="Welcome", minutes=15), AgendaItem(title="Draw", minutes=45)),
    groups=("Women", "Elders"),
    other_language="ne",
    legend=(
        Category(
            id="water",
            label="Water",
            other_label="पानी",
            colour="#0072B2",
            icon="≈",
            kinds=("point",),
            questions=("How many families?",),
            audience=Audience.PUBLIC,
        ),
    ),
    consent="We show this to the district.",
    exact_for=Audience.PROJECT,
    base_maps=("land", "file:plan"),
    indicators=("net_migration_rate",),
    keep_until=datetime.date(2027, 5, 4),
)


def test_a_plan_comes_back_from_json_as_it_was():
    assert plan_from_json(parse_text(to_text(plan_to_json(FULL)))) == FULL


def test_a_change_is_a_new_version_and_the_old_one_stays(store, workshop):
    changed = store.change_workshop(workshop.workshop_id, FULL, base_version=1, actor="Maya")
    assert (changed.version, changed.title) == (2, FULL.title)
    assert store.workshop(workshop.workshop_id) == changed
    assert store.plans(workshop.workshop_id) == (workshop, changed)
    assert store.log(workshop.workshop_id) == ()


def test_a_change_made_without_knowing_another_is_refused(store, workshop):
    store.change_workshop(workshop.workshop_id, FULL, base_version=1)
    with pytest.raises(OperationRefusedError, match="somebody else changed"):
        store.change_workshop(workshop.workshop_id, a_plan(), base_version=1)
    with pytest.raises(UnknownWorkshopError):
        store.change_workshop("no-such-workshop", FULL, base_version=1)


def test_a_category_in_use_stays_in_the_legend(store, workshop):
    store.append(operation(workshop.workshop_id, content=content(category_id="water")))
    for legend in (LEGEND[1:], (replace(LEGEND[0], kinds=("area",)), LEGEND[1])):
        with pytest.raises(OperationRefusedError, match="new legend"):
            store.change_workshop(workshop.workshop_id, a_plan(legend=legend), base_version=1)
    named = (replace(LEGEND[0], label="Springs"), LEGEND[1])
    store.change_workshop(workshop.workshop_id, a_plan(legend=named), base_version=1)


def test_a_device_cannot_write_a_plan_or_a_redaction(workshop):
    with pytest.raises(OperationRefusedError, match="identifier"):
        operation(workshop.workshop_id, feature_id=workshop.workshop_id)


@pytest.mark.parametrize(
    "changes",
    [
        {"groups": ("A", "A")},
        {"groups": tuple(map(str, range(13)))},
        {"agenda": (AgendaItem(title="x", minutes=1),) * 31},
        {"other_language": "<b>"},
        {"indicators": tuple(map(str, range(11)))},
        {"base_maps": tuple(map(str, range(11)))},
        {"exact_for": "nobody"},
    ],
)
def test_a_plan_that_cannot_be_is_refused(changes):
    with pytest.raises((OperationRefusedError, ValueError)):
        a_plan(**changes)
