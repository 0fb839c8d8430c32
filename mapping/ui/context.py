"""What every page is given: nothing a page needs comes from anywhere else."""

from dataclasses import dataclass

from mapping.community.store import Store
from mapping.i18n import Translator
from mapping.settings import Settings
from mapping.ui.appearance import PLAIN, Appearance


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One reader's run of the app."""

    settings: Settings
    translator: Translator
    store: Store
    appearance: Appearance = PLAIN
    is_staff: bool = False  # may keep things for everyone; the shell finds out who the reader is
    draws: bool = True  # False while choices are only looked up, before the page is drawn
