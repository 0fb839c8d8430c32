"""What a phone or the wall is told of what others draw."""

from typing import Any

from mapping.community.access import Action, Person
from mapping.community.identifiers import WorkshopId
from mapping.community.model import Feature
from mapping.community.remarks import Comment, Round, Vote
from mapping.community.service import Service
from mapping.community.store import Store
from mapping.community.wire import feature_to_json


def changes_since(store: Store, where: WorkshopId, since: int, person: Person) -> dict[str, Any]:
    """What a person's device is told of everything after an entry of the log."""
    changes = store.features(where, since_seq=since)
    sees_all = store.workshop(where).phones_see_others
    if person.may(Action.SEE_OTHERS, where):
        Service(store, person).allow(Action.SEE_OTHERS, where)
        sees_all = True
    told = [
        _without_author(feature)
        for feature in changes.features
        if _is_told(store, feature, person, sees_all=sees_all)
    ]
    return {"seq": changes.seq, "features": told, "redacted": changes.redacted}


def _is_told(store: Store, feature: Feature, person: Person, *, sees_all: bool) -> bool:
    """Whether a device is told of a feature: its own, what it may see, and never a vote."""
    match feature.content:
        case Vote():
            return False
        case Round():
            return True
        case Comment(about=about) if not sees_all:
            drawn = store.feature(feature.workshop_id, about)
            return drawn is not None and drawn.author == person.id
        case _:
            return sees_all or feature.author == person.id


def _without_author(feature: Feature) -> dict[str, Any]:
    """A feature as a device is told of it: who is who is for the server alone."""
    return {name: part for name, part in feature_to_json(feature).items() if name != "author"}
