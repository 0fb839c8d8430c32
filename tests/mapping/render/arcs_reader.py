"""Reads the arcs format from its description alone, so that tests do not trust the writer."""

import json
from dataclasses import dataclass

import numpy as np
import shapely


@dataclass(frozen=True)
class Decoded:
    header: dict
    arcs: list[np.ndarray]  # of each arc its points (k, 2) in the plane
    places: list[list[np.ndarray]]  # of each place its closed rings
    centres: np.ndarray | None

    def polygon(self, place: int) -> shapely.Geometry:
        """Where an odd number of rings lies around a point."""
        area = shapely.Polygon()
        for ring in self.places[place]:
            area = area.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))
        return area

    def segments(self) -> list[frozenset[tuple[float, float]]]:
        """Every step of every arc, whichever way it is walked."""
        return [
            frozenset((tuple(start), tuple(end)))
            for arc in self.arcs
            for start, end in zip(arc[:-1].tolist(), arc[1:].tolist(), strict=True)
        ]


def read_arcs(body: bytes) -> Decoded:
    assert body[:4] == b"LMPA"
    length = int.from_bytes(body[4:8], "little")
    header = json.loads(body[8 : 8 + length])
    numbers = _varints(body[8 + length :])
    lengths = [next(numbers) + 2 for _ in range(header["arcs"])]
    points = _points(numbers, header["points"], header)
    arcs = np.split(points, np.cumsum(lengths)[:-1])
    place_rings = [next(numbers) + 1 for _ in range(header["places"])]
    ring_sizes = [next(numbers) + 1 for _ in range(header["rings"])]
    walked = _walked(numbers, header["references"], arcs)
    rings = [np.concatenate([next(walked) for _ in range(size)]) for size in ring_sizes]
    places = [[rings.pop(0) for _ in range(count)] for count in place_rings]
    centres = _points(numbers, header["places"], header) if header["centres"] else None
    assert next(numbers, None) is None, "bytes are left over"
    return Decoded(header=header, arcs=arcs, places=places, centres=centres)


def _varints(data: bytes):
    value = weight = 0
    for byte in data:
        value |= (byte & 127) << weight
        weight += 7
        if byte < 128:
            yield value
            value = weight = 0


def _points(numbers, count: int, header: dict) -> np.ndarray:
    columns = np.cumsum([_signed(next(numbers)) for _ in range(count)])
    rows = np.cumsum([_signed(next(numbers)) for _ in range(count)])
    corner = np.array([header["west"], header["north"]])
    return np.column_stack([columns, rows]) * header["step"] + corner


def _walked(numbers, count: int, arcs: list[np.ndarray]):
    fresh = 0
    for _ in range(count):
        token = next(numbers)
        if token == 0:
            yield arcs[fresh]
            fresh += 1
        elif token % 2:
            yield arcs[fresh - (token + 1) // 2][::-1]
        else:
            yield arcs[fresh - token // 2]


def _signed(folded: int) -> int:
    return -(folded + 1) // 2 if folded % 2 else folded // 2
