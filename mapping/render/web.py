"""Interactive maps: the folium document that stands in a frame.

The document is the same for every reader and every map. It holds our constants and numbers only:
folium renders what it is given as a template a second time, so no name, label or note may ever pass
through it. Geometry, names and values are fetched by the document as data, and shown as text.
"""

import base64
import gzip
import hashlib
import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from mapping.atomic import write_atomically
from mapping.errors import StorageError

ASSETS: Final = Path(__file__).resolve().parent.parent / "assets"
LEAFLET_SCRIPTS: Final = ("vendor/leaflet/leaflet.js",)
LEAFLET_STYLES: Final = ("vendor/leaflet/leaflet.css",)
ENGINE_SCRIPTS: Final = (
    "map/arcs.js",
    "map/pixels.js",
    "map/kinds.js",
    "map/streams.js",
    "map/small.js",
    "map/points.js",
    "map/circles.js",
    "map/canvases.js",
    "map/inks.js",
    "map/painter.js",
    "map/veil.js",
    "map/finding.js",
    "map/gestures.js",
    "map/engine.js",
    "map/labels.js",
    "map/frame.js",
)
ENGINE_STYLES: Final = ("map/engine.css",)
RELOAD: Final = "map/reload.js"  # first, for it watches whether the others come

_log = logging.getLogger(__name__)

_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
# folium forbids zooming the page, which keeps people with low vision out.
_NO_PAGE_ZOOM: Final = re.compile(r",\s*maximum-scale=1\.0, user-scalable=no")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameDocument:
    """A page for a frame: its HTML and the content security policy it is sent with."""

    html: bytes
    policy: str


def asset_version(*paths: str) -> str:
    """Hash of the content of assets, which their address carries so that it is cached for good."""
    files = [ASSETS / path for path in paths]
    hashes = [_file_hash(file, file.stat().st_mtime_ns) for file in files]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()


def asset_url(*paths: str) -> str:
    """Address of assets in one answer, relative to a frame one folder below the server's root."""
    return f"../assets/{','.join(paths)}?v={asset_version(*paths)}"


def frame_document(
    scripts: Sequence[str] = (),
    styles: Sequence[str] = (),
    *,
    title: str = "Map",
    cache_dir: Path | None = None,
    image_host: str = "",
) -> FrameDocument:
    """The document of an interactive map, with further scripts and styles after the engine's.

    Args:
        scripts: Paths below `mapping/assets`; each finds `window.lmp` there when it runs.
        styles: Paths below `mapping/assets`.
        title: A constant of ours; never text from outside.
        cache_dir: Where the page is kept between starts, for folium takes a second to load.
        image_host: Another host that may be asked for pictures, "https://host"; empty for none.
    """
    html = _kept_page(
        cache_dir,
        # Ours in one answer each: thirty requests took half of the time until a frame was painted.
        (asset_url(RELOAD), asset_url(*LEAFLET_SCRIPTS), asset_url(*ENGINE_SCRIPTS, *scripts)),
        (asset_url(*LEAFLET_STYLES), asset_url(*ENGINE_STYLES, *styles)),
        title,
    )
    policy = _policy(html, scripts="'self'", styles="'self'", connect="'self'")
    if image_host:
        policy = policy.replace("img-src 'self'", f"img-src 'self' {image_host}")
    return FrameDocument(html=html.encode(), policy=policy)


