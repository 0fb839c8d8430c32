"""The words of every reason the door can give, its severity, and which answer settles it.

Codes are stable: programs read them from `lmp check --json`. Facts are filled in where the text is
shown; they are never templates themselves.
"""

from typing import Final

from mapping.intake import words_of_maps, words_of_tables
from mapping.intake.wording import Words

WORDS: Final[dict[str, Words]] = {
    **words_of_maps.FILE,
    **words_of_tables.TEXT,
    **words_of_tables.TABLE,
    **words_of_tables.CELLS,
    **words_of_tables.PERSONS,
    **words_of_tables.JSON,
    **words_of_maps.LAYERS,
    **words_of_maps.PLACE,
    **words_of_maps.GRIDS,
}
