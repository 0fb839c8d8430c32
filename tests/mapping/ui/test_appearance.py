"""What a reader chose for the look of the app is kept, and nothing else that a cookie says."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.i18n import NUMBER_FORMATS, available_languages
from mapping.settings import CHECKOUT
from mapping.ui.appearance import PLAIN, TEXT_SIZES, THEMES, Appearance

APPEARANCES = st.builds(
    Appearance,
    language=st.sampled_from(["", *available_languages()]),
    numbers=st.sampled_from(["", *NUMBER_FORMATS]),
    theme=st.sampled_from(list(THEMES)),
    text_size=st.sampled_from(list(TEXT_SIZES)),
)


@given(APPEARANCES)
def test_what_was_chosen_is_the_same_at_the_next_visit(chosen: Appearance) -> None:
    assert Appearance.kept(chosen.as_cookie()) == chosen


@given(st.text() | st.just("theme.<script>-numbers.evil-lang.xx-theme-size.."))
def test_anything_else_in_a_cookie_is_left_out(cookie: str) -> None:
    assert Appearance.kept(cookie) == PLAIN


def test_a_frame_is_told_only_what_was_chosen() -> None:
    assert Appearance(numbers="space", theme="dark").for_frames() == {"theme": "dark"}


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 has it, from 1 to 21."""

    def light(colour: str) -> float:
        parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_of_every_theme_stand_out_from_what_they_are_written_on(theme):
    config = tomllib.loads((CHECKOUT / ".streamlit" / "config.toml").read_text("utf-8"))
    colours = config["theme"][theme]
    grounds = (colours["backgroundColor"], colours["secondaryBackgroundColor"])
    # Streamlit writes white on the buttons that matter most, in the dark as well.
    assert contrast("#ffffff", colours["primaryColor"]) >= 4.5
    assert contrast(colours["primaryColor"], grounds[0]) >= 3
    for ground in grounds:
        assert contrast(colours["textColor"], ground) >= 4.5
        assert contrast(colours["linkColor"], ground) >= 4.5