def offline_document(  # noqa: PLR0913 - what stands in the file
    resources: Mapping[str, bytes],
    message: Mapping[str, Any],
    *,
    scripts: Sequence[str] = (),
    styles: Sequence[str] = (),
    title: str = "Map",
    data: Mapping[str, Any] | None = None,
    framed_styles: Sequence[str] = (),
) -> bytes:
    """One file that shows a map without a server: everything it needs stands in it.

    Args:
        resources: What the map would fetch, by path: `geo/<key>`, `places/<key>`, `values/<key>`;
            each body plain (not gzipped).
        message: As made by `mapping.render.message.to_message`.
        scripts: As for `frame_document`.
        styles: As for `frame_document`.
        title: A constant of ours; the map's own title travels in the message.
        data: More JSON for the scripts, by the id of the element that holds it gzipped in base64.
        framed_styles: Styles of documents that the scripts show in frames of their own.
    """
    html = _folium_page((), (), title)
    # Added after folium has rendered: nothing below is ever read as a template.
    shown = _script_json({"message": message, "resources": _as_text(resources)})
    head = f'<script type="application/json" id="lmp-embedded">{shown}</script>'
    head += "".join(
        f'<script type="application/gzip" id="{name}">{_gzipped(body)}</script>'
        for name, body in (data or {}).items()
    )
    head += "".join(
        f"<style>{_asset_text(path)}</style>" for path in (*LEAFLET_STYLES, *ENGINE_STYLES, *styles)
    ) + "".join(
        f"<script>{_asset_text(path)}</script>"
        for path in (*LEAFLET_SCRIPTS, *ENGINE_SCRIPTS, *scripts)
    )
    html = html.replace("</head>", head + "</head>", 1)
    framed = " ".join(source_hash(style) for style in framed_styles)
    policy = _policy(html, scripts="", styles=framed, connect="")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace("<head>", "<head>" + meta, 1).encode()


def source_hash(content: str) -> str:
    """The expression by which a content security policy allows one inline script or style."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@lru_cache(maxsize=256)
def _file_hash(path: Path, modified_ns: int) -> str:
    del modified_ns  # for the cache alone
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _kept_page(
    cache_dir: Path | None, scripts: tuple[str, ...], styles: tuple[str, ...], title: str
) -> str:
    """The page as folium made it at an earlier start with the same versions, or made now."""
    if cache_dir is None:
        return _folium_page(scripts, styles, title)
    made_of = (version("folium"), version("branca"), _own_version(), *scripts, *styles, title)
    path = cache_dir / f"{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}.html"
    if path.is_file():
        return path.read_text(encoding="utf-8")
    html = _folium_page(scripts, styles, title)
    try:
        write_atomically(path, html)
    except StorageError:
        _log.warning("the map's page is not kept: %s cannot be written", cache_dir)
    return html


def _own_version() -> str:
    return _file_hash(Path(__file__), 0)


@lru_cache(maxsize=16)
def _folium_page(scripts: tuple[str, ...], styles: tuple[str, ...], title: str) -> str:
    """The page folium makes of our constants, with names that do not change between renders."""
    import folium
    from branca.element import Figure

    class OfflineMap(folium.Map):
        default_js = [(url, url) for url in scripts]  # noqa: RUF012 - as folium declares them
        default_css = [(url, url) for url in styles]  # noqa: RUF012

    figure = Figure(title=title)
    page = OfflineMap(
        location=[0, 0],
        zoom_start=2,
        tiles=None,
        prefer_canvas=True,
        zoom_control=False,
        font_size="13px",
        attribution_control=False,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=120,
        keyboard_pan_delta=120,
    )
    page.add_to(figure)
    html = str(figure.render()).replace(page.get_name(), "lmp_map")
    return _NO_PAGE_ZOOM.sub("", html).replace("<html>", '<html lang="en">', 1)


def _policy(html: str, *, scripts: str, styles: str, connect: str) -> str:
    """Content security policy that allows a page its own inline scripts and styles, no others."""
    allowed_scripts = " ".join(source_hash(text) for text in _SCRIPT.findall(html))
    allowed_styles = " ".join(source_hash(text) for text in _STYLE.findall(html))
    directives = (
        "default-src 'none'",
        f"script-src {scripts} {allowed_scripts}",
        f"style-src {styles} {allowed_styles}",
        f"img-src {connect} data: blob:",
        f"font-src {connect} data:",
        f"connect-src {connect or chr(39) + 'none' + chr(39)}",
        "base-uri 'none'",
        "form-action 'none'",
        *(("frame-ancestors 'self'",) if connect else ()),  # not allowed in a meta element
    )
    return "; ".join(" ".join(directive.split()) for directive in directives)


def _asset_text(path: str) -> str:
    text = (ASSETS / path).read_text(encoding="utf-8")
    if "</script" in text or "</style" in text:
        raise ValueError(f"the asset {path} would end its own element early")
    return text


def _as_text(resources: Mapping[str, bytes]) -> dict[str, str]:
    return {path: base64.b64encode(body).decode() for path, body in resources.items()}


def _gzipped(data: Any) -> str:  # noqa: ANN401 - any JSON
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _script_json(data: Mapping[str, Any]) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
