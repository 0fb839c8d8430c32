"""The map on a page: the only module that knows the component it stands in.

The component mounts one frame and keeps it. A rerun names a new message, which is fetched for the
frame; it never loads again, so the view, the geometry and what is already drawn stay.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from mapping.places import PlaceCode
from mapping.render.packing import packed_classes
from mapping.render.web import asset_version
from mapping.ui.kept_values import register_data
from mapping.ui.promised import MESSAGES, MESSAGES_PATH

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_COMPONENT: Final = "lmp_map"
_BRIDGE: Final = "map/bridge.js"
# Sent with each message, so it is short; what it fetches a browser keeps for good.
_LOADER: Final = """const bridge = import(new URL("assets/{bridge}", document.baseURI).href);
export default function (component) {{
  let close = () => (close = null);
  bridge.then(({{ default: mount }}) => close && (close = mount(component)));
  return () => close();
}}"""
# Parts of a message that stay when another indicator or period is chosen.
_SELDOM: Final = (
    "words",
    "shapes",
    "bases",
    "levels",
    "editor",
    "disclaimer",
    "boundary_source",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceClicked:
    """A person chose a place on the map, or in the list beside it."""

    place_code: PlaceCode


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameEvent:
    """Something else that a script in the frame reported, such as a wish to open a profile."""

    type: str
    data: Mapping[str, Any] = field(hash=False)  # as the browser sent it: not to be trusted


MapEvent = PlaceClicked | FrameEvent


def _nothing() -> None:
    """A trigger needs a callback to be declared; the event is read from the result."""


@lru_cache(maxsize=1)
def _component() -> "ComponentRenderer":
    bridge = f"{_BRIDGE}?v={asset_version(_BRIDGE)}"
    return st.components.v2.component(_COMPONENT, js=_LOADER.format(bridge=bridge))


@contextmanager
def coming_map(  # noqa: PLR0913 - what a map on a page is, and when it is drawn
    *,
    key: str,
    height: str,
    frame: str = "map/frame",
    title: str = "Map",
    above: Callable[[], object] = _nothing,
    is_there: bool = False,
) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """Show a map whose message is worked out in between; what this gives is called with it.

    A browser asks for the message by a name that it is told before. When a page is opened it is
    told with the map, and arranges the page while the server works. A map that is there is told
    its next message's name with each: it asks as soon as a person does something, and has it before
    the rest of the page. An error before the message is there leaves no map.

    Args:
        key: Of the component; the same key keeps the same frame, so call it from one place.
        height: A CSS length.
        frame: Address of the frame's document, relative to the server's root.
        title: Name of the frame for screen readers, in the reader's language.
        above: Draws what stands above the map.
        is_there: Whether the browser shows the map already: the rest of the page is drawn after
            its message, and would hold it up.
    """
    expected = f"{key}_expected"
    with MESSAGES.promise(st.session_state.get(expected, "")) as (name, keep):
        following = MESSAGES.expected()
        # Where this run is broken off, the next one keeps its promise.
        st.session_state[expected] = name
        data = {
            "frame": frame,
            "height": height,
            "title": title,
            "message": f"{MESSAGES_PATH}/{name}",
            "next": f"{MESSAGES_PATH}/{following}",
        }

        def show(message: Mapping[str, Any]) -> None:
            st.session_state[expected] = following
            keep(json.dumps(_packed(message), ensure_ascii=False, separators=(",", ":")))

        def draw() -> None:
            above()
            _component()(key=key, data=data, on_event_change=_nothing)

        if not is_there:
            draw()
        with _drawn_after(draw) if is_there else nullcontext():
            yield show


@contextmanager
def _drawn_after(draw: Callable[[], None]) -> Iterator[None]:
    """Draw after what is done in between, even if it fails."""
    try:
        yield
    except Exception:  # what ends a run of Streamlit's is no Exception
        draw()
        raise
    draw()


def map_view(message: Mapping[str, Any], *, key: str, height: str) -> MapEvent | None:
    """Show a map and return what a person did on it since the last run.

    Args:
        message: As made by `mapping.render.web.to_message`; a change of it repaints the map.
        key: Of the component, as for `coming_map`.
        height: A CSS length.
    """
    with coming_map(key=key, height=height) as show:
        show(message)
    return map_event(key)


def map_event(key: str) -> MapEvent | None:
    """What a person did on the map that brought this run about, known before the map is shown.

    What is done on it may change what is to be shown.

    Args:
        key: Of the map.
    """
    return _event(st.session_state.get(key, {}).get("event"))


def _event(event: object) -> MapEvent | None:
    match event:
        case {"type": "place_clicked", "place_code": str(code)}:
            return PlaceClicked(place_code=PlaceCode(code))
        case {"type": str(kind), **data}:
            return FrameEvent(type=kind, data={str(name): value for name, value in data.items()})
        case _:
            return None


def _packed(message: Mapping[str, Any]) -> dict[str, Any]:
    """The message in fewer bytes; what seldom changes by a key, which the browser fetches once."""
    packed = {name: part for name, part in message.items() if name not in _SELDOM}
    packed["seldom"] = register_data({name: message[name] for name in _SELDOM if name in message})
    return packed | {"classes": packed_classes(message)}
