"""Templates of this package, and how they look up what they are filled with."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jinja2


def environment(
    folder: str, *, escaping: bool, lstrip_blocks: bool = False
) -> "jinja2.Environment":
    """The templates of a folder; a name that nothing is known by is an error.

    Args:
        folder: In this package.
        escaping: Whether everything that is filled in is escaped there; otherwise it must be
            before.
        lstrip_blocks: Whether blanks before a block are left out.
    """
    import jinja2  # only when a document is made

    class Environment(jinja2.Environment):
        """Looks names up in mappings first: Jinja asks them for an attribute before."""

        def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as in Jinja
            if isinstance(obj, dict) and attribute in obj:
                return obj[attribute]
            return super().getattr(obj, attribute)

    return Environment(
        loader=jinja2.PackageLoader("profiles.report", folder),
        autoescape=escaping,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,  # they stay as they are while it runs
        trim_blocks=True,
        lstrip_blocks=lstrip_blocks,
    )
