"""What a reader chose for the look of the app is kept, and nothing else that a cookie says."""

from hypothesis import given
from hypothesis import strategies as st

from mapping.i18n import NUMBER_FORMATS, available_languages
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
