"""What may lie behind the map: land, files of tiles in the workspace, tiles of another host."""

from collections import Counter
from typing import Any, Final
from urllib.parse import quote

from mapping.basemaps import read_basemaps
from mapping.basemaps.pictures import Picture, read_pictures
from mapping.i18n import Translator
from mapping.settings import Settings

ONLINE: Final = "online"
_ONLINE_DEEPEST: Final = 19


def base_maps(settings: Settings, translator: Translator) -> list[dict[str, Any]]:
    """The choices as a frame takes them; a page one folder below the root, as `map/frame`."""
    text = translator.text
    found: list[dict[str, Any]] = [
        {
            "code": "land",
            "kind": "land",
            "name": text("Land and neighbours"),
            "credit": text("Land: Natural Earth"),
        }
    ]
    found += [
        {
            "code": f"file:{base.code}",
            "kind": "vector" if base.is_vector else "raster",
            "name": base.name,
            "credit": base.attribution,
            "address": f"../basemaps/{quote(base.code)}/{{z}}/{{x}}/{{y}}",
            "least_zoom": base.least_zoom,
            "deepest_zoom": base.deepest_zoom,
            "bounds": base.bounds,
        }
        for base in read_basemaps(settings.workspace_dir)
    ]
    found += [_grid(picture) for picture in read_pictures(settings.workspace_dir)]
    if settings.online_tiles:
        found.append(_online(settings, translator))
    return _told_apart(found)


def _told_apart(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, files that call themselves alike with the names of the files."""
    counts = Counter(base["name"].casefold() for base in found)
    return [
        base | {"name": f"{base['name']} ({base['code'].partition(':')[2]})"}
        if counts[base["name"].casefold()] > 1 and ":" in base["code"]
        else base
        for base in found
    ]


def _grid(picture: Picture) -> dict[str, Any]:
    return {
        "code": f"grid:{picture.code}",
        "kind": "picture",
        "name": picture.name,
        "credit": picture.name,
        "address": f"../basemaps/{quote(picture.code)}",
        "bounds": picture.bounds,
    }


def _online(settings: Settings, translator: Translator) -> dict[str, Any]:
    text = translator.text
    host = settings.online_tiles_host.removeprefix("https://")
    return {
        "code": ONLINE,
        "kind": "raster",
        "name": text("Online: {host}", host=host),
        "credit": settings.online_tiles_credit,
        "warning": text("{host} is told which area is looked at.", host=host),
        "address": settings.online_tiles,
        "least_zoom": 0,
        "deepest_zoom": _ONLINE_DEEPEST,
        "bounds": None,
    }
