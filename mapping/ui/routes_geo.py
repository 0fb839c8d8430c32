"""Routes beside Streamlit: the map's frame, its geometry, names, values, and the shipped assets.

Everything but the frame, and what it is told of a map, is addressed by a hash of its content, so a
browser keeps it for good and asks once. What is served here is public by construction: boundaries
and names of the packs, and texts that a page has made from published values.
"""

import gzip
import hashlib
import json
import mimetypes
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapping.cartography.layers import PlaceValue
from mapping.cartography.place_values import PlaceValues
from mapping.render.prepare import GEO_SUFFIX, PLACES_SUFFIX, artefact_folders
from mapping.render.web import ASSETS, asset_version, frame_document
from mapping.settings import Settings
from mapping.ui.gzipped import as_accepted
from mapping.ui.promised import MESSAGES, MESSAGES_PATH

FOR_GOOD: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
VALUES_KEPT_BYTES: Final = 64 * 1024 * 1024
MADE_LATER: Final = 256  # maps whose classes may still be changed
SAID_LATER: Final = 4096  # maps of one period of whose places something may still be asked

_KEY: Final = re.compile(r"[0-9a-f]{32}")
_TEXT_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


class ValueStore:
    """Lists of texts by a hash of their content; the longest unused go when it is full."""

    def __init__(
        self, kept_bytes: int = VALUES_KEPT_BYTES // 2, made_later: int = MADE_LATER
    ) -> None:
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._later: OrderedDict[str, Callable[[], Mapping[str, Any]]] = OrderedDict()
        self._left = kept_bytes
        self._made_later = made_later
        self._lock = Lock()

    def add(self, texts: Sequence[str], numbers: Sequence[float | None] | None = None) -> str:
        """Keep a list and return the key it is fetched by."""
        return self.keep(
            {"texts": list(texts), "numbers": None if numbers is None else list(numbers)}
        )

    def keep(self, data: Mapping[str, Any]) -> str:
        """Keep anything that can be written as JSON and return the key it is fetched by."""
        plain = _as_json(data)
        key = hashlib.sha256(plain).hexdigest()[:32]
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
                return key
        self._store(key, plain)
        return key

    def keep_later(self, made_of: str, make: Callable[[], Mapping[str, Any]]) -> str:
        """Keep how something is made, until it is asked for, and return its key.

        Args:
            made_of: Names everything that it depends on.
            make: Gives it; called in the thread that answers.
        """
        key = hashlib.sha256(made_of.encode()).hexdigest()[:32]
        with self._lock:
            self._later[key] = make
            self._later.move_to_end(key)
            while len(self._later) > self._made_later:
                self._later.popitem(last=False)
        return key

    def get(self, key: str) -> bytes | None:
        """The gzipped JSON of a list, or None when it is not kept any more."""
        with self._lock:
            body, make = self._bodies.get(key), self._later.get(key)
            if body is not None:
                self._bodies.move_to_end(key)
        if body is None and make is not None:
            return self._store(key, _as_json(make()))
        return body

    def _store(self, key: str, plain: bytes) -> bytes:
        body = gzip.compress(plain, 4, mtime=0)  # a person waits; harder gains three percent
        with self._lock:
            if key not in self._bodies:
                self._bodies[key] = body
                self._left -= len(body)
            while self._left < 0 and len(self._bodies) > 1:
                _, oldest = self._bodies.popitem(last=False)
                self._left += len(oldest)
        return body


def _as_json(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


# Pages and routes share a process but no object: Streamlit runs the page as a script of its own.
_VALUES: Final = ValueStore()
_SAID: Final = ValueStore(made_later=SAID_LATER)


def register_values(texts: Sequence[str], numbers: Sequence[float | None] | None = None) -> str:
    """Keep the texts of a map for the browser to fetch, and return their key for the message.

    Args:
        texts: What to show for each place, in the order of the boundary set; published values only.
        numbers: The published numbers behind them, for sorting; None where there is none.
    """
    return _VALUES.add(texts, numbers)


def register_data(data: Mapping[str, Any]) -> str:
    """Keep what a map needs later for the browser to fetch at `/values/KEY`; published only."""
    return _VALUES.keep(data)


def register_later(made_of: str, make: Callable[[], Mapping[str, Any]]) -> str:
    """Keep how something is made that a map may need at `/values/KEY`; published only.

    Args:
        made_of: Names everything that it depends on.
        make: Gives it when a browser asks.
    """
    return _VALUES.keep_later(made_of, make)


def register_places(
    values: Sequence[PlaceValue], say: Callable[[], Mapping[str, Any]] | None = None
) -> str:
    """Keep what is said of each place of a map: by columns it is made when a browser asks.

    Args:
        values: Of the places, published only; columns are known by their name.
        say: Gives what is said, with everything beside; texts and numbers if it is not given.
    """
    if isinstance(values, PlaceValues):
        made_of = f"{values.name} {'all' if say else 'words'}"
        return _SAID.keep_later(made_of, say or values.texts_and_numbers)
    return register_data((say or PlaceValues.of(values).texts_and_numbers)())


def values_body(key: str) -> bytes | None:
    """The gzipped JSON of registered values."""
    return _VALUES.get(key) or _SAID.get(key)


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
