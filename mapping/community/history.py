"""The log of a workshop for people to read: what was done, when, by which group, and to what."""

from collections.abc import Iterable
from typing import Any, Final

from mapping.community.identifiers import FeatureId
from mapping.community.model import Content, LoggedOperation, OperationKind, Said
from mapping.community.remarks import Vote, remark_name
from mapping.community.wire import content_to_json

LONGEST: Final = 500  # entries in one answer
_KINDS: Final = {
    OperationKind.PUT: "drew",
    OperationKind.DELETE: "removed",
    OperationKind.RESTORE: "restored",
    OperationKind.REDACT: "redacted",
    OperationKind.BLANK: "blanked",
}


def log_to_json(
    log: Iterable[LoggedOperation], *, author: str | None = None
) -> list[dict[str, Any]]:
    """The last entries of a log, the newest first, each with the version before it.

    Args:
        log: Of one workshop, the oldest first.
        author: Whose features are told of; None: everybody's.
    """
    authors: dict[FeatureId, str | None] = {}
    shown: dict[FeatureId, Said | None] = {}
    entries = []
    for logged in log:
        done = logged.operation
        key = done.feature_id
        authors.setdefault(key, done.author)
        before = shown.get(key)
        said = done.content if done.kind.has_content else before
        if author is None or authors[key] == author:
            entries.append(_entry(logged, before, said))
        if not logged.conflict:
            shown[key] = said
    return entries[: -LONGEST - 1 : -1]


def versions_to_json(history: Iterable[LoggedOperation]) -> list[dict[str, Any]]:
    """Every version of one feature, the oldest first; `content` is None where it was deleted."""
    shown: Said | None = None
    versions = []
    for logged in history:
        done = logged.operation
        said = done.content if done.kind.has_content else shown
        gone = done.kind is OperationKind.DELETE or said is None
        content = None if gone or said is None else content_to_json(said)
        versions.append({**_entry(logged, shown, said), "content": content})
        if not logged.conflict:
            shown = said
    return versions


def what_was_done(kind: OperationKind, before: Said | None, said: Said | None) -> str:
    """One word for what an operation did, as the pages know it.

    An edit is named after what it changed, the weightiest first.
    """
    if said is not None and not isinstance(said, Content):
        return remark_name(said) if kind is OperationKind.PUT else f"{_KINDS.get(kind, 'changed')}"
    if kind is not OperationKind.EDIT or not isinstance(before, Content) or said is None:
        return _KINDS.get(kind, "changed")
    changed = (
        ("merged", before.merged != said.merged),
        ("recategorised", before.category_id != said.category_id),
        ("reshaped", before.geometry != said.geometry),
        ("validated", said.validated and not before.validated),
        ("unvalidated", before.validated and not said.validated),
        ("photographed", before.photo != said.photo),
    )
    return next((name for name, is_so in changed if is_so), "noted")


def _entry(logged: LoggedOperation, before: Said | None, said: Said | None) -> dict[str, Any]:
    done = logged.operation
    return {
        "seq": logged.seq,
        "feature_id": done.feature_id,
        "version": logged.version,
        "did": what_was_done(done.kind, before, said),
        "category_id": said.category_id if isinstance(said, Content) else None,
        "text": _text(said),
        # A vote is nobody's business.
        "actor": None if isinstance(said, Vote) else done.actor,
        "group": None if isinstance(said, Vote) else done.group,
        "conflict": logged.conflict,
        "undoable": done.kind.is_drawing and not isinstance(said, Vote),
        "stored_at": logged.stored_at.isoformat(),
    }


def _text(said: Said | None) -> str:
    return str(getattr(said, "note", "") or getattr(said, "text", "") or getattr(said, "title", ""))
