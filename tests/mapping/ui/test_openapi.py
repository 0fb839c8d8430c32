"""The JSON routes answer as the document says, to what it allows and to what it does not."""

import json
import re

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from mapping.ui.openapi import openapi_document, openapi_routes
from mapping.ui.routes_community import community_routes
from mapping.ui.routes_ground import ground_routes
from mapping.ui.routes_hall import hall_routes
from mapping.ui.routes_photos import photo_routes
from tests.mapping.community.drawing import a_store, a_workshop, operation, settings_of
from tests.mapping.ui.asgi import serving
from tests.mapping.ui.figures import LITTLE

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """The routes over a store with a workshop in which something is drawn."""
    folder = tmp_path_factory.mktemp("openapi")
    store = a_store(folder)
    workshop = a_workshop(store, indicators=("rate",))
    store.append(operation(workshop.workshop_id))
    of = settings_of(folder)
    routes = [
        *community_routes(store, of, lambda _: {}),
        *hall_routes(store, of),
        *photo_routes(store, of),
        *ground_routes(store, of, LITTLE),
    ]
    made["app"] = serving([*routes, *openapi_routes()])
    yield made["app"], workshop, store
    store.close()


async def ask_the_hall(scope, receive, send):
    """The routes that the fixture made: the document is read before there is a fixture."""
    here = {"client": ("127.0.0.1", 1)} if scope["type"] == "http" else {}
    await made["app"](scope | here, receive, send)


made = {"app": serving(openapi_routes())}
schema = schemathesis.openapi.from_asgi("/openapi.json", ask_the_hall)


@schema.parametrize()
@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
def test_each_route_answers_as_the_document_says(case, hall, monkeypatch):
    _, workshop, _ = hall
    # How a file is written and a photo read has tests of its own; each takes a process of its own.
    monkeypatch.setattr("mapping.ui.routes_photos.upright_jpeg", bytes)
    monkeypatch.setattr("mapping.community.service.export_bytes", lambda *_: ("a", b"{}"))
    if len(case.path_parameters["workshop_id"]) != 1:  # one in some asks for another workshop
        case.path_parameters["workshop_id"] = workshop.workshop_id
    headers = {"host": "localhost:8501"}
    case.validate_response(case.call(headers=headers), checks=CHECKS)


def test_the_document_names_every_json_route(hall):
    app, _, _ = hall
    routes = {
        re.sub(r":\w+", "", route.path)
        for route in app.routes
        if route.path.startswith("/workshops/")
    }
    assert routes == set(openapi_document()["paths"])


def test_the_document_in_the_documents_is_the_one_that_is_served(root):
    text = (root / "docs" / "openapi.json").read_text("utf-8")
    assert json.loads(text) == openapi_document(), "run python scripts/openapi.py"
