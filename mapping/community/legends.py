"""Legends to begin with. A group changes them before it draws: a legend is theirs."""

from dataclasses import dataclass
from typing import Final

from mapping.community.geometry import DrawKind
from mapping.community.legend import Category
from mapping.i18n import N_, Translator

POINT, LINE, AREA = DrawKind.POINT, DrawKind.LINE, DrawKind.AREA
ANY: Final = (POINT, LINE, AREA)

# Told apart by readers who confuse red and green, and on a washed-out projector (Okabe, Ito 2008,
# the two light ones darkened).
COLOURS: Final = (
    *("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#3a9bd0", "#7a5195", "#8c564b"),
    *("#444444", "#b8a000"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterLine:
    """One line of a ready-made legend, its words not yet translated."""

    id: str
    label: str
    kinds: tuple[DrawKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterLegend:
    """A ready-made legend for one subject."""

    id: str
    title: str
    lines: tuple[StarterLine, ...]

    def categories(self, translator: Translator) -> tuple[Category, ...]:
        """The legend in a language, coloured in order."""
        return tuple(
            Category(
                id=line.id,
                label=translator.text(line.label),
                colour=colour_of(row),
                kinds=line.kinds,
            )
            for row, line in enumerate(self.lines)
        )


STARTER_LEGENDS: Final = (
    StarterLegend(
        id="movement",
        title=N_("Origins and arrivals"),
        lines=(
            StarterLine(id="leave", label=N_("Where people leave from"), kinds=(AREA, POINT)),
            StarterLine(id="arrive", label=N_("Where people arrive"), kinds=(AREA, POINT)),
            StarterLine(id="route", label=N_("Way people take"), kinds=(LINE,)),
            StarterLine(id="empty", label=N_("Empty houses or fallow land"), kinds=(AREA, POINT)),
            StarterLine(id="help", label=N_("Where newcomers find help"), kinds=(POINT,)),
        ),
    ),
    StarterLegend(
        id="services",
        title=N_("Services and gaps"),
        lines=(
            StarterLine(id="service", label=N_("Service that works"), kinds=(POINT,)),
            StarterLine(id="gap", label=N_("Service that is missing"), kinds=(POINT, AREA)),
            StarterLine(id="water", label=N_("Water"), kinds=ANY),
            StarterLine(id="way", label=N_("Path or road"), kinds=(LINE,)),
            StarterLine(id="meeting", label=N_("Meeting place"), kinds=(POINT,)),
        ),
    ),
    StarterLegend(
        id="safety",
        title=N_("Safety and hazards"),
        lines=(
            StarterLine(id="hazard", label=N_("Hazard"), kinds=(AREA, LINE, POINT)),
            StarterLine(id="unsafe", label=N_("Where people feel unsafe"), kinds=(AREA, POINT)),
            StarterLine(id="safe", label=N_("Safe place"), kinds=(POINT, AREA)),
            StarterLine(id="escape", label=N_("Way to safety"), kinds=(LINE,)),
        ),
    ),
    StarterLegend(
        id="livelihoods",
        title=N_("Livelihoods"),
        lines=(
            StarterLine(id="farm", label=N_("Fields and gardens"), kinds=(AREA, POINT)),
            StarterLine(id="herd", label=N_("Grazing"), kinds=(AREA, LINE)),
            StarterLine(id="market", label=N_("Market or shop"), kinds=(POINT,)),
            StarterLine(id="wage", label=N_("Paid work"), kinds=(POINT, AREA)),
            StarterLine(id="remit", label=N_("Lives on money from away"), kinds=(AREA, POINT)),
            StarterLine(id="lost", label=N_("Livelihood that was lost"), kinds=(AREA, POINT)),
        ),
    ),
    StarterLegend(
        id="land-and-sea",
        title=N_("Land and sea"),
        lines=(
            StarterLine(id="fishing", label=N_("Fishing ground"), kinds=(AREA, POINT)),
            StarterLine(id="reef", label=N_("Reef or mangrove"), kinds=(AREA, LINE)),
            StarterLine(id="landing", label=N_("Landing place"), kinds=(POINT,)),
            StarterLine(id="crossing", label=N_("Boat route"), kinds=(LINE,)),
            StarterLine(id="shore", label=N_("Shore that is washed away"), kinds=(LINE, AREA)),
            StarterLine(id="moved", label=N_("Where a village moved"), kinds=(LINE, POINT)),
        ),
    ),
)


def colour_of(row: int) -> str:
    """The colour offered for a row of a legend."""
    return COLOURS[row % len(COLOURS)]
