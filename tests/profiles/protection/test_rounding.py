"""Rounded at random: the right multiple, the right mean, the same every time."""

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.settings import Settings
from profiles.editions.verify import verify_profile
from profiles.indicators.flows import FlowTable
from profiles.indicators.model import Kind, Status
from profiles.indicators.read import CellValue, IndicatorTable
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.protection.errors import MixedReleaseError
from profiles.protection.policy import DEFAULT_POLICY, Policy
from profiles.protection.policy_file import write_policy
from profiles.protection.rounding import (
    randomly_rounded,
    refuse_mixed,
    rounded_figures,
    rounded_flows,
    rounded_release,
)
from profiles.protection.table import CountTable, protect
from profiles.report.json_report import to_json
from tests.profiles.tiny import tiny_pack

SECRET = b"a secret of a test"
TABLE = CountTable(
    place_codes=("A", "B", "C"),
    parents=None,
    categories=("work", "study"),
    counts=np.array([[8, 40], [30, 33], [25, 60]]),
)


@given(st.integers(0, 10_000), st.sampled_from([3, 5]), st.text(max_size=5))
def test_a_count_becomes_a_neighbouring_multiple(count, base, name):
    found = randomly_rounded(count, base=base, name=name, secret=SECRET)
    assert found % base == 0
    assert abs(found - count) < base
    assert found == randomly_rounded(count, base=base, name=name, secret=SECRET)


@pytest.mark.parametrize(("count", "base", "up"), [(1, 3, 1 / 3), (2, 3, 2 / 3), (4, 5, 4 / 5)])
def test_the_nearer_multiple_is_the_likelier(count, base, up):
    many = 6_000
    rounded = [randomly_rounded(count, base=base, name=str(n), secret=SECRET) for n in range(many)]
    assert set(rounded) == {0, base}
    assert abs(sum(one > 0 for one in rounded) / many - up) < 0.03


def test_another_secret_rounds_otherwise():
    both = [
        [randomly_rounded(1, base=3, name=str(n), secret=secret) for n in range(50)]
        for secret in (SECRET, b"another")
    ]
    assert both[0] != both[1]


@pytest.mark.parametrize(("count", "base"), [(4, 10), (-1, 3)])
def test_other_bases_and_counts_are_a_mistake(count, base):
    with pytest.raises(ValueError, match=r"is not|3 or 5"):
        randomly_rounded(count, base=base, name="", secret=SECRET)


def rounded(base, earlier=()):
    return rounded_release(TABLE, base=base, earlier=earlier)


def test_the_same_table_is_rounded_to_one_base_again_and_again():
    first = rounded(5)
    assert (first.id, first.hidden) == ("1", frozenset(TABLE.figures))
    assert rounded(5, [first]).id == "2"


def test_a_count_that_was_hidden_is_not_rounded_later():
    hidden = protect(TABLE, threshold=10).release
    assert 0 < len(hidden.hidden) < 6
    with pytest.raises(MixedReleaseError, match=rf"release of {len(hidden.hidden)} .*A work"):
        rounded(5, [hidden])


def test_a_count_that_was_rounded_is_not_hidden_later_nor_rounded_to_another_base():
    with pytest.raises(MixedReleaseError, match="A work"):
        refuse_mixed(protect(TABLE, threshold=10).release, [rounded(3)])
    with pytest.raises(MixedReleaseError, match="of 6 of these counts"):
        rounded(3, [rounded(5)])


def test_counts_that_all_were_shown_or_are_others_may_be_rounded():
    shown = protect(TABLE, threshold=3).release
    assert not shown.hidden
    rounded(5, [shown])
    other = replace(TABLE, counts=TABLE.counts + 1)
    rounded(5, [protect(other, threshold=10).release])


RENAMED = replace(TABLE, categories=("job", "school"))
ADDED = replace(TABLE, categories=("all",), counts=TABLE.counts.sum(axis=1, keepdims=True))


def test_counts_under_another_name_are_the_same_counts():
    hidden = protect(TABLE, threshold=10).release
    with pytest.raises(MixedReleaseError, match="A job"):
        rounded_release(RENAMED, base=5, earlier=[hidden])
    with pytest.raises(MixedReleaseError, match="of 6 of these counts"):
        rounded_release(RENAMED, base=5, earlier=[rounded(5)])


def test_a_total_is_rounded_by_itself_but_not_where_its_parts_are_hidden():
    assert rounded_release(ADDED, base=5, earlier=[rounded(5)]).id == "2"
    with pytest.raises(MixedReleaseError, match="A all"):
        rounded_release(ADDED, base=5, earlier=[rounded(3)])
    hidden = protect(TABLE, threshold=10).release
    with pytest.raises(MixedReleaseError, match="A all"):
        rounded_release(ADDED, base=5, earlier=[hidden])
    shown = protect(TABLE, threshold=3).release
    assert rounded_release(ADDED, base=5, earlier=[shown]).id == "2"
    assert rounded_release(RENAMED, base=5, earlier=[shown]).id == "2"


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    workspace = tmp_path_factory.mktemp("rounded")
    write_policy(workspace, Policy(rounding_base=5))
    return Settings(data_dir=Path("data"), workspace_dir=workspace)


