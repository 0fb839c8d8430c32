"""The address bar and the session: the only user of `st.query_params` and `st.session_state`.

The address holds codes, never labels, so that a link means the same in every language. Streamlit's
own `bind="query-params"` writes the label that is shown, so the address is kept here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import streamlit as st

_WRITTEN = "address_written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What a link to a page says. An empty text means that it says nothing."""

    country: str = ""
    level: str = ""
    indicator: str = ""
    period: str = ""
    place: str = ""
    scheme: str = ""
    classes: str = ""
    lang: str = ""

    @classmethod
    def read(cls) -> "Address":
        """The address the reader is at; a bare one, as the navigation gives, is the last one."""
        known = {field.name for field in fields(cls)}
        asked = {key: text for key, text in st.query_params.items() if key in known}
        last = st.session_state.get(_WRITTEN)
        return last if not asked and isinstance(last, cls) else cls(**asked)

    @property
    def is_new(self) -> bool:
        """Whether the reader came by a link or the back button, not by a widget of the page."""
        return bool(st.session_state.get(_WRITTEN) != self)

    def write(self) -> None:
        """Put this address into the bar, and remember that we did."""
        asked = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}
        if dict(st.query_params) != asked:
            st.query_params.from_dict(asked)
        st.session_state[_WRITTEN] = self

    def with_(self, **changes: str) -> "Address":
        """The same address with some of it changed."""
        return replace(self, **changes)

    def as_query(self) -> dict[str, str]:
        """The parts that say something, as query parameters."""
        return {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}


def seed(key: str, options: Sequence[str], *, asked: str, default: str, is_new: bool) -> None:
    """Give a keyed widget its value before it is drawn: of the link, the session or the default."""
    if is_new and asked in options:
        st.session_state[key] = asked
    elif st.session_state.get(key) not in options:
        st.session_state[key] = asked if asked in options else default


def chosen(key: str) -> str:
    """The value of a keyed widget, for callbacks."""
    return str(st.session_state[key])
