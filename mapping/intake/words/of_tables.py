"""Words about text files, workbooks, JSON and what is in their cells."""

from typing import Final

from mapping.i18n import N_
from mapping.intake.words.wording import ASK, NOTE, REFUSE, WARN, Words

TEXT: Final = {
    "encoding_marked": Words(NOTE, N_("Read as {encoding}, as the file says.")),
    "encoding_western": Words(
        NOTE, N_("It is not UTF-8; read as Windows Western ({encoding}), as in: {sample}.")
    ),
    "encoding_guessed": Words(
        WARN,
        N_("Its encoding was guessed as {encoding}. Check the accents: {sample}."),
        "encoding",
    ),
    "encoding_unknown": Words(
        ASK,
        N_("Which encoding is it? As {encoding} it reads: {sample}. It could also be {others}."),
        "encoding",
    ),
    "encoding_mixed": Words(
        WARN,
        N_("It mixes encodings: {count} lines are not UTF-8 like the others, the first: {sample}."),
        one=N_("It mixes encodings: a line is not UTF-8 like the others: {sample}."),
    ),
    "encoding_wrong": Words(REFUSE, N_("It is not in the encoding {encoding}."), "encoding"),
    "encoding_damaged": Words(
        REFUSE, N_("Its text is damaged: not all of it is {encoding}. Export it as UTF-8.")
    ),
    "nul_bytes": Words(
        WARN,
        N_("{count} zero bytes in the text were left out."),
        one=N_("A zero byte in the text was left out."),
    ),
    "quote_open": Words(REFUSE, N_("A quotation mark is opened and never closed.")),
    "quote_stray": Words(
        WARN, N_("Quotation marks stand inside a cell; read as well as possible.")
    ),
    "cell_long": Words(
        REFUSE, N_("A cell has more than {most} characters; a quotation mark may be missing.")
    ),
    "ragged": Words(
        WARN,
        N_("{count} rows have more or fewer cells than the header, which has {width}."),
        one=N_("A row has more or fewer cells than the header, which has {width}."),
    ),
}
TABLE: Final = {
    "rows_many": Words(REFUSE, N_("It has more than {most} rows.")),
    "columns_many": Words(REFUSE, N_("It has {count} columns; up to {most} are read.")),
    "cells_many": Words(
        REFUSE, N_("It has more than {most} cells. Leave out columns or split it.")
    ),
    "workbook_damaged": Words(
        REFUSE, N_("The workbook is damaged. Open it in a spreadsheet, save it again, take that.")
    ),
    "sheet_unknown": Words(REFUSE, N_("It has no sheet {sheet}. It has: {sheets}."), "sheet"),
    "sheets_hidden": Words(WARN, N_("Hidden sheets were left out: {sheets}."), "sheet"),
    "no_rows": Words(WARN, N_("There are no rows in it.")),
    "formulas_empty": Words(
        WARN,
        N_(
            "{count} formulas came without a result, so their cells are blank. Save it in a "
            "spreadsheet first."
        ),
        one=N_(
            "A formula came without a result, so its cell is blank. Save it in a spreadsheet first."
        ),
    ),
    "cells_merged": Words(
        NOTE,
        N_(
            "In the sheet {sheet} names stand in cells merged over several rows; each is taken for"
            " all of its rows ({count} cells filled)."
        ),
    ),
    "rows_hidden": Words(
        WARN,
        N_("{count} rows of the sheet {sheet} are hidden; they are taken in like the others."),
        one=N_("A row of the sheet {sheet} is hidden; it is taken in like the others."),
    ),
    "several": Words(
        NOTE,
        N_("It has {count} parts: {names}. The first, {first}, is taken unless you choose."),
        "sheet",
    ),
    "title_rows": Words(NOTE, N_("Rows above the table were taken as its title: {text}.")),
    "no_header": Words(ASK, N_("Is this a row of numbers or the header? {text}"), "header_rows"),
    "header_two_rows": Words(
        ASK,
        N_(
            "The header seems to have two rows ({first} and {second}); is the second one part "
            "of it: {text}?"
        ),
        "header_rows",
    ),
    "footer": Words(
        WARN,
        N_("{count} rows below the table were left out as notes: {text}"),
        one=N_("A row below the table was left out as a note: {text}"),
    ),
    "hxl": Words(NOTE, N_("It has a row of HXL hashtags, which say what the columns are.")),
    "columns_unnamed": Words(NOTE, N_("Columns without a name were given one: {columns}.")),
    "columns_repeated": Words(WARN, N_("Several columns have the same name: {columns}.")),
    "role_twice": Words(
        ASK, N_("Several columns could be the {role}: {columns}. Which one is it?"), "columns"
    ),
    "totals": Words(
        WARN,
        N_(
            "{count} rows look like totals ({label}; rows {rows}); added to the others they "
            "count twice."
        ),
        "totals",
        one=N_(
            "A row looks like a total ({label}; row {rows}); added to the others it counts twice."
        ),
    ),
    "totals_left_out": Words(NOTE, N_("Rows of totals were left out: {rows}.")),
    "levels_mixed": Words(
        WARN, N_("It mixes levels ({levels}); adding them up counts people more than once.")
    ),
    "levels_blank": Words(
        WARN,
        N_("{count} rows have no code here, so they are of a higher level than the others."),
        one=N_("A row has no code here, so it is of a higher level than the others."),
    ),
    "rounds": Words(
        WARN,
        N_("It holds {count} rounds of the same survey; they must never be added up."),
        "rounds",
    ),
    "rounds_left_out": Words(
        NOTE, N_("Only the latest round of each place was taken; rows left out: {count}.")
    ),
    "rows_repeated": Words(
        WARN,
        N_(
            "{count} rows stand there more than once (such as of {example}), and nothing "
            "tells them apart."
        ),
        one=N_(
            "A row stands there more than once (such as of {example}), and nothing tells "
            "the two apart."
        ),
    ),
    "codes_repeated": Words(
        ASK,
        N_(
            "{count} codes stand in several rows (such as {example}) and nothing tells the "
            "rows apart. Which is right?"
        ),
        "repeated_codes",
        one=N_(
            "A code stands in several rows ({example}) and nothing tells the rows apart. "
            "Which is right?"
        ),
    ),
    "repeated_left_out": Words(
        NOTE, N_("Of rows with the same code one was taken; rows left out: {rows}.")
    ),
}
CELLS: Final = {
    "decimal_comma": Words(NOTE, N_("The comma is read as the decimal mark.")),
    "decimal_doubtful": Words(
        ASK,
        N_(
            "Does {example} mean thousands or decimals? Nothing else in the table settles it "
            "for every cell."
        ),
        "decimal",
    ),
    "decimal_mixed": Words(
        ASK, N_("Some numbers have a decimal point and others a decimal comma."), "decimal"
    ),
    "numbers_as_text": Words(NOTE, N_("Numbers stored as text were read as numbers: {columns}.")),
    "not_a_number": Words(
        WARN,
        N_("{count} cells are not numbers like the others, such as {example}."),
        one=N_("A cell is not a number like the others: {example}."),
    ),
    "words_among_numbers": Words(
        WARN,
        N_("Most cells are numbers and some are not, such as {example}; all are kept as text."),
    ),
    "not_finite": Words(
        WARN,
        N_(
            "{count} cells are infinite, undefined or too extreme ({example}) and count as missing."
        ),
        one=N_("A cell is infinite, undefined or too extreme ({example}) and counts as missing."),
    ),
    "sentinel": Words(
        WARN,
        N_("{count} cells hold {example}, which marks a missing value, not a number."),
        one=N_("A cell holds {example}, which marks a missing value, not a number."),
    ),
    "sheet_error": Words(
        WARN,
        N_("{count} cells hold an error of the spreadsheet ({example})."),
        one=N_("A cell holds an error of the spreadsheet ({example})."),
    ),
    "digits_lost": Words(
        WARN, N_("Numbers are so long that a spreadsheet has rounded their last digits.")
    ),
    "missing_marks": Words(NOTE, N_("Marks of missing values, with how often: {marks}.")),
    "na_is_namibia": Words(NOTE, N_("NA is kept as the code of Namibia, not as a missing value.")),
    "odd_characters": Words(
        WARN,
        N_(
            "{count} cells hold characters that cannot be seen or that turn the direction of "
            "writing."
        ),
        one=N_(
            "A cell holds characters that cannot be seen or that turn the direction of writing."
        ),
    ),
    "codes_tidied": Words(
        WARN,
        N_(
            "{count} codes were tidied (blanks, capitals, odd characters): {found} is read as "
            "{read}."
        ),
        one=N_("A code was tidied (blanks, capitals, odd characters): {found} is read as {read}."),
    ),
    "codes_damaged": Words(
        ASK,
        N_(
            "{count} codes were turned into numbers by a spreadsheet: {example}. Restore them "
            "first."
        ),
        "damaged_codes",
        one=N_("A code was turned into a number by a spreadsheet: {example}. Restore it first."),
    ),
    "codes_blanked": Words(NOTE, N_("Damaged codes were taken as missing: {count}.")),
    "codes_lost_zeros": Words(
        WARN, N_("Codes have lost their leading zeros: {example} has fewer than {digits} digits.")
    ),
    "dates_order": Words(
        ASK,
        N_("Is {example} day and month, or month and day? No date in the column settles it."),
        "date_order",
    ),
    "dates_read": Words(NOTE, N_("Dates are read as {order}: {example} is {read}.")),
    "dates_proven": Words(NOTE, N_("Dates are read as {order}; {example} can be nothing else.")),
    "dates_mixed": Words(
        ASK, N_("Dates are written in several ways: {forms}. Which do you mean?"), "date_order"
    ),
    "dates_impossible": Words(
        WARN,
        N_("{count} dates do not exist, such as {example}."),
        one=N_("A date does not exist: {example}."),
    ),
    "dates_calendar": Words(
        ASK, N_("{example} seems to be of another calendar. Which one is it?"), "calendar"
    ),
    "dates_serial": Words(
        WARN, N_("Dates are numbers of a spreadsheet's calendar: {example} is {read}.")
    ),
}
PERSONS: Final = {
    "personal_column": Words(
        WARN, N_("It looks like personal data and was left out."), "keep_columns"
    ),
    "system_columns": Words(NOTE, N_("Columns the survey tool adds were left out: {columns}.")),
    "persons": Words(
        REFUSE,
        N_(
            "It looks like a list of persons or households ({columns}). This tool takes "
            "tables with one row a place; "
            "count the persons by place first, and keep the list where it is safe."
        ),
        "aggregated",
    ),
}
JSON: Final = {
    "json_damaged": Words(REFUSE, N_("It is not proper JSON: {what}.")),
    "json_deep": Words(REFUSE, N_("It is nested deeper than data ever is.")),
    "json_second": Words(
        REFUSE, N_("A second document follows the first; it would be lost. Save them apart.")
    ),
    "json_type": Words(REFUSE, N_("It holds no places and no table; it calls itself {type}.")),
    "json_lines": Words(NOTE, N_("It has one record a line.")),
    "json_document": Words(NOTE, N_("It is proper JSON, but holds neither a table nor places.")),
    "json_not_finite": Words(
        WARN, N_("It holds NaN or Infinity, which are no JSON; they count as missing.")
    ),
    "json_twice": Words(
        WARN, N_("A field stands twice in one record, and the last one counts: {name}.")
    ),
    "nested": Words(NOTE, N_("Fields that hold lists or records are kept as text: {columns}.")),
}
