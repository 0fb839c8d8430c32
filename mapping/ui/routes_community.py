"""Routes of the community map: what the drawing view and the board ask for and send.

JSON in and out. A phone in a hall talks to these and to no Streamlit session. An operation is
answered when it is on disk and not before; the device keeps it until then.
"""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mapping.community.export import ExportFormat, export_bytes
from mapping.community.export import Request as ExportRequest
from mapping.community.identifiers import WorkshopId
from mapping.community.legend import Audience
from mapping.community.model import Operation
from mapping.community.release import Mask, Positions, widest_positions
from mapping.community.store import Store
from mapping.community.wire import (
    ack_to_json,
    feature_to_json,
    operation_from_json,
    parse_text,
)
from mapping.community.wire_plan import workshop_to_json
from mapping.community.workshop import Plan
from mapping.errors import (
    OperationRefusedError,
    ToolError,
    UnknownChoiceError,
    UnknownWorkshopError,
    UsageError,
)
from mapping.i18n import N_, Translator
from mapping.settings import Settings
from mapping.ui.backdrop import read_backdrop
from mapping.ui.routes_geo import frame_cache, frame_route
from mapping.ui.words_community import drawing_words

_SHARED_SCRIPTS: Final = ("kit", "outbox", "shapes", "board", "names")
_DRAW_SCRIPTS: Final = ("marks", "sketch", "card", "list", "changes", "toolbar", "draw")
DRAW_SCRIPTS: Final = tuple(f"draw/{name}.js" for name in (*_SHARED_SCRIPTS, *_DRAW_SCRIPTS))
BOARD_SCRIPTS: Final = tuple(f"draw/{name}.js" for name in (*_SHARED_SCRIPTS, "projector"))
TITLE: Final = "Community map"  # of the document; the workshop's own title travels as data
DRAW_STYLES: Final = ("fonts.css", "theme.css", "draw/draw.css")
MAX_BODY_BYTES: Final = 4 * 1024 * 1024
MAX_OPERATIONS: Final = 200  # in one request; a device sends the rest in the next

NO_WORKSHOP = N_("There is no such workshop.")
NO_WORKSHOP_HINT = N_("Ask the facilitator for the link again.")
FOREIGN = N_("This request came from another site.")
FOREIGN_HINT = N_("Open the workshop by its own link.")
TOO_LARGE = N_("That is too much at once.")
TOO_LARGE_HINT = N_("Send fewer or simpler shapes.")
NOT_JSON = N_("This address takes JSON.")
NOT_JSON_HINT = N_("Reload the page and try again.")
BAD_NUMBER = N_("The number to ask from is damaged.")

Masks = Callable[[Plan], Mapping[Positions, Mask]]
_Handler = Callable[[Request], Awaitable[Response]]
_NUMBER: Final = re.compile(r"[0-9]{1,18}")
_NO_STORE: Final = {"cache-control": "no-store"}


def community_routes(store: Store, settings: Settings, masks: Masks) -> list[Route]:
    """Every route of the community map, over one store.

    Args:
        store: Of the workshops.
        settings: Of this installation.
        masks: Gives what hides the positions of a workshop's drawings.
    """
    desk = _Desk(store, settings, masks)
    cache = frame_cache(settings)

    def route(path: str, handler: _Handler, *methods: str) -> Route:
        answered = _errors_in_words(handler, settings)
        return Route("/workshops/{workshop_id}/" + path, answered, methods=methods or None)

    return [
        route("info", desk.info),
        route("features", desk.features),
        route("operations", desk.operations, "POST"),
        route("export/{format}", desk.export),
        frame_route(
            "/workshop/{workshop_id}", DRAW_SCRIPTS, DRAW_STYLES, title=TITLE, cache_dir=cache
        ),
        frame_route(
            "/board/{workshop_id}", BOARD_SCRIPTS, DRAW_STYLES, title=TITLE, cache_dir=cache
        ),
    ]


