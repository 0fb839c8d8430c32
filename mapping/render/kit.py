"""One offline file: a map that opens from a memory stick, with what it needs inside."""

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from mapping.cartography.layers import FlowLayer, MapSpec, PlaceValue, Stream
from mapping.render.artefacts import GEO_SUFFIX, PLACES_SUFFIX, Prepared
from mapping.render.message import (
    point_numbers,
    point_texts,
    points_key_of,
    streams_key_of,
)
from mapping.render.web import offline_document

EMBEDDED_VALUES: Final = "embedded"  # the key under which the file finds its own values


def to_standalone_html(  # noqa: PLR0913 - what a map is made of
    spec: MapSpec,
    message: Mapping[str, Any],
    *,
    prepared: Sequence[Prepared],
    folders: Sequence[Path],
    scripts: Sequence[str],
    styles: Sequence[str],
    more: Mapping[str, Mapping[str, Any]],
) -> bytes:
    """The map of a spec as one HTML file that asks nobody for anything.

    Args:
        spec: The map.
        message: As made by `to_message`, its values under `EMBEDDED_VALUES`.
        prepared: The spec's boundary set, and the one above it for names and borders.
        folders: Where prepared artefacts lie.
        scripts: Of the panel, below `mapping/assets`.
        styles: Of the panel, below `mapping/assets`.
        more: Other things that the file finds by their paths, such as other periods.
    """
    resources = places_of(prepared, folders) | values_of(spec, EMBEDDED_VALUES)
    resources |= {path: json.dumps(body, allow_nan=False).encode() for path, body in more.items()}
    return offline_document(resources, message, scripts=scripts, styles=styles)


def places_of(prepared: Sequence[Prepared], folders: Sequence[Path]) -> dict[str, bytes]:
    """What a file must hold of places: geometry of the first boundary set, names of all."""
    resources = {}
    for lod in (*prepared[0].lods, *prepared[0].shapes.values()):
        resources[f"geo/{lod.key}"] = _artefact(lod.key + GEO_SUFFIX, folders)
    for named in prepared:
        key = named.places_key
        resources[f"places/{key}"] = _artefact(key + PLACES_SUFFIX, folders)
    return resources


def values_of(spec: MapSpec, key: str) -> dict[str, bytes]:
    """What a file must hold of one map: the figures and texts of its places, under a key."""
    resources = {f"values/{key}": _texts_and_numbers(spec.layer.values)}
    if isinstance(spec.layer, FlowLayer):
        resources[f"values/{streams_key_of(key)}"] = _texts_and_numbers(spec.layer.streams)
    if spec.points is not None:
        body = {"texts": point_texts(spec.points), "numbers": point_numbers(spec.points)}
        resources[f"values/{points_key_of(key)}"] = json.dumps(body, allow_nan=False).encode()
    return resources


def _texts_and_numbers(values: Sequence[PlaceValue] | Sequence[Stream]) -> bytes:
    texts = [value.text for value in values]
    numbers = [value.value for value in values]
    return json.dumps({"texts": texts, "numbers": numbers}, allow_nan=False).encode()


def _artefact(name: str, folders: Sequence[Path]) -> bytes:
    path = next(folder / name for folder in folders if (folder / name).is_file())
    return gzip.decompress(path.read_bytes())
