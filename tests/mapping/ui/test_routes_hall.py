"""Routes of a session, asked by the machine itself and by phones of others."""

import json

import pytest

from mapping.community.gate import open_gate
from mapping.community.remarks import Ballot, Comment, Round, Vote
from mapping.community.wire import content_to_json
from mapping.settings import CHECKOUT, Settings
from mapping.ui.people import COOKIE
from mapping.ui.routes_community import community_routes
from mapping.ui.routes_hall import hall_routes
from mapping.ui.routes_photos import photo_routes
from tests.mapping.community.drawing import a_store, a_workshop, content
from tests.mapping.community.test_photos import a_photo
from tests.mapping.ui.asgi import Answer, serving
from tests.mapping.ui.test_routes_community import _ask

HERE = {"host": "localhost:8501"}


class Said(Answer):
    def json(self):
        return json.loads(self.body)


@pytest.fixture
def hall(tmp_path):
    """Ask as the machine itself, or as the phone with a ticket."""
    store = a_store(tmp_path)
    workshop = a_workshop(store)
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path)
    routes = [
        *community_routes(store, settings, lambda _: {}),
        *hall_routes(store, settings),
        *photo_routes(store, settings),
    ]
    app = serving(routes)
    gate = open_gate(settings)
    code = gate.open(workshop.workshop_id).code

    def phone():
        return {"cookie": f"{COOKIE}={gate.join(code, 'x')[1]}", "host": "10.0.0.5:8501"}

    def ask(path, body=None, headers=HERE, query="", kind="application/json"):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        method = "GET" if body is None else "POST"
        where = f"/workshops/{workshop.workshop_id}/{path}"
        answer = _ask(app, method, where, raw, {**headers, "content-type": kind}, query)
        return Said(answer.status, answer.headers, answer.body)

    def send(number, said, headers=HERE, **changes):
        operation = {
            "op_id": f"operation-{number}",
            "feature_id": f"feature-{number}",
            "kind": "put",
            "base_version": 0,
            **content_to_json(said),
        }
        return ask("operations", operation | changes, headers).json()["acks"][0]

    ask.send, ask.phone = send, phone
    yield ask
    store.close()


def test_a_phone_is_told_of_its_own_marks_comments_on_them_and_rounds_and_of_no_vote(hall):
    one, other = hall.phone(), hall.phone()
    hall.send(1, content(note="mine"), one)
    hall.send(2, content(note="theirs"), other)
    hall.send(3, Comment(about="feature-1", text="about mine"))
    hall.send(4, Comment(about="feature-2", text="about theirs"))
    marks = ("feature-1", "feature-2")
    hall.send(5, Round(title="First?", ballot=Ballot.DOTS, marks=marks))
    assert "seq" in hall.send(6, Vote(round_id="feature-5", given={"feature-2": 2}), one)
    told = hall("features", headers=one).json()["features"]
    assert {one["feature_id"] for one in told} == {"feature-1", "feature-3", "feature-5"}
    every = hall("features").json()["features"]
    assert {one["feature_id"] for one in every} == {f"feature-{n}" for n in range(1, 6)}
    ballot = hall("ballot", headers=one).json()["ballot"]
    assert [mark["note"] for mark in ballot["marks"]] == ["mine", "theirs"]
    assert ballot["mine"]["given"] == {"feature-2": 2}
    assert hall("ballot", headers=other).json()["ballot"]["mine"] is None
    (result,) = hall("results").json()["rounds"]
    assert [mark["dots"] for mark in result["marks"]] == [0, 2]


def test_the_log_and_earlier_versions_of_others_are_not_a_phones(hall):
    one, other = hall.phone(), hall.phone()
    hall.send(1, content(note="mine"), one)
    hall.send(2, content(note="theirs"), other)
    assert [entry["text"] for entry in hall("log").json()["entries"]] == ["theirs", "mine"]
    assert [entry["text"] for entry in hall("log", headers=one).json()["entries"]] == ["mine"]
    versions = hall("versions", headers=one, query="feature=feature-1").json()["versions"]
    assert versions[0]["content"]["note"] == "mine"
    assert hall("versions", headers=one, query="feature=feature-2").status == 403
    assert hall("versions", headers=one, query="feature=nothing").json() == {"versions": []}


@pytest.mark.parametrize("path", ["results", "register"])
def test_what_is_for_the_staff_is_not_told_to_phones_or_strangers(hall, path):
    assert hall(path).status == 200
    assert hall(path, headers=hall.phone()).status == 403
    assert hall(path, headers={"host": "10.0.0.5:8501"}).status == 403


def test_a_photo_is_shown_to_whoever_may_see_its_drawing(hall):
    one, other = hall.phone(), hall.phone()
    sent = hall("photos", a_photo((300, 200)), one, kind="image/jpeg")
    name = sent.json()["photo"]
    assert hall(f"photos/{name}", headers=one).status == 404  # nothing has it yet
    hall.send(1, content(), one, photo=name)
    shown = hall(f"photos/{name}", headers=one)
    assert (shown.status, shown.body[:3]) == (200, b"\xff\xd8\xff")
    assert hall(f"photos/{name}").status == 200
    assert hall(f"photos/{name}", headers=other).status == 404
    assert hall(f"photos/{name}", headers={"host": "10.0.0.5:8501"}).status == 403
    assert hall("photos/../../x", headers=one).status == 404
    assert hall("photos", b"<svg>" * 9, one, kind="image/svg+xml").status == 415
    assert hall("photos", b"<svg>" * 9, one, kind="image/png").status == 400
    foreign = {**one, "origin": "http://evil.example"}
    assert hall("photos", a_photo((30, 20)), foreign, kind="image/jpeg").status == 403
