"""Routes beside Streamlit: the map's frame, its geometry, names, values, and the shipped assets.

Everything but the frame, and what it is told of a map, has an address that nothing else ever has: a
browser keeps it for good and asks once. What is served here is public by construction: boundaries
and names of the packs, and texts that a page has made from published values.
"""

import hashlib
import mimetypes
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapping.render.prepare import GEO_SUFFIX, PLACES_SUFFIX, artefact_folders
from mapping.render.web import ASSETS, asset_version, frame_document
from mapping.settings import Settings
from mapping.ui.gzipped import as_accepted
from mapping.ui.kept_values import values_body
from mapping.ui.promised import MESSAGES, MESSAGES_PATH

FOR_GOOD: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"

_KEY: Final = re.compile(r"[0-9a-f]{32}")
_TEXT_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


def geo_routes(data_dir: Path, workspace_dir: Path) -> list[Route]:
    """Geometry, names and values of maps, and what a map is told while a page is still run.

    Args:
        data_dir: The shipped packs, with their prepared artefacts.
        workspace_dir: Where artefacts made on this machine are cached.
    """

    @lru_cache(maxsize=256)
    def found(name: str) -> Path | None:
        paths = (folder / name for folder in artefact_folders(data_dir, workspace_dir))
        return next((path for path in paths if path.is_file()), None)

    def read(key: str, suffix: str) -> bytes | None:
        path = found(key + suffix)
        if path is None:
            found.cache_clear()  # it may be prepared a moment later
            return None
        return path.read_bytes()

    async def geo(request: Request) -> Response:
        key = _key(request)
        body = await run_in_threadpool(read, key, GEO_SUFFIX) if key else None
        return _for_good(request, key, body, "application/octet-stream")

    async def places(request: Request) -> Response:
        key = _key(request)
        body = await run_in_threadpool(read, key, PLACES_SUFFIX) if key else None
        return _for_good(request, key, body, "application/json")

    async def values(request: Request) -> Response:
        key = _key(request)
        body = await run_in_threadpool(values_body, key) if key else None
        return _for_good(request, key, body, "application/json")

    return [
        Route("/geo/{key}", geo),
        Route("/places/{key}", places),
        Route("/values/{key}", values),
        MESSAGES.route(f"/{MESSAGES_PATH}"),
    ]


def frame_cache(settings: Settings) -> Path:
    """Where frame documents are kept between starts; it may be deleted at any time."""
    return settings.workspace_dir / "cache" / "frames"


def frame_route(  # noqa: PLR0913 - as frame_document
    path: str,
    scripts: Sequence[str] = (),
    styles: Sequence[str] = (),
    *,
    title: str = "Map",
    cache_dir: Path | None = None,
    image_host: str = "",
) -> Route:
    """The document of one kind of map, one folder below the root, such as `/map/frame`.

    Args:
        path: Of the route.
        scripts: Further scripts, as for `frame_document`.
        styles: Further styles.
        title: Of the document; a constant.
        cache_dir: Keeps the document between starts, which saves loading folium.
        image_host: As for `frame_document`.
    """
    make = partial(
        frame_document, scripts, styles, title=title, cache_dir=cache_dir, image_host=image_host
    )

    async def frame(request: Request) -> Response:
        # folium takes a while to load the first time: not in the loop that serves everybody.
        document = await run_in_threadpool(make)
        etag = f'"{hashlib.sha256(document.html).hexdigest()[:32]}"'
        headers = {"content-security-policy": document.policy, "cache-control": ASK_AGAIN}
        return _unless_known(request, etag, document.html, "text/html", headers)

    return Route(path, frame)


def asset_routes() -> list[Route]:
    """The files of `mapping/assets`: scripts, styles, fonts, icons; several of a kind by commas."""

    async def asset(request: Request) -> Response:
        paths = await run_in_threadpool(_asset_paths, request.path_params["path"].split(","))
        if not paths:
            return _missing()
        names = [path.relative_to(ASSETS).as_posix() for path in paths]
        version = await run_in_threadpool(asset_version, *names)
        known = request.query_params.get("v") == version
        headers = {"cache-control": FOR_GOOD if known else ASK_AGAIN}
        bodies = [await run_in_threadpool(path.read_bytes) for path in paths]
        return _unless_known(
            request, f'"{version}"', b"\n".join(bodies), _media_type(paths[0]), headers
        )

    return [Route("/assets/{path:path}", asset)]


def _asset_paths(names: Sequence[str]) -> list[Path]:
    """The files of assets' names; none where one is missing, twice there or of another kind."""
    paths = [path for name in names if (path := _asset_path(name))]
    alike = len({path.suffix for path in paths}) == 1
    return paths if alike and len(set(paths)) == len(names) else []


def _asset_path(name: str) -> Path | None:
    """The file of an asset's name, or None when there is none below the assets folder."""
    if "\\" in name or "\0" in name or any(part.startswith(".") for part in name.split("/")):
        return None
    path = (ASSETS / name).resolve()
    return path if path.is_relative_to(ASSETS) and path.is_file() else None


def _media_type(path: Path) -> str:
    return (
        _TEXT_TYPES.get(path.suffix)
        or mimetypes.guess_type(path.name)[0]
        or "application/octet-stream"
    )


def _key(request: Request) -> str:
    key = str(request.path_params["key"])
    return key if _KEY.fullmatch(key) else ""


def _for_good(request: Request, key: str, body: bytes | None, media_type: str) -> Response:
    """A gzipped body that never changes under its key."""
    if body is None:
        return _missing()
    body, encoding = as_accepted(request, body)
    headers = {"cache-control": FOR_GOOD, **encoding}
    return _unless_known(request, f'"{key}"', body, media_type, headers)


def _unless_known(
    request: Request, etag: str, body: bytes, media_type: str, headers: Mapping[str, str]
) -> Response:
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={**headers, "etag": etag})
    return Response(body, media_type=media_type, headers={**headers, "etag": etag})


def _missing() -> Response:
    return Response(
        "Not found.", 404, media_type="text/plain", headers={"cache-control": "no-store"}
    )
