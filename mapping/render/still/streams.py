"""Streams between places: curved to the right of their way, broad where they begin."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from mapping.cartography.layers import FlowEnd, FlowLayer, Stream
from mapping.cartography.palettes import FLOW_COLOURS, Surface
from mapping.render.still.style import GROUND
from mapping.render.still.writer import Svg

IN, OUT, OTHER = FLOW_COLOURS[Surface.LIGHT]
BEND: Final = 0.18  # of the length: how far the middle lies beside the straight line
STEPS: Final = 16
THINNEST_PX: Final = 0.6
POINTED: Final = 0.12  # of its width that a stream still has at its end

Point = tuple[float, float]


def shown_streams(layer: FlowLayer, selected: str | None) -> tuple[Stream, ...]:
    """The largest streams; with a place selected all that begin or end there."""
    at = next((i for i, end in enumerate(layer.ends) if end.place_code == selected), None)
    if at is None:
        return layer.streams[: layer.drawn]
    return tuple(stream for stream in layer.streams if at in {stream.origin, stream.destination})


def draw_streams(
    svg: Svg,
    layer: FlowLayer,
    centres: Sequence[Point | None],
    *,
    selected: str | None,
    scale: float,
) -> None:
    """Draw streams, the largest below.

    Args:
        svg: Drawn on.
        layer: The streams.
        centres: Of the places of the map in their order; None where a place is not drawn.
        selected: Code of a place whose streams have two colours.
        scale: Of widths on this picture.
    """
    ends = [_middle(end, centres) for end in layer.ends]
    for stream in shown_streams(layer, selected):
        start, end = ends[stream.origin], ends[stream.destination]
        if start is None or end is None or start == end:
            continue
        width = stream_width(stream.value, layer, scale)
        svg.shape(
            "path",
            d=stream_path(start, end, width),
            fill=_colour(stream, layer.ends, selected),
            fill_opacity=0.78,
            stroke=GROUND,
            stroke_width=0.5,
        )


def stream_width(value: float, layer: FlowLayer, scale: float) -> float:
    """Width at the origin, in pixels: proportional to the people, down to a hair."""
    largest = max((stream.value for stream in layer.streams), default=value)
    return max(THINNEST_PX, layer.largest_width_px * scale * value / largest)


def stream_path(start: Point, end: Point, width: float) -> str:
    """A curve that narrows from a width at its start to nearly nothing at its end."""
    first, last = np.asarray(start), np.asarray(end)
    along = last - first
    beside = np.array([-along[1], along[0]])
    bend = (first + last) / 2 + BEND * beside
    t = np.linspace(0, 1, STEPS)[:, None]
    line = (1 - t) ** 2 * first + 2 * t * (1 - t) * bend + t**2 * last
    ahead = 2 * (1 - t) * (bend - first) + 2 * t * (last - bend)
    normal = np.column_stack((-ahead[:, 1], ahead[:, 0]))
    normal /= np.linalg.norm(ahead, axis=1)[:, None]
    half = normal * width * (1 - (1 - POINTED) * t) / 2
    return _closed(np.vstack((line + half, (line - half)[::-1])))


def _closed(points: npt.NDArray[np.float64]) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points.tolist()) + "z"


def _middle(end: FlowEnd, centres: Sequence[Point | None]) -> Point | None:
    at = [centre for i in end.members if (centre := centres[i]) is not None]
    if not at:
        return None
    x, y = np.mean(at, axis=0)
    return float(x), float(y)


def _colour(stream: Stream, ends: Sequence[FlowEnd], selected: str | None) -> str:
    if selected is None:
        return OTHER
    codes: Mapping[bool, str] = {True: IN, False: OUT}
    is_selected = [ends[stream.destination].place_code, ends[stream.origin].place_code]
    return codes[is_selected[0] == selected] if selected in is_selected else OTHER
