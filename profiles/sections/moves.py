"""Sentences about moves within the country: who came, who left, what is the balance."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from mapping.i18n import N_, NN_, Message
from profiles.indicators.flows import FlowType
from profiles.narrative import Sentence, Style
from profiles.sections.facts import Facts
from profiles.sections.tables import spoken_period

if TYPE_CHECKING:
    from profiles.indicators.flows import FlowEntry

# By the question the flow table answers, and whether the balance is a gain (1), a loss or nothing.
NET: Final[Mapping[tuple[FlowType, int], Message]] = {
    (FlowType.TRANSITION, 1): NN_(
        "In the year to {period}, {place} had a net gain of {value} people through moves within the"
        " country.",
        "In the {count} years to {period}, {place} had a net gain of {value} people through moves"
        " within the country.",
    ),
    (FlowType.TRANSITION, -1): NN_(
        "In the year to {period}, {place} had a net loss of {value} people through moves within the"
        " country.",
        "In the {count} years to {period}, {place} had a net loss of {value} people through moves"
        " within the country.",
    ),
    (FlowType.TRANSITION, 0): NN_(
        "In the year to {period}, as many people moved into {place} from elsewhere in the country"
        " as moved out.",
        "In the {count} years to {period}, as many people moved into {place} from elsewhere in the"
        " country as moved out.",
    ),
    (FlowType.LAST_MOVE, 1): N_(
        "Counting last moves, {place} had a net gain of {value} people from other areas of the"
        " country up to {period}."
    ),
    (FlowType.LAST_MOVE, -1): N_(
        "Counting last moves, {place} had a net loss of {value} people to other areas of the"
        " country up to {period}."
    ),
}
IN_AND_OUT: Final[Mapping[FlowType, Message]] = {
    FlowType.TRANSITION: NN_(
        "In the year to {period}, {value} people moved into {place} from elsewhere in the country"
        " and {other} moved out.",
        "In the {count} years to {period}, {value} people moved into {place} from elsewhere in the"
        " country and {other} moved out.",
    ),
    FlowType.LAST_MOVE: N_(
        "In {period}, {value} residents of {place} had come from elsewhere in the country, and"
        " {other} people had left it for elsewhere in the country."
    ),
}
LIFETIME: Final = N_(
    "In {period}, {value} residents of {place} had been born elsewhere in the country, and {other}"
    " people born there lived elsewhere in the country."
)
BALANCE: Final = {
    1: N_(
        "For every 100 moves into or out of {place}, moves in exceeded moves out by {value},"
        " {period}."
    ),
    -1: N_(
        "For every 100 moves into or out of {place}, moves out exceeded moves in by {value},"
        " {period}."
    ),
}
NET_RATE: Final = {
    1: N_("The net gain was {value} people for every 1,000 residents of {place}, {period}."),
    -1: N_("The net loss was {value} people for every 1,000 residents of {place}, {period}."),
}
SIGNED: Final = {
    "net_mig_rate": ("S3.4", NET_RATE, Style.RATE),
    "mer": ("S3.2", BALANCE, Style.SHARE),
}


def entry_of(facts: Facts) -> "FlowEntry | None":
    """The flow table that in- and out-migrants at this level are counted from."""
    level = facts.place.level.value
    square = [
        flows.entry
        for flows in facts.pack.flows
        if flows.entry.origin_level == flows.entry.destination_level == level
    ]
    wanted = (FlowType.TRANSITION, FlowType.EVENT, FlowType.LAST_MOVE, FlowType.LIFETIME)
    return min(square, key=lambda entry: wanted.index(entry.flow_type), default=None)


def _words(facts: Facts, period: str) -> dict[str, str]:
    return {"place": facts.name, "period": spoken_period(period.rsplit("/", maxsplit=1)[-1])}


def _has(facts: Facts, code: str) -> bool:
    return code in facts.pack.indicators and facts.is_shown(code)


def tell_net(facts: Facts) -> Sentence | None:
    """The balance of moves within the country, its sign in words."""
    entry = entry_of(facts)
    if entry is None or not _has(facts, "net_mig_n"):
        return None
    value = facts.cell("net_mig_n", style=Style.COUNT)
    key = (entry.flow_type, _sign(value.value or 0.0))
    if key not in NET:
        return None
    words = _words(facts, value.period)
    return facts.writer.say("S0.2", NET[key], entry.years, value=value, **words)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _tell_in_and_out(facts: Facts) -> Sentence | None:
    entry = entry_of(facts)
    if entry is None or entry.flow_type not in IN_AND_OUT:
        return None
    if not (_has(facts, "in_mig_n") and _has(facts, "out_mig_n")):
        return None
    came = facts.cell("in_mig_n", style=Style.COUNT)
    left = facts.cell("out_mig_n", style=Style.COUNT)
    template, words = IN_AND_OUT[entry.flow_type], _words(facts, came.period)
    return facts.writer.say("S3.1", template, entry.years, value=came, other=left, **words)


def _tell_lifetime(facts: Facts) -> Sentence | None:
    if not (_has(facts, "lifetime_in_n") and _has(facts, "lifetime_out_n")):
        return None
    came = facts.cell("lifetime_in_n", style=Style.COUNT)
    left = facts.cell("lifetime_out_n", period=came.period, style=Style.COUNT)
    period = spoken_period(came.period)
    return facts.writer.say(
        "S3.5", LIFETIME, value=came, other=left, place=facts.name, period=period
    )


def tell_signed(facts: Facts, code: str) -> Sentence | None:
    """A balance with its sign in words: of `SIGNED`."""
    if not _has(facts, code):
        return None
    template_id, templates, style = SIGNED[code]
    number = facts.cell(code)
    sign = _sign(number.value or 0.0)
    if sign not in templates:
        return None
    value = facts.restyled(number, style, decimals=0)
    return facts.writer.say(
        template_id,
        templates[sign],
        value=value,
        place=facts.name,
        period=spoken_period(number.period),
    )


# In and out, the balance, and how one-sided the moves are: each told of a place.
MOVES: Final[tuple[Callable[[Facts], Sentence | None], ...]] = (
    _tell_in_and_out,
    tell_net,
    _tell_lifetime,
    *(partial(tell_signed, code=code) for code in SIGNED),
)
