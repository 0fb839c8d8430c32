"""A profile as one HTML file: no script and no request, readable on a phone and in print."""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from profiles.report.document import Pictures, to_document
from profiles.report.html_cells import number, origins, rows
from profiles.report.templating import environment

if TYPE_CHECKING:
    import jinja2

    from profiles.sections.whole import Profile

TEMPLATE: Final = "profile.html.j2"


@lru_cache(maxsize=1)
def _environment() -> "jinja2.Environment":
    """Templates of this package only; everything that is filled in is escaped."""
    made = environment("templates", escaping=True)
    made.filters |= {"svg": _svg, "number": number, "rows": rows, "origins": origins}
    return made


def _svg(drawn: str) -> Markup:
    """A picture of our own writers, whose texts were escaped as they were drawn."""
    if not drawn.startswith("<svg"):
        raise ValueError("not a picture")
    return Markup(drawn)  # noqa: S704 - see above


def filled(template: str, **values: object) -> str:
    """A page of this package filled in."""
    return _environment().get_template(template).render(values)


def to_html(profile: "Profile", pictures: Pictures) -> str:
    """The whole profile as one self-contained page."""
    return filled(TEMPLATE, d=to_document(profile, pictures, traced=True))
