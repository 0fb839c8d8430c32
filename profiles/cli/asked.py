"""What a person asked for on the command line: packs, levels, languages, formats."""

import datetime
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from mapping.errors import UnknownChoiceError
from mapping.i18n import N_, available_languages
from mapping.places import AdminLevel
from mapping.settings import Settings


def settings() -> Settings:
    """The settings of this run."""
    return Settings.from_environment(os.environ)


def today() -> datetime.date:
    """The date of production; `SOURCE_DATE_EPOCH` sets it where the same bytes are wanted again."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdigit():
        return datetime.datetime.fromtimestamp(int(fixed), tz=datetime.UTC).date()
    return datetime.datetime.now().astimezone().date()


def pack_and_level(text: str) -> tuple[str, AdminLevel]:
    """The two parts of PACK:LEVEL.

    Raises:
        UnknownLevelError: the second part is missing or is no level.
        UnknownPackError: so it is, and there is no such pack.
    """
    from profiles.pack import open_pack

    pack, _, level = text.partition(":")
    if level.upper() not in set(AdminLevel):
        open_pack(settings(), pack).check_level(level or "(none given)")
    return pack.upper(), AdminLevel(level.upper())


def one_of(kind: str, asked: str, available: Iterable[str]) -> str:
    """A word from a list, in any case.

    Raises:
        UnknownChoiceError: it is not in the list.
    """
    known = tuple(available)
    if asked.strip().lower() not in known:
        raise UnknownChoiceError(kind=kind, asked=asked or "(nothing)", available=", ".join(known))
    return asked.strip().lower()


def each_of(kind: str, asked: str, available: Iterable[str]) -> tuple[str, ...]:
    """Words between commas, each from a list, without repeats."""
    known = tuple(available)
    return tuple(dict.fromkeys(one_of(kind, word, known) for word in asked.split(",")))


def language(asked: str) -> str:
    """A language of the tool."""
    return one_of(N_("language"), asked, available_languages())


def languages(asked: str) -> tuple[str, ...]:
    """Languages of the tool, between commas."""
    return each_of(N_("language"), asked, available_languages())


def print_json(document: Any) -> None:  # noqa: ANN401 - any JSON
    """Print one JSON document, and nothing else, on standard output.

    Where that is not written as UTF-8, as in a file that Windows redirects it to, letters are
    written as JSON's escapes: the document is then the same in every code page.
    """
    escaped = (sys.stdout.encoding or "").lower() not in {"utf-8", "utf8"}
    text = json.dumps(document, ensure_ascii=escaped, indent=2, allow_nan=False)
    sys.stdout.write(f"{text}\n")


def print_line(text: str = "") -> None:
    """Print one line for a person; letters that standard output lacks are written as escapes."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")


@contextmanager
def progress(words: str) -> Iterator["Progress"]:
    """A progress bar on standard error while a person is watching; silent otherwise."""
    if not sys.stderr.isatty():
        yield Progress(None, None)
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        yield Progress(bar, bar.add_task(words, total=None))


class Progress:
    """Counts what is done."""

    def __init__(self, bar: Any, task: Any) -> None:  # noqa: ANN401 - rich's, or nothing
        self._bar, self._task = bar, task

    def show(self, done: int, total: int) -> None:
        """Say how many are done."""
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=total)


def numbers(asked: str, kind: str) -> Sequence[float]:
    """Numbers between commas.

    Raises:
        UnknownChoiceError: something between the commas is no number.
    """
    try:
        return tuple(float(word) for word in asked.split(","))
    except ValueError:
        example = N_("numbers between commas, as in 10,20.5,40")
        raise UnknownChoiceError(kind=kind, asked=asked, available=example) from None
