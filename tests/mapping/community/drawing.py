"""Workshops and operations for tests, as short as they can be said."""

import itertools
from pathlib import Path

import pytest

from mapping.community.connections import SqliteDatabase
from mapping.community.database import store_path
from mapping.community.geometry import Geometry
from mapping.community.identifiers import FeatureId, OperationId, WorkshopId
from mapping.community.legend import Category
from mapping.community.model import Content, Operation, OperationKind
from mapping.community.sql_store import SqlStore
from mapping.community.store import Store
from mapping.community.workshop import Plan, Workshop
from mapping.settings import CHECKOUT, Settings

POINT = {"type": "Point", "coordinates": [85.3, 27.7]}
LINE = {"type": "LineString", "coordinates": [[85.0, 27.0], [85.5, 27.5], [86.0, 27.2]]}
AREA = {"type": "Polygon", "coordinates": [[[85, 27], [86, 27], [86, 28], [85, 28], [85, 27]]]}
LEGEND = (
    Category(id="water", label="Water point", colour="#0072b2", kinds=("point",)),
    Category(id="any", label="Anything", colour="#d55e00", kinds=("point", "line", "area")),
)

only_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
_numbers = itertools.count(1)


def a_store(folder: Path, **options: object) -> SqlStore:
    """A store in a folder; the test closes it."""
    return SqlStore(SqliteDatabase(store_path(folder), **options))


def settings_of(folder: Path, **more: object) -> Settings:
    """The settings of an installation whose workspace is a folder."""
    return Settings(data_dir=CHECKOUT / "data", workspace_dir=folder, **more)


def a_plan(**changes: object) -> Plan:
    """The plan of a workshop for the whole of Nepal."""
    facts = {
        "title": "Water in Dhading",
        "iso3": "NPL",
        "place_code": None,
        "bounds": (80.0, 26.3, 88.2, 30.5),
        "legend": LEGEND,
    }
    return Plan(**(facts | changes))


def a_workshop(store: Store, **changes: object) -> Workshop:
    """A workshop for the whole of Nepal."""
    return store.create_workshop(a_plan(**changes))


def content(geometry=POINT, category_id="any", note="") -> Content:
    """What a feature looks like."""
    return Content(geometry=Geometry.checked(geometry), category_id=category_id, note=note)


def operation(workshop_id: WorkshopId, kind="put", **changes: object) -> Operation:
    """An operation with identifiers of its own."""
    number = next(_numbers)
    has_content = OperationKind(kind).has_content
    facts = {
        "op_id": OperationId(f"operation-{number}"),
        "workshop_id": workshop_id,
        "feature_id": FeatureId(f"feature-{number}"),
        "kind": OperationKind(kind),
        "base_version": 0,
        "content": content() if has_content else None,
    }
    return Operation(**(facts | changes))
