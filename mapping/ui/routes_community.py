"""Routes of the community map: what the drawing view and the board ask for and send.

JSON in and out. A phone in a hall talks to these and to no Streamlit session. An operation is
answered when it is on disk and not before; the device keeps it until then.
"""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapping.community.access import Action, Person, authorise
from mapping.community.export import ExportFormat
from mapping.community.export import Request as ExportRequest
from mapping.community.gate import open_gate
from mapping.community.identifiers import WorkshopId
from mapping.community.legend import Audience
from mapping.community.release import Mask, Positions, widest_positions
from mapping.community.service import Service
from mapping.community.store import Store
from mapping.community.submitting import submit
from mapping.community.wire import (
    ack_to_json,
    operation_from_json,
    parse_text,
)
from mapping.community.wire_plan import workshop_to_json
from mapping.community.workshop import Plan
from mapping.errors import (
    ForbiddenError,
    OperationRefusedError,
    UnknownChoiceError,
)
from mapping.i18n import N_, Translator
from mapping.settings import Settings
from mapping.ui.answers_community import (
    NO_STORE,
    Handler,
    errors_in_words,
    in_words,
    json_answer,
    limited_body,
    refused,
)
from mapping.ui.backdrop import read_backdrop
from mapping.ui.people import is_same_origin, person_of, reader_of
from mapping.ui.routes_geo import frame_cache, frame_route
from mapping.ui.routes_join import hall_address
from mapping.ui.told_community import changes_since
from mapping.ui.words_community import drawing_words

_SHARED_SCRIPTS: Final = ("kit", "outbox", "shapes", "board", "names", "ground")
_GROUND_SCRIPTS: Final = ("explore/vector.js", "map/base_layers.js")
_DRAW_SCRIPTS: Final = (
    *("marks", "status", "legend", "sketch", "photos", "talk", "card", "list", "log", "changes"),
    *("correcting", "toolbar", "ballot", "rounds", "keys", "welcome", "draw"),
)
_BOARD_SCRIPTS: Final = ("marks", "way_in", "agenda", "sheets", "projector")
DRAW_SCRIPTS: Final = (
    *_GROUND_SCRIPTS,
    *(f"draw/{name}.js" for name in (*_SHARED_SCRIPTS, *_DRAW_SCRIPTS)),
)
BOARD_SCRIPTS: Final = (
    "vendor/qrcode/qrcode.js",
    *_GROUND_SCRIPTS,
    *(f"draw/{name}.js" for name in (*_SHARED_SCRIPTS, *_BOARD_SCRIPTS)),
)
TITLE: Final = "Community map"  # of the document; the workshop's own title travels as data
PAGE_STYLES: Final = ("fonts.css", "theme.css", "draw/draw.css")
MAX_OPERATIONS: Final = 200  # in one request; a device sends the rest in the next

FOREIGN = N_("This request came from another site.")
FOREIGN_HINT = N_("Open the workshop by its own link.")
TOO_LARGE = N_("That is too much at once.")
TOO_LARGE_HINT = N_("Send fewer or simpler shapes.")
NOT_JSON = N_("This address takes JSON.")
NOT_JSON_HINT = N_("Reload the page and try again.")
BAD_NUMBER = N_("The number to ask from is damaged.")

Masks = Callable[[Plan], Mapping[Positions, Mask]]
_NUMBER: Final = re.compile(r"[0-9]{1,18}")


