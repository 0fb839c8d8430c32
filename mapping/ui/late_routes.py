"""Routes whose modules are loaded when one of them is first asked for: the app starts sooner."""

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute, Match, Router

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send


class LateRoutes(BaseRoute):
    """Some routes, made at the first request for a path that begins as one of theirs."""

    def __init__(
        self, beginnings: Collection[str], make: Callable[[], Sequence[BaseRoute]]
    ) -> None:
        """Routes that are made later.

        Args:
            beginnings: The first part of each of their paths: "workshops".
            make: Makes them.
        """
        self._beginnings = frozenset(beginnings)
        self._make = make

    @cached_property
    def router(self) -> Router:
        """The routes; making them loads what they need."""
        return Router(self._make())

    def matches(self, scope: "Scope") -> "tuple[Match, Scope]":
        """Whether one of the routes takes the request."""
        beginning = scope["path"].removeprefix(scope.get("root_path", "")).strip("/").split("/")[0]
        if scope["type"] != "http" or beginning not in self._beginnings:
            return Match.NONE, {}
        is_taken = any(route.matches(scope)[0] is not Match.NONE for route in self.router.routes)
        return (Match.FULL if is_taken else Match.NONE), {}

    async def handle(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Let the route answer that takes the request."""
        await self.router(scope, receive, send)
