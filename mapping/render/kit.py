"""One offline file: a map that opens from a memory stick, with what it needs inside."""

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from mapping.cartography.layers import MapSpec
from mapping.render.prepare import GEO_SUFFIX, PLACES_SUFFIX, Prepared
from mapping.render.web import offline_document, to_message


def to_standalone_html(  # noqa: PLR0913 - what a map is made of
    spec: MapSpec,
    prepared: Prepared,
    *,
    parents: Prepared | None,
    folders: Sequence[Path],
    words: Mapping[str, str],
    direction: str,
    scripts: Sequence[str],
    styles: Sequence[str],
) -> bytes:
    """The map of a spec as one HTML file that asks nobody for anything.

    Args:
        spec: The map.
        prepared: Geometry and names of its boundary set.
        parents: The same of the level above, for names and borders.
        folders: Where prepared artefacts lie.
        words: Words of the panel, in the reader's language.
        direction: `ltr` or `rtl`.
        scripts: Of the panel, below `mapping/assets`.
        styles: Of the panel, below `mapping/assets`.
    """
    message = to_message(
        spec, prepared, "embedded", parents=parents, words=words, direction=direction
    )
    texts = [value.text for value in spec.layer.values]
    numbers = [value.value for value in spec.layer.values]
    values = json.dumps({"texts": texts, "numbers": numbers}, allow_nan=False)
    resources = {"values/embedded": values.encode()}
    for lod in prepared.lods:
        resources[f"geo/{lod.key}"] = _artefact(lod.key + GEO_SUFFIX, folders)
    for named in filter(None, (prepared, parents)):
        key = named.places_key
        resources[f"places/{key}"] = _artefact(key + PLACES_SUFFIX, folders)
    return offline_document(resources, message, scripts=scripts, styles=styles)


def _artefact(name: str, folders: Sequence[Path]) -> bytes:
    path = next(folder / name for folder in folders if (folder / name).is_file())
    return gzip.decompress(path.read_bytes())
