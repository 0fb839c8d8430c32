"""What the join page remembers of one reader: the uploaded table, and what was confirmed just now.

Confirmed spellings are in the workspace's alias file; here is only what `undo` takes back.
"""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import streamlit as st

from mapping.joining.aliases import Alias

if TYPE_CHECKING:
    from mapping.intake.model import TableRead

_KEY = "join_work"


@dataclass(frozen=True, kw_only=True)
class JoinWork:
    """One table on its way into a pack."""

    name: str = ""  # of the file
    digest: str = ""  # of its content, and of how it is read
    table: "TableRead | None" = field(default=None, repr=False)
    confirmed: tuple[tuple[Alias, ...], ...] = ()  # in the order they were confirmed
    passed: tuple[str, ...] = ()  # values a person does not want to decide

    @classmethod
    def read(cls) -> "JoinWork":
        """That of this reader."""
        found = st.session_state.get(_KEY)
        return found if isinstance(found, cls) else cls()

    def write(self) -> None:
        """Keep it for the next run."""
        st.session_state[_KEY] = self

    def with_(self, **changes: object) -> "JoinWork":
        """The same with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # fields of the work
