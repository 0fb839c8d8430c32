"""The head of a document: who the place is, and its key facts, each with what opens for it."""

from collections.abc import Callable

from mapping.i18n import Translator
from profiles.evidence.provenance import Number
from profiles.report.printed import Part
from profiles.report.sentences import pieces
from profiles.report.words import WORDS
from profiles.sections.model import Tile
from profiles.sections.whole import Identity

Opens = Callable[[Number | None], str]  # the id of what opens for a number; "" if nothing does


def identity_part(head: Identity, translator: Translator, opens: Opens) -> Part:
    """Names, code, parents, and the lines under them: what it is, its text, what opens for it."""
    words = translator.text
    numbers = [
        ("population", head.population),
        ("area", head.area_km2),
        ("published_area", head.published_area),
        ("density", head.density),
    ]
    facts = [
        [words(WORDS[key]), f"{number.text} {number.unit}", opens(number)]
        for key, number in numbers
        if number is not None
    ]
    if head.lower_units is not None:
        below = f"{head.lower_units.text} {head.lower_unit_name}"
        facts.append([words(WORDS["below"]), below, opens(head.lower_units)])
    facts.append([words(WORDS["boundaries"]), head.vintage, ""])
    return {
        "name": head.name,
        "names": [name for language, name in head.names if language.isalpha()],
        "code": head.place_code,
        "unit": head.unit,
        "parents": [parent.name for parent in head.parents],
        "facts": facts,
    }


def tile_part(tile: Tile, translator: Translator, opens: Opens) -> Part:
    """One key fact, or why there is none."""
    shown = tile.number is not None
    return {
        "label": tile.label,
        "value": tile.number.text if tile.number else translator.text(WORDS["not_available"]),
        "unit": tile.unit,
        "period": tile.period,
        "counted": pieces(tile.counted, opens) if tile.counted else [],
        "shown": shown,
        "ref": opens(tile.number),
        "proxy": translator.text(WORDS["proxy"]) if tile.proxy else "",
        "reason": "" if shown else tile.reason_text,
        "beside": [[beside.place, beside.number.text] for beside in tile.beside],
        "beside_refs": [opens(beside.number) for beside in tile.beside],
    }
