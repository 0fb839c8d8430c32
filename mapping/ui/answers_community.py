"""How the routes of the community map answer: JSON, and errors in the reader's language."""

import json
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from mapping.errors import (
    ForbiddenError,
    OperationRefusedError,
    StorageError,
    ToolError,
    UnknownWorkshopError,
    UsageError,
)
from mapping.i18n import N_, Translator
from mapping.settings import Settings
from mapping.ui.people import reader_of

NO_WORKSHOP = N_("There is no such workshop.")
NO_WORKSHOP_HINT = N_("Ask the facilitator for the link again.")
NO_DISK = N_("The server cannot write to its disk now.")
NO_DISK_HINT = N_("Tell the facilitator: there is no space left, or the disk is broken.")
MAX_BODY_BYTES: Final = 4 * 1024 * 1024
Handler = Callable[[Request], Awaitable[Response]]
NO_STORE: Final = {"cache-control": "no-store"}


def errors_in_words(handler: Handler, settings: Settings) -> Handler:
    """A handler whose errors are answered in the reader's language."""

    @wraps(handler)
    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except ClientDisconnect:  # a phone was reloaded in the middle of sending; it sends again
            return Response(status_code=400)
        except UnknownWorkshopError:
            # Not in its own words: they list the workshops there are.
            return refused(request, settings, 404, NO_WORKSHOP, NO_WORKSHOP_HINT)
        except StorageError:  # its own words name a folder of the server
            return refused(request, settings, 503, NO_DISK, NO_DISK_HINT)
        except ToolError as error:
            return _told(request, settings, error)

    return answered


def _told(request: Request, settings: Settings, error: ToolError) -> Response:
    words = in_words(error, reader_of(request, settings))
    return JSONResponse(words, status_code=_status(error), headers=NO_STORE)


def _status(error: ToolError) -> int:
    match error:
        case OperationRefusedError():
            return 400
        case UsageError():
            return 404
        case ForbiddenError():
            return 403
        case _:
            return 503  # the device keeps what it has and tries again


def in_words(error: ToolError, translator: Translator) -> dict[str, str]:
    """What is wrong and how to mend it."""
    if isinstance(error, OperationRefusedError):
        error = OperationRefusedError(reason=translator.text(str(error.facts["reason"])))
    return {"error": error.what(translator), "hint": error.how(translator)}


def refused(request: Request, settings: Settings, status: int, what: str, how: str) -> Response:
    """An answer that refuses, in the reader's language."""
    text = reader_of(request, settings).text
    return JSONResponse(
        {"error": text(what), "hint": text(how)}, status_code=status, headers=NO_STORE
    )


def json_answer(body: Mapping[str, Any]) -> Response:
    """A body as JSON that nobody keeps."""
    content = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(content, media_type="application/json", headers=NO_STORE)


async def limited_body(request: Request, *, most: int = MAX_BODY_BYTES) -> bytes | None:
    """The body, or None as soon as it is too long: what is announced need not be true."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)
