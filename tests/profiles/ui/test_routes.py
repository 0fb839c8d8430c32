"""The profile as this server sends it to a page."""

import re

from mapping.settings import CHECKOUT, Settings
from profiles.ui.routes import profile_routes
from tests.mapping.ui.asgi import ask, serving


def test_a_served_profile_has_the_letters_of_this_server_and_may_fetch_nothing_else(tmp_path):
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path)
    answer = ask(serving(profile_routes(settings)), "/profiles/XXE/ZZ0203")
    page = answer.body.decode()
    fonts = re.findall(r'url\("(/assets/fonts/[^"]+)"\)', page)
    assert len(fonts) == 4
    assert all((CHECKOUT / "mapping" / path.lstrip("/")).exists() for path in fonts)
    allowed = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    for policy in (allowed, answer.headers["content-security-policy"]):
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if rule.strip())
        assert rules["default-src"] == "'none'"
        assert rules["font-src"].split()[0] == "'self'"
        assert "http" not in policy
