"""What lies over the places: points that people brought, and marks of workshops.

Of a workshop only what its people agreed to show to everybody, where they agreed to show it.
"""

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mapping.cartography.kept_points import read_kept_points
from mapping.cartography.layers import Category, MapPoint, MapSpec, PointOverlay
from mapping.cartography.spoken import outline
from mapping.community.database import has_store
from mapping.community.legend import Audience
from mapping.community.release import SHOWN, Positions, released_rows, widest_positions
from mapping.errors import ToolError, UnknownChoiceError, listed
from mapping.i18n import N_
from mapping.ui.context import Context
from profiles.community.positions import masks
from profiles.pack import Pack
from profiles.ui.state import Address, coming
from profiles.ui.widgets.pick import pick

if TYPE_CHECKING:
    from mapping.community.release import Row
    from mapping.community.workshop import Workshop

POINTS: Final = "points:"
WORKSHOP: Final = "workshop:"


def pick_overlay(
    context: Context, pack: Pack, address: Address, refused: list[ToolError], *, is_seen: bool
) -> str:
    """One of the layers there are, by its code; empty for none.

    Where none is chosen and none can be, nobody asks for them: a store may hold many workshops.
    """
    if not is_seen and not coming("pick_overlay", asked=address.over, is_new=address.is_new):
        return ""
    text = context.translator.text
    names = {"": text(N_("Nothing")), **_offered(context, pack)}
    if address.asks_for_unknown(address.over, names):
        refused.append(
            UnknownChoiceError(
                kind=N_("layer over the map"), asked=address.over, available=listed(names)
            )
        )
    if len(names) == 1:
        return ""
    return pick(
        text(N_("Over the places")),
        list(names),
        key="pick_overlay",
        asked=address.over,
        default="",
        is_new=address.is_new,
        labelled=names.__getitem__,
        is_seen=is_seen,
        draws=context.draws,
    )


def with_overlay(spec: MapSpec, code: str, pack: Pack, context: Context) -> MapSpec:
    """A map with the layer of a code over its places."""
    if not code:
        return spec
    if code.startswith(POINTS):
        points = read_kept_points(context.settings.workspace_dir)[code.removeprefix(POINTS)]
    else:
        points = _marks(context.store.workshop(code.removeprefix(WORKSHOP)), context)
    shown = replace(spec, points=points)
    return replace(shown, spoken=outline(shown, pack.gazetteer.namer(context.translator.language)))


def _offered(context: Context, pack: Pack) -> dict[str, str]:
    """Titles by code: every list of points, and the country's workshops with something public."""
    kept = read_kept_points(context.settings.workspace_dir)
    every = context.store.workshops() if has_store(context.settings) else ()
    workshops = [
        workshop
        for workshop in every
        if workshop.iso3 == pack.iso3
        and any(category.audience.includes(Audience.PUBLIC) for category in workshop.legend)
    ]
    return {f"{POINTS}{code}": overlay.title for code, overlay in kept.items()} | {
        f"{WORKSHOP}{workshop.workshop_id}": workshop.title for workshop in workshops
    }


def _marks(workshop: "Workshop", context: Context) -> PointOverlay:
    """A point for each mark that everybody may see; of a line or an area one that lies in it."""
    changes = context.store.features(workshop.workshop_id)
    positions = widest_positions(workshop, Audience.PUBLIC)
    rows = [
        row
        for row in released_rows(
            workshop,
            changes.features,
            audience=Audience.PUBLIC,
            positions=positions,
            masks=masks(context.settings, workshop),
        )
        if row.get("state", SHOWN) == SHOWN
    ]
    return _overlay(rows, workshop.title, positions, context)


def _overlay(rows: "list[Row]", title: str, positions: Positions, context: Context) -> PointOverlay:
    from shapely.geometry import shape

    counts = Counter((str(row["category"]), str(row["colour"])) for row in rows)
    numbers = {category: number for number, category in enumerate(counts)}
    points = []
    for row in rows:
        inside = shape(row["geometry"]).representative_point()
        number = numbers[str(row["category"]), str(row["colour"])]
        points.append(MapPoint(inside.x, inside.y, number, str(row["category"])))
    text = context.translator.text
    said = text(N_("Marks of “{title}” that may be shown to everybody."), title=title)
    if positions is not Positions.EXACT:
        said += " " + text(N_("They are moved by some kilometres."))
    return PointOverlay(
        title=title,
        categories=tuple(
            Category(label=label, colour=colour, count=count)
            for (label, colour), count in counts.items()
        ),
        points=tuple(points),
        source_line=said,
    )
