"""Who somebody at a browser is: by the ticket of a code or a pass phrase, or by sitting here.

Whoever opens the app on the machine it runs on, and not through a proxy, is its administrator,
unless a pass phrase is set. Staff may sign in elsewhere, by OpenID Connect, where that is set up.
Everyone else is nobody until they show a ticket.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import Request

from mapping.community.access import NOBODY, THIS_MACHINE, Action, Person
from mapping.community.gate import open_gate
from mapping.community.service import Service
from mapping.i18n import Translator
from mapping.settings import Settings, secrets_path
from mapping.ui.context import Context

COOKIE: Final = "lmp_ticket"
_HERE: Final = frozenset({"127.0.0.1", "::1"})
_LOCAL_NAMES: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def person_of(request: Request, settings: Settings) -> Person:
    """Who makes a request."""
    address = request.client.host if request.client else ""
    return _person(request.cookies.get(COOKIE, ""), request.headers, address in _HERE, settings)


def reader(settings: Settings) -> Person:
    """Who looks at a page of Streamlit."""
    context = st.context
    ticket, is_here = context.cookies.get(COOKIE, ""), context.ip_address is None
    known = _person(ticket, context.headers, is_here, settings)
    if known is NOBODY and signs_in_elsewhere(settings):
        name = signed_in_name()
        return (name and open_gate(settings).signed_in(name)) or NOBODY
    return known


def signed_in_name() -> str:
    """The address that the identity provider vouches for; "" when nobody signed in."""
    user = st.user
    if not user.get("is_logged_in") or user.get("email_verified") is False:
        return ""
    return str(user.get("email") or "").casefold()


def service_of(context: Context) -> Service:
    """What the reader of a page of Streamlit may do with workshops."""
    return Service(context.store, reader(context.settings))


def prepares_workshops(settings: Settings) -> bool:
    """Whether the reader of a page of Streamlit may open and change workshops."""
    return reader(settings).may(Action.PREPARE, "")


def is_staff(settings: Settings) -> bool:
    """Whether the reader of a page of Streamlit may use those of the staff."""
    return reader(settings).may(Action.USE_STAFF_PAGES, "")


def signs_in_elsewhere(settings: Settings) -> bool:
    """Whether an identity provider is set up, in the file that Streamlit reads it from."""
    return secrets_path(settings.workspace_dir).exists()


def is_same_origin(headers: Mapping[str, str]) -> bool:
    """Whether a request was made by one of our own pages, or by no browser at all.

    Browsers say where a request comes from in `Sec-Fetch-Site`, but over plain HTTP, as on the
    Wi-Fi of a hall, only in `Origin`.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def reader_of(request: Request, settings: Settings) -> Translator:
    """The language a reader asked for in the address, else in the browser, else the server's."""
    header = request.headers.get("accept-language", "")
    from_browser = [part.split(";")[0].strip() for part in header.split(",")]
    asked = request.query_params.get("lang", "")
    return Translator.for_reader([tag for tag in (asked, *from_browser, settings.language) if tag])


def _person(ticket: str, headers: Mapping[str, str], is_here: bool, settings: Settings) -> Person:  # noqa: FBT001 - one of four facts
    if ticket:
        known = open_gate(settings).person(ticket)
        if known is not None:
            return known
    if is_here and not settings.pass_phrase and _is_direct(headers):
        return THIS_MACHINE
    return NOBODY


def _is_direct(headers: Mapping[str, str]) -> bool:
    """Whether nobody stands between: no proxy, and no other site's name that leads here."""
    names = {name.lower(): value for name, value in headers.items()}
    host = urlsplit(f"//{names.get('host', 'localhost')}").hostname
    return host in _LOCAL_NAMES and not any(name in names for name in _FORWARDED)
