"""The record of a workshop as data: what was asked, drawn, voted and said, for one audience."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mapping.community.legend import Audience
from mapping.community.model import Feature, LoggedOperation
from mapping.community.register import GroupCount, RegisterLine, group_counts, register
from mapping.community.release import SHOWN, Positions, Row, released_rows, widest_positions
from mapping.community.remarks import Ballot
from mapping.community.voting import RoundResult, round_results
from mapping.community.workshop import Workshop
from mapping.i18n import N_, Translator
from mapping.settings import Settings
from profiles.community.drawing import MapPicture
from profiles.community.places import finest_places
from profiles.community.positions import masks

MOST_NOTES: Final = 200
NOTES_SHOWN: Final = {Positions.EXACT, Positions.DISPLACED}

AUDIENCES: Final = {
    Audience.ROOM: N_("For the people of the workshop. Not to be passed on."),
    Audience.PROJECT: N_("For the project. Only what people agreed to."),
    Audience.PUBLIC: N_("For the public. Only what people agreed to."),
}
DISPLACED: Final = N_(
    "Each position is moved by up to 5 km (one in a hundred by up to 10 km) within its place."
)


@dataclass(frozen=True, eq=False, kw_only=True)
class Record:
    """All that a record holds; a renderer only reads it."""

    workshop: Workshop
    audience: Audience
    positions: Positions
    rows: tuple[Row, ...]
    counts: tuple[GroupCount, ...]
    lines: tuple[RegisterLine, ...]  # without names, unless they may be printed
    rounds: tuple[RoundResult, ...]
    whole_map: str  # SVG
    group_maps: tuple[tuple[str, str], ...]  # group, SVG

    @property
    def notes(self) -> tuple[Row, ...]:
        """Marks of which something was said."""
        said = (row for row in self.rows if row["state"] == SHOWN and row["note"])
        return tuple(said)[:MOST_NOTES]


def build_record(  # noqa: PLR0913 - what it depends on
    settings: Settings,
    workshop: Workshop,
    features: Sequence[Feature],
    log: Iterable[LoggedOperation],
    *,
    audience: Audience,
    with_names: bool = False,
    group: str | None = None,
) -> Record:
    """The record of a workshop.

    Args:
        settings: Of this installation.
        workshop: The workshop.
        features: Of it, as they stand.
        log: Of it.
        audience: Who reads it: what they may not see is not in it.
        with_names: Whether the register names who recorded; for the room only.
        group: Only what one group drew.

    Raises:
        ConsentError: Nothing hides the positions from the audience.
    """
    positions = widest_positions(workshop, audience)
    seen = [one for one in features if _is_seen(workshop, one, audience, group)]
    rows = released_rows(
        workshop, seen, audience=audience, positions=positions, masks=masks(settings, workshop)
    )
    frame = finest_places(settings, workshop).frame
    picture = MapPicture(workshop, zip(frame["name"], frame.geometry, strict=True), rows)
    groups = [name for name in workshop.groups if group is None]
    return Record(
        workshop=workshop,
        audience=audience,
        positions=positions,
        rows=tuple(rows),
        counts=group_counts(workshop, seen),
        lines=_register(seen, log, with_names=with_names and audience is Audience.ROOM),
        rounds=round_results(features),
        whole_map=picture.draw(rows),
        group_maps=tuple(
            (name, picture.draw(row for row in rows if row["group"] == name)) for name in groups
        ),
    )


def _is_seen(plan: Workshop, feature: Feature, audience: Audience, group: str | None) -> bool:
    category = plan.category(getattr(feature.content, "category_id", ""))
    if category is None or not category.audience.includes(audience):
        return False
    return group is None or feature.group == group


def _register(
    features: Iterable[Feature], log: Iterable[LoggedOperation], *, with_names: bool
) -> tuple[RegisterLine, ...]:
    return register(features, log if with_names else ())


def to_words(record: Record, translator: Translator) -> dict[str, Any]:
    """The record as words and numbers for a template, in the reader's language."""
    text, number, plan = translator.text, translator.number, record.workshop
    labels = {line.id: line.label for line in plan.legend}
    when = plan.date or plan.created_at.date()
    audience_note = [text(AUDIENCES[record.audience])]
    if record.positions is not Positions.EXACT:
        audience_note.append(text(DISPLACED))
    return {
        "language": translator.language,
        "direction": "rtl" if translator.right_to_left else "ltr",
        "title": plan.title,
        "kicker": text(N_("Record of a workshop")),
        "date": translator.date(when),
        "purpose": plan.purpose,
        "consent": plan.consent,
        "audience": " ".join(audience_note),
        "agenda": [
            [item.title, text(N_("{count} min"), count=number(item.minutes))]
            for item in plan.agenda
        ],
        "legend": [
            [plan.letter(line.id), line.colour, line.label, line.other_label, line.icon]
            for line in plan.legend
            if line.audience.includes(record.audience)
        ],
        "counts": _counts(record, translator),
        "map": record.whole_map,
        "group_maps": [[name, svg] for name, svg in record.group_maps],
        "rounds": [_round(one, record, labels, translator) for one in record.rounds],
        "notes": [[labels[row["category_id"]], row["note"], row["group"]] for row in record.notes],
        "register": [
            [line.group or "–", line.recorder or "–", labels[line.category_id], number(line.marks)]
            for line in record.lines
        ],
        "words": {name: text(word) for name, word in _WORDS.items()},
    }


