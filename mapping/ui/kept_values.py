"""What pages make for maps and browsers fetch later: by a key, kept or made when it is asked for.

What lies here is published. A key is a hash of the content or of a name that nothing else has, so
that a browser keeps it for good.
"""

import gzip
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mapping.cartography.layers import PlaceValue

KEPT_BYTES: Final = 32 * 1024 * 1024  # in each of two stores
MADE_LATER: Final = 256  # maps whose classes may still be changed
SAID_LATER: Final = 4096  # maps of one period of whose places something may still be asked


class ValueStore:
    """Lists of texts by a hash of their content; the longest unused go when it is full."""

    def __init__(self, kept_bytes: int = KEPT_BYTES, made_later: int = MADE_LATER) -> None:
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
    values: Sequence["PlaceValue"], say: Callable[[], Mapping[str, Any]] | None = None
) -> str:
    """Keep what is said of each place of a map: by columns it is made when a browser asks.

    Args:
        values: Of the places, published only; columns are known by their name.
        say: Gives what is said, with everything beside; texts and numbers if it is not given.
    """
    from mapping.cartography.place_values import PlaceValues  # a server starts without numpy

    if isinstance(values, PlaceValues):
        made_of = f"{values.name} {'all' if say else 'words'}"
        return _SAID.keep_later(made_of, say or values.texts_and_numbers)
    return register_data((say or PlaceValues.of(values).texts_and_numbers)())


def values_body(key: str) -> bytes | None:
    """The gzipped JSON of registered values."""
    return _VALUES.get(key) or _SAID.get(key)
