"""What Streamlit would ask the internet for, it does not ask."""

import pytest
from streamlit import config, net_util
from streamlit.web import bootstrap
from streamlit.web.server import server_util

from mapping.ui.no_other_host import ask_no_other_host


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Addresses that were asked for, on a server that listens everywhere."""
    found = []
    # Put back when the test ends; so is what the call below puts in its place.
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(net_util, "_internal_ip", "192.0.2.7")
    monkeypatch.setattr(
        net_util, "_make_blocking_http_get", lambda address, **_: found.append(address)
    )
    before = {name: config.get_option(name) for name in ("server.address", "server.headless")}
    config.set_option("server.address", "0.0.0.0")
    config.set_option("server.headless", value=True)
    yield found
    for name, value in before.items():
        config.set_option(name, value)


def start_and_be_visited() -> None:
    bootstrap._print_url(is_running_hello=False)
    assert not server_util.is_url_from_allowed_origins("http://evil.example")


def test_streamlit_alone_would_ask_when_it_starts_and_when_another_site_connects(asked):
    start_and_be_visited()
    assert len(asked) == 4
    assert all("127.0.0.1" not in address for address in asked)


def test_nobody_is_asked_for_the_address_of_this_machine(asked, capsys):
    ask_no_other_host()
    start_and_be_visited()
    assert asked == []
    assert "192.0.2.7" in capsys.readouterr().out  # what others in the hall type
