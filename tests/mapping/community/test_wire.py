import datetime

import pytest

from mapping.community.model import OperationKind
from mapping.community.wire import (
    feature_from_json,
    feature_to_json,
    operation_from_json,
    parse_text,
    to_text,
)
from mapping.community.wire_plan import workshop_from_json, workshop_to_json
from mapping.errors import OperationRefusedError
from tests.mapping.community.drawing import AREA, LINE, POINT, content, operation

SENT = {
    "op_id": "operation-one",
    "feature_id": "feature-one",
    "kind": "put",
    "base_version": 0,
    "geometry": POINT,
    "category_id": "any",
    "note": "dry in May",
    "actor": "Sita",
    "drawn_at": "2026-05-04T10:20:30+05:45",
}


def test_an_operation_is_read_as_a_device_sends_it(workshop):
    read = operation_from_json(SENT, workshop.workshop_id)
    assert read.kind is OperationKind.PUT
    assert read.content == content(POINT, "any", "dry in May")
    assert read.actor == "Sita"
    assert read.drawn_at.utcoffset() == datetime.timedelta(hours=5, minutes=45)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "drop"},
        {"kind": None},
        {"kind": []},
        {"geometry": None},
        {"category_id": None},
        {"note": 3},
        {"drawn_at": "yesterday"},
        {"drawn_at": "2026-05-04T10:20:30"},
        {"op_id": {"$ne": 1}},
        {"actor": ["x"]},
    ],
)
def test_a_damaged_operation_is_refused(workshop, changes):
    with pytest.raises(OperationRefusedError):
        operation_from_json(SENT | changes, workshop.workshop_id)


@pytest.mark.parametrize("raw", [None, [], "x", 3])
def test_what_is_no_operation_at_all_is_refused(workshop, raw):
    with pytest.raises(OperationRefusedError):
        operation_from_json(raw, workshop.workshop_id)


@pytest.mark.parametrize("text", ["{", "NaN", "[Infinity]", "[" * 100_000, b"\xff"])
def test_what_is_not_json_is_refused(text):
    with pytest.raises(OperationRefusedError, match="form that was agreed"):
        parse_text(text)


def test_a_workshop_comes_back_from_its_json(workshop):
    assert workshop_from_json(parse_text(to_text(workshop_to_json(workshop)))) == workshop


def test_a_feature_comes_back_from_its_json_with_its_conflicts(store, workshop):
    made = operation(workshop.workshop_id, content=content(AREA))
    store.append(made)
    for kind in ("edit", "edit", "delete"):
        wanted = content(LINE, "any", "{{7*7}}\n=1+1") if kind == "edit" else None
        changes = {"feature_id": made.feature_id, "base_version": 1, "content": wanted}
        store.append(operation(workshop.workshop_id, kind, **changes))
    (feature,) = store.features(workshop.workshop_id).features
    assert [other.kind for other in feature.others] == ["edit", "delete"]
    text = to_text(feature_to_json(feature))
    assert feature_from_json(parse_text(text), workshop.workshop_id) == feature
