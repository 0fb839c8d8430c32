"""Polygons that share borders, as arcs: every border once, on a whole-number grid, in few bytes.

A coverage is cut where three or more places meet, or where a border reaches the coast. Each piece,
an arc, is stored once; a ring is a list of arcs, some of them walked backwards. The browser reads
the bytes with `assets/map/arcs.js`. The format is written down in docs/decisions/0002.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

MAGIC: Final = b"LMPA"
FORMAT_VERSION: Final = 1
_SHIFT: Final = 1 << 31  # grid coordinates are far smaller than half of this

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Geometries = NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Whole numbers for coordinates: `x = west + column * step`, `y = north + row * step`."""

    west: float
    north: float
    step: float

    def cells(self, coordinates: NDArray[np.float64]) -> Ints:
        """Column and row of each point; shape (n, 2) in and out."""
        origin = np.array([self.west, self.north])
        cells: Ints = np.rint((coordinates - origin) / self.step).astype(np.int64)
        return cells


@dataclass(frozen=True, eq=False, kw_only=True)
class CoverageArcs:
    """A coverage cut into arcs.

    `points` (p, 2) are the arcs' grid cells one after another, `arc_lengths` (a) how many each has.
    `ring_arcs` are arc numbers in the order of the rings, with `ring_reversed` where the arc is
    walked backwards; `ring_sizes` (r) says how many each ring has, `place_rings` (n) how many rings
    each place has. Arcs are numbered in the order in which the rings first use them.
    """

    points: Ints
    arc_lengths: Ints
    ring_arcs: Ints
    ring_reversed: Flags
    ring_sizes: Ints
    place_rings: Ints


@dataclass(frozen=True, eq=False, kw_only=True)
class _Rings:
    """Vertices of all rings in a row, without the closing ones."""

    cells: Ints  # (m, 2)
    ring: Ints  # (m) ring of each vertex, never falling
    place: Ints  # (r) place of each ring, never falling


def coverage_arcs(geometries: Geometries, grid: Grid, centres: Ints) -> CoverageArcs:
    """Cut polygons whose shared vertices are exactly equal into arcs on a grid.

    Parts and holes smaller than a grid cell are dropped; a place of which nothing would be left
    keeps a triangle of one cell at its centre, so that none is ever lost.

    Args:
        geometries: Polygons and multipolygons, (n).
        grid: What the coordinates are rounded to.
        centres: Grid cell of a point inside each place, (n, 2).
    """
    rings = _with_every_place(_rings(geometries, grid), centres)
    starts, counts = _spans(rings.ring, len(rings.place))
    nodes, vertex, following, preceding = _nodes(rings, starts, counts)
    segment_ring = rings.ring[nodes]
    last = np.r_[segment_ring[1:] != segment_ring[:-1], True]
    first_node, node_counts = _spans(segment_ring, len(rings.place))
    ends = np.r_[nodes[1:], 0]
    ends[last] = nodes[first_node]
    lengths = (ends - nodes) % counts[segment_ring]
    lengths[lengths == 0] = counts[segment_ring][lengths == 0]
    # Where an arc goes is decided by its first step, for only nodes have a choice of neighbours.
    size = int(vertex.max()) + 1
    forward = vertex[nodes] * size + vertex[following[nodes]]
    backward = vertex[ends] * size + vertex[preceding[ends]]
    arc, first_use = _numbered_by_first_use(np.minimum(forward, backward))
    turned = backward < forward
    kept = nodes[first_use]
    steps = np.arange(int((lengths[first_use] + 1).sum()))
    arc_lengths = lengths[first_use] + 1
    offsets = steps - np.repeat(np.cumsum(arc_lengths) - arc_lengths, arc_lengths)
    index = np.repeat(kept, arc_lengths) + offsets
    ring_of_arc = np.repeat(segment_ring[first_use], arc_lengths)
    past_end = index >= (starts + counts)[ring_of_arc]
    index[past_end] -= counts[ring_of_arc][past_end]
    return CoverageArcs(
        points=rings.cells[index],
        arc_lengths=arc_lengths,
        ring_arcs=arc,
        ring_reversed=turned != turned[first_use][arc],
        ring_sizes=node_counts,
        place_rings=np.bincount(rings.place, minlength=len(geometries)),
    )