class _Desk:
    """Answers the requests about workshops; the store is asked in threads, never in the loop."""

    def __init__(self, store: Store, settings: Settings, masks: Masks) -> None:
        self._store = store
        self._masks = masks
        self._settings = settings

    async def info(self, request: Request) -> Response:
        """The workshop, what lies behind its map, and the words of the page."""
        translator = reader_of(request, self._settings)
        body = await run_in_threadpool(
            _info, self._store, self._settings, _asked(request), translator
        )
        return _json(body)

    async def features(self, request: Request) -> Response:
        """What changed after an operation number."""
        since = request.query_params.get("since", "0")
        if not _NUMBER.fullmatch(since):
            return self._refused(request, 400, BAD_NUMBER, NOT_JSON_HINT)
        changes = await run_in_threadpool(
            self._store.features, WorkshopId(_asked(request)), since_seq=int(since)
        )
        drawn = [feature_to_json(feature) for feature in changes.features]
        return _json({"seq": changes.seq, "features": drawn, "redacted": changes.redacted})

    async def operations(self, request: Request) -> Response:
        """Put one operation or a list into the log; answered when they are on disk."""
        if not is_same_origin(request.headers):
            return self._refused(request, 403, FOREIGN, FOREIGN_HINT)
        # A form of another site cannot say so: a browser asks us first, and we do not answer.
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return self._refused(request, 415, NOT_JSON, NOT_JSON_HINT)
        body = await _limited_body(request)
        raw = None if body is None else parse_text(body)
        entries = raw if isinstance(raw, list) else [raw]
        if body is None or len(entries) > MAX_OPERATIONS:
            return self._refused(request, 413, TOO_LARGE, TOO_LARGE_HINT)
        translator = reader_of(request, self._settings)
        acks = await run_in_threadpool(
            _append_all, self._store, _asked(request), entries, translator
        )
        return _json({"acks": acks})

    async def export(self, request: Request) -> Response:
        """A file of what is drawn, for an audience."""
        kind = ExportFormat.from_name(request.path_params["format"])
        audience = request.query_params.get("for", Audience.ROOM)
        if audience not in list(Audience):
            available = ", ".join(Audience)
            raise UnknownChoiceError(asked=audience, kind=N_("audience"), available=available)
        name, content = await run_in_threadpool(
            self._export, _asked(request), kind, Audience(audience)
        )
        disposition = f'attachment; filename="{name}"'  # letters, digits, hyphens: nothing to quote
        headers = {**_NO_STORE, "content-disposition": disposition}
        return Response(content, media_type=kind.media_type, headers=headers)

    def _export(
        self, workshop_id: str, kind: ExportFormat, audience: Audience
    ) -> tuple[str, bytes]:
        workshop = self._store.workshop(workshop_id)
        wanted = ExportRequest(
            audience=audience,
            positions=widest_positions(workshop, audience),
            masks=self._masks(workshop),
        )
        return export_bytes(self._store, workshop.workshop_id, kind, wanted)

    def _refused(self, request: Request, status: int, what: str, how: str) -> Response:
        return _refused(request, self._settings, status, what, how)


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


def _info(
    store: Store, settings: Settings, workshop_id: str, translator: Translator
) -> dict[str, Any]:
    workshop = store.workshop(workshop_id)
    return {
        "workshop": workshop_to_json(workshop),
        "backdrop": read_backdrop(settings, workshop, translator.language),
        "language": translator.language,
        "direction": "rtl" if translator.right_to_left else "ltr",
        "words": drawing_words(translator),
    }


def _append_all(
    store: Store, workshop_id: str, entries: list[object], translator: Translator
) -> list[dict[str, Any]]:
    """An answer for each operation: its place in the log, or why it has none."""
    store.workshop(workshop_id)
    answers: list[dict[str, Any]] = []
    for entry in entries:
        try:
            operation: Operation = operation_from_json(entry, WorkshopId(workshop_id))
            answers.append(ack_to_json(store.append(operation)))
        except OperationRefusedError as error:
            op_id = entry.get("op_id") if isinstance(entry, dict) else None
            answers.append({"op_id": op_id, "refused": _in_words(error, translator)})
    return answers


def _errors_in_words(handler: _Handler, settings: Settings) -> _Handler:
    @wraps(handler)
    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except UnknownWorkshopError:
            # Not in its own words: they list the workshops there are.
            return _refused(request, settings, 404, NO_WORKSHOP, NO_WORKSHOP_HINT)
        except ToolError as error:
            words = _in_words(error, reader_of(request, settings))
            return JSONResponse(words, status_code=_status(error), headers=_NO_STORE)

    return answered


def _status(error: ToolError) -> int:
    match error:
        case OperationRefusedError():
            return 400
        case UsageError():
            return 404
        case _:
            return 503  # the device keeps what it has and tries again


def _in_words(error: ToolError, translator: Translator) -> dict[str, str]:
    if isinstance(error, OperationRefusedError):
        error = OperationRefusedError(reason=translator.text(str(error.facts["reason"])))
    return {"error": error.what(translator), "hint": error.how(translator)}


def _refused(request: Request, settings: Settings, status: int, what: str, how: str) -> Response:
    text = reader_of(request, settings).text
    return JSONResponse(
        {"error": text(what), "hint": text(how)}, status_code=status, headers=_NO_STORE
    )


def _json(body: Mapping[str, Any]) -> Response:
    content = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(content, media_type="application/json", headers=_NO_STORE)


async def _limited_body(request: Request) -> bytes | None:
    """The body, or None as soon as it is too long: what is announced need not be true."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            return None
    return bytes(body)


def _asked(request: Request) -> str:
    return str(request.path_params["workshop_id"])
