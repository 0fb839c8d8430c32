"""The community map's routes, asked as a browser, another site and a broken device would."""

import asyncio
import gzip
import json
import re

import pytest

from mapping.community.database import open_store
from mapping.community.gate import open_gate
from mapping.community.wire import content_to_json
from mapping.errors import StorageError
from mapping.settings import CHECKOUT, Settings
from mapping.ui.answers_community import MAX_BODY_BYTES
from mapping.ui.people import COOKIE
from mapping.ui.routes_community import community_routes
from mapping.ui.routes_join import join_routes
from tests.mapping.community.drawing import POINT, a_store, a_workshop, content, settings_of
from tests.mapping.ui.asgi import Answer, serving

JSON = {"content-type": "application/json", "host": "localhost:8501"}


def operation_json(number=1, **changes):
    return {
        "op_id": f"operation-{number}",
        "feature_id": f"feature-{number}",
        "kind": "put",
        "base_version": 0,
        **content_to_json(content(POINT)),
    } | changes


@pytest.fixture
def desk(tmp_path):
    """A store, a workshop in it, and a way to ask the routes."""
    store = a_store(tmp_path)
    workshop = a_workshop(store)
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path)
    app = serving(community_routes(store, settings, lambda _: {}))

    def ask(path, body=None, headers=None, query=""):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        method = "GET" if body is None else "POST"
        return _ask(app, method, f"/workshops/{workshop.workshop_id}/{path}", raw, headers, query)

    ask.store, ask.workshop, ask.app, ask.folder = store, workshop, app, tmp_path
    yield ask
    store.close()


def _ask(app, method, path, body=b"", headers=None, query=""):  # noqa: PLR0913 - one request
    messages, parts = [], [body[i : i + 65536] for i in range(0, len(body), 65536)] or [b""]
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "http_version": "1.1",
        "scheme": "http",
        "headers": [(k.encode(), v.encode()) for k, v in (headers or JSON).items()],
        "server": ("localhost", 8501),
        "client": ("127.0.0.1", 1),
    }

    async def receive():
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message):
        messages.append(message)

    asyncio.run(app(scope, receive, send))
    names = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
    return Answer(messages[0]["status"], names, b"".join(m.get("body", b"") for m in messages[1:]))


def test_what_is_sent_is_acknowledged_stored_and_given_to_others(desk):
    answer = desk("operations", [operation_json(1), operation_json(2)])
    assert answer.status == 200
    acks = json.loads(answer.body)["acks"]
    assert [(ack["version"], ack["conflict"]) for ack in acks] == [(1, False), (1, False)]
    changes = json.loads(desk("features", query="since=0").body)
    assert [f["feature_id"] for f in changes["features"]] == ["feature-1", "feature-2"]
    assert changes["seq"] == acks[-1]["seq"]
    later = json.loads(desk("features", query=f"since={acks[0]['seq']}").body)
    assert [f["feature_id"] for f in later["features"]] == ["feature-2"]


def test_one_operation_alone_needs_no_list_and_a_retry_gets_the_same_answer(desk):
    first = desk("operations", operation_json())
    assert desk("operations", operation_json()).body == first.body


def test_one_refused_operation_does_not_hold_up_the_others(desk):
    bad = operation_json(2, category_id="fire")
    acks = json.loads(desk("operations", [operation_json(1), bad, 7, operation_json(3)]).body)[
        "acks"
    ]
    assert [("refused" in ack) for ack in acks] == [False, True, True, False]
    assert "not in the legend" in acks[1]["refused"]["error"]
    assert acks[1]["op_id"] == "operation-2"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"origin": "http://localhost:8501"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://localhost:8501"}, 403),
        ({}, 200),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-type": "application/json; charset=utf-8"}, 200),
    ],
)
def test_only_our_own_pages_may_write(desk, headers, status):
    assert desk("operations", operation_json(), JSON | headers).status == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"NaN", 400),
        (b"[" * 100_000, 400),
        (b"[" + b" " * MAX_BODY_BYTES + b"]", 413),
        ([operation_json()] * 201, 413),
    ],
)
def test_what_cannot_be_read_is_refused_with_words_and_no_traceback(desk, body, status):
    answer = desk("operations", body)
    assert answer.status == status
    assert set(json.loads(answer.body)) == {"error", "hint"}
    assert b"Traceback" not in answer.body


