"""Typst, as every document and picture of a profile is set with it."""

import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import mapping

if TYPE_CHECKING:
    import typst

FONTS: Final = Path(mapping.__file__).parent / "assets" / "fonts" / "print"
TEMPLATES: Final = Path(__file__).parent / "templates"
MAIN: Final = "main.typ"  # what a compiler takes for the template among the files it is given
# Every file that is handed over is read as a template as well, used or not: as a comment it is
# passed over, which takes a twentieth of a profile's time less. `given` of words.typ takes it off.
COMMENT: Final = "//"
_ONE_AT_A_TIME: Final = threading.Lock()  # a compiler refuses a second thread while it works


@lru_cache(maxsize=2)
def _compiler(template: Path) -> "typst.Compiler":
    """One compiler a template and process: what it and the fonts need is prepared once."""
    import typst  # only when something is set

    return typst.Compiler(
        str(template),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )


@lru_cache(maxsize=4)
def _source(template: Path) -> bytes:
    return template.read_bytes()


def compiled(
    template: Path,
    inputs: dict[str, str],
    **options: Any,  # noqa: ANN401 - of typst's compile
) -> tuple[bytes, ...]:
    """What a template makes of its inputs: one PDF, or a picture a page.

    Args:
        template: Of our own.
        inputs: JSON by name, on one line, which it reads from files of that name. As inputs of
            the compiler they would be part of all that it remembers, and nothing were found again.
        **options: Of `typst.Compiler.compile`: `format`, `ppi`, `pdf_standards`, `timestamp`.

    Raises:
        typst.TypstError: the template cannot be set with these inputs.
    """
    files = {MAIN: _source(template)}
    files |= {f"{name}.json": f"{COMMENT}{text}".encode() for name, text in inputs.items()}
    with _ONE_AT_A_TIME:
        made = _compiler(template).compile(input=files, **options)
    pages = made if isinstance(made, list) else [made]
    return tuple(page for page in pages if page is not None)
