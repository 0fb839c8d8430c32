"""A language that comes as a file is shown as far as it is right, and says what is not."""

import shutil

import pytest

from mapping import i18n
from mapping.i18n import LOCALE_DIR, Translator
from mapping.translations import read_translations
from scripts import translations as script

MESSAGE = "In {period}, {place}"
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
GOOD_RULE = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where languages are looked for, and nothing remembered of those that were."""
    cached = (i18n.available_languages, i18n._catalogue, i18n._messages)
    monkeypatch.setattr(i18n, "LOCALE_DIR", tmp_path)
    monkeypatch.setattr(script, "LOCALE_DIR", tmp_path)
    for one in cached:
        one.cache_clear()
    yield tmp_path
    for one in cached:
        one.cache_clear()


def _written(folder, content, language="bn"):
    path = folder / language / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _one(translation, rule=GOOD_RULE):
    return f'{HEAD}{rule}\nmsgid "{MESSAGE}"\nmsgstr "{translation}"\n'


def _said():
    return Translator("bn").text(MESSAGE, period="2020", place="Thimphu")


def test_a_translation_may_put_what_is_filled_in_in_any_order(folder):
    _written(folder, _one("{place}-এ {period}"))
    assert _said() == "Thimphu-এ 2020"


@pytest.mark.parametrize(
    ("translation", "wrong"),
    [
        ("{place} {perriod}", "{perriod} is not in the English."),
        ("{place}", "{period} is missing."),
        ("{place.__class__} {period}", "{place.__class__} is not in the English."),
        ("{place:>9999} {period}", "{place:>9999} is not in the English."),
        ("{place!r} {period}", "{place!r} is not in the English."),
        ("{} {period}", "{} is not in the English."),
        ("{place} {period", "A { or } stands alone."),
    ],
)
def test_what_cannot_be_filled_in_is_left_in_english_and_said(folder, caplog, translation, wrong):
    path = _written(folder, _one(translation))
    assert _said() == "In 2020, Thimphu"
    mend = "Write {period}, {place} as in the English."
    assert caplog.messages == [
        f"left in English: {path}, line 6 “In {{period}}, {{place}}”: {wrong} {mend}"
    ]


def test_a_message_without_all_its_plural_forms_is_left_in_english(folder, caplog):
    body = 'msgid "{count} place"\nmsgid_plural "{count} places"\nmsgstr[0] "x"\nmsgstr[1] ""\n'
    _written(folder, f"{HEAD}{GOOD_RULE}\n{body}")
    assert Translator("bn").plural("{count} place", "{count} places", 1) == "1 place"
    assert "It has 1 of 2 plural forms. Write each msgstr of it." in caplog.text


def test_a_form_for_one_may_do_without_its_number(folder, caplog):
    body = (
        'msgid "{count} place"\nmsgid_plural "{count} places"\nmsgstr[0] "x"\nmsgstr[1] "{count}"\n'
    )
    _written(folder, f"{HEAD}{GOOD_RULE}\n{body}")
    assert Translator("bn").plural("{count} place", "{count} places", 1) == "x"
    assert not caplog.messages


@pytest.mark.parametrize(
    ("content", "line", "wrong"),
    [
        (_one("x").replace('"x"', '"x'), 7, "This is no line of such a file."),
        (f"<<<<<<< ours\n{_one('x')}", 1, "This is no line of such a file."),
        (_one("é").encode("latin-1"), 7, "A letter is not in UTF-8."),
        (b"\xef\xbb\xbf" + _one("x").encode(), 1, "A mark stands before the first letter"),
        (_one("x", '"Plural-Forms: nplurals=2; plural=(n !=;\\n"\n'), 4, "The rule of plural form"),
        (_one("x", '"Plural-Forms: nplurals=2; plural=n;\\n"\n'), 4, "The rule of plural form"),
        (
            _one("x", '"Plural-Forms: nplurals=6; plural=(n>4);\\n"\n'),
            4,
            "The rule of plural forms does not fit: this language has 2 forms.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_shown_in_english_and_left_as_it_is(
    folder, caplog, content, line, wrong
):
    path = _written(folder, content)
    before = path.read_bytes()
    assert _said() == "In 2020, Thimphu"
    assert f"messages.po, line {line}: {wrong}" in caplog.text

    with pytest.raises(SystemExit, match=f"messages.po, line {line}: {wrong}"):
        script.main(["bn"])
    assert path.read_bytes() == before


def test_a_rule_of_another_language_is_refused(folder, caplog):
    _written(folder, _one("x {period} {place}"), "ar")
    assert Translator("ar").text(MESSAGE, period="1", place="2") == "In 1, 2"
    assert "The rule of plural forms does not fit: this language has 6 forms." in caplog.text


def test_a_folder_that_is_not_called_as_a_language_is_not_offered(folder):
    for name in ("bn", "not a language", "fa_AF"):
        _written(folder, _one("x"), name)
    assert i18n.available_languages() == ("en", "bn")


@pytest.mark.parametrize("language", sorted(path.name for path in LOCALE_DIR.iterdir()))
def test_no_shipped_language_has_a_fault(language):
    path = LOCALE_DIR / language / "LC_MESSAGES" / "messages.po"
    assert read_translations(path, language)[1] == ()


def test_the_script_starts_one_language_and_leaves_the_others(folder, capsys):
    other = _written(folder, _one("{place} {period}"), "dz")
    before = other.read_bytes()
    script.main(["bn"])
    started = (folder / "bn" / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    assert started.startswith(f"# {script.NOT_REVIEWED}\n")
    assert "EMAIL@ADDRESS" not in started
    assert "bn: 0 of " in capsys.readouterr().out
    assert other.read_bytes() == before


def test_the_script_keeps_a_translation_that_is_wrong_and_says_so(folder):
    path = _written(folder, _one("{place}").replace(MESSAGE, "In {period}, {place}"))
    with pytest.raises(SystemExit, match=r"\{period\} is missing"):
        script.main(["bn"])
    assert 'msgstr "{place}"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["../x", "fa_AF", "Bengali"])
def test_the_script_starts_no_language_that_readers_cannot_ask_for(folder, name):
    with pytest.raises(SystemExit, match="is no code of a language"):
        script.main([name])
    assert not list(folder.iterdir())


def test_a_shipped_file_can_be_updated_without_loss(folder):
    shutil.copytree(LOCALE_DIR / "ar", folder / "ar")
    path = folder / "ar" / "LC_MESSAGES" / "messages.po"
    before, _ = read_translations(path, "ar")
    script.main(["ar"])
    after, _ = read_translations(path, "ar")
    said = {message.id: message.string for message in before if message.string}
    assert {
        one.id: one.string for one in after if one.id in said and one.id
    }.items() <= said.items()
