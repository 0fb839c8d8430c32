"""The shapes of what the JSON routes of the community map take and answer."""

from typing import Any, Final

from mapping.community.model import OperationKind

Json = dict[str, Any]

_ID: Final[Json] = {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$"}
TEXT: Final[Json] = {"type": "string"}
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
_DRAWING_KINDS: Final = [kind.value for kind in OperationKind if kind.is_drawing]


def ref(name: str) -> Json:
    """A shape by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def _list(name: str) -> Json:
    return {"type": "array", "items": ref(name)}


def listed(key: str, name: str) -> Json:
    """An object that holds a list of a shape."""
    return object_of({key: _list(name)})


def object_of(properties: Json, *, required: tuple[str, ...] | None = None) -> Json:
    """An object; all of its properties are required if not said otherwise."""
    needed = list(properties if required is None else required)
    return {"type": "object", "properties": properties, "required": needed}


def schemas() -> Json:
    """The shapes of what is asked and answered; an object may hold more than is said here."""
    return {
        "Error": object_of({"error": TEXT, "hint": TEXT}),
        "Operation": _operation(),
        "Ack": {"oneOf": [ref("Stored"), ref("Refused")]},
        "Stored": object_of(
            {
                "op_id": _ID,
                "seq": _COUNT,
                "feature_id": _ID,
                "version": {"type": "integer", "minimum": 1},
                "conflict": _WHETHER,
            }
        ),
        "Refused": object_of({"op_id": {}, "refused": ref("Error")}),
        "Changes": object_of(
            {
                "seq": _COUNT,
                "features": _list("Feature"),
                "redacted": {"type": "array", "items": _ID},
            }
        ),
        "Feature": _feature(),
        "Info": object_of(
            {
                "workshop": ref("Workshop"),
                "backdrop": {"type": "object"},
                "language": TEXT,
                "direction": {"enum": ["ltr", "rtl"]},
                "words": {"type": "object", "additionalProperties": TEXT},
            }
        ),
        "Workshop": _workshop(),
        **_schemas_of_the_hall(),
    }


def _schemas_of_the_hall() -> Json:
    """What is told of the way in, of votes, of the log and of the register."""
    return {
        "Code": object_of(
            {
                "code": {"type": ["string", "null"], "pattern": "^[0-9]{8}$"},
                "address": {"type": "string", "format": "uri"},
                "until": _MOMENT,
            },
            required=("code",),
        ),
        "Ballot": object_of({"ballot": {"type": ["object", "null"]}}),
        "RoundResult": object_of(
            {
                "round_id": _ID,
                "title": TEXT,
                "ballot": TEXT,
                "is_open": _WHETHER,
                "voters": _COUNT,
                "marks": {"type": "array"},
            }
        ),
        "LogEntry": object_of({"seq": _COUNT, "feature_id": _ID, "stored_at": _MOMENT}),
        "Version": object_of(
            {"seq": _COUNT, "feature_id": _ID, "content": {"type": ["object", "null"]}}
        ),
        "RegisterLine": object_of(
            {"group": TEXT, "recorder": TEXT, "category_id": TEXT, "marks": _COUNT}
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
        "category_id": TEXT,
        "note": TEXT,
        "answers": {"type": "array", "items": TEXT},
        "remark": {"enum": ["comment", "round", "vote"]},
        "actor": _MAYBE_TEXT,
        "group": _MAYBE_TEXT,
        "drawn_at": _MOMENT,
    }
    return object_of(said, required=("op_id", "feature_id", "kind", "base_version"))


def _feature() -> Json:
    return object_of(
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
        "title": TEXT,
        "iso3": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "place_code": _MAYBE_TEXT,
        "bounds": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
        "legend": {"type": "array", "items": {"type": "object"}},
        "groups": {"type": "array", "items": TEXT},
        "consent": TEXT,
        "phones_see_others": _WHETHER,
    }
    return object_of(described)