def test_an_unknown_workshop_is_not_told_which_there_are(desk):
    for path in ("info", "features", "export/gpkg"):
        answer = _ask(desk.app, "GET", f"/workshops/no-such-workshop/{path}")
        assert answer.status == 404
        assert desk.workshop.workshop_id.encode() not in answer.body
    answer = _ask(desk.app, "POST", "/workshops/no-such/operations", b"[]")
    assert answer.status == 404


@pytest.mark.parametrize("since", ["x", "-1", "1e9", "9" * 30, "%F0", "٣"])
def test_a_damaged_number_is_refused(desk, since):
    assert desk("features", query=f"since={since}").status == 400


def test_a_disk_that_takes_nothing_is_told_so_that_the_device_keeps_it(desk, monkeypatch):
    def full(_operation):
        raise StorageError(path="workshops.sqlite", reason="database or disk is full")

    monkeypatch.setattr(desk.store, "append", full)
    answer = desk("operations", operation_json())
    assert answer.status == 503
    said = json.loads(answer.body)
    assert "cannot write to its disk" in said["error"]
    assert "workshops.sqlite" not in str(said)


def test_the_page_is_told_its_workshop_its_words_and_what_lies_behind(desk):
    info = json.loads(desk("info").body)
    assert info["workshop"]["title"] == desk.workshop.title
    assert [line["letter"] for line in info["workshop"]["legend"]] == ["A", "B"]
    assert info["backdrop"]["place_name"] == "Nepal"
    assert info["words"]["saved"] == "All saved"
    assert info["direction"] == "ltr"


def test_a_phones_page_is_light_in_every_language(desk):
    page = _ask(desk.app, "GET", f"/workshop/{desk.workshop.workshop_id}").body
    found = re.findall(rb"/assets/([^\s\"'?]+)", page)
    asked = {one for several in found for one in several.decode().split(",")}
    assert len(asked) > 20
    texts = [(CHECKOUT / "mapping" / "assets" / one).read_bytes() for one in asked]
    # What is left of 300 kB is for the land, its names and the headers of answers.
    assert sum(len(gzip.compress(one)) for one in (page, *texts)) < 170_000
    # A script's font weighs 170 kB: a phone takes letters of its own, and asks for none of ours.
    own = rb"@media \(max-width: 760px\) \{\s+:root \{ --lmp-font: system-ui, sans-serif; \}"
    assert re.search(own, b"".join(texts))
    assert sum(one.count(b'"Noto Sans"') for one in texts if b"@font-face" not in one) == 1


def test_an_export_is_a_download_with_a_plain_name(desk):
    desk("operations", operation_json())
    answer = desk("export/geojson")
    assert answer.status == 200
    assert answer.headers["content-disposition"].startswith(
        'attachment; filename="water-in-dhading-'
    )
    assert len(json.loads(answer.body)["features"]) == 1
    assert desk("export/shp").status == 404


def _let_go(*opened):
    """Close what a process keeps open of its installations until it ends."""
    for settings in opened:
        open_store(settings).close()
    open_gate.cache_clear()
    open_store.cache_clear()


@pytest.fixture
def phones(desk, tmp_path):
    """Two phones in one workshop, that ask from elsewhere with a ticket each."""
    gate = open_gate(settings_of(tmp_path))

    def phone():
        _, ticket = gate.join(gate.opening(desk.workshop.workshop_id).code, "hall")
        headers = JSON | {"host": "192.0.2.7:8501", "cookie": f"{COOKIE}={ticket}"}
        return lambda path, body=None: desk(path, body, headers)

    gate.open(desk.workshop.workshop_id)
    yield phone(), phone()
    _let_go(settings_of(tmp_path))


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "192.0.2.7:8501"},
        {"host": "evil.example"},
        {"x-forwarded-for": "192.0.2.9"},
        {"cookie": f"{COOKIE}=forged.ticket", "host": "hall"},
    ],
)
def test_whoever_has_no_ticket_and_does_not_sit_here_may_do_nothing(desk, headers):
    for path in ("info", "features", "export/gpkg", "code"):
        assert desk(path, headers=JSON | headers).status == 403
    assert desk("operations", operation_json(), JSON | headers).status == 403
    assert desk.store.log(desk.workshop.workshop_id) == ()