def community_routes(store: Store, settings: Settings, masks: Masks) -> list[Route]:
    """Every route of the community map, over one store.

    Args:
        store: Of the workshops.
        settings: Of this installation.
        masks: Gives what hides the positions of a workshop's drawings.
    """
    desk = _Desk(store, settings, masks)
    cache = frame_cache(settings)

    def route(path: str, handler: Handler, action: Action, *methods: str) -> Route:
        answered = errors_in_words(for_those_who_may(handler, action, settings), settings)
        return Route("/workshops/{workshop_id}/" + path, answered, methods=methods or None)

    return [
        route("info", desk.info, Action.SEE),
        route("features", desk.features, Action.SEE),
        route("operations", desk.operations, Action.DRAW, "POST"),
        route("export/{format}", desk.export, Action.EXPORT_PUBLIC),
        route("code", desk.code, Action.OPEN_TO_PHONES),
        frame_route(
            "/workshop/{workshop_id}", DRAW_SCRIPTS, PAGE_STYLES, title=TITLE, cache_dir=cache
        ),
        frame_route(
            "/board/{workshop_id}", BOARD_SCRIPTS, PAGE_STYLES, title=TITLE, cache_dir=cache
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
            _info, self._store, self._settings, asked_workshop(request), translator
        )
        return json_answer(body)

    async def features(self, request: Request) -> Response:
        """What changed after an operation number."""
        since = request.query_params.get("since", "0")
        if not _NUMBER.fullmatch(since):
            return self._refused(request, 400, BAD_NUMBER, NOT_JSON_HINT)
        where = WorkshopId(asked_workshop(request))
        body = await run_in_threadpool(
            changes_since, self._store, where, int(since), asking_person(request)
        )
        return json_answer(body)

    async def operations(self, request: Request) -> Response:
        """Put one operation or a list into the log; answered when they are on disk."""
        if not is_same_origin(request.headers):
            return self._refused(request, 403, FOREIGN, FOREIGN_HINT)
        # A form of another site cannot say so: a browser asks us first, and we do not answer.
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return self._refused(request, 415, NOT_JSON, NOT_JSON_HINT)
        body = await limited_body(request)
        raw = None if body is None else parse_text(body)
        entries = raw if isinstance(raw, list) else [raw]
        if body is None or len(entries) > MAX_OPERATIONS:
            return self._refused(request, 413, TOO_LARGE, TOO_LARGE_HINT)
        translator = reader_of(request, self._settings)
        acks = await run_in_threadpool(self._append_all, request, entries, translator)
        return json_answer({"acks": acks})

    async def export(self, request: Request) -> Response:
        """A file of what is drawn, for an audience."""
        kind = ExportFormat.from_name(request.path_params["format"])
        audience = request.query_params.get("for", Audience.ROOM)
        if audience not in list(Audience):
            available = ", ".join(Audience)
            raise UnknownChoiceError(
                asked=audience, kind=N_("circle of readers"), available=available
            )
        name, content = await run_in_threadpool(
            self._export, asked_workshop(request), kind, Audience(audience), asking_person(request)
        )
        disposition = f'attachment; filename="{name}"'  # letters, digits, hyphens: nothing to quote
        headers = {**NO_STORE, "content-disposition": disposition}
        return Response(content, media_type=kind.media_type, headers=headers)

    async def code(self, request: Request) -> Response:
        """How phones come in, for the projector; nothing while they may not."""
        where = WorkshopId(asked_workshop(request))
        opening = await run_in_threadpool(open_gate(self._settings).opening, where)
        if opening is None:
            return json_answer({"code": None})
        address = hall_address(request)
        return json_answer(
            {"code": opening.code, "address": address, "until": opening.until.isoformat()}
        )

    def _append_all(
        self, request: Request, entries: list[object], translator: Translator
    ) -> list[dict[str, Any]]:
        """An answer for each operation: its place in the log, or why it has none."""
        workshop_id, person = asked_workshop(request), asking_person(request)
        answers: list[dict[str, Any]] = []
        for entry in entries:
            try:
                operation = operation_from_json(entry, WorkshopId(workshop_id))
                answers.append(ack_to_json(submit(self._store, person, operation)))
            except (OperationRefusedError, ForbiddenError) as error:
                op_id = entry.get("op_id") if isinstance(entry, dict) else None
                answers.append({"op_id": op_id, "refused": in_words(error, translator)})
        if not any("seq" in answer for answer in answers):
            self._store.workshop(workshop_id)  # nothing was kept: perhaps there is none
        return answers

    def _export(
        self, workshop_id: str, kind: ExportFormat, audience: Audience, person: Person
    ) -> tuple[str, bytes]:
        workshop = self._store.workshop(workshop_id)
        wanted = ExportRequest(
            audience=audience,
            positions=widest_positions(workshop, audience),
            masks=self._masks(workshop),
        )
        service = Service(self._store, person)
        return service.export_bytes(workshop.workshop_id, kind, wanted)

    def _refused(self, request: Request, status: int, what: str, how: str) -> Response:
        return refused(request, self._settings, status, what, how)


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


def for_those_who_may(handler: Handler, action: Action, settings: Settings) -> Handler:
    """A handler that answers only who may do something in the workshop that is asked for."""

    @wraps(handler)
    async def checked(request: Request) -> Response:
        request.state.person = await run_in_threadpool(person_of, request, settings)
        authorise(asking_person(request), action, asked_workshop(request))
        return await handler(request)

    return checked


def asked_workshop(request: Request) -> str:
    """The identifier of the workshop in the address."""
    return str(request.path_params["workshop_id"])


def asking_person(request: Request) -> Person:
    """Who asks, as `for_those_who_may` found out."""
    person: Person = request.state.person
    return person
