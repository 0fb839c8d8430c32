"""The words of a join: why something is suggested, why a row is left, what to look at first."""

from collections.abc import Mapping
from typing import Final

from mapping.i18n import N_

OF_ONE: Final[Mapping[str, str]] = {
    "repaired": N_("A code was mended: {example} was read as {code}."),
    "mixed_levels": N_("A row is of another level ({level}) and was left out."),
    "doubled": N_("{place} has more than one row ({examples})."),
    "accepted": N_("A suggestion was accepted without a look: its first candidate."),
}
"""Words of the reasons below where their fact `count` is 1."""
REASONS: Final[Mapping[str, str]] = {
    # why a place is suggested
    "alternative": N_("listed as an alternative name of {place}"),
    "order": N_("the same words in another order or language"),
    "script": N_("the same name in another script"),
    "sound": N_("same sound, written in another way"),
    "one_letter": N_("one letter differs"),
    "letters": N_("{count} letters differ"),
    "alike": N_("much alike"),
    "swapped": N_("the same letters in another order"),
    "short": N_("one is a shorter form of the other"),
    "part": N_("one of the names written there"),
    "initials": N_("the first letters of its words"),
    "city": N_("the table writes it as a town, the map does not"),
    "only_left": N_("the only one left in {parent}, and much alike"),
    "renamed": N_("the old name of {place}, until {year}"),
    "other_parent": N_("the same name, but the row says that it lies in another unit"),
    "code_says": N_("the code {code} is that of {place}, but the row has another name"),
    "name_says": N_("the name is that of {place}, but the row has the code of {other}"),
    "code_alone": N_("its code is {code}, and no name confirms it"),
    "shared_name": N_("the same name; {place} is the name of a larger unit as well"),
    # why a row is left
    "no_value": N_("the row names no place"),
    "total": N_("a total or people of no place: it has none on the map"),
    "country": N_("the whole country: a total"),
    "other_country": N_("the row is about another country: {country}"),
    "other_level": N_("{place} is of another level ({level}), not of {wanted}"),
    "level_of_table": N_(
        "the table as a whole is of another level ({level}), and so may be {place}"
    ),
    "several": N_("it could be {places}: nothing tells which"),
    "split": N_("split since: today {places}. Add these together, or share it out between them"),
    "merged": N_("merged since with others into {places}: add their rows together"),
    "parts_of_one": N_("it looks like a part of {place}, which several rows are about"),
    "two_places": N_("one row for several places: {places}"),
    "has_row": N_("{place} has a row of its own"),
    "nearest": N_("no place of this name; the nearest is {place}, and it is not near enough"),
    "nothing": N_("no place of this name, and none like it"),
    "unknown_code": N_("no place has the code {code}"),
    # what to look at first
    "disagree": N_(
        "The codes in {column} and the names in {names} disagree in {count} of {rows} rows: "
        "row {row} has {code} ({place}) beside {name}. These rows are not joined until you say."
    ),
    "misleading": N_(
        "The column {column} holds codes of places, but mostly of others than the names say "
        "({count} of {rows} rows): row {row} has {code} ({place}) beside {name}. It is not used, "
        "and these rows are not joined until you say."
    ),
    "unchecked": N_("The codes in {column} are plain numbers, and no names confirm them."),
    "repaired": N_("{count} codes were mended: {example} was read as {code}."),
    "wrong_level": N_("The table is of another level ({level}): join it to that one."),
    "no_row_joined": N_(
        "No row is about a place of these boundaries: are the country, the level and the column of"
        " names the right ones?"
    ),
    "mixed_levels": N_("{count} rows are of another level ({level}) and were left out."),
    "doubled": N_("{count} places have more than one row, as {place} has ({examples})."),
    "accepted": N_("{count} suggestions were accepted without a look: the first candidate each."),
    "alias_unknown": N_("The alias file names places that are not here: {examples}."),
    "changed": N_("Places have changed since: {examples}. The crosswalk says how to mend it."),
    "mend_summed": N_("{place}: the rows of {former} and what else became part of it, added up"),
    "mend_shared": N_("{place}: {percent} % of the row of {former}, an estimate"),
    "mend_parts": N_("{place}: parts of the rows of {former}, by area: an estimate"),
    "summary_mended": N_("Made of rows of former places: {places}."),
    "no_key": N_("No column names the places: give one with --code or --name."),
    "summary": N_(
        "Rows: {rows}; joined: {matched}, waiting for a yes: {suggested}, without a place: "
        "{unmatched}. Places without a row: {missing}."
    ),
}
