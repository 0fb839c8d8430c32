"""Opens a country's pack while the browser still loads the scripts of the page it is for.

What the page itself is made of is loaded meanwhile, too: nothing of it is imported here at the top.
"""

import contextlib
import threading
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from mapping.errors import ToolError
from mapping.settings import Settings
from mapping.ui.page_head import asks_for_page

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class OpenPackEarly:
    """Middleware: the address of a page says which country it will show.

    A browser takes a second from asking for a page to its first run on the server, which has
    nothing else to do meanwhile. The pack comes to lie in the cache that pages read; what is wrong
    with it they find out themselves.
    """

    def __init__(self, app: "ASGIApp", *, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._opening = threading.Lock()  # one at a time: many readers must not start many threads

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on; one for a page starts the opening of its country's pack."""
        if asks_for_page(scope) and self._opening.acquire(blocking=False):
            threading.Thread(target=self._open, args=(_country(scope),), daemon=True).start()
        await self._app(scope, receive, send)

    def _open(self, iso3: str | None) -> None:
        try:
            from profiles.ui import cache
            from profiles.ui.pages import explore  # noqa: F401 - loaded for the run to come
            from profiles.ui.widgets.pickers import FIRST_COUNTRY

            with contextlib.suppress(ToolError):
                cache.packed_countries(self._settings)  # the page begins with them
                pack = cache.pack(self._settings, iso3 or FIRST_COUNTRY)
                # Both are worked out once: the key of its maps, and what there is of it.
                _ = pack.fingerprint, pack.indicators_at(pack.levels[-1])
        finally:
            self._opening.release()


def _country(scope: "Scope") -> str | None:
    """The country of an address; None where it names none."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("country")
    return asked[0].upper() if asked else None
