"""Routes of profiles: the document the profile page shows, which can be linked to and printed."""

import datetime
import hashlib
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from mapping.community.access import Action
from mapping.errors import ToolError, UsageError
from mapping.i18n import Translator
from mapping.render.web import ASSETS
from mapping.settings import Settings
from mapping.ui.people import person_of
from profiles.editions.since import kept
from profiles.edits.kept import Edits, read_edits
from profiles.outline.sections import ONE_PAGE
from profiles.pack import Pack
from profiles.pack_files import Stamp, own_stamp
from profiles.ui import cache

if TYPE_CHECKING:
    from profiles.report.brand import Brand

# The document holds no script; what it shows, it holds.
DOCUMENT_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src 'self' data:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one document depends on, besides the pack."""

    iso3: str
    place_code: str
    language: str
    today: datetime.date
    edits: Edits
    chosen: tuple[str, ...]
    earlier: Path | None  # an edition that was kept
    brand: "Brand" = field(repr=False)


def _made(pack: Pack, asked: _Asked, publisher: str) -> bytes:
    """The document of one place."""
    # Loaded here: the app starts with a map.
    from profiles.report.files import profile_bytes

    made = profile_bytes(
        pack,
        asked.place_code,
        "html",
        language=asked.language,
        publisher=publisher,
        today=asked.today,
        edits=asked.edits,
        chosen=asked.chosen,
        earlier=asked.earlier,
        brand=asked.brand,
    )
    return _with_fonts(made)


def _with_fonts(document: bytes) -> bytes:
    """The document with the letters of this server; as a file it takes those of the machine."""
    fonts = (ASSETS / "fonts.css").read_bytes()
    allowed = document.replace(b"default-src 'none';", b"default-src 'none'; font-src 'self';", 1)
    return allowed.replace(b"<style>", b"<style>\n" + fonts, 1)


def profile_routes(settings: Settings) -> list[Route]:
    """Where profiles are read and taken away.

    `/profiles/{iso3}/{place_code}?lang=&numbers=&beside=&brief=` gives one place's profile as HTML,
    `/productions/{name}/{file}` a file of a run that makes many.
    """
    return [_document_route(settings), _production_route(settings)]


def _document_route(settings: Settings) -> Route:

    @lru_cache(maxsize=128)
    def document(asked: _Asked, stamp: Stamp) -> bytes:  # noqa: ARG001 - a key
        return _made(cache.pack(settings, asked.iso3), asked, settings.publisher)

    async def show(request: Request) -> Response:
        translator = Translator.for_reader(
            [request.query_params.get("lang", ""), settings.language],
            request.query_params.get("numbers", ""),
        )
        place = request.path_params["iso3"].upper(), request.path_params["place_code"]
        try:
            person = await run_in_threadpool(person_of, request, settings)
            read = partial(read_edits, for_staff=person.may(Action.USE_STAFF_PAGES, ""))
            edits = await run_in_threadpool(read, settings, *place)
            asked = _Asked(
                *place,
                language=translator.tag,
                today=datetime.datetime.now(tz=datetime.UTC).date(),
                edits=replace(edits, beside=request.query_params.get("beside", "")),
                chosen=ONE_PAGE if request.query_params.get("brief") else (),
                brand=await run_in_threadpool(cache.brand, settings),
                earlier=kept(settings, *place).get(request.query_params.get("since", "")),
            )
            body = await run_in_threadpool(document, asked, own_stamp(settings))
        except ToolError as error:
            words = f"{error.what(translator)}\n{error.how(translator)}"
            return PlainTextResponse(words, 404 if isinstance(error, UsageError) else 500)
        return _answer(request, body)

    return Route("/profiles/{iso3}/{place_code}", show)


def _production_route(settings: Settings) -> Route:
    async def take(request: Request) -> Response:
        from profiles.report.productions import file_of  # loaded here, as above

        person = await run_in_threadpool(person_of, request, settings)
        if not person.may(Action.USE_STAFF_PAGES, ""):
            return RedirectResponse("/enter")
        asked = request.path_params["name"], request.path_params["file"]
        path = await run_in_threadpool(file_of, settings, *asked)
        if path is None:
            return PlainTextResponse("", 404)
        headers = {"content-security-policy": DOCUMENT_POLICY, "cache-control": "no-cache"}
        shown = "inline" if path.suffix in {".html", ".pdf"} else "attachment"
        return FileResponse(
            path, filename=path.name, headers=headers, content_disposition_type=shown
        )

    return Route("/productions/{name}/{file:path}", take)


def _answer(request: Request, body: bytes) -> Response:
    """The document, or that the browser has it already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {
        "content-security-policy": DOCUMENT_POLICY,
        "cache-control": "no-cache",
        "etag": etag,
    }
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="text/html", headers=headers)
