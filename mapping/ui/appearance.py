"""How the app looks to one reader: colours, size of text, format of numbers, language.

What a reader chose lasts for the session, and a cookie of the browser keeps it for the next visit:
it holds these few words and nothing of the reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from mapping.i18n import N_, NUMBER_FORMATS, available_languages

COOKIE: Final = "lmp_appearance"
THEMES: Final = {
    "": N_("As the device"),
    "light": N_("Light"),
    "dark": N_("Dark"),
    "contrast": N_("High contrast"),
    "projector": N_("Projector"),
}
TEXT_SIZES: Final = {"": N_("Normal"), "large": N_("Large"), "largest": N_("Very large")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """What a reader chose; an empty text where nothing was."""

    language: str = ""
    numbers: str = ""  # one of NUMBER_FORMATS
    theme: str = ""
    text_size: str = ""

    @classmethod
    def of(cls, chosen: Mapping[str, str]) -> "Appearance":
        """What is known of it; anything else is left out, as a browser can say what it likes."""
        known = {
            "language": available_languages(),
            "numbers": NUMBER_FORMATS,
            "theme": THEMES,
            "text_size": TEXT_SIZES,
        }
        return cls(**{name: word for name, word in chosen.items() if word in known.get(name, ())})

    @classmethod
    def kept(cls, cookie: str) -> "Appearance":
        """What a cookie keeps."""
        return cls.of(dict(part.split(".", 1) for part in cookie.split("-") if "." in part))

    def for_frames(self) -> dict[str, str]:
        """What a frame of the page is told of it."""
        told = {"theme": self.theme, "text_size": self.text_size}
        if self.theme == "projector":  # what can be pressed stays, other than on the wall
            told = {"theme": "contrast", "text_size": "largest"}
        return {name: word for name, word in told.items() if word}

    def as_cookie(self) -> str:
        """What a cookie shall keep: `theme.dark-numbers.space`; empty where nothing was chosen."""
        chosen = {part.name: getattr(self, part.name) for part in fields(self)}
        return "-".join(f"{name}.{word}" for name, word in chosen.items() if word)


PLAIN: Final = Appearance()  # nothing was chosen
