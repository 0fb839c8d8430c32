"""What the JSON routes of the community map take and answer, as an OpenAPI 3.1 document.

It is served at `/openapi.json` and stands in docs/openapi.json. The tests ask every route what the
document allows and more, and hold each answer against it.
"""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapping.community.export import ExportFormat
from mapping.community.legend import Audience
from mapping.community.model import OperationKind
from mapping.ui.answers_community import json_answer

Json = dict[str, Any]

_ID: Final[Json] = {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$"}
_TEXT: Final[Json] = {"type": "string"}
_MAYBE_TEXT: Final[Json] = {"type": ["string", "null"]}
_COUNT: Final[Json] = {"type": "integer", "minimum": 0}
_WHETHER: Final[Json] = {"type": "boolean"}
_MOMENT: Final[Json] = {"type": "string", "format": "date-time"}
_GEOMETRY: Final[Json] = {
    "type": "object",
    "description": "A GeoJSON geometry in degrees; longitudes may pass 180.",
    "properties": {
        "type": {"enum": ["Point", "LineString", "Polygon"]},
        "coordinates": {"type": "array"},
    },
    "required": ["type", "coordinates"],
}
_EXAMPLE: Final[Json] = {
    "op_id": "an-operation-of-this-phone",
    "feature_id": "a-feature-of-this-phone",
    "kind": "put",
    "base_version": 0,
    "geometry": {"type": "Point", "coordinates": [85.3, 27.7]},
    "category_id": "water",
    "note": "dry from February on",
}
_DRAWING_KINDS: Final = [kind.value for kind in OperationKind if kind.is_drawing]


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
        "components": {"schemas": _schemas()},
    }


def _paths() -> Json:
    return {
        "info": _get("The workshop and the words of its page", _ref("Info")),
        "features": _get(
            "What changed after an operation number, as far as the asker may see it",
            _ref("Changes"),
            _query("since", {"type": "integer", "minimum": 0, "maximum": 10**18 - 1, "default": 0}),
        ),
        "operations": {"post": _operations(), "parameters": [_WORKSHOP]},
        "export/{format}": {"get": _export(), "parameters": [_WORKSHOP, _FORMAT]},
        "code": _get("How phones come in; null while they may not", _ref("Code")),
        "ballot": _get("The open round of votes; null if there is none", _ref("Ballot")),
        "results": _get("Rounds of votes with their results", _listed("rounds", "RoundResult")),
        "log": _get("Who did what, the newest first", _listed("entries", "LogEntry")),
        "versions": _get(
            "Every version of one feature, the oldest first",
            _listed("versions", "Version"),
            _query("feature", _TEXT),
        ),
        "register": _get("Who recorded what for which group", _listed("lines", "RegisterLine")),
    }


_WORKSHOP: Final[Json] = {
    "name": "workshop_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
}
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
    one = _ref("Operation")
    several = {"type": "array", "items": one, "maxItems": 200}
    body = {"schema": {"oneOf": [one, several]}, "example": _EXAMPLE}
    return {
        "summary": "Put one operation or several into the log; answered when they are on disk",
        "requestBody": {"required": True, "content": {"application/json": body}},
        "responses": _answers(_listed("acks", "Ack")),
    }


def _export() -> Json:
    files = {
        kind.media_type: {"schema": {"type": "string", "format": "binary"}} for kind in ExportFormat
    }
    written = {"description": "The file", "content": files}
    audience = _query("for", {"enum": [one.value for one in Audience], "default": "room"})
    return {
        "summary": "A file of what is drawn, for an audience",
        "parameters": [audience],
        "responses": {"200": written, "default": _refused()},
    }


def _answers(answer: Json) -> Json:
    return {
        "200": {"description": "The answer", "content": _json(answer)},
        "default": _refused(),
    }


def _refused() -> Json:
    return {"description": "What is wrong and how to mend it", "content": _json(_ref("Error"))}


def _query(name: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "schema": schema}


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(name: str) -> Json:
    return {"type": "array", "items": _ref(name)}


def _listed(key: str, name: str) -> Json:
    return _object({key: _list(name)})


