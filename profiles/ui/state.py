"""The address bar and the session: the only user of `st.query_params` and `st.session_state`.

The address holds codes, never labels, so that a link means the same in every language. Streamlit's
own `bind="query-params"` writes the label that is shown, so the address is kept here.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

import streamlit as st

from mapping.ui.appearance import Appearance

_WRITTEN = "address_written"
_PAGE = "address_page"
_CHOSEN_AT = "address_chosen_at"
_APPEARANCE = "appearance"
_PICKED = "pick_"  # how the keys of lists begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What a link to a page says. An empty text means that it says nothing."""

    country: str = ""
    level: str = ""
    indicator: str = ""
    period: str = ""
    place: str = ""
    beside: str = ""  # another place, to compare with
    brief: str = ""  # "1": the edition of one page
    since: str = ""  # an edition that was kept: what changed since then is told
    scheme: str = ""
    classes: str = ""
    kind: str = ""  # of the map
    second: str = ""  # indicator or table that is shown with the first
    breaks: str = ""  # of a person's own: "1.5,3,10"
    palette: str = ""
    title: str = ""  # of a person's own
    compare: str = ""  # how periods are compared
    against: str = ""  # the other period
    shape: str = ""  # of the places: as they are, equal tiles, equal circles
    within: str = ""  # the larger place whose parts are brought out
    over: str = ""  # a layer of points over the places
    lang: str = ""
    # Whether the widgets of the page do not show it yet: the reader came by a link, by the back
    # button, or from another page, whose widgets may bear the same keys.
    is_new: bool = field(default=False, compare=False)

    @classmethod
    def read(cls, page: str | None = None) -> "Address":
        """The address the reader is at; a bare one, as the navigation gives, is the last one.

        What was chosen stands before what the bar says: that lags behind while a page is opened.

        Args:
            page: Whose widgets are about to be drawn.
        """
        asked = cls.of(st.query_params)
        last = st.session_state.get(_WRITTEN)
        here = last if not asked.as_query() and isinstance(last, cls) else asked
        seen = last == here and st.session_state.get(_PAGE) == page
        return replace(here, is_new=not seen and st.session_state.get(_CHOSEN_AT) != asked)

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Address":
        """The address of query parameters; what it does not know is left out."""
        known = {part.name for part in fields(cls)} - {"is_new"}
        return cls().with_(**{key: text for key, text in query.items() if key in known})

    def write(self, page: str | None = None) -> None:
        """Put this address into the bar, and remember that the widgets of a page show it."""
        asked = self.as_query()
        if dict(st.query_params) != asked:
            st.query_params.from_dict(asked)
        st.session_state[_WRITTEN] = self
        st.session_state.pop(_CHOSEN_AT, None)
        if page is not None:
            st.session_state[_PAGE] = page

    def visit(self) -> None:
        """Go to this address: the widgets take it up as they take up a link."""
        st.query_params.from_dict(self.as_query())

    def with_(self, **changes: str) -> "Address":
        """The same address with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type] # every part but is_new is text

    def as_query(self) -> dict[str, str]:
        """The parts that say something, as query parameters."""
        parts = {part.name: getattr(self, part.name) for part in fields(self)}
        return {name: text for name, text in parts.items() if text and name != "is_new"}

    def asks_for_unknown(self, asked: str, known: Container[str]) -> bool:
        """Whether a link asked for what there is not; a widget that was changed never does."""
        return self.is_new and bool(asked) and asked not in known


def seed(key: str, options: Sequence[str], *, asked: str, default: str, is_new: bool) -> None:
    """Give a keyed widget its value before it is drawn: of the link, the session or the default."""
    if is_new or st.session_state.get(key) not in options:
        st.session_state[key] = asked if asked in options else default


def seed_text(key: str, *, asked: str, is_new: bool) -> None:
    """The same for a text field."""
    if is_new or key not in st.session_state:
        st.session_state[key] = asked


def coming(key: str, *, asked: str, is_new: bool) -> str:
    """What a keyed widget that is drawn later in this run is going to hold."""
    return asked if is_new else str(st.session_state.get(key, asked))


def kept(key: str) -> str:
    """What a seeded widget would hold that is not drawn; without this it is forgotten."""
    st.session_state[key] = st.session_state[key]
    return str(st.session_state[key])


def note_choice() -> None:
    """Remember at which address a person chose from a list of the page, for callbacks of lists."""
    st.session_state[_CHOSEN_AT] = Address.of(st.query_params)


def say_choices_anew() -> None:
    """Give every list of the page what it holds once more, for callbacks.

    A browser goes on showing what was chosen in the words it was chosen in, whatever the language.
    """
    for key in [str(key) for key in st.session_state if str(key).startswith(_PICKED)]:
        st.session_state[key] = st.session_state[key]


def chosen(key: str) -> str:
    """The value of a keyed widget, for callbacks."""
    return str(st.session_state[key])


def kept_appearance() -> Appearance | None:
    """What the reader chose in this session."""
    found = st.session_state.get(_APPEARANCE)
    return found if isinstance(found, Appearance) else None


def keep_appearance(appearance: Appearance) -> None:
    """Remember for the session what the reader chose."""
    st.session_state[_APPEARANCE] = appearance
