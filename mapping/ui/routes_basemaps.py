"""Tiles of the files in the workspace, served one by one as they lie in the file."""

from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapping.basemaps import open_basemap
from mapping.basemaps.model import DEEPEST, media_type
from mapping.basemaps.pictures import picture_body
from mapping.errors import UnreadableFileError

_KEPT: Final = {"cache-control": "private, max-age=3600"}


def basemap_routes(workspace_dir: Path) -> list[Route]:
    """Tiles at `/basemaps/{code}/{zoom}/{column}/{row}`, rows counted from the north; pictures.

    A picture of a grid is at `/basemaps/{code}`.

    Args:
        workspace_dir: Whose `basemaps` folder is served.
    """

    def read(code: str, zoom: int, column: int, row: int) -> tuple[bytes, str] | None:
        side = 1 << zoom if zoom <= DEEPEST else 0
        if not (0 <= column < side and 0 <= row < side):
            return None
        try:
            tiles = open_basemap(workspace_dir, code)
            body = tiles.tile(zoom, column, row) if tiles else None
        except UnreadableFileError:
            return None
        kind = media_type(body, is_vector=tiles.basemap.is_vector) if tiles and body else None
        return (body, kind) if body and kind else None

    async def tile(request: Request) -> Response:
        asked = request.path_params
        found = await run_in_threadpool(
            read, asked["code"], asked["zoom"], asked["column"], asked["row"]
        )
        if found is None:
            return Response(status_code=204, headers=_KEPT)  # no tile here is nothing to report
        return Response(found[0], media_type=found[1], headers=_KEPT)

    async def picture(request: Request) -> Response:
        body = await run_in_threadpool(picture_body, workspace_dir, request.path_params["code"])
        if body is None:
            return Response(status_code=404, headers=_KEPT)
        return Response(body, media_type="image/png", headers=_KEPT)

    return [
        Route("/basemaps/{code}/{zoom:int}/{column:int}/{row:int}", tile),
        Route("/basemaps/{code}", picture),
    ]
