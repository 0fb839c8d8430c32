"""What was made from boundary sets for the browser: found by hashes, without reading a polygon.

A folder of artefacts holds files named by the hash of their content, and for each boundary set a
manifest that names them and says which boundary file they were made from.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from mapping.atomic import write_atomically
from mapping.boundaries.model import BoundaryEntry

GEO_SUFFIX: Final = ".arcs.gz"
PLACES_SUFFIX: Final = ".places.json.gz"
PREPARED_FOLDER: Final = "prepared"
PREPARE_VERSION: Final = 3  # raised when the same boundaries would give other artefacts

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOfDetail:
    """Geometry simplified for a range of zooms."""

    key: str  # hash of its content, and its name on the wire
    tolerance: float  # in widths of the world; a pixel at zoom z is 1 / (256 * 2 ** z)
    bytes_gzipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What the browser fetches for one boundary set."""

    boundary_id: str
    places: int
    lods: tuple[LevelOfDetail, ...]  # coarse first
    places_key: str
    # Places drawn as something else: "insets", "tiles", "dots".
    shapes: Mapping[str, LevelOfDetail] = field(default_factory=dict, hash=False)


def prepared(entry: BoundaryEntry, folders: Iterable[Path]) -> Prepared | None:
    """What was prepared from the boundary file as it is now, or None. Imports nothing heavy."""
    if not entry.path.is_file():
        return None
    source = _source_hash(entry.path, entry.path.stat().st_mtime_ns)
    for folder in folders:
        manifest = folder / f"{entry.id}.json"
        if manifest.is_file():
            found = _read_manifest(manifest, manifest.stat().st_mtime_ns)
            if found is not None and found[0] == source and _is_whole(found[1], folder):
                return found[1]
    return None


def artefact_folders(data_dir: Path, workspace_dir: Path) -> tuple[Path, ...]:
    """Where artefacts may lie: beside the shipped packs, the workspace's own, and in its cache."""
    shipped = sorted((data_dir / "boundaries").glob(f"*/{PREPARED_FOLDER}"))
    own = sorted((workspace_dir / "boundaries").glob(f"*/{PREPARED_FOLDER}"))
    return (*shipped, *own, cache_folder(workspace_dir))


def cache_folder(workspace_dir: Path) -> Path:
    """Where artefacts made on this machine are kept; it may be deleted at any time."""
    return workspace_dir / "cache" / PREPARED_FOLDER


@lru_cache(maxsize=256)
def _source_hash(path: Path, modified_ns: int) -> str:
    """Hash of a boundary file and of the way it is prepared."""
    del modified_ns  # for the cache alone
    digest = hashlib.sha256(f"{PREPARE_VERSION}:".encode())
    digest.update(path.read_bytes())
    return digest.hexdigest()


def write_manifest(entry: BoundaryEntry, result: Prepared, folder: Path) -> None:
    """Say in a folder what was made there from the boundary file as it is now."""
    manifest = {
        "source": _source_hash(entry.path, entry.path.stat().st_mtime_ns),
        "places": result.places,
        "places_key": result.places_key,
        "lods": [asdict(lod) for lod in result.lods],
        "shapes": {name: asdict(lod) for name, lod in result.shapes.items()},
    }
    write_atomically(folder / f"{entry.id}.json", json.dumps(manifest, indent=1) + "\n")


@lru_cache(maxsize=256)
def _read_manifest(path: Path, modified_ns: int) -> tuple[str, Prepared] | None:
    """Source hash and artefacts of a manifest; None when it is damaged."""
    del modified_ns
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        result = Prepared(
            boundary_id=path.stem,
            places=int(manifest["places"]),
            lods=tuple(LevelOfDetail(**lod) for lod in manifest["lods"]),
            places_key=str(manifest["places_key"]),
            shapes={
                str(name): LevelOfDetail(**lod) for name, lod in manifest.get("shapes", {}).items()
            },
        )
        source = str(manifest["source"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        _log.warning("the manifest %s is damaged; its boundaries are prepared again", path)
        return None
    return source, result


def _is_whole(result: Prepared, folder: Path) -> bool:
    return all((folder / name).is_file() for name in _artefacts(result))


def _artefacts(result: Prepared) -> list[str]:
    geometries = (*result.lods, *result.shapes.values())
    return [*(lod.key + GEO_SUFFIX for lod in geometries), result.places_key + PLACES_SUFFIX]


def remove_unnamed(folder: Path) -> None:
    """Remove artefacts that no manifest of the folder names any more."""
    manifests = [_read_manifest(path, path.stat().st_mtime_ns) for path in folder.glob("*.json")]
    if any(found is None for found in manifests):
        return  # a damaged manifest may still name them
    named = {name for found in manifests if found for name in _artefacts(found[1])}
    for path in (*folder.glob(f"*{GEO_SUFFIX}"), *folder.glob(f"*{PLACES_SUFFIX}")):
        if path.name not in named:
            path.unlink()