def _object(properties: Json, *, required: tuple[str, ...] | None = None) -> Json:
    needed = list(properties if required is None else required)
    return {"type": "object", "properties": properties, "required": needed}


def _schemas() -> Json:
    """The shapes of what is asked and answered; an object may hold more than is said here."""
    return {
        "Error": _object({"error": _TEXT, "hint": _TEXT}),
        "Operation": _operation(),
        "Ack": {"oneOf": [_ref("Stored"), _ref("Refused")]},
        "Stored": _object(
            {
                "op_id": _ID,
                "seq": _COUNT,
                "feature_id": _ID,
                "version": {"type": "integer", "minimum": 1},
                "conflict": _WHETHER,
            }
        ),
        "Refused": _object({"op_id": {}, "refused": _ref("Error")}),
        "Changes": _object(
            {
                "seq": _COUNT,
                "features": _list("Feature"),
                "redacted": {"type": "array", "items": _ID},
            }
        ),
        "Feature": _feature(),
        "Info": _object(
            {
                "workshop": _ref("Workshop"),
                "backdrop": {"type": "object"},
                "language": _TEXT,
                "direction": {"enum": ["ltr", "rtl"]},
                "words": {"type": "object", "additionalProperties": _TEXT},
            }
        ),
        "Workshop": _workshop(),
        "Code": _object(
            {
                "code": {"type": ["string", "null"], "pattern": "^[0-9]{8}$"},
                "address": {"type": "string", "format": "uri"},
                "until": _MOMENT,
            },
            required=("code",),
        ),
        **_schemas_of_the_hall(),
    }


def _schemas_of_the_hall() -> Json:
    """What is told of votes, of the log and of the register."""
    return {
        "Ballot": _object({"ballot": {"type": ["object", "null"]}}),
        "RoundResult": _object(
            {
                "round_id": _ID,
                "title": _TEXT,
                "ballot": _TEXT,
                "is_open": _WHETHER,
                "voters": _COUNT,
                "marks": {"type": "array"},
            }
        ),
        "LogEntry": _object({"seq": _COUNT, "feature_id": _ID, "stored_at": _MOMENT}),
        "Version": _object(
            {"seq": _COUNT, "feature_id": _ID, "content": {"type": ["object", "null"]}}
        ),
        "RegisterLine": _object(
            {"group": _TEXT, "recorder": _TEXT, "category_id": _TEXT, "marks": _COUNT}
        ),
    }


def _operation() -> Json:
    """What a device sends: what was drawn or said stands beside the identifiers."""
    said = {
        "op_id": _ID,
        "feature_id": _ID,
        "kind": {"enum": _DRAWING_KINDS},
        "base_version": _COUNT,
        "geometry": _GEOMETRY,
        "category_id": _TEXT,
        "note": _TEXT,
        "answers": {"type": "array", "items": _TEXT},
        "remark": {"enum": ["comment", "round", "vote"]},
        "actor": _MAYBE_TEXT,
        "group": _MAYBE_TEXT,
        "drawn_at": _MOMENT,
    }
    return _object(said, required=("op_id", "feature_id", "kind", "base_version"))


def _feature() -> Json:
    return _object(
        {
            "feature_id": _ID,
            "seq": _COUNT,
            "version": _COUNT,
            "shown_version": _COUNT,
            "deleted": _WHETHER,
            "actor": _MAYBE_TEXT,
            "group": _MAYBE_TEXT,
            "created_at": _MOMENT,
            "edited_at": _MOMENT,
            "others": {"type": "array", "items": {"type": "object"}},
        }
    )


def _workshop() -> Json:
    described = {
        "workshop_id": _ID,
        "created_at": _MOMENT,
        "version": _COUNT,
        "title": _TEXT,
        "iso3": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "place_code": _MAYBE_TEXT,
        "bounds": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
        "legend": {"type": "array", "items": {"type": "object"}},
        "groups": {"type": "array", "items": _TEXT},
        "consent": _TEXT,
        "phones_see_others": _WHETHER,
    }
    return _object(described)
