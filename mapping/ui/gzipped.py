"""Bodies that are kept gzipped, for browsers and for what does not take them so."""

import gzip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request


def as_accepted(request: "Request", body: bytes) -> tuple[bytes, dict[str, str]]:
    """A gzipped body as whoever asks takes it, and the headers that say so."""
    headers = {"vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return body, {**headers, "content-encoding": "gzip"}
    return gzip.decompress(body), headers
