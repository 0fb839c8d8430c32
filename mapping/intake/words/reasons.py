"""The words of every reason the door can give, its severity, and which answer settles it.

Codes are stable: programs read them from `lmp check --json`. Facts are filled in where the text is
shown; they are never templates themselves.
"""

from typing import Final

from mapping.intake.words import of_maps, of_tables
from mapping.intake.words.wording import Words

WORDS: Final[dict[str, Words]] = {
    **of_maps.FILE,
    **of_tables.TEXT,
    **of_tables.TABLE,
    **of_tables.CELLS,
    **of_tables.PERSONS,
    **of_tables.JSON,
    **of_maps.LAYERS,
    **of_maps.PLACE,
    **of_maps.GRIDS,
}
