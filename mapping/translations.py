"""The file of a language: what can be used of it, and what is wrong with the rest.

A translator writes one file, `locale/<language>/LC_MESSAGES/messages.po`, and nobody need look at
it before it is used. So a message whose translation cannot be filled in, or that says other numbers
than the English, is left in English; so is a whole file that cannot be read. What is wrong is said
in English, from which the reader of it translates.
"""

import io
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import PLURALS
from babel.messages.pofile import PoFileError, read_po

_LINE: Final = re.compile(
    r'\s*(#.*|(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])?\s*"(?:[^"\\]|\\.)*")?\s*'
)
_WORDS_SHOWN: Final = 60  # of a message: enough to find it by
_COUNT: Final = "{count}"  # a form for one thing, or for two, may do without


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationFault:
    """One thing that is wrong in the file of a language."""

    path: Path
    line: int
    message: str  # in English; empty where it is not about one message
    wrong: str
    mend: str

    def __str__(self) -> str:
        """All of it in one line."""
        start = self.message[:_WORDS_SHOWN].rstrip()
        cut = "…" if len(self.message) > _WORDS_SHOWN else ""
        about = f" “{start}{cut}”" if self.message else ""
        return f"{self.path}, line {self.line}{about}: {self.wrong} {self.mend}"


def read_translations(
    path: Path, language: str
) -> tuple[Catalog | None, tuple[TranslationFault, ...]]:
    """The messages of a file and every fault in it; a message with one must not be shown.

    Args:
        path: Of the file.
        language: That it is in, as its folder is called.

    Returns:
        No messages where the file as a whole cannot be read: its faults say why.
    """
    content = path.read_bytes()
    faults = tuple(_file_faults(path, content))
    if faults:
        return None, faults
    try:
        catalogue = read_po(io.BytesIO(content), locale=language, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        return None, (_fault(path, 1, f"It cannot be read: {error}.", "Mend that place."),)
    rule = _rule_fault(path, content, catalogue)
    if rule:
        return None, (rule,)
    faults = tuple(
        fault for message in catalogue if message.id for fault in _message_faults(path, message)
    )
    return catalogue, faults


def _fault(path: Path, line: int, wrong: str, mend: str, message: str = "") -> TranslationFault:
    return TranslationFault(path=path, line=line, message=message, wrong=wrong, mend=mend)


def _file_faults(path: Path, content: bytes) -> Iterator[TranslationFault]:
    """What keeps a file from being read. Babel would pass over it, and lose what is there."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        wrong, mend = "A letter is not in UTF-8.", "Save the file with the encoding UTF-8."
        yield _fault(path, line, wrong, mend)
        return
    if text.startswith("\ufeff"):
        wrong = "A mark stands before the first letter (a byte order mark)."
        yield _fault(path, 1, wrong, "Save the file as UTF-8 without it.")
        return
    for number, written in enumerate(text.split("\n"), start=1):
        if not _LINE.fullmatch(written):
            yield _fault(
                path,
                number,
                "This is no line of such a file.",
                'Write msgid or msgstr and the text between two ", with \\" for one inside it.',
            )


def _rule_fault(path: Path, content: bytes, catalogue: Catalog) -> TranslationFault | None:
    """What is wrong with the rule of plural forms, if anything is."""
    from gettext import c2py  # what reads the rule when a number is put in

    rule = catalogue.plural_expr
    try:
        form = c2py(rule)
        largest = max(form(count) for count in range(1001))
    except (ValueError, RecursionError, ZeroDivisionError, OverflowError) as error:
        wrong = f"The rule of plural forms is not one: {error}."
    else:
        usual, _ = PLURALS.get(path.parent.parent.name, (catalogue.num_plurals, ""))
        if largest < catalogue.num_plurals == usual:
            return None
        wrong = f"The rule of plural forms does not fit: this language has {usual} forms."
    line = content[: max(content.find(b"Plural-Forms"), 0)].count(b"\n") + 1
    return _fault(path, line, wrong, "Take the line away: the script writes the right one.")


def _message_faults(path: Path, message: Message) -> Iterator[TranslationFault]:
    """The first thing that is wrong with a translation, if anything is."""
    english = [message.id] if isinstance(message.id, str) else [*message.id]
    forms = [message.string] if isinstance(message.string, str) else [*(message.string or ())]
    if message.fuzzy or not any(forms):
        return  # not translated yet, which is no fault
    line = message.lineno or 1
    try:
        given = [_placeholders(one) for one in english]
    except ValueError:
        return  # a text with braces of its own, which nothing is put into
    if not all(forms):
        wrong = f"It has {sum(map(bool, forms))} of {len(forms)} plural forms."
        yield _fault(path, line, wrong, "Write each msgstr of it.", english[0])
        return
    known = set().union(*given)
    needed = set.intersection(*given) - ({_COUNT} if len(forms) > 1 else set())
    for form in forms:
        wrong = _wrong_placeholders(form, known, needed)
        if wrong:
            names = ", ".join(sorted(known))
            mend = f"Write {names} as in the English." if names else "Write neither { nor }."
            yield _fault(path, line, wrong, mend, english[0])
            return


def _wrong_placeholders(form: str, known: set[str], needed: set[str]) -> str:
    try:
        found = _placeholders(form)
    except ValueError:
        return "A { or } stands alone."
    if found - known:
        return f"{', '.join(sorted(found - known))} is not in the English."
    if needed - found:
        return f"{', '.join(sorted(needed - found))} is missing."
    return ""


def _placeholders(text: str) -> set[str]:
    """What is put in between braces, with all that stands there.

    Raises:
        ValueError: If braces do not pair.
    """
    return {
        "{" + name + (f"!{turned}" if turned else "") + (f":{form}" if form else "") + "}"
        for _, name, form, turned in string.Formatter().parse(text)
        if name is not None
    }
