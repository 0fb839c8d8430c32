"""What the JSON routes of the community map take and answer, as an OpenAPI 3.1 document.

It is served at `/openapi.json` and stands in docs/openapi.json. The tests ask every route what the
document allows and more, and hold each answer against it.
"""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapping.community.export import ExportFormat
from mapping.community.legend import Audience
from mapping.ui.answers_community import json_answer
from mapping.ui.openapi_shapes import TEXT, Json, listed, object_of, ref, schemas
from mapping.ui.routes_photos import TYPES

_EXAMPLE: Final[Json] = {
    "op_id": "an-operation-of-this-phone",
    "feature_id": "a-feature-of-this-phone",
    "kind": "put",
    "base_version": 0,
    "geometry": {"type": "Point", "coordinates": [85.3, 27.7]},
    "category_id": "water",
    "note": "dry from February on",
}


def openapi_routes() -> list[Route]:
    """The document itself."""

    async def show(request: Request) -> Response:  # noqa: ARG001 - a handler
        return json_answer(openapi_document())

    return [Route("/openapi.json", show)]


def openapi_document() -> Json:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Community map",
            "version": "1",
            "description": (
                "What phones and the projector of a workshop ask for and send. Whoever asks is told"
                " apart by the cookie that a code, a pass phrase or signing in gave."
            ),
        },
        "paths": {f"/workshops/{{workshop_id}}/{name}": path for name, path in _paths().items()},
        "components": {"schemas": schemas()},
    }


def _paths() -> Json:
    return {
        "info": _get("The workshop and the words of its page", ref("Info")),
        "features": _get(
            "What changed after an operation number, as far as the asker may see it",
            ref("Changes"),
            _query("since", {"type": "integer", "minimum": 0, "maximum": 10**18 - 1, "default": 0}),
        ),
        "operations": {"post": _operations(), "parameters": [_WORKSHOP]},
        "export/{format}": {"get": _export(), "parameters": [_WORKSHOP, _FORMAT]},
        "photos": {"post": _photo(), "parameters": [_WORKSHOP]},
        "photos/{name}": {"get": _shown_photo(), "parameters": [_WORKSHOP, _NAME]},
        "code": _get("How phones come in; null while they may not", ref("Code")),
        "ballot": _get("The open round of votes; null if there is none", ref("Ballot")),
        "results": _get("Rounds of votes with their results", listed("rounds", "RoundResult")),
        "grounds": _get(
            "Base maps and indicators to show behind the drawings",
            object_of({"base_maps": _OBJECTS, "indicators": _OBJECTS}),
        ),
        "grounds/{code}": {
            "get": _get("The map of one of these indicators", {"type": "object"})["get"],
            "parameters": [_WORKSHOP, _CODE],
        },
        "log": _get("Who did what, the newest first", listed("entries", "LogEntry")),
        "versions": _get(
            "Every version of one feature, the oldest first",
            listed("versions", "Version"),
            _query("feature", TEXT),
        ),
        "register": _get("Who recorded what for which group", listed("lines", "RegisterLine")),
    }


_WORKSHOP: Final[Json] = {
    "name": "workshop_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
}
_NAME: Final[Json] = {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}
_CODE: Final[Json] = {"name": "code", "in": "path", "required": True, "schema": {"type": "string"}}
_OBJECTS: Final[Json] = {"type": "array", "items": {"type": "object"}}
_FORMAT: Final[Json] = {
    "name": "format",
    "in": "path",
    "required": True,
    "schema": {"enum": [kind.value for kind in ExportFormat]},
}


def _get(summary: str, answer: Json, *parameters: Json) -> Json:
    asked = {"summary": summary, "parameters": list(parameters), "responses": _answers(answer)}
    return {"get": asked, "parameters": [_WORKSHOP]}


def _operations() -> Json:
    one = ref("Operation")
    several = {"type": "array", "items": one, "maxItems": 200}
    body = {"schema": {"oneOf": [one, several]}, "example": _EXAMPLE}
    return {
        "summary": "Put one operation or several into the log; answered when they are on disk",
        "requestBody": {"required": True, "content": {"application/json": body}},
        "responses": _answers(listed("acks", "Ack")),
    }


def _export() -> Json:
    files: Json = {kind.media_type: {} for kind in ExportFormat}
    written = {"description": "The file", "content": files}
    audience = _query("for", {"enum": [one.value for one in Audience], "default": "room"})
    return {
        "summary": "A file of what is drawn, for an audience",
        "parameters": [audience],
        "responses": {"200": written, "default": _refused()},
    }


def _photo() -> Json:
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {
        "summary": "Keep a photo; its name goes into the operation that it belongs to",
        "requestBody": {"required": True, "content": dict.fromkeys(sorted(TYPES), binary)},
        "responses": _answers(object_of({"photo": TEXT})),
    }


def _shown_photo() -> Json:
    picture = {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}
    nothing = {"text/plain": {"schema": TEXT}}
    return {
        "summary": "A photo, for whoever may see a drawing that has it",
        "responses": {
            "200": {"description": "The photo", "content": picture},
            "404": {"description": "There is none", "content": nothing | _json(ref("Error"))},
            "default": _refused(),
        },
    }


def _answers(answer: Json) -> Json:
    return {
        "200": {"description": "The answer", "content": _json(answer)},
        "default": _refused(),
    }


def _refused() -> Json:
    return {"description": "What is wrong and how to mend it", "content": _json(ref("Error"))}


def _query(name: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "schema": schema}


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}
