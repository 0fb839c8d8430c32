"""What a browser asks for before it is made."""

import threading
import time

import pytest

from mapping.ui.promised import GIVE_WAY_S, MOST_PROMISES, Promises
from tests.mapping.ui.asgi import ask, serving


@pytest.fixture
def promises():
    return Promises(longest_wait_s=0.05)


@pytest.fixture
def app(promises):
    return serving([promises.route("/told")])


def test_who_asks_first_is_answered_once_it_is_made():
    promises = Promises()
    app = serving([promises.route("/told")])
    with promises.promise() as (name, keep):
        later = threading.Timer(0.1, keep, ['{"place": "क"}'])
        later.start()
        answer = ask(app, f"/told/{name}")
    assert (answer.status, answer.body.decode()) == (200, '{"place": "क"}')
    assert answer.headers["cache-control"] == "no-store"
    assert ask(app, f"/told/{name}").body == answer.body


def test_what_takes_longer_is_asked_for_again(promises, app):
    with promises.promise() as (name, keep):
        assert ask(app, f"/told/{name}").status == 202
        keep("1")
    assert ask(app, f"/told/{name}").body == b"1"


def test_an_error_is_told_and_a_run_that_ends_early_leaves_it_to_the_next(promises, app):
    with pytest.raises(ValueError, match="no such"), promises.promise() as (failed, _):
        raise ValueError("no such map")
    with pytest.raises(KeyboardInterrupt), promises.promise() as (ended, _):
        raise KeyboardInterrupt
    assert ask(app, f"/told/{failed}").body == b"null"
    assert ask(app, f"/told/{ended}").status == 202
    with promises.promise(ended) as (name, keep):
        keep("1")
    assert name == ended
    assert ask(app, f"/told/{ended}").body == b"1"
    assert ask(app, "/told/nothing").status == 404


def test_an_error_after_the_message_keeps_the_message(promises, app):
    def fail(keep):
        keep("1")
        raise ValueError("later")

    with pytest.raises(ValueError, match="later"), promises.promise() as (name, keep):
        fail(keep)
    assert ask(app, f"/told/{name}").body == b"1"


def test_names_are_hard_to_guess_and_old_ones_go(promises, app):
    with promises.promise() as (first, keep):
        keep("1")
    for _ in range(MOST_PROMISES):
        with promises.promise() as (name, keep):
            keep("2")
    assert len(name) == 32
    assert ask(app, f"/told/{first}").status == 404
    assert ask(app, f"/told/{name}").status == 200


def test_a_name_may_be_told_long_before_and_is_used_once(promises, app):
    expected = promises.expected()
    assert ask(app, f"/told/{expected}").status == 202
    with promises.promise(expected) as (name, keep):
        keep("1")
    assert name == expected
    assert ask(app, f"/told/{expected}").body == b"1"
    with promises.promise(expected) as (other, keep):
        keep("2")
    assert other != expected
    assert ask(app, f"/told/{expected}").body == b"1"


def test_who_is_awaited_gives_way_once_the_answer_is_there(promises, app, monkeypatch):
    pauses = []
    monkeypatch.setattr("mapping.ui.promised.time.sleep", pauses.append)
    with promises.promise() as (_, keep):
        keep("1")
    assert pauses == []
    promises = Promises()
    app = serving([promises.route("/told")])
    with promises.promise() as (name, keep):
        later = threading.Timer(0.1, keep, ["2"])
        later.start()
        ask(app, f"/told/{name}")
        later.join()
    assert pauses == [GIVE_WAY_S]


def test_nobody_waits_for_a_browser_that_is_gone(monkeypatch):
    pauses = []
    monkeypatch.setattr("mapping.ui.promised.time.sleep", pauses.append)
    promises = Promises(longest_wait_s=60)
    app = serving([promises.route("/told")])
    began = time.monotonic()
    with promises.promise() as (name, keep):
        assert ask(app, f"/told/{name}", stays=False).status == 202
        keep("1")
    assert time.monotonic() - began < 30
    assert pauses == []
    assert ask(app, f"/told/{name}", stays=False).body == b"1"
