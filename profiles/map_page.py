"""A map as one HTML file: the interactive map with its panel, opening without a server."""

from typing import TYPE_CHECKING, Final

from mapping.cartography.layers import MapSpec
from mapping.i18n import Translator
from mapping.places import AdminLevel
from mapping.settings import Settings

if TYPE_CHECKING:
    from mapping.render.prepare import Prepared
    from profiles.pack import Pack

PANEL_SCRIPTS: Final = ("explore/panel.js", "explore/explore.js")
PANEL_STYLES: Final = ("theme.css", "explore/explore.css")


def standalone_page(
    spec: MapSpec, pack: "Pack", settings: Settings, translator: Translator
) -> bytes:
    """The map of a spec with legend, table and search in one file.

    Raises:
        UnreadableFileError: a boundary file is missing or damaged.
    """
    from mapping.render.kit import to_standalone_html
    from mapping.render.prepare import artefact_folders

    above = [level for level in pack.levels if level.depth < spec.level.depth]
    return to_standalone_html(
        spec,
        _prepared(pack, spec.level, settings),
        parents=_prepared(pack, above[-1], settings) if above else None,
        folders=artefact_folders(settings.data_dir, settings.workspace_dir),
        words=panel_words(translator),
        direction="rtl" if translator.right_to_left else "ltr",
        scripts=PANEL_SCRIPTS,
        styles=PANEL_STYLES,
    )


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


def _prepared(pack: "Pack", level: AdminLevel, settings: Settings) -> "Prepared":
    from mapping.render.prepare import ensure_prepared

    entry = pack.boundaries.entry(pack.iso3, level)
    return ensure_prepared(entry, settings.data_dir, settings.workspace_dir)
