"""Who comes from elsewhere: staff pages ask for signing in, and signing in gives what it should."""

import json
import urllib.request

import pytest
from playwright.sync_api import expect

from mapping.community.access import Action, Role
from mapping.community.gate import open_gate
from tests.browser.identity_provider import IdentityProvider
from tests.browser.server import AppServer
from tests.mapping.community.drawing import a_store, a_workshop, settings_of


@pytest.fixture(scope="module")
def provider():
    provider = IdentityProvider("Maya@example.org")
    yield provider
    provider.close()


@pytest.fixture(scope="module")
def app(tmp_path_factory, provider):
    """An app with a pass phrase, so that nobody is staff for sitting here, and a provider."""
    folder = tmp_path_factory.mktemp("signing-in")
    server = AppServer(folder / "workspace", settings={"LMP_PASS_PHRASE": "an owl at noon"})
    server.workspace.mkdir(parents=True)
    (server.workspace / "secrets.toml").write_text(provider.secrets(server.url), encoding="utf-8")
    yield server.start()
    server.stop()


def test_staff_sign_in_elsewhere_and_may_what_an_administrator_says(app, page, page_faults):
    store = a_store(app.workspace)
    workshop = a_workshop(store)
    for address in ("planning", "data"):
        page.goto(f"{app.url}/{address}")
        page.get_by_role("heading", name="For the staff").wait_for()
    info = f"{app.url}/workshops/{workshop.workshop_id}/info"
    assert page.request.get(info).status == 403

    with page.expect_response(lambda answer: "/oauth2callback?" in answer.url):
        page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{app.url}/")
    page.goto(f"{app.url}/community")
    page.get_by_text("Signed in as maya@example.org").wait_for()
    page.get_by_text("An administrator has to give you a role first.").wait_for()

    store.set_role("maya@example.org", Role.FACILITATOR)
    page.reload()
    page.get_by_text("Open a workshop").wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Go on to the workshops").click()
    opened.value.wait_for_url(f"{app.url}/community*")
    assert json.loads(page.request.get(info).text())["workshop"]["title"] == workshop.title

    store.set_role("maya@example.org", None)  # holds at once, whatever ticket there is
    assert page.request.get(info).status == 403
    page.reload()
    page.get_by_text("An administrator has to give you a role first.").wait_for()
    assert "maya@example.org" in [line.entry.who for line in store.trail()]
    store.close()
    page_faults.clear()


def test_a_foreign_header_makes_nobody_staff(app):
    for name in ("X-Forwarded-User", "Remote-User", "X-Streamlit-User", "X-Forwarded-For"):
        request = urllib.request.Request(f"{app.url}/productions/x/y", headers={name: "127.0.0.1"})
        with urllib.request.urlopen(request) as answer:
            assert answer.url.endswith("/enter")


def test_a_phone_whose_code_has_ended_is_asked_for_the_new_one(app, page, page_faults):
    store = a_store(app.workspace)
    where = a_workshop(store, bounds=(84.9, 27.4, 86.3, 28.3)).workshop_id
    gate = open_gate(settings_of(app.workspace))
    page.goto(f"{app.url}/enter?code={gate.open(where).code}")
    page.get_by_role("button", name="Go").click()
    page.wait_for_url(f"{app.url}/workshop/{where}*")
    way_back = page.get_by_role("link", name="type the new code")
    expect(page.locator(".lmp-state")).to_contain_text("All saved")
    way_back.wait_for(state="hidden")
    gate.close(where)
    way_back.wait_for()
    code = gate.open(where).code
    way_back.click()
    page.locator("#code").fill(code)
    page.get_by_role("button", name="Go").click()
    page.wait_for_url(f"{app.url}/workshop/{where}*")
    expect(page.locator(".lmp-state")).to_contain_text("All saved")
    way_back.wait_for(state="hidden")
    joined = [line.entry.who for line in store.trail() if line.entry.action is Action.COME_IN]
    joined = [who for who in joined if "@" not in who]
    assert len(joined) == 2
    assert len(set(joined)) == 1  # the same person
    store.close()
    page_faults.clear()  # the browser writes down that it was refused
