"""From the log to what stands now. The one place that says what an operation does to a feature.

An operation that was made from the feature's last version replaces what is shown. One that was
made from an older version met somebody else's change: it keeps its place in the log, what is shown
stays, and both are offered until somebody who has seen both decides by one more operation. Shapes
are never merged.
"""

from collections.abc import Iterable
from dataclasses import replace

from mapping.community.identifiers import FeatureId
from mapping.community.model import Feature, LoggedOperation, OperationKind, OtherVersion
from mapping.errors import OperationRefusedError
from mapping.i18n import N_

NO_FEATURE = N_("what it changes was never drawn here")


def is_conflict(kind: OperationKind, base_version: int, version_now: int) -> bool:
    """Whether an operation was made without knowing the feature's last version.

    Args:
        kind: What it does.
        base_version: The version its maker saw.
        version_now: The last version in the log; 0 if there is none.

    Raises:
        OperationRefusedError: It deletes or brings back what was never drawn.
    """
    if version_now == 0:
        # An edit of something unknown carries all of it: after a backup was restored, a device may
        # know more than the store, and what it knows is kept.
        if not kind.has_content:
            raise OperationRefusedError(reason=NO_FEATURE)
        return False
    return base_version != version_now


def apply_operation(feature: Feature | None, logged: LoggedOperation) -> Feature:
    """The feature after one more operation of its log."""
    if feature is None:
        return _first(logged)
    if logged.conflict:
        return replace(
            feature,
            seq=logged.seq,
            version=logged.version,
            others=(*feature.others, _other(logged)),
        )
    operation = logged.operation
    return replace(
        feature,
        seq=logged.seq,
        version=logged.version,
        shown_version=logged.version,
        content=operation.content or feature.content,
        actor=operation.actor,
        deleted=operation.kind is OperationKind.DELETE,
        edited_at=logged.stored_at,
        others=(),
    )


def fold_log(log: Iterable[LoggedOperation]) -> dict[FeatureId, Feature]:
    """Every feature of one workshop from its whole log, in the order of `seq`.

    Of a feature that was redacted the log holds nothing that could be shown: it is not there.
    """
    features: dict[FeatureId, Feature] = {}
    for logged in log:
        if not logged.operation.kind.is_drawing:
            continue
        feature_id = logged.operation.feature_id
        features[feature_id] = apply_operation(features.get(feature_id), logged)
    return features


def _first(logged: LoggedOperation) -> Feature:
    operation = logged.operation
    if operation.content is None:
        raise ValueError(f"the log of {operation.feature_id} does not begin with a shape")
    return Feature(
        workshop_id=operation.workshop_id,
        feature_id=operation.feature_id,
        seq=logged.seq,
        version=logged.version,
        shown_version=logged.version,
        content=operation.content,
        actor=operation.actor,
        group=operation.group,
        author=operation.author,
        deleted=False,
        created_at=logged.stored_at,
        edited_at=logged.stored_at,
    )


def _other(logged: LoggedOperation) -> OtherVersion:
    return OtherVersion(
        version=logged.version,
        kind=logged.operation.kind,
        content=logged.operation.content,
        actor=logged.operation.actor,
        stored_at=logged.stored_at,
    )
