"""Whoever translates the tool adds a language with one file, and no code."""

import html
import io
import json
import zipfile
from datetime import date

import pytest

from mapping import i18n
from mapping.settings import Settings
from profiles.pack import open_pack
from profiles.report.files import profile_bytes

NO_CODE_KNOWS_IT = "eo"
CATALOGUE = """
msgid ""
msgstr ""
"Language: eo\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Key facts"
msgstr "Ĉefaj faktoj"

msgid ""
"In {period}, {place} had {value} residents per square kilometre,"
" compared with {reference} in {area}."
msgstr ""
"Loĝdenso de {place} en {period}: {value} loĝantoj en kvadrata kilometro; {area}: {reference}."

msgid "Source: {sources}"
msgstr "Fonto : {sources}"

msgid "SDG {codes}"
msgstr "CDE {codes}"

msgid "GCM {codes}"
msgstr "Monda Interkonsento {codes}"

msgid "{rank}."
msgstr "{rank}-a"

msgid "Planning matrix, to be completed"
msgstr "Plano, plenigenda"

msgid "What is counted"
msgstr "Kio estas nombrata"

msgid "Where the figures are from"
msgstr "De kie venas la ciferoj"

msgid "The places that rows are about"
msgstr "La lokoj de la linioj"

msgid "The rows of the published tables that the figures were made from"
msgstr "La linioj de la publikigitaj tabeloj"

msgid "{title}: every number of its tables, as printed"
msgstr "{title}: ĉiu nombro de ĝiaj tabeloj"

msgid "{files}: {title}."
msgstr "{files} → {title}"

msgid "{files}: all of them on sheets, with HXL hashtags in the second row."
msgstr "{files} → ĉiuj"

msgid "{files}: columns, keys, sources and licences ({url})."
msgstr "{files} → priskribo, {url}"
"""


@pytest.fixture
def added(tmp_path, monkeypatch):
    """The language in a folder of its own."""
    folder = tmp_path / NO_CODE_KNOWS_IT / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(CATALOGUE, encoding="utf-8")
    cached = (i18n.available_languages, i18n._catalogue, i18n._messages)
    monkeypatch.setattr(i18n, "LOCALE_DIR", tmp_path)
    for one in cached:
        one.cache_clear()
    yield NO_CODE_KNOWS_IT
    for one in cached:
        one.cache_clear()


def test_a_profile_is_made_in_a_language_that_came_as_a_file(added):
    pack = open_pack(Settings.from_environment({}), "XXE")
    made = profile_bytes(
        pack, "ZZ0203", "html", language=added, publisher="x", today=date(2026, 11, 22)
    )
    page = html.unescape(made.decode())
    assert '<html lang="eo"' in page
    assert "Ĉefaj faktoj" in page
    assert "Key facts" not in page


def test_no_word_or_mark_of_another_language_is_put_before_a_source_or_a_goal(added):
    pack = open_pack(Settings.from_environment({}), "XXE")
    made = profile_bytes(
        pack, "ZZ0203", "html", language=added, publisher="x", today=date(2026, 11, 22)
    )
    page = html.unescape(made.decode())
    assert "Fonto : Local Migration Profiles, 2024" in page
    assert "Source:" not in page
    assert "CDE 10.7, 11.a; Monda Interkonsento 1, 2" in page
    assert "SDG 10.7, 11.a" not in page


def test_the_titles_of_a_data_package_are_in_the_language_of_its_profile(added):
    pack = open_pack(Settings.from_environment({}), "XXE")
    content = profile_bytes(
        pack, "ZZ0202", "datapackage", language=added, publisher="x", today=date(2026, 11, 22)
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = json.loads(archive.read("datapackage.json"))["resources"]
        about = archive.read("README.txt").decode()
    titles = {resource["name"].removesuffix("-hxl"): resource["title"] for resource in found}
    assert titles.pop("figures").endswith(": ĉiu nombro de ĝiaj tabeloj")
    assert titles == {
        "indicators": "Kio estas nombrata",
        "sources": "De kie venas la ciferoj",
        "places": "La lokoj de la linioj",
        "rows": "La linioj de la publikigitaj tabeloj",
        "plan": "Plano, plenigenda",
    }
    assert "data/rows.csv, hxl/rows.csv → La linioj de la publikigitaj tabeloj" in about
    assert "data.xlsx → ĉiuj" in about
    assert "datapackage.json → priskribo, https://frictionlessdata.io" in about