def encode(arcs: CoverageArcs, header: Mapping[str, Any], centres: Ints | None = None) -> bytes:
    """The bytes that the browser reads: a JSON header and streams of variable-length numbers.

    Args:
        arcs: The coverage.
        header: What else the reader needs; the counts are added.
        centres: Grid cell of a point inside each place, (n, 2), or None to leave them out.
    """
    ends = np.cumsum(arcs.arc_lengths)
    # An arc mostly starts where the one before it ended: its first step is then nought.
    steps = np.diff(arcs.points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    streams = [
        varints(arcs.arc_lengths - 2),
        varints(zigzag(steps[:, 0])),
        varints(zigzag(steps[:, 1])),
        varints(arcs.place_rings - 1),
        varints(arcs.ring_sizes - 1),
        varints(_references(arcs)),
    ]
    if centres is not None:
        moves = np.diff(centres, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
        streams += [varints(zigzag(moves[:, 0])), varints(zigzag(moves[:, 1]))]
    counts = {
        "version": FORMAT_VERSION,
        "places": len(arcs.place_rings),
        "rings": len(arcs.ring_sizes),
        "arcs": len(arcs.arc_lengths),
        "points": int(ends[-1]) if len(ends) else 0,
        "references": len(arcs.ring_arcs),
        "centres": centres is not None,
    }
    text = json.dumps({**header, **counts}, sort_keys=True, separators=(",", ":")).encode()
    return b"".join((MAGIC, len(text).to_bytes(4, "little"), text, *streams))


def zigzag(numbers: Ints) -> Ints:
    """Signed numbers as unsigned ones, small for small: 0, -1, 1, -2 become 0, 1, 2, 3."""
    folded: Ints = (numbers << 1) ^ (numbers >> 63)
    return folded


def varints(numbers: Ints) -> bytes:
    """Unsigned numbers, seven bits a byte, the least first; the high bit says that more follows."""
    left = numbers.astype(np.uint64)
    size = np.ones(len(left), dtype=np.int64)
    for bits in range(7, 63, 7):
        size += left >= np.uint64(1 << bits)
    starts = np.cumsum(size) - size
    out = np.zeros(int(size.sum()), dtype=np.uint8)
    for place in range(int(size.max(initial=0))):
        longer = size > place
        septet = (left[longer] >> np.uint64(7 * place)) & np.uint64(0x7F)
        more = np.where(size[longer] > place + 1, np.uint64(0x80), np.uint64(0))
        out[starts[longer] + place] = (septet | more).astype(np.uint8)
    return out.tobytes()


def _rings(geometries: Geometries, grid: Grid) -> _Rings:
    """All rings on the grid, outer ones to the left and holes to the right, without flat ones."""
    parts, place_of_part = shapely.get_parts(geometries, return_index=True)
    rings, part_of_ring = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    cells = grid.cells(coordinates)
    open_end = np.r_[ring[1:] == ring[:-1], False]  # the closing vertex repeats the first
    following = np.r_[cells[1:], cells[:1]]
    moved = (cells != following).any(axis=1)
    keep = open_end & moved
    cells, ring = cells[keep], ring[keep].astype(np.int64)
    area = _twice_area(cells, ring, len(rings))
    whole = area[ring] != 0
    cells, ring = cells[whole], ring[whole]
    left = np.flatnonzero(area != 0)
    renumbered = np.zeros(len(rings), dtype=np.int64)
    renumbered[left] = np.arange(len(left))
    return _Rings(
        cells=cells, ring=renumbered[ring], place=place_of_part[part_of_ring][left].astype(np.int64)
    )


def _twice_area(cells: Ints, ring: Ints, rings: int) -> Ints:
    starts, counts = _spans(ring, rings)
    following = _following(ring, starts, counts)
    if not len(cells):
        return np.zeros(rings, dtype=np.int64)
    base = cells[starts[ring]]  # near numbers, so that products stay small
    here, there = cells - base, cells[following] - base
    cross = here[:, 0] * there[:, 1] - there[:, 0] * here[:, 1]
    area = np.zeros(rings, dtype=np.int64)
    np.add.at(area, ring, cross)
    return area


def _with_every_place(rings: _Rings, centres: Ints) -> _Rings:
    """The rings, and a triangle of one cell for each place that has none."""
    lost = np.setdiff1d(np.arange(len(centres)), rings.place)
    if not len(lost):
        return rings
    triangle = np.array([[0, 0], [1, 0], [0, 1]])
    cells = np.concatenate([rings.cells, (centres[lost, None] + triangle).reshape(-1, 2)])
    place = np.concatenate([rings.place, lost])
    ring = np.concatenate([rings.ring, len(rings.place) + np.repeat(np.arange(len(lost)), 3)])
    order = np.argsort(place, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    by_ring = np.argsort(rank[ring], kind="stable")
    return _Rings(cells=cells[by_ring], ring=rank[ring][by_ring], place=place[order])


def _nodes(rings: _Rings, starts: Ints, counts: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Positions at which arcs begin; and of each position its vertex, the next and the last one."""
    key = (rings.cells[:, 0] + _SHIFT // 2) * _SHIFT + rings.cells[:, 1] + _SHIFT // 2
    _, seen, vertex = np.unique(key, return_index=True, return_inverse=True)
    following = _following(rings.ring, starts, counts)
    preceding = np.empty_like(following)
    preceding[following] = np.arange(len(following))
    after, before = vertex[following], vertex[preceding]
    low, high = np.minimum(after, before), np.maximum(after, before)
    differs = (low != low[seen][vertex]) | (high != high[seen][vertex])
    is_node = np.zeros(len(seen), dtype=bool)
    is_node[vertex[differs]] = True
    cut = is_node[vertex]
    # A ring that meets nobody, or one neighbour all around, is cut at one vertex on both sides.
    without = np.ones(len(rings.place), dtype=bool)
    without[rings.ring[cut]] = False
    lowest = np.minimum.reduceat(vertex, starts) if len(starts) else vertex
    cut |= without[rings.ring] & (vertex == lowest[rings.ring])
    return np.flatnonzero(cut), vertex.astype(np.int64), following, preceding


def _references(arcs: CoverageArcs) -> Ints:
    """Of each arc in the rings: 0 the next new one, else twice how far back, one less reversed."""
    if not len(arcs.ring_arcs):
        return arcs.ring_arcs
    newest = np.maximum.accumulate(arcs.ring_arcs)
    is_new = np.r_[True, newest[1:] > newest[:-1]]
    back = newest + 1 - arcs.ring_arcs
    tokens: Ints = np.where(is_new, 0, 2 * back - arcs.ring_reversed)
    return tokens


def _numbered_by_first_use(keys: Ints) -> tuple[Ints, Ints]:
    """A number for each key in order of appearance, and where each number appears first."""
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[inverse], first[order].astype(np.int64)


def _spans(groups: Ints, count: int) -> tuple[Ints, Ints]:
    """Start and length of each group in an array that never falls."""
    counts = np.bincount(groups, minlength=count).astype(np.int64)
    return np.cumsum(counts) - counts, counts


def _following(ring: Ints, starts: Ints, counts: Ints) -> Ints:
    """Position of the next vertex around each ring."""
    following = np.arange(1, len(ring) + 1)
    full = counts > 0
    following[(starts + counts - 1)[full]] = starts[full]
    return following
