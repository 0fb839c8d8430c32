import dataclasses
import datetime

import pytest

from mapping.community.identifiers import WorkshopId
from mapping.community.legend import Category
from mapping.community.legends import STARTER_LEGENDS
from mapping.community.model import check_against_legend
from mapping.community.workshop import Workshop
from mapping.errors import OperationRefusedError
from mapping.i18n import Translator
from tests.mapping.community.drawing import AREA, LEGEND, content, operation

NOW = datetime.datetime(2026, 5, 4, tzinfo=datetime.UTC)
WORKSHOP = Workshop(
    workshop_id=WorkshopId("workshop-1"),
    title="Water",
    iso3="NPL",
    place_code=None,
    bounds=(80, 26, 88, 30),
    legend=LEGEND,
    created_at=NOW,
)


def test_a_category_has_the_letter_of_its_place_in_the_legend():
    assert [WORKSHOP.letter(line.id) for line in LEGEND] == ["A", "B"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": " \n "}, "a name is empty"),
        ({"iso3": "np"}, "three capital letters"),
        ({"bounds": (88, 26, 80, 30)}, "outside the world"),
        ({"bounds": (float("nan"), 26, 88, 30)}, "outside the world"),
        ({"legend": ()}, "1 to 24 categories"),
        ({"legend": LEGEND + LEGEND}, "1 to 24 categories"),
        ({"workshop_id": "../etc"}, "identifier"),
        ({"created_at": NOW.replace(tzinfo=None)}, "time zone"),
    ],
)
def test_a_workshop_that_exists_is_valid(changes, reason):
    with pytest.raises(OperationRefusedError, match=reason):
        dataclasses.replace(WORKSHOP, **changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"colour": "red"}, "#rrggbb"),
        ({"colour": "#12345"}, "#rrggbb"),
        ({"colour": "#123456;}"}, "#rrggbb"),
        ({"kinds": ()}, "at least one"),
        ({"id": "Water point"}, "identifier"),
        ({"label": "x" * 81}, "too long"),
    ],
)
def test_a_category_that_exists_is_valid(changes, reason):
    with pytest.raises(OperationRefusedError, match=reason):
        dataclasses.replace(LEGEND[0], **changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"op_id": "short"}, "identifier"),
        ({"feature_id": "a b c d e f g"}, "identifier"),
        ({"feature_id": None}, "identifier"),
        ({"base_version": -1}, "version"),
        ({"base_version": True}, "version"),
        ({"base_version": "1"}, "version"),
        ({"content": None}, "a shape and a category"),
        ({"actor": "x" * 81}, "too long"),
        ({"drawn_at": NOW.replace(tzinfo=None)}, "time zone"),
    ],
)
def test_an_operation_that_exists_is_valid(changes, reason):
    with pytest.raises(OperationRefusedError, match=reason):
        operation(WORKSHOP.workshop_id, **changes)


def test_only_what_the_legend_allows_is_drawn():
    check_against_legend(content(AREA, "any"), LEGEND)
    with pytest.raises(OperationRefusedError, match="not drawn as this kind"):
        check_against_legend(content(AREA, "water"), LEGEND)
    with pytest.raises(OperationRefusedError, match="not in the legend"):
        check_against_legend(content(AREA, "fire"), LEGEND)


def test_the_ready_made_legends_are_legends():
    for starter in STARTER_LEGENDS:
        categories = starter.categories(Translator())
        assert dataclasses.replace(WORKSHOP, legend=categories).legend == categories
        assert len({category.colour for category in categories}) == len(categories)
        assert all(isinstance(category, Category) for category in categories)
