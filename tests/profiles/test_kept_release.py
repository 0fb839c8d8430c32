"""What may be shown is kept between starts, and believed only while nothing has changed."""

import json
import os
import shutil
from dataclasses import replace

import pytest

from mapping.errors import StorageError
from mapping.settings import Settings
from profiles.indicators.model import Status
from profiles.kept_release import KeptRelease
from profiles.pack import Pack, open_pack
from profiles.pack_files import find_pack, read_catalogues
from profiles.protection.policy import Policy
from profiles.protection.releases import register

ISO3 = "XXE"


@pytest.fixture(scope="module")
def data_dir(root, tmp_path_factory):
    """The invented country, in a folder that a test may change."""
    folder = tmp_path_factory.mktemp("kept") / "data"
    for room in ("boundaries", "indicators"):
        shutil.copytree(root / "data" / room / ISO3.lower(), folder / room / ISO3.lower())
        shutil.copy(root / "data" / room / "catalogue.toml", folder / room)
    return folder


@pytest.fixture
def settings(data_dir, tmp_path):
    return Settings(data_dir=data_dir, workspace_dir=tmp_path)


def kept(settings: Settings, policy: Policy | None = None) -> KeptRelease:
    sources = find_pack(ISO3, read_catalogues(settings))
    return KeptRelease.of(settings, sources, policy or Policy())


def shown(pack: Pack) -> tuple[object, ...]:
    table = pack.published
    flows = [(flow.entry, dict(flow.cells)) for flow in pack.flows]
    return dict(table.cells), dict(table.reliability), dict(table.errors), flows, pack.series


def test_a_kept_pack_is_the_one_that_was_worked_out(settings):
    fresh = open_pack(settings, ISO3)
    assert kept(settings).read() is not None
    again = open_pack(settings, ISO3)
    assert again.published is not fresh.published
    assert fresh.published.errors
    assert shown(again) == shown(fresh)
    assert list(again.published.cells) == list(fresh.published.cells)
    assert again.fingerprint == fresh.fingerprint


def test_the_kept_fingerprints_are_those_of_what_is_kept(settings):
    open_pack(settings, ISO3)
    again = open_pack(settings, ISO3)
    for part in (again.published, *again.flows):
        assert part.kept_fingerprint
        assert part.fingerprint == replace(part, kept_fingerprint="").fingerprint


@pytest.mark.parametrize("iso3", ["NPL", "LKA"])  # lifted flows; many hidden figures
def test_shipped_packs_are_kept_whole(root, tmp_path, iso3):
    there = Settings(data_dir=root / "data", workspace_dir=tmp_path)
    fresh, again = open_pack(there, iso3), open_pack(there, iso3)
    assert again.fingerprint == fresh.fingerprint
    assert [flow.entry for flow in again.flows] == [flow.entry for flow in fresh.flows]


def test_no_hidden_figure_is_in_the_file(settings):
    open_pack(settings, ISO3)
    document = json.loads(kept(settings).path.read_text("utf-8").partition("\n")[2])
    hidden = 0
    for cells in (document["table"], *document["flows"]):
        for value, letter in zip(cells["values"], cells["status"], strict=True):
            hidden += letter == Status.SUPPRESSED
            assert letter != Status.SUPPRESSED or value is None
    assert hidden


def test_a_damaged_file_is_not_believed(settings):
    fresh = open_pack(settings, ISO3)
    path = kept(settings).path
    whole = path.read_text("utf-8")
    bent = whole.replace('"status":"A', '"status":"E', 1)
    assert bent != whole
    for damage in ("", "{}", whole[:-2], "\n", whole.partition("\n")[2], "\udcff", bent):
        path.write_text(damage, "utf-8", errors="surrogateescape")
        assert kept(settings).read() is None
    assert open_pack(settings, ISO3).fingerprint == fresh.fingerprint
    assert path.read_text("utf-8") == whole


def test_a_change_of_tables_rules_or_register_is_heeded(settings):
    open_pack(settings, ISO3)
    assert kept(settings).read() is not None
    assert kept(settings, Policy(minimum_count=20)).read() is None
    table = next((settings.data_dir / "indicators" / ISO3.lower()).glob("pop*.csv"))
    before = table.read_text("utf-8")
    table.write_text(before.replace(",A\n", ",E\n", 1), "utf-8")
    assert kept(settings).read() is None
    table.write_text(before, "utf-8")
    file = kept(settings)
    assert file.read() is not None
    os.utime(file.register, ns=(1, 1))
    assert file.read() is None
    file.register.unlink()
    assert file.read() is None


def test_a_workspace_that_takes_no_file_shows_the_pack(settings):
    (settings.workspace_dir / "cache").write_text("a file where a folder should be", "utf-8")
    assert open_pack(settings, ISO3).published.cells


def test_that_a_workspace_takes_nothing_is_said_once(settings, monkeypatch, caplog):
    def refuse(path):
        raise StorageError(path=path, reason="Read-only file system")

    monkeypatch.setattr(register, "atomic_path", refuse)
    assert open_pack(settings, ISO3).published.cells
    assert [record.message.split(":")[0] for record in caplog.records] == ["release not remembered"]
