"""What is shipped for servers agrees with the app: settings, ports, headers."""

import re

import pytest

from mapping.settings import Settings

PORT = 8501


@pytest.fixture(scope="module")
def compose(root) -> str:
    return (root / "compose.yaml").read_text("utf-8")


def test_compose_sets_what_the_app_reads_and_asks_for_what_must_be_secret(compose):
    names = set(re.findall(r"^ +(LMP_\w+):", compose, re.MULTILINE))
    assert names == {"LMP_DATABASE_URL", "LMP_PASS_PHRASE"}
    assert all(name in (Settings.__doc__ or "") for name in names)
    address = re.search(r"LMP_DATABASE_URL: (\S+)", compose)[1]
    given = address.replace("${POSTGRES_PASSWORD:?}", "secret")
    settings = Settings.from_environment({"LMP_DATABASE_URL": given})
    assert settings.database_url == "postgresql://lmp:secret@database/lmp"
    assert "secret" not in repr(settings)
    assert re.findall(r"\$\{(\w+)(?!\w|:\?)", compose) == []  # none may be left out unseen
    for name in ("POSTGRES_USER", "POSTGRES_DB"):
        assert f"{name}: lmp\n" in compose


def test_compose_fits_the_image(root, compose):
    image = (root / "Dockerfile").read_text("utf-8")
    assert f"EXPOSE {PORT}" in image
    assert f'"127.0.0.1:{PORT}:{PORT}"' in compose  # never open to the network without a proxy
    assert "VOLUME /workspace" in image
    assert "workspace:/workspace" in compose
    assert "read_only: true" in compose


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_the_proxies_add_what_only_they_can_know(root, name):
    text = (root / "deploy" / name).read_text("utf-8")
    assert "Strict-Transport-Security" in text
    assert re.search(r"(?i)secure", text.replace("Strict-Transport-Security", ""))
    assert f"127.0.0.1:{PORT}" in text
    assert re.search(r"(client_max_body_size 50m|max_size 50MB)", text)
    assert "/_stcore/metrics" in text
    assert "Content-Security-Policy" not in text  # two of them would both have to allow a page
