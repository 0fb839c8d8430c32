"""Words that stand around what a document tells."""

from typing import Final

from mapping.i18n import N_

WORDS: Final = {
    "kicker": N_("Local migration profile"),
    "contents": N_("Contents"),
    "key_facts": N_("Key facts"),
    "source": N_("Source: {sources}"),
    "not_available": N_("Not available"),
    "proxy": N_("proxy"),
    "made_on": N_("Made on {date}"),
    "of": N_("{page} of {pages}"),
    "area": N_("Area of the boundaries used"),
    "population": N_("Population"),
    "published_area": N_("Published area"),
    "density": N_("Density"),
    "boundaries": N_("Boundaries of"),
    "below": N_("Units below"),
    "code": N_("Code"),
    "see_map": N_("See the map"),
    "figures": N_("Figures of this chart"),
}
