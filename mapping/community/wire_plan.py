"""Workshops and their legends as JSON and back: the same on the wire, in the store and in a file.

What an older release wrote has fewer fields; what is missing is as narrow as can be: nobody but the
room.
"""

import datetime
from collections.abc import Mapping
from typing import Any, Final

from mapping.community.geometry import DrawKind
from mapping.community.identifiers import WorkshopId
from mapping.community.legend import Audience, Category
from mapping.community.wire import BAD_TIME, NOT_JSON, Json, as_mapping, moment_from_text
from mapping.community.workshop import AgendaItem, Bounds, Plan, Workshop
from mapping.errors import OperationRefusedError

_BOUNDS_LENGTH: Final = 4


def legend_to_json(legend: tuple[Category, ...]) -> list[Json]:
    """The lines of a legend."""
    return [
        {
            "id": line.id,
            "label": line.label,
            "other_label": line.other_label,
            "colour": line.colour,
            "icon": line.icon,
            "kinds": list(line.kinds),
            "questions": list(line.questions),
            "audience": line.audience,
        }
        for line in legend
    ]


def legend_from_json(raw: object) -> tuple[Category, ...]:
    """The lines of a legend from a file or the store.

    Raises:
        OperationRefusedError: A line is missing something or is not acceptable.
    """
    if not isinstance(raw, list):
        raise OperationRefusedError(reason=NOT_JSON)
    try:
        return tuple(_category(as_mapping(line)) for line in raw)
    except (KeyError, TypeError, ValueError) as error:
        raise OperationRefusedError(reason=NOT_JSON) from error


def plan_to_json(plan: Plan) -> Json:
    """All that was prepared, each line of the legend with the letter that stands for it."""
    lines = legend_to_json(plan.legend)
    return {
        "title": plan.title,
        "purpose": plan.purpose,
        "iso3": plan.iso3,
        "place_code": plan.place_code,
        "bounds": list(plan.bounds),
        "date": plan.date.isoformat() if plan.date else None,
        "starts_at": plan.starts_at.isoformat("minutes") if plan.starts_at else None,
        "agenda": [{"title": item.title, "minutes": item.minutes} for item in plan.agenda],
        "groups": list(plan.groups),
        "other_language": plan.other_language,
        "legend": [{**line, "letter": plan.letter(line["id"])} for line in lines],
        "consent": plan.consent,
        "phones_see_others": plan.phones_see_others,
        "exact_for": plan.exact_for,
        "base_maps": list(plan.base_maps),
        "indicators": list(plan.indicators),
        "keep_until": plan.keep_until.isoformat() if plan.keep_until else None,
    }


def plan_from_json(entry: Mapping[str, Any]) -> Plan:
    """A plan that `plan_to_json` wrote, in this release or an earlier one.

    Raises:
        OperationRefusedError: It is damaged.
    """
    try:
        return Plan(
            title=entry["title"],
            purpose=entry.get("purpose", ""),
            iso3=entry["iso3"],
            place_code=entry["place_code"],
            bounds=bounds_from_json(entry["bounds"]),
            date=_date(entry.get("date")),
            starts_at=_time(entry.get("starts_at")),
            agenda=tuple(_agenda_item(as_mapping(item)) for item in entry.get("agenda", ())),
            groups=tuple(entry.get("groups", ())),
            other_language=entry.get("other_language", ""),
            legend=legend_from_json(entry["legend"]),
            consent=entry.get("consent", ""),
            phones_see_others=entry.get("phones_see_others") is True,
            exact_for=Audience(entry.get("exact_for", Audience.ROOM)),
            base_maps=tuple(map(str, entry.get("base_maps", ()))),
            indicators=tuple(map(str, entry.get("indicators", ()))),
            keep_until=_date(entry.get("keep_until")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise OperationRefusedError(reason=NOT_JSON) from error


def workshop_to_json(workshop: Workshop) -> Json:
    """A workshop with its plan."""
    return {
        "workshop_id": workshop.workshop_id,
        "created_at": workshop.created_at.isoformat(),
        "version": workshop.version,
        **plan_to_json(workshop),
    }


def workshop_from_json(entry: Mapping[str, Any]) -> Workshop:
    """A workshop that `workshop_to_json` wrote.

    Raises:
        OperationRefusedError: It is damaged.
    """
    try:
        workshop_id = WorkshopId(entry["workshop_id"])
        created_at = moment_from_text(entry["created_at"])
    except KeyError as error:
        raise OperationRefusedError(reason=NOT_JSON) from error
    version = int(entry.get("version", 1))
    return Workshop.planned(plan_from_json(entry), workshop_id, created_at, version=version)


def bounds_from_json(raw: object) -> Bounds:
    """West, south, east, north.

    Raises:
        OperationRefusedError: They are not four numbers.
    """
    if not isinstance(raw, list | tuple) or len(raw) != _BOUNDS_LENGTH:
        raise OperationRefusedError(reason=NOT_JSON)
    if not all(isinstance(edge, int | float) for edge in raw):
        raise OperationRefusedError(reason=NOT_JSON)
    west, south, east, north = raw
    return (west, south, east, north)


def _category(line: Mapping[str, Any]) -> Category:
    return Category(
        id=str(line["id"]),
        label=line["label"],
        other_label=line.get("other_label", ""),
        colour=str(line["colour"]),
        icon=line.get("icon", ""),
        kinds=tuple(DrawKind(kind) for kind in line["kinds"]),
        questions=tuple(line.get("questions", ())),
        audience=Audience(line.get("audience", Audience.ROOM)),
    )


def _agenda_item(item: Mapping[str, Any]) -> AgendaItem:
    return AgendaItem(title=item["title"], minutes=int(item["minutes"]))


def _date(text: object) -> datetime.date | None:
    try:
        return None if text is None else datetime.date.fromisoformat(str(text))
    except ValueError as error:
        raise OperationRefusedError(reason=BAD_TIME) from error


def _time(text: object) -> datetime.time | None:
    try:
        return None if text is None else datetime.time.fromisoformat(str(text))
    except ValueError as error:
        raise OperationRefusedError(reason=BAD_TIME) from error
