"""The words of the drawing view and of the board on the wall, by the name the scripts know them."""

from collections.abc import Mapping
from typing import Final

from mapping.i18n import N_, Translator

_WORDS: Final[Mapping[str, str]] = {
    "addHere": N_("Place here"),
    "area": N_("Area"),
    "areaHint": N_("Tap each corner of the area. Tap the first corner again or press Finish."),
    "cancel": N_("Cancel"),
    "changeShape": N_("Change shape"),
    "chooseHint": N_("Choose what you want to draw, then draw it on the map."),
    "close": N_("Close"),
    "conflict": N_("Two people changed this. Both versions are kept; choose the right one."),
    "crosshair": N_("Crosshair"),
    "delete": N_("Delete"),
    "deleted": N_("Deleted. You can undo this."),
    "deletedVersion": N_("Version without it: deleted"),
    "done": N_("Done"),
    "drawn": N_("Drawn so far"),
    "editHint": N_("Drag the corners. Tap a corner to remove it."),
    "finish": N_("Finish"),
    "fullStorage": N_("This browser keeps no copy: stay connected until all is saved."),
    "keepThis": N_("Keep this one"),
    "keys": N_(
        "A letter or its button chooses a category, 1 to 3 a shape. Arrow keys move the map, Enter"
        " places a corner under the crosshair, Space finishes, Backspace takes a corner back,"
        " Escape cancels, Ctrl+Z undoes."
    ),
    "keysTitle": N_("Drawing by keyboard"),
    "legend": N_("Legend"),
    "line": N_("Line"),
    "lineHint": N_("Tap each corner of the line. Tap the last corner again or press Finish."),
    "map": N_("Map to draw on"),
    "mine": N_("yours"),
    "note": N_("Note (optional)"),
    "noteHint": N_("What should others know about it?"),
    "nothing": N_("Nothing is drawn yet."),
    "otherVersion": N_("Other version"),
    "point": N_("Point"),
    "pointHint": N_("Tap the place on the map."),
    "redo": N_("Redo"),
    "redone": N_("Redone."),
    "refused": N_("Not kept: {reason}"),
    "removePoint": N_("Undo corner"),
    "saved": N_("All saved"),
    "saveNote": N_("Save note"),
    "shownVersion": N_("Version on the map"),
    "title": N_("Community map"),
    "total": N_("{count} drawn"),
    "undo": N_("Undo"),
    "undone": N_("Undone."),
    "unreachable": N_("Not reachable. {count} waiting on this device; go on drawing."),
    "unreachableIdle": N_("Not reachable. You can go on drawing."),
    "waiting": N_("Saving … {count} waiting"),
    "begin": N_("Begin"),
    "joinAt": N_("Draw with your phone: {address}"),
    "chooseGroup": N_("Which group are you in?"),
    "yourName": N_("Your name (optional)"),
}


def drawing_words(translator: Translator) -> dict[str, str]:
    """Every word the scripts show, in the reader's language; placeholders are theirs to fill."""
    return {name: translator.text(text) for name, text in _WORDS.items()}
