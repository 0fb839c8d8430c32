"""Every answer says what a page may load."""

import asyncio

from starlette.responses import PlainTextResponse
from starlette.routing import Route

from mapping.ui.security import SecurityHeaders, page_policy, streamlit_page_policy
from tests.mapping.ui.asgi import ask, serving


async def plain(_request):
    return PlainTextResponse("x")


async def own(_request):
    return PlainTextResponse("x", headers={"content-security-policy": "default-src 'none'"})


def app():
    routes = [Route("/plain", plain), Route("/own", own)]
    return SecurityHeaders(serving(routes))


def directives(policy: str) -> dict[str, list[str]]:
    return {part.split()[0]: part.split()[1:] for part in policy.split("; ")}


def test_every_answer_carries_the_headers_even_a_missing_page():
    for path in ("/plain", "/nowhere"):
        headers = ask(app(), path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["content-security-policy"] == streamlit_page_policy()


def test_a_policy_that_a_route_sets_itself_is_kept():
    assert ask(app(), "/own").headers["content-security-policy"] == "default-src 'none'"


def test_scripts_run_from_this_server_or_by_their_hash_only():
    scripts = directives(streamlit_page_policy())["script-src"]
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in scripts
    assert sum(source.startswith("'sha256-") for source in scripts) == 1
    assert set(scripts) - {scripts[-1]} == {"'self'", "blob:", "'wasm-unsafe-eval'"}


def test_nobody_else_may_frame_the_app_or_be_asked_for_anything():
    rules = directives(page_policy([]))
    assert rules["frame-ancestors"] == ["'self'"]
    assert rules["default-src"] == ["'self'"]
    assert rules["connect-src"] == ["'self'"]
    assert rules["object-src"] == ["'none'"]


def test_what_is_no_http_passes_untouched():
    seen = []

    async def inner(scope, _receive, send):
        seen.append((scope["type"], send))

    async def send(_message):
        raise AssertionError

    asyncio.run(SecurityHeaders(inner, policy="x")({"type": "websocket"}, None, send))
    assert seen == [("websocket", send)]
