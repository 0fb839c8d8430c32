"""The way into a workshop for phones: a page that takes the code, and what the projector shows."""

import socket
from html import escape
from typing import Final
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from mapping.community.access import Person, Role
from mapping.community.gate import open_gate
from mapping.community.tickets import CODE_DIGITS
from mapping.errors import ForbiddenError, ToolError
from mapping.i18n import N_, Translator
from mapping.settings import Settings
from mapping.ui.people import COOKIE, is_same_origin, reader_of

MAX_BODY: Final = 2_000
_DAY_S: Final = 24 * 3600
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'; img-src 'self'; font-src 'self'"
)
_NOWHERE: Final = ("10.255.255.255", 9)  # nothing is sent there: it only tells our own address

TITLE = N_("Community map")
ENTER_CODE = N_("Type the code that is on the wall.")
CODE = N_("Code")
GO = N_("Go")


def join_routes(settings: Settings) -> list[Route]:
    """The page that asks for the code, and what it sends."""

    async def page(request: Request) -> Response:
        return _page(request, settings, status=200)

    async def join(request: Request) -> Response:
        if not is_same_origin(request.headers):
            return _page(request, settings, status=403)
        body = await _short_body(request)
        address = request.client.host if request.client else ""
        earlier = request.cookies.get(COOKIE, "")
        try:
            person, ticket = await run_in_threadpool(_come_in, settings, body, address, earlier)
        except ForbiddenError as error:
            return _page(request, settings, status=403, error=error)
        return _let_in(person, ticket)

    async def take_over(request: Request) -> Response:
        """Somebody who signed in at a page that cannot set a cookie."""
        handed_on = request.query_params.get("pass", "")
        try:
            person, ticket = await run_in_threadpool(open_gate(settings).take_over, handed_on)
        except ForbiddenError as error:
            return _page(request, settings, status=403, error=error)
        return _let_in(person, ticket)

    async def leave(request: Request) -> Response:  # noqa: ARG001 - a handler
        answer = RedirectResponse("enter", status_code=303)
        answer.delete_cookie(COOKIE)
        return answer

    return [
        Route("/enter", page),
        Route("/enter", join, methods=["POST"]),
        Route("/enter-signed-in", take_over),
        Route("/leave", leave),
    ]


def hall_address(request: Request) -> str:
    """The address under which phones reach this server.

    On the laptop itself the address of the page says "localhost", which is no use to a phone: then
    it is the laptop's own address in the hall's network.
    """
    url = urlsplit(str(request.base_url))
    if url.hostname not in {"localhost", "127.0.0.1", "::1"}:
        return f"{url.scheme}://{url.netloc}/enter"
    return f"{url.scheme}://{_own_address()}:{url.port or 80}/enter"


def _own_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOWHERE)
        except OSError:  # no network at all
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def _come_in(settings: Settings, typed: str, address: str, earlier: str) -> tuple[Person, str]:
    gate = open_gate(settings)
    phrase = settings.pass_phrase
    if phrase and not typed.replace(" ", "").isdigit():
        return gate.enter(typed, phrase, address)
    return gate.join(typed, address, earlier=earlier)


def _let_in(person: Person, ticket: str) -> Response:
    where = person.workshop_id
    target = "community" if where is None else f"workshop/{quote(where)}"
    if person.role is Role.VIEWER and where is None:
        target = "."
    answer = RedirectResponse(target, status_code=303)
    answer.set_cookie(COOKIE, ticket, max_age=_DAY_S, httponly=True, samesite="lax")
    return answer


async def _short_body(request: Request) -> str:
    """What was typed; nothing of a body that is longer than any code."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return ""
    fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=5)
    return fields.get("code", [""])[0].strip()


def _page(
    request: Request, settings: Settings, *, status: int, error: ToolError | None = None
) -> Response:
    """A page of constants, and the digits of the code that the QR code put into the address."""
    translator = reader_of(request, settings)
    headers = {"content-security-policy": _POLICY, "cache-control": "no-store"}
    return HTMLResponse(
        _html(translator, error, _digits(request)), status_code=status, headers=headers
    )


def _digits(request: Request) -> str:
    code = request.query_params.get("code", "")
    return code if code.isascii() and code.isdigit() and len(code) == CODE_DIGITS else ""


def _html(translator: Translator, error: ToolError | None, digits: str) -> str:

    def text(message: str) -> str:
        return escape(translator.text(message))

    said = ""
    if error is not None:
        words = f"{error.what(translator)} {error.how(translator)}"
        said = f'<p class="lmp-wrong" role="alert">{escape(words)}</p>'
    return f"""<!doctype html>
<html lang="{escape(translator.language)}" dir="{"rtl" if translator.right_to_left else "ltr"}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{text(TITLE)}</title>
<link rel="stylesheet" href="assets/theme.css"><link rel="stylesheet" href="assets/draw/join.css">
<main class="lmp-join"><h1>{text(TITLE)}</h1><p>{text(ENTER_CODE)}</p>{said}
<form method="post" action="enter"><label for="code">{text(CODE)}</label>
<input id="code" name="code" autocomplete="off" maxlength="200" value="{digits}" required autofocus>
<button>{text(GO)}</button></form></main></html>"""
