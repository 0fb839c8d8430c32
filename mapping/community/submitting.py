"""The way an operation takes into the log: who sends it and what they may do with it."""

from dataclasses import replace

from mapping.community.access import Action, Person, Role
from mapping.community.gate import check_own
from mapping.community.identifiers import WorkshopId
from mapping.community.model import OTHER_THING, Ack, Content, Feature, Operation, Said
from mapping.community.remarks import Comment, Round, Vote
from mapping.community.store import Store
from mapping.errors import ForbiddenError, OperationRefusedError
from mapping.i18n import N_

CLOSED = N_("the vote is over")


def submit(store: Store, person: Person, operation: Operation) -> Ack:
    """Put an operation of a person into the log.

    Raises:
        ForbiddenError: They may not do that, or not to what somebody else drew.
        OperationRefusedError: It does not fit the workshop or its own feature.
        UnknownWorkshopError: There is no such workshop.
        StorageError: The disk did not take it.
    """
    before = store.feature(operation.workshop_id, operation.feature_id)
    check_own(person, before.author if before else person.id)
    said = operation.content
    if before and said and type(before.content) is not type(said):
        raise OperationRefusedError(reason=OTHER_THING)
    stood = before.content if before else None
    _check_remark(store, person, operation.workshop_id, said or stood)
    return store.append(
        replace(operation, author=person.id, content=_as_allowed(person, said, before))
    )


def _as_allowed(person: Person, said: Said | None, before: Feature | None) -> Said | None:
    """What is said without what only those say who correct the map with the group.

    A mark that was read back to the group is not so any more once its author changes it.
    """
    if person.role is not Role.PARTICIPANT or not isinstance(said, Content):
        return said
    stood = before.content if before else None
    merged = stood.merged if isinstance(stood, Content) else ()
    return replace(said, validated=False, merged=merged)


def _check_remark(store: Store, person: Person, workshop_id: WorkshopId, said: Said | None) -> None:
    """Refuse a remark that its author may not make, or that comes too late."""
    match said:
        case Comment():
            about = store.feature(workshop_id, said.about)
            if about is None or not store.workshop(workshop_id).phones_see_others:
                check_own(person, about.author if about else None)
        case Round() if not person.may(Action.CHANGE_OTHERS, workshop_id):
            raise ForbiddenError(action=Action.CHANGE_OTHERS)
        case Vote():
            said.check(_open_round(store, workshop_id, said))


def _open_round(store: Store, workshop_id: WorkshopId, vote: Vote) -> Round:
    asked = store.feature(workshop_id, vote.round_id)
    if asked is None or asked.deleted or not isinstance(asked.content, Round):
        raise OperationRefusedError(reason=CLOSED)
    if not asked.content.is_open:
        raise OperationRefusedError(reason=CLOSED)
    return asked.content
