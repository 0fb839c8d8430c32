"""The map with its panel: what it is sent, and in which words."""

from typing import Final

from mapping.cartography.layers import MapSpec
from mapping.i18n import Translator
from mapping.places import AdminLevel
from mapping.render.prepare import Prepared, artefact_folders, ensure_prepared
from mapping.render.web import to_message
from mapping.settings import Settings
from mapping.ui.context import Context
from mapping.ui.routes_geo import register_values
from mapping.ui.widgets.map_view import map_view
from profiles.pack import Pack
from profiles.ui.widgets.pickers import Choice

MAP_KEY: Final = "explore_map"
EXPLORE_ROUTE: Final = "/map/frame"
EXPLORE_SCRIPTS: Final = ("explore/panel.js", "explore/explore.js")
_STYLES: Final = ("theme.css", "explore/explore.css")
EXPLORE_STYLES: Final = ("fonts.css", *_STYLES)


def explore_map(choice: Choice, spec: MapSpec, context: Context) -> None:
    """Show the map; what is done on it is heeded at the start of the next run."""
    values = spec.layer.values
    message = to_message(
        spec,
        _prepared(choice.pack, choice.level, context.settings),
        register_values([v.text for v in values], [v.value for v in values]),
        parents=_parents(choice.pack, choice.level, context.settings),
        words=panel_words(context.translator),
        direction=_direction(context.translator),
    )
    map_view(
        message | {"selected": choice.place},
        key=MAP_KEY,
        height="max(34rem, calc(100vh - 15rem))",
        frame=EXPLORE_ROUTE.lstrip("/"),
        title=context.translator.text("Map, legend and table"),
    )


def standalone_map(choice: Choice, spec: MapSpec, context: Context) -> bytes:
    """The same map and panel as one file that opens without a server."""
    from mapping.render.kit import to_standalone_html

    settings = context.settings
    return to_standalone_html(
        spec,
        _prepared(choice.pack, choice.level, settings),
        parents=_parents(choice.pack, choice.level, settings),
        folders=artefact_folders(settings.data_dir, settings.workspace_dir),
        words=panel_words(context.translator),
        direction=_direction(context.translator),
        scripts=EXPLORE_SCRIPTS,
        styles=_STYLES,
    )


def _direction(translator: Translator) -> str:
    return "rtl" if translator.right_to_left else "ltr"


def panel_words(translator: Translator) -> dict[str, str]:
    """The words of the panel beside the map."""
    text = translator.text
    return {
        "search": text("Find a place"),
        "noMatch": text("No place has a name like this."),
        "pointOrClick": text("Point at a place to read its figure; click it to select it."),
        "openProfile": text("Open profile"),
        "legend": text("Classes, with the number of places in each"),
        "legendMarks": text("Places without a class"),
        "placesInClass": text("places"),
        "place": text("Place"),
        "value": text("Value"),
        "table": text("Table of all places"),
        "showTable": text("Show the table of all places"),
        "more": text("Show more"),
    }


def _prepared(pack: Pack, level: AdminLevel, settings: Settings) -> Prepared:
    entry = pack.boundaries.entry(pack.iso3, level)
    return ensure_prepared(entry, settings.data_dir, settings.workspace_dir)


def _parents(pack: Pack, level: AdminLevel, settings: Settings) -> Prepared | None:
    above = [other for other in pack.levels if other.depth < level.depth]
    return _prepared(pack, above[-1], settings) if above else None
