"""Routes of photos: a phone sends one, and whoever may see its drawing is shown it."""

import re
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapping.community.access import Action, Person
from mapping.community.identifiers import WorkshopId
from mapping.community.model import Content
from mapping.community.photos import MAX_BYTES, upright_jpeg
from mapping.community.service import Service
from mapping.community.store import Store
from mapping.i18n import N_
from mapping.settings import Settings
from mapping.ui.answers_community import errors_in_words, json_answer, limited_body, refused
from mapping.ui.people import is_same_origin
from mapping.ui.routes_community import (
    FOREIGN,
    FOREIGN_HINT,
    asked_workshop,
    asking_person,
    for_those_who_may,
)

TYPES: Final = ("image/jpeg", "image/png", "image/webp")
NO_TYPE = N_("This address takes photos as JPEG, PNG or WebP.")
NO_TYPE_HINT = N_("Choose another photo.")
TOO_LARGE = N_("The photo is too large.")
_NAME: Final = re.compile(r"[0-9a-f]{64}")
_HEADERS: Final = {
    "cache-control": "private, no-store",
    "content-security-policy": "default-src 'none'",
}


def photo_routes(store: Store, settings: Settings) -> list[Route]:
    """Taking a photo in, and showing it."""

    async def take(request: Request) -> Response:
        if not is_same_origin(request.headers):
            return refused(request, settings, 403, FOREIGN, FOREIGN_HINT)
        if request.headers.get("content-type", "").split(";")[0].strip() not in TYPES:
            return refused(request, settings, 415, NO_TYPE, NO_TYPE_HINT)
        body = await limited_body(request, most=MAX_BYTES)
        if body is None:
            return refused(request, settings, 413, TOO_LARGE, NO_TYPE_HINT)
        where = WorkshopId(asked_workshop(request))
        person = asking_person(request)
        await run_in_threadpool(Service(store, person).allow, Action.DRAW, where)
        jpeg = await run_in_threadpool(upright_jpeg, body)
        return json_answer({"photo": await run_in_threadpool(store.keep_photo, where, jpeg)})

    async def show(request: Request) -> Response:
        person = asking_person(request)
        where, name = WorkshopId(asked_workshop(request)), str(request.path_params["name"])
        await run_in_threadpool(Service(store, person).allow, Action.SEE, where)
        jpeg = await run_in_threadpool(_shown, store, where, name, person)
        if jpeg is None:
            return Response("Not found.", 404, media_type="text/plain", headers=_HEADERS)
        return Response(jpeg, media_type="image/jpeg", headers=_HEADERS)

    return [
        Route(
            "/workshops/{workshop_id}/photos",
            errors_in_words(for_those_who_may(take, Action.DRAW, settings), settings),
            methods=["POST"],
        ),
        Route(
            "/workshops/{workshop_id}/photos/{name}",
            errors_in_words(for_those_who_may(show, Action.SEE, settings), settings),
        ),
    ]


def _shown(store: Store, where: WorkshopId, name: str, person: Person) -> bytes | None:
    """A photo, for whoever may see a drawing that has it."""
    if not _NAME.fullmatch(name):
        return None
    sees_all = store.workshop(where).phones_see_others or person.may(Action.SEE_OTHERS, where)
    features = store.features(where).features
    may_see = any(
        isinstance(feature.content, Content)
        and feature.content.photo == name
        and (sees_all or feature.author == person.id)
        for feature in features
    )
    return store.photo(where, name) if may_see else None
