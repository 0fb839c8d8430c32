"""Who recorded what for which group: the register of a workshop."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mapping.community.model import Content, Feature, LoggedOperation, OperationKind
from mapping.community.workshop import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """The marks of one group that one person recorded, in one category."""

    group: str  # "": none was chosen
    recorder: str  # "": no name was given
    category_id: str
    marks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """How many marks a group has, by category in the order of the legend."""

    group: str
    by_category: tuple[int, ...]
    validated: int

    @property
    def marks(self) -> int:
        """In all categories."""
        return sum(self.by_category)


def register(
    features: Iterable[Feature], log: Iterable[LoggedOperation]
) -> tuple[RegisterLine, ...]:
    """What stands on the map, by group and by the name of whoever drew it first."""
    recorders = {
        entry.operation.feature_id: entry.operation.actor or ""
        for entry in log
        if entry.operation.kind is OperationKind.PUT
    }
    counts = Counter(
        (feature.group or "", recorders.get(feature.feature_id, ""), feature.content.category_id)
        for feature in features
        if feature.is_drawn and isinstance(feature.content, Content)
    )
    return tuple(
        RegisterLine(group=group, recorder=recorder, category_id=category_id, marks=marks)
        for (group, recorder, category_id), marks in sorted(counts.items())
    )


def group_counts(plan: Plan, features: Iterable[Feature]) -> tuple[GroupCount, ...]:
    """A line for each group of the plan, then one for marks of no group or another, if any."""
    drawn: dict[str, list[Content]] = {group: [] for group in plan.groups}
    for feature in features:
        if feature.is_drawn and isinstance(feature.content, Content):
            drawn.setdefault(feature.group or "", []).append(feature.content)
    return tuple(
        GroupCount(
            group=group,
            by_category=tuple(
                sum(one.category_id == line.id for one in marks) for line in plan.legend
            ),
            validated=sum(one.validated for one in marks),
        )
        for group, marks in drawn.items()
    )