def test_a_phone_sees_and_changes_what_was_drawn_on_it_and_nothing_of_others(desk, phones):
    one, other = phones
    assert one("operations", operation_json(1)).status == 200
    other("operations", operation_json(2))
    seen = json.loads(one("features").body)["features"]
    assert [feature["feature_id"] for feature in seen] == ["feature-1"]
    assert "author" not in seen[0]
    theirs = operation_json(3, kind="delete", feature_id="feature-2", base_version=1)
    (answer,) = json.loads(one("operations", theirs).body)["acks"]
    assert "not open to you" in answer["refused"]["error"]
    own = operation_json(4, kind="delete", feature_id="feature-1", base_version=1)
    assert "refused" not in json.loads(one("operations", own).body)["acks"][0]
    assert len(json.loads(desk("features").body)["features"]) == 2  # the facilitator sees all
    for path in ("export/gpkg", "code"):
        assert one(path).status == 403


def test_a_phone_has_no_way_into_another_workshop(desk, phones):
    other = a_workshop(desk.store, title="Another")
    assert phones[0]("info").status == 200
    _, ticket = open_gate(settings_of(desk.folder)).join(
        open_gate(settings_of(desk.folder)).opening(desk.workshop.workshop_id).code, "hall"
    )
    headers = JSON | {"host": "hall", "cookie": f"{COOKIE}={ticket}"}
    for name in ("info", "features", "export/gpkg", "code"):
        path = f"/workshops/{other.workshop_id}/{name}"
        assert _ask(desk.app, "GET", path, headers=headers).status == 403


def test_the_page_for_the_code_lets_in_and_tells_a_wrong_one(tmp_path):
    store = a_store(tmp_path)
    workshop = a_workshop(store)
    opening = open_gate(settings_of(tmp_path)).open(workshop.workshop_id)
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path, pass_phrase="an owl")
    app = serving(join_routes(settings))
    form = {"content-type": "application/x-www-form-urlencoded", "host": "hall"}
    assert b"<form" in _ask(app, "GET", "/enter", headers=form).body
    hostile = "code=%3Cscript%3Ealert(1)%3C/script%3E"
    wrong = _ask(app, "POST", "/enter", hostile.encode(), form)
    assert wrong.status == 403
    assert b"not open to you" in wrong.body
    assert b"<script" not in wrong.body + _ask(app, "GET", "/enter", b"", form, hostile).body
    prefilled = _ask(app, "GET", "/enter", b"", form, f"code={opening.code}")
    assert opening.code.encode() in prefilled.body
    right = _ask(app, "POST", "/enter", f"code={opening.code}".encode(), form)
    assert (right.status, right.headers["location"]) == (303, f"workshop/{workshop.workshop_id}")
    assert "httponly" in right.headers["set-cookie"].lower()
    staff = _ask(app, "POST", "/enter", b"code=an+owl", form)
    assert (staff.status, staff.headers["location"]) == (303, "community")
    assert _ask(app, "POST", "/enter", b"code=" + b"1" * 5000, form).status == 403
    foreign = form | {"origin": "http://evil.example"}
    assert _ask(app, "POST", "/enter", f"code={opening.code}".encode(), foreign).status == 403
    store.close()
    _let_go(settings, settings_of(tmp_path))


def test_a_phone_that_goes_away_in_the_middle_of_sending_is_no_fault(desk):
    async def gone():
        return {"type": "http.disconnect"}

    async def send(message):
        statuses.append(message.get("status"))

    statuses = []
    scope = {"type": "http", "method": "POST", "query_string": b"", "http_version": "1.1"}
    scope |= {"path": f"/workshops/{desk.workshop.workshop_id}/operations", "root_path": ""}
    scope |= {"headers": [(k.encode(), v.encode()) for k, v in JSON.items()]}
    scope |= {"client": ("127.0.0.1", 1), "server": ("localhost", 8501), "scheme": "http"}
    asyncio.run(desk.app(scope, gone, send))
    assert statuses[0] == 400