@pytest.fixture(scope="module")
def packs(settings):
    return open_pack(settings, "XXE", policy=DEFAULT_POLICY), open_pack(settings, "XXE")


def counts(pack):
    """The counts that the rules are about, as they are shown."""
    for key, (value, status) in pack.published.cells.items():
        indicator = pack.indicators[key[1]]
        if indicator.protected and indicator.kind is not Kind.INTENSIVE and value is not None:
            yield key, value, status


def test_the_counts_of_a_pack_are_multiples_and_near_the_true_ones(packs):
    plain, shown = packs
    read = [key for flow in shown.flows for key in flow.cells]
    assert len(read) > 20
    for one, other in zip(plain.flows, shown.flows, strict=True):
        for key, (value, _) in other.cells.items():
            assert value is None or (value % 5 == 0 and abs(value - one.cells[key][0]) < 5)
    assert all(value % 5 == 0 for _, value, _ in counts(shown))
    differ = [key for key, value, _ in counts(shown) if value != plain.published.cells[key][0]]
    assert differ


def test_a_missing_flow_stays_missing_and_a_balance_keeps_its_sign():
    entry = tiny_pack().flows[0].entry
    cells = {("A", "B", "2020", "total"): None, ("B", "A", "2020", "total"): 7.0}
    found = rounded_flows(FlowTable(entry=entry, cells=cells), base=5, secret=SECRET).cells
    assert found["A", "B", "2020", "total"] is None
    assert found["B", "A", "2020", "total"] in {5.0, 10.0}
    net = replace(next(iter(tiny_pack().indicators.values())), code="net", protected=True)
    rate = replace(net, code="rate", protected=False)
    values = {("A", code, "2020", "total", str(n)): n for code in ("net", "rate") for n in (-8, 8)}
    table = IndicatorTable(
        cells={key: CellValue(float(n), Status.NORMAL) for key, n in values.items()}
    )
    described = {"net": net, "rate": rate}
    shown = rounded_figures(table, described, base=5, secret=SECRET).cells
    for key, value in values.items():
        if key[1] == "rate":
            assert shown[key].value == value
        else:
            assert shown[key].value in {math.copysign(5, value), math.copysign(10, value)}


def test_rounding_hides_and_shows_the_same_figures(packs):
    plain, shown = packs
    hidden = [
        {key for key, (_, status) in pack.published.cells.items() if status is Status.SUPPRESSED}
        for pack in packs
    ]
    assert hidden[0] == hidden[1] != set()
    assert plain.published.cells.keys() == shown.published.cells.keys()


def test_what_follows_from_counts_follows_from_the_rounded_ones(packs):
    _, shown = packs
    cell = {
        key[:2]: value for key, (value, _) in shown.published.cells.items() if key[3] == "total"
    }
    rates = [place for place, code in cell if code == "mer" and cell[place, code] is not None]
    assert rates
    for place in rates:
        came, left = cell[place, "in_mig_n"], cell[place, "out_mig_n"]
        if came is not None and left is not None:
            assert cell[place, "net_mig_n"] == came - left
            assert cell[place, "mer"] == pytest.approx(100 * (came - left) / (came + left))


def test_a_profile_of_rounded_counts_follows_from_its_tables(packs, settings, tmp_path):
    profile = build_profile(
        packs[1], "ZZ0201", language="en", publisher="Test", today=date(2026, 1, 1)
    )
    path = tmp_path / "profile.json"
    path.write_text(to_json(profile), encoding="utf-8")
    assert verify_profile(path, settings).is_right
    plain = Settings(data_dir=settings.data_dir, workspace_dir=tmp_path / "plain")
    assert not verify_profile(path, plain).is_right


def workspaces(folder: Path, count: int):
    """Names of workspaces whose rules round."""
    for number in range(count):
        (folder / f"{number}").mkdir()
        write_policy(folder / f"{number}", Policy(rounding_base=5))
        yield f"{number}"


def test_rounding_is_the_same_each_time_and_other_in_another_workspace(packs, settings, tmp_path):
    assert open_pack(settings, "XXE").fingerprint == packs[1].fingerprint
    # Few counts of this pack are no multiples already: one other workspace may round all as here.
    others = (
        open_pack(Settings(data_dir=settings.data_dir, workspace_dir=tmp_path / name), "XXE")
        for name in workspaces(tmp_path, 4)
    )
    assert any(again.fingerprint != packs[1].fingerprint for again in others)
