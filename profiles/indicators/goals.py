"""Links of an indicator to the Sustainable Development Goals and to the Global Compact.

The Compact is the Global Compact for Safe, Orderly and Regular Migration (General Assembly
resolution 73/195, 2018), with 23 objectives. Titles are shortened here: print the official wording
from the current lists of the United Nations.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mapping.i18n import N_

_LINK: Final = re.compile(r"(?P<code>\d{1,2}(\.[0-9a-c]{1,2}){0,2})( \((?P<tie>[a-z]+)\))?")
NOT_A_LINK: Final = N_("must be a goal, target or indicator such as 10.7.4 or 11.3.1 (context)")


class Tie(StrEnum):
    """How an indicator stands to what it is linked to; the name is what a catalogue file says."""

    SAME = ""  # the indicator itself, or a part of what the target asks for
    CONTEXT = N_("related, not the same indicator")
    ANALOGUE = N_("local counterpart of a national indicator")
    DIFFERS = N_("defined otherwise")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLink:
    """A link to a goal, a target or an indicator of the Sustainable Development Goals."""

    code: str  # "10.7", "10.7.4", "16.b.1"
    tie: Tie = Tie.SAME

    @property
    def title(self) -> str:
        """What it is about, marked for translation; empty where this list does not have it."""
        return SDG_TITLES.get(self.code, "")


def parse_link(text: str) -> GoalLink:
    """The link that a catalogue file writes.

    Raises:
        ValueError: it is no link.

    >>> parse_link("11.3.1 (context)")
    GoalLink(code='11.3.1', tie=<Tie.CONTEXT: 'related, not the same indicator'>)
    """
    found = _LINK.fullmatch(text)
    name = (found["tie"] or "same").upper() if found else ""
    if found is None or name not in Tie.__members__:
        raise ValueError(NOT_A_LINK)
    return GoalLink(code=found["code"], tie=Tie[name])


SDG_TITLES: Final = {
    "1.2.1": N_("People below the national poverty line"),
    "1.3.1": N_("People covered by social protection"),
    "1.4.1": N_("Households with basic services"),
    "1.5": N_("Resilience of poor and vulnerable people"),
    "1.5.1": N_("People dead, missing or affected by disasters"),
    "3.8.1": N_("Coverage of essential health services"),
    "4.1.4": N_("Children out of school"),
    "4.4": N_("Skills for work"),
    "4.6.1": N_("Literacy and numeracy"),
    "5": N_("Gender equality"),
    "6.1.1": N_("Safe drinking water"),
    "8": N_("Decent work and growth"),
    "8.3.1": N_("Informal employment"),
    "8.5": N_("Full employment and decent work"),
    "8.5.2": N_("Unemployment rate"),
    "8.6.1": N_("Young people not in employment, education or training"),
    "10.2": N_("Inclusion of all"),
    "10.3.1": N_("People who report discrimination"),
    "10.7": N_("Orderly, safe, regular and responsible migration"),
    "10.7.1": N_("Recruitment cost borne by the worker"),
    "10.7.2": N_("Policies for orderly, safe, regular and responsible migration"),
    "10.7.4": N_("Refugees by country of origin"),
    "10.c": N_("Cost of remittances"),
    "10.c.1": N_("Remittance cost as a share of the amount sent"),
    "11.1.1": N_("People in slums or inadequate housing"),
    "11.3": N_("Inclusive and sustainable urbanisation"),
    "11.3.1": N_("Land consumption and population growth"),
    "11.5": N_("Losses by disasters"),
    "11.5.1": N_("People dead, missing or affected by disasters"),
    "11.a.1": N_("Urban policies and regional development plans"),
    "13.1": N_("Resilience to climate hazards and disasters"),
    "13.1.1": N_("People dead, missing or affected by disasters"),
    "16.2.2": N_("Victims of human trafficking"),
    "16.9.1": N_("Births registered"),
    "16.b.1": N_("People who report discrimination"),
    "17.3": N_("Financial resources for development"),
    "17.3.2": N_("Remittances as a share of gross domestic product"),
    "17.8.1": N_("People who use the Internet"),
    "17.14": N_("Coherent policies"),
    "17.18": N_("Data by migration status and other characteristics"),
    "17.18.1": N_("Statistical capacity"),
}

GCM_TITLES: Final = {
    1: N_("Accurate data, by characteristics"),
    2: N_("Fewer reasons that force people to leave"),
    3: N_("Information at every stage"),
    4: N_("Legal identity and documents"),
    5: N_("Regular pathways"),
    6: N_("Fair recruitment and decent work"),
    7: N_("Less vulnerability"),
    8: N_("Saving lives"),
    9: N_("Action against smuggling"),
    10: N_("Action against trafficking"),
    11: N_("Managed borders"),
    12: N_("Screening and referral"),
    13: N_("Alternatives to detention"),
    14: N_("Consular protection"),
    15: N_("Access to basic services"),
    16: N_("Inclusion and social cohesion"),
    17: N_("No discrimination"),
    18: N_("Skills, developed and recognised"),
    19: N_("Contributions of migrants and diasporas"),
    20: N_("Remittances"),
    21: N_("Dignified return and reintegration"),
    22: N_("Social protection that moves along"),
    23: N_("International cooperation"),
}
