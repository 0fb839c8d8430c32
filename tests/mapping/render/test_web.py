"""The frame's document: the same for everybody, made by folium, free of text from outside."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from mapping.render import web
from mapping.render.web import frame_document, offline_document

HOSTILE = ["{{7*7}}", "</script><script>alert(1)</script>", "${alert(1)}", "{# ", "\u2028'\"<!--"]


class Page(HTMLParser):
    """Addresses and inline scripts of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: dict[str, list[str]] = {"script": [], "style": []}
        self.attributes: list[str] = []
        self.data: list[str] = []
        self._inside: str | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.attributes += [name for name, _ in attrs]
        self.addresses += [named[name] for name in ("src", "href") if name in named]
        self._inside = tag
        if named.get("type") == "application/json":
            self._inside = "data"
        if tag in self.inline and "src" not in named and self._inside != "data":
            self.inline[tag].append("")

    def handle_endtag(self, _tag):
        self._inside = None

    def handle_data(self, data):
        if self._inside == "data":
            self.data.append(data)
        elif self.inline.get(self._inside):
            self.inline[self._inside][-1] += data


def test_the_document_is_the_same_every_time():
    first = frame_document(["map/frame.js"])
    web._folium_page.cache_clear()
    assert frame_document(["map/frame.js"]) == first


def test_the_document_asks_no_other_host_for_anything():
    page = Page(frame_document().html.decode())
    assert page.addresses
    assert all(address.startswith("../assets/") for address in page.addresses)
    assert "http" not in frame_document().html.decode().replace('http-equiv="content-type"', "")


def test_further_scripts_come_after_the_engine():
    addresses = Page(frame_document(["map/bridge.js"]).html.decode()).addresses
    paths = [path for address in addresses for path in address.split("?")[0].split(",")]
    scripts = [path.rpartition("/")[2] for path in paths if path.endswith(".js")]
    assert scripts == [
        "reload.js",
        "leaflet.js",
        "arcs.js",
        "pixels.js",
        "kinds.js",
        "streams.js",
        "small.js",
        "points.js",
        "circles.js",
        "canvases.js",
        "inks.js",
        "painter.js",
        "veil.js",
        "finding.js",
        "gestures.js",
        "engine.js",
        "labels.js",
        "frame.js",
        "bridge.js",
    ]


def test_every_inline_script_and_style_is_allowed_by_its_hash_and_nothing_else_is():
    document = frame_document()
    page = Page(document.html.decode())
    for tag in ("script", "style"):
        rule = re.search(rf"{tag}-src ([^;]*)", document.policy)[1].split()
        hashes = {
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            for text in page.inline[tag]
        }
        assert page.inline[tag]
        assert set(rule) == {"'self'"} | hashes
    assert "unsafe" not in document.policy
    assert "style" not in page.attributes
    assert not [name for name in page.attributes if name.startswith("on")]


def test_people_may_zoom_the_page():
    assert "user-scalable" not in frame_document().html.decode()


def test_folium_is_not_needed_once_the_page_is_kept(tmp_path, monkeypatch):
    first = frame_document(cache_dir=tmp_path)

    def forbidden(*_):
        raise AssertionError

    monkeypatch.setattr(web, "_folium_page", forbidden)
    assert frame_document(cache_dir=tmp_path) == first


def test_a_cache_that_cannot_be_written_does_not_stop_the_map(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert frame_document(cache_dir=blocked).html == frame_document().html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_an_offline_file_stays_text(text):
    message = {"title": text, "language": "en", "direction": "ltr"}
    html = offline_document({"places/x": text.encode()}, message).decode()
    page = Page(html)
    embedded = json.loads(page.data[0])
    assert embedded["message"]["title"] == text
    assert base64.b64decode(embedded["resources"]["places/x"]).decode() == text
    assert len(page.data) == 1
    assert not page.addresses


def test_an_offline_file_allows_its_own_scripts_only():
    html = offline_document({}, {"title": "x"}).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    scripts = re.search(r"script-src ([^;]*)", policy)[1].split()
    assert len(scripts) == len(Page(html).inline["script"])
    assert all(source.startswith("'sha256-") for source in scripts)
    assert "connect-src 'none'" in policy
