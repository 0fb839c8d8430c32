"""Where an error becomes words on a page; the command line has its own such place."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from mapping.errors import ToolError
from mapping.i18n import N_, Translator

_log = logging.getLogger(__name__)

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$^=&])")

UNEXPECTED = N_(
    "Something went wrong here. It was written to the log; the rest of the app still works."
)


def plain(text: str) -> str:
    """Text from outside, made inert where a widget would read it as Markdown."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def show_error(error: ToolError, translator: Translator) -> None:
    """What is wrong and how to mend it, in the reader's language."""
    st.warning(
        f"{plain(error.what(translator))}\n\n{plain(error.how(translator))}", icon=":material/info:"
    )


@contextmanager
def shown_errors(translator: Translator) -> Iterator[None]:
    """Show a `ToolError` instead of what was to come, and stop the page there."""
    try:
        yield
    except ToolError as error:
        _log.info("shown to the reader: %s", type(error).__name__)
        show_error(error, translator)
        st.stop()


def show_unexpected(error: Exception) -> bool:
    """Words instead of a traceback for what no page foresaw; the traceback goes to the log."""
    _log.error("a page failed", exc_info=error)
    st.error(Translator.for_reader([st.context.locale or ""]).text(UNEXPECTED))
    return True
