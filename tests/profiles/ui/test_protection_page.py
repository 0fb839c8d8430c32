"""The page of rules: each in a sentence, with the number that holds here."""

import pytest
from streamlit.testing.v1 import AppTest

from profiles.protection.policy_file import read_policy
from profiles.ui.pages import protection
from profiles.ui.widgets.rules_form import CONFIRMATION, is_local


def page(workspace):
    from pathlib import Path

    from mapping.i18n import Translator
    from mapping.settings import Settings
    from mapping.ui.context import Context
    from profiles.ui.pages import protection

    settings = Settings(data_dir=Path("data"), workspace_dir=Path(workspace))
    protection.render(Context(settings=settings, translator=Translator(), store=None))


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """The page of a workspace with some rules, at the machine that runs the tool."""
    monkeypatch.setattr(protection, "is_at_the_machine", lambda: True)

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


def saved(app, **values):
    """The page after numbers were changed and the button was pressed."""
    for name, value in values.items():
        app.number_input(key=f"rules_{name}").set_value(value)
    return app.button(key="rules_save").click().run()


def test_a_stricter_rule_is_saved_and_said_at_once(shown, tmp_path):
    app = saved(shown(), minimum_count=20)
    assert not app.exception
    assert read_policy(tmp_path).minimum_count == 20
    assert "from 20 people on" in app.text[1].value


def test_rounding_at_random_is_switched_on(shown, tmp_path):
    app = shown()
    app.selectbox(key="rules_rounding_base").set_value(5)
    app = saved(app)
    assert not app.exception
    assert read_policy(tmp_path).rounding_base == 5
    assert "multiples of 5" in app.text[-1].value


def test_a_looser_rule_is_saved_only_with_the_sentence(shown, tmp_path):
    app = saved(shown(), minimum_count=5)
    assert read_policy(tmp_path).minimum_count == 10
    assert "Smallest count that is shown" in app.error[0].value
    app.text_input(key="rules_confirmation").set_value(CONFIRMATION)
    app = saved(app)
    assert not app.error
    assert read_policy(tmp_path).minimum_count == 5


def test_two_numbers_that_do_not_fit_are_named_and_nothing_is_saved(shown, tmp_path):
    app = saved(shown(), survey_least=80)
    assert "survey" in " ".join(one.value for one in app.warning)
    assert read_policy(tmp_path).survey_least == 25


def test_a_number_has_the_limits_of_the_file(shown):
    field = shown().number_input(key="rules_minimum_count")
    assert (field.min, field.max) == (3, 50)


def test_another_machine_only_reads(shown, monkeypatch):
    monkeypatch.setattr(protection, "is_at_the_machine", lambda: False)
    app = shown()
    assert not app.button
    assert "from 10 people on" in app.text[1].value


LOCAL = {"Host": "localhost:8501", "Origin": "http://localhost:8501"}


@pytest.mark.parametrize(
    ("address", "headers", "expected"),
    [
        (None, LOCAL, True),
        (None, {"host": "[::1]:8501", "origin": "http://[::1]:8501"}, True),
        ("10.0.0.7", LOCAL, False),
        (None, LOCAL | {"X-Forwarded-For": "10.0.0.7"}, False),
        (None, LOCAL | {"Host": "profiles.gov.np"}, False),
        (None, LOCAL | {"Origin": "https://profiles.gov.np"}, False),
        (None, {"Host": "localhost"}, False),
        (None, {}, False),
    ],
)
def test_only_a_browser_at_the_machine_itself_changes_rules(address, headers, expected):
    assert is_local(address, headers) is expected
