"""The page of rules: each in a sentence, with the number that holds here."""

import pytest
from streamlit.testing.v1 import AppTest


def page(workspace):
    from pathlib import Path

    from mapping.i18n import Translator
    from mapping.settings import Settings
    from mapping.ui.context import Context
    from profiles.ui.pages import protection

    settings = Settings(data_dir=Path("data"), workspace_dir=Path(workspace))
    protection.render(Context(settings=settings, translator=Translator(), store=None))


@pytest.fixture
def shown(tmp_path):
    """The page of a workspace with some rules."""

    def show(rules=""):
        (tmp_path / "protection.toml").write_text(rules)
        return AppTest.from_function(page, args=(str(tmp_path),), default_timeout=30).run()

    return show


def test_every_rule_has_its_sentence(shown):
    app = shown()
    assert not app.exception
    texts = [one.value for one in app.text]
    assert texts[::2] == [f"C{number}" for number in range(1, 13)]
    assert "from 10 people on" in texts[1]


def test_the_numbers_are_those_of_the_workspace(shown):
    assert "from 7 people on" in shown("minimum_count = 7").text[1].value


def test_a_wrong_file_is_named(shown):
    app = shown("minimum_count = 1")
    assert not app.exception
    assert "minimum_count" in " ".join(one.value.replace("\\", "") for one in app.warning)
