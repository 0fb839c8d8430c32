"""The map page: the interactive map with its panel, in the app or as one file without a server."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from mapping.cartography.layers import MapSpec
from mapping.cartography.spoken import CLASSES, NO_STREAM
from mapping.i18n import Translator
from mapping.places import AdminLevel
from mapping.render.panel import PANEL_SCRIPTS, PANEL_STYLES
from mapping.settings import Settings
from profiles.maps.flows import REST
from profiles.maps.frames import frame_values, frames

if TYPE_CHECKING:
    from mapping.boundaries.packs import BoundaryCatalogue
    from mapping.render.artefacts import Prepared
    from profiles.pack import Pack

NO_PERIODS: Final[Mapping[str, MapSpec]] = MappingProxyType({})


def page_message(  # noqa: PLR0913 - what a map needs comes from so many places
    spec: MapSpec,
    boundaries: "BoundaryCatalogue",
    settings: Settings,
    translator: Translator,
    *,
    values_key: str,
    streams_key: str | None = None,
    points_key: str | None = None,
) -> dict[str, Any]:
    """What the map and its panel are sent; the figures of the country are not read for it.

    Args:
        spec: The map.
        boundaries: What boundary sets there are.
        settings: Where packs and caches lie.
        translator: Of the reader.
        values_key: Under which the page fetches the texts of the values.
        streams_key: The same of the streams of a flow map.
        points_key: The same of the points over it.

    Raises:
        UnreadableFileError: a boundary file is missing or damaged.
    """
    from mapping.render.message import to_message

    prepared = _prepared(spec, spec.level, boundaries, settings)
    message = to_message(
        spec,
        prepared,
        values_key,
        streams_key=streams_key,
        points_key=points_key,
        parents=_parents(spec, boundaries, settings),
        words=panel_words(translator),
        direction="rtl" if translator.right_to_left else "ltr",
    )
    shapes = prepared.shapes.items()
    return message | {
        "shapes": {name: {"key": lod.key, "tolerance": lod.tolerance} for name, lod in shapes}
    }


def standalone_page(  # noqa: PLR0913 - what a file on its own is made of
    spec: MapSpec,
    pack: "Pack",
    settings: Settings,
    translator: Translator,
    *,
    period: str = "",
    periods: "Mapping[str, MapSpec]" = NO_PERIODS,
) -> bytes:
    """The map of a spec with legend, table and search in one file.

    Args:
        spec: The map.
        pack: Its country.
        settings: Where packs and caches lie.
        translator: Of the reader.
        period: Of the map.
        periods: Maps of all periods with the same classes, the oldest first, for a time line.

    Raises:
        UnreadableFileError: a boundary file is missing or damaged.
    """
    from mapping.render.artefacts import artefact_folders
    from mapping.render.kit import EMBEDDED_VALUES, to_standalone_html

    bodies: dict[str, Mapping[str, object]] = {}

    def keep(frame: MapSpec) -> str:
        key = f"frame-{len(bodies)}"
        bodies[key] = frame_values(frame)
        return key

    message = page_message(spec, pack.boundaries, settings, translator, values_key=EMBEDDED_VALUES)
    line = {"timeline": frames(periods, keep), "view": {"period": period}} if periods else {}
    return to_standalone_html(
        spec,
        message | line,
        more={f"values/{key}": body for key, body in bodies.items()},
        prepared=prepared_of(spec, pack.boundaries, settings),
        folders=artefact_folders(settings.data_dir, settings.workspace_dir),
        scripts=PANEL_SCRIPTS,
        styles=PANEL_STYLES,
    )


def prepared_of(
    spec: MapSpec, boundaries: "BoundaryCatalogue", settings: Settings
) -> "tuple[Prepared, ...]":
    """The boundary set of a map, and the one above it, as the browser takes them.

    Raises:
        UnreadableFileError: a boundary file is missing or damaged.
    """
    parents = _parents(spec, boundaries, settings)
    own = _prepared(spec, spec.level, boundaries, settings)
    return (own, parents) if parents else (own,)


def panel_words(translator: Translator) -> dict[str, str]:
    """The words of the panel beside the map."""
    text = translator.text
    return {
        "mapHelp": text(
            "Arrow keys move the map, plus and minus zoom, N and P step through the places,"
            " Enter selects, D shows the parts of a place, U goes up again, 0 shows everything."
        ),
        "zoomIn": text("Zoom in"),
        "zoomOut": text("Zoom out"),
        "mapFailed": text("The map could not be loaded. Reload the page to try again."),
        "wall": text("Show on a wall"),
        "leaveWall": text("Leave the wall view"),
        "search": text("Find a place"),
        "noMatch": text("No place has a name like this."),
        "pointOrClick": text("Point at a place to read its figure; click it to select it."),
        "openProfile": text("Open profile"),
        "legend": text(CLASSES),
        "legendMarks": text("Places without a class"),
        "legendHatch": text("Lines over the colour"),
        "placesInClass": text("places"),
        "aboveZero": text("above zero"),
        "belowZero": text("below zero"),
        **legend_words(translator),
        "place": text("Place"),
        "value": text("Value"),
        "table": text("Table of all places"),
        "showTable": text("Show the table of all places"),
        "more": text("Show more"),
        **view_words(translator),
    }


def view_words(translator: Translator) -> dict[str, str]:
    """The words of periods, comparison and shapes under the map."""
    text = translator.text
    return {
        "viewOf": text("Periods and ways to look at the map"),
        "period": text("Period"),
        "play": text("Play the periods"),
        "pause": text("Stop"),
        "compare": text("Compare periods"),
        "compare_none": text("One map"),
        "compare_multiples": text("A small map for each period"),
        "compare_side": text("Side by side"),
        "compare_swipe": text("Swipe"),
        "compare_difference": text("Change between periods"),
        "against": text("Compare with"),
        "swipeHandle": text("Move the border between the two maps"),
        "trail": text("Where you are"),
        "showParts": text("Show its {units}", units="{units}"),
        "shape": text("Shape of the places"),
        "baseMap": text("Base map"),
        "baseNone": text("No base map"),
        "shape_map": text("Map"),
        "shape_insets": text("Islands in frames"),
        "insetsNote": text("Islands in frames have scales of their own."),
        "shape_tiles": text("Equal tiles"),
        "shape_dots": text("Equal circles"),
    }


def legend_words(translator: Translator) -> dict[str, str]:
    """The words of the key, of its editor, and of streams."""
    text = translator.text
    return {
        "showAll": text("Show all classes"),
        "editLegend": text("Edit"),
        "legendTitle": text("Title"),
        "scheme": text("Classes by"),
        "classes": text("Number of classes"),
        "breaks": text("Breaks between the classes"),
        "breaksHelp": text("Rising numbers with a space or a semicolon between them"),
        "colours": text("Colours"),
        "apply": text("Apply"),
        "usual": text("As usual"),
        "legendStreams": text("Width of the lines and colours of the streams"),
        "coming": text("To the selected place"),
        "leaving": text("From the selected place"),
        "streamsDrawn": text("Largest streams drawn:"),
        "all": text("all"),
        "restOfStreams": text(REST),
        "thousands": translator.number(1000)[1],  # what stands between them
        "noStreamAtAll": text(NO_STREAM),
        "noStreams": text("No stream of this place may be shown or is known."),
        "origin": text("Origin"),
        "destination": text("Destination"),
        "sameEnds": text("Same origin and destination"),
    }


def _prepared(
    spec: MapSpec, level: AdminLevel, boundaries: "BoundaryCatalogue", settings: Settings
) -> "Prepared":
    from mapping.render.prepare import ensure_prepared

    entry = boundaries.entry(spec.iso3, level)
    return ensure_prepared(entry, settings.data_dir, settings.workspace_dir)


def _parents(
    spec: MapSpec, boundaries: "BoundaryCatalogue", settings: Settings
) -> "Prepared | None":
    above = [level for level in boundaries.levels(spec.iso3) if level.depth < spec.level.depth]
    return _prepared(spec, above[-1], boundaries, settings) if above else None
