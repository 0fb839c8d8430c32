"""Tests of the pack that is opened while the browser still loads the page."""

import time

import pytest

from mapping.settings import CHECKOUT, Settings
from profiles.ui import cache, early
from tests.mapping.ui.asgi import ask, serving


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """A server without any page, and the countries it opened."""
    countries = []
    real = cache.pack

    def noted(settings, iso3):
        countries.append(iso3)
        return real(settings, iso3)

    monkeypatch.setattr(cache, "pack", noted)
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path)
    return early.OpenPackEarly(serving([]), settings=settings), countries


def _came(countries, wanted):
    end = time.monotonic() + 20
    while time.monotonic() < end and len(countries) < len(wanted):
        time.sleep(0.01)
    return countries == wanted


def test_the_country_of_a_pages_address_is_opened(opened):
    app, countries = opened
    ask(app, "/map", query="country=plw&level=ADM1")
    assert _came(countries, ["PLW"])


def test_a_page_without_a_country_opens_the_first(opened):
    app, countries = opened
    ask(app, "/")
    assert _came(countries, ["NPL"])


@pytest.mark.parametrize("path", ["/static/js/index.js", "/geo/abc", "/_stcore/health", "/a.png"])
def test_what_is_no_page_opens_nothing(opened, path):
    app, countries = opened
    ask(app, path, query="country=plw")
    time.sleep(0.05)
    assert countries == []


def test_an_unknown_country_is_left_to_the_page(opened):
    app, countries = opened
    assert ask(app, "/", query="country=nowhere").status == 404
    assert _came(countries, ["NOWHERE"])
    end = time.monotonic() + 20
    while time.monotonic() < end and countries[-1] != "PLW":  # the next is opened all the same
        ask(app, "/", query="country=plw")
    assert countries[-1] == "PLW"
