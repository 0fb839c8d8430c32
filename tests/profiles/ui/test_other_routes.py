"""Routes that are made late are found like any other."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from mapping.settings import CHECKOUT, Settings
from mapping.ui.late_routes import LateRoutes
from profiles.ui.other_routes import BEGINNINGS, other_routes
from tests.mapping.ui.asgi import ask, serving


@pytest.fixture
def late():
    """A server with one late route, and how often its routes were made."""
    made = []

    def make():
        made.append(1)
        return [Route("/things/{name}", lambda request: PlainTextResponse(request.url.path))]

    others = Route("/things", lambda _: PlainTextResponse("another's"))
    return serving([LateRoutes(["things"], make), others]), made


def test_every_route_begins_as_is_said_and_every_beginning_has_one(tmp_path):
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path)
    found = {route.path.split("/")[1] for route in other_routes(settings)}
    assert found == set(BEGINNINGS)


def test_late_routes_are_made_once_when_one_is_asked_for(late):
    app, made = late
    assert ask(app, "/elsewhere").status == 404
    assert not made
    for _ in range(2):
        answer = ask(app, "/things/one")
        assert (answer.status, answer.body) == (200, b"/things/one")
    assert made == [1]


def test_what_none_of_them_takes_is_left_to_others(late):
    app, _ = late
    assert ask(app, "/things").body == b"another's"
