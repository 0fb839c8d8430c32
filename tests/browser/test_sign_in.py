"""Who comes from elsewhere: staff pages ask for signing in, and signing in gives what it should."""

import json
import urllib.request

import pytest
from playwright.sync_api import expect

from mapping.community.access import Role
from tests.browser.identity_provider import IdentityProvider
from tests.browser.server import AppServer
from tests.mapping.community.drawing import a_store, a_workshop


@pytest.fixture
def provider():
    pytest.importorskip("httpx", reason="Streamlit's signing in needs httpx")
    provider = IdentityProvider("Maya@example.org")
    yield provider
    provider.close()


@pytest.fixture
def app(tmp_path, provider):
    """An app with a pass phrase, so that nobody is staff for sitting here, and a provider."""
    server = AppServer(tmp_path / "workspace", settings={"LMP_PASS_PHRASE": "an owl at noon"})
    server.workspace.mkdir(parents=True)
    (server.workspace / "secrets.toml").write_text(provider.secrets(server.url), encoding="utf-8")
    yield server.start()
    server.stop()


def test_staff_sign_in_elsewhere_and_may_what_an_administrator_says(app, page, page_faults):
    store = a_store(app.workspace)
    workshop = a_workshop(store)
    for address in ("planning", "data"):
        page.goto(f"{app.url}/{address}")
        expect(page.get_by_role("heading", name="For the staff")).to_be_visible()
    info = f"{app.url}/workshops/{workshop.workshop_id}/info"
    assert page.request.get(info).status == 403

    with page.expect_response(lambda answer: "/oauth2callback?" in answer.url):
        page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{app.url}/")
    page.goto(f"{app.url}/community")
    expect(page.get_by_text("Signed in as maya@example.org")).to_be_visible()
    expect(page.get_by_text("An administrator has to give you a role first.")).to_be_visible()

    store.set_role("maya@example.org", Role.FACILITATOR)
    page.reload()
    expect(page.get_by_text("Open a workshop")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Go on to the workshops").click()
    opened.value.wait_for_url(f"{app.url}/community*")
    assert json.loads(page.request.get(info).text())["workshop"]["title"] == workshop.title

    store.set_role("maya@example.org", None)  # holds at once, whatever ticket there is
    assert page.request.get(info).status == 403
    page.reload()
    expect(page.get_by_text("An administrator has to give you a role first.")).to_be_visible()
    said = [line.entry.who for line in store.trail()]
    assert said == ["maya@example.org"]
    store.close()
    page_faults.clear()


def test_a_foreign_header_makes_nobody_staff(app):
    for name in ("X-Forwarded-User", "Remote-User", "X-Streamlit-User", "X-Forwarded-For"):
        request = urllib.request.Request(f"{app.url}/productions/x/y", headers={name: "127.0.0.1"})
        with urllib.request.urlopen(request) as answer:
            assert answer.url.endswith("/enter")
