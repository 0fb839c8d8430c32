"""Profiles made by the workers of a real cluster, on this machine."""

import socket

import pytest

from mapping.places import AdminLevel
from profiles.report import batch
from profiles.report.cluster import UnreachableSchedulerError
from profiles.report.folder import STATE
from tests.profiles.report.test_files import TODAY, settings

FORMATS = ["json", "docx"]


def run(out_dir, **more):
    return batch.write_profiles(
        settings(), "XXE", AdminLevel.ADM2, out_dir, FORMATS, today=TODAY, **more
    )


@pytest.fixture(scope="module")
def scheduler():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0"
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_makes_the_same_files_as_this_machine(scheduler, tmp_path):
    told = []
    there = run(
        tmp_path / "there",
        scheduler=scheduler,
        on_progress=lambda done, every: told.append((done, every)),
    )
    here = run(tmp_path / "here", jobs=1)
    assert not there.failures
    assert told[-1] == (6, 6)
    names = [path.name for path in here.paths]
    assert [path.name for path in there.paths] == names
    assert len(names) == 12
    assert [p.read_bytes() for p in there.paths] == [p.read_bytes() for p in here.paths]


def test_a_place_that_cannot_be_written_is_reported_and_the_others_go_on(scheduler, tmp_path):
    (tmp_path / "ZZ0102_Birch_en.json").mkdir()
    (tmp_path / "ZZ0102_Birch_en.json" / "kept").write_text("x")
    report = run(tmp_path, scheduler=scheduler)
    assert [failure.place_code for failure in report.failures] == ["ZZ0102"]
    assert len(report.made) == 5


def test_a_scheduler_without_workers_is_said(tmp_path):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=":0") as cluster,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("profiles.report.cluster.CONNECT_SECONDS", 1)
        with pytest.raises(UnreachableSchedulerError, match="it has no workers"):
            run(tmp_path, scheduler=cluster.scheduler_address)


@pytest.mark.parametrize("address", ["nonsense", "tcp://127.0.0.1", "tcp://127.0.0.1:port"])
def test_what_is_no_address_is_said(address, tmp_path):
    pytest.importorskip("distributed")
    with pytest.raises(UnreachableSchedulerError, match="this is no address"):
        run(tmp_path, scheduler=address)


def test_a_scheduler_that_is_not_there_is_said(tmp_path):
    pytest.importorskip("distributed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(UnreachableSchedulerError, match="nothing answers there"):
            run(tmp_path, scheduler=address)
    assert [path.name for path in tmp_path.iterdir()] in ([], [STATE])