def _counts(record: Record, translator: Translator) -> list[list[str]]:
    """A head, a line for each group, and their sum."""
    text, number = translator.text, translator.number
    shown = [
        row
        for row, line in enumerate(record.workshop.legend)
        if line.audience.includes(record.audience)
    ]
    letters = [record.workshop.letter(record.workshop.legend[row].id) for row in shown]
    head = [text(N_("Group")), *letters, text(N_("All")), text(N_("Validated"))]
    lines = [
        [
            one.group or text(N_("no group")),
            *(number(one.by_category[row]) for row in shown),
            number(one.marks),
            number(one.validated),
        ]
        for one in record.counts
    ]
    sums = [sum(one.by_category[row] for one in record.counts) for row in shown]
    everything = [*sums, sum(sums), sum(one.validated for one in record.counts)]
    return [head, *lines, [text(N_("All")), *map(number, everything)]]


def _round(
    one: RoundResult, record: Record, labels: dict[str, str], translator: Translator
) -> dict[str, Any]:
    seen = {row["feature_id"]: row for row in record.rows}
    dots = one.asked.ballot is Ballot.DOTS
    given = ("dots",) if dots else ("yes", "no")
    lines = [
        [
            str(mark.number),
            labels[seen[mark.feature_id]["category_id"]],
            *(translator.number(getattr(mark, name)) for name in given),
        ]
        for mark in sorted(
            one.marks, key=lambda mark: (-mark.dots - mark.yes + mark.no, mark.number)
        )
        if mark.feature_id in seen and (mark.dots or mark.yes or mark.no)
    ]
    voters = translator.text(N_("Votes: {count}"), count=translator.number(one.voters))
    head = [translator.text(_WORDS[name]) for name in ("number", "category", *given)]
    return {"title": one.asked.title, "voters": voters, "head": head, "lines": lines}


_WORDS: Final = {
    "agenda": N_("Agenda"),
    "consent": N_("What people agreed to"),
    "legend": N_("Legend"),
    "counts": N_("What was drawn, by group and category"),
    "map": N_("The map"),
    "map_alt": N_("Map of what was drawn at the workshop."),
    "votes": N_("Votes"),
    "number": N_("Number"),
    "category": N_("Category"),
    "dots": N_("Dots"),
    "yes": N_("Yes"),
    "no": N_("No"),
    "notes": N_("In people's own words"),
    "register": N_("Register"),
    "group": N_("Group"),
    "recorder": N_("Recorded by"),
    "marks": N_("Marks"),
}
