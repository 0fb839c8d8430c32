"""Settings come from the environment, with defaults that work on a fresh machine."""

from pathlib import Path

import pytest

from mapping.settings import CHECKOUT, Settings


def test_defaults_point_at_the_shipped_packs() -> None:
    settings = Settings.from_environment({})
    assert settings.data_dir == CHECKOUT / "data"
    assert settings.language == "en"


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("https://tiles.example/{z}/{x}/{y}.png", True),
        (" https://tiles.example/{z}/{x}/{y}.png ", True),
        ("http://tiles.example/{z}/{x}/{y}.png", False),
        ("https://tiles.example/{z}/{x}/{y}.png; script-src *", False),
        ("tiles.example", False),
    ],
)
def test_what_is_no_address_of_tiles_is_not_taken_and_kept_to_be_said(given, taken) -> None:
    settings = Settings.from_environment({"LMP_ONLINE_TILES": given})
    assert bool(settings.online_tiles) is taken
    assert settings.online_tiles_refused == ("" if taken else given)


def test_each_setting_can_be_given(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "LMP_DATA_DIR": str(tmp_path / "data"),
            "LMP_WORKSPACE_DIR": str(tmp_path / "work"),
            "LMP_LANGUAGE": "fr",
            "LMP_PUBLISHER": "Kathmandu District Office",
        }
    )
    assert settings.workspace_dir == tmp_path / "work"
    assert settings.data_dir == tmp_path / "data"
    assert settings.publisher == "Kathmandu District Office"
    assert settings.language == "fr"
