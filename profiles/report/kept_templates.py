"""Templates as they were compiled, kept where Python keeps what it compiles: beside the source.

To compile those of one document takes longer than to fill them in.
"""

import importlib.util
import sys
from contextlib import suppress
from pathlib import Path
from pickle import UnpicklingError

import jinja2
from jinja2.bccache import Bucket

from mapping.atomic import write_atomically
from mapping.errors import StorageError


class KeptTemplates(jinja2.BytecodeCache):
    """What was compiled of a folder, used while its source, Jinja and the options are the same."""

    def __init__(self, folder: Path, options: object) -> None:
        self._folder = folder
        self._made_by = f"{jinja2.__version__} {options}\n"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's
        """The name: one environment fills in the templates of a folder."""
        return name

    def get_source_checksum(self, source: str) -> str:
        """Hash of a template and of what it is compiled by."""
        return super().get_source_checksum(self._made_by + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read what is kept of a template, if it was made of this one."""
        with suppress(OSError, EOFError, UnpicklingError):  # none, or damaged
            bucket.bytecode_from_string(self._path(bucket).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; where nothing can be written, it is compiled again the next time."""
        if not sys.dont_write_bytecode:
            with suppress(StorageError):
                write_atomically(self._path(bucket), bucket.bytecode_to_string())

    def _path(self, bucket: Bucket) -> Path:
        # The last ending gives way to Python's.
        return Path(importlib.util.cache_from_source(str(self._folder / f"{bucket.key}.py")))
