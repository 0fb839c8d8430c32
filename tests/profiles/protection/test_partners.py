"""Small streams become "other places", which tell nothing that is not published anyway."""

from dataclasses import replace

import pytest

from profiles.indicators.model import Status
from profiles.protection.partners import grouped_partners
from profiles.protection.policy import DEFAULT_POLICY, Policy
from profiles.protection.published import PublishedTable
from tests.profiles.tiny import SPAN, STREAMS, tiny_pack

FIR = "ZZ0203"
HIDDEN = (None, Status.SUPPRESSED)
UNKNOWN = (None, Status.MISSING)


@pytest.fixture(scope="module")
def pack():
    return tiny_pack()


def people(count):
    return float(count), Status.NORMAL


def grouped(pack, streams, *, outward=False, policy=DEFAULT_POLICY):
    entry = pack.flows[0].entry
    return grouped_partners(streams, entry, FIR, pack.published, policy, outward=outward)


# 650 people moved to Fir: 50, 30, 10, 320 and 240.
def test_hidden_streams_are_what_the_total_leaves_over(pack):
    streams = {"ZZ0101": HIDDEN, "ZZ0102": people(30), "ZZ0103": HIDDEN, "ZZ0201": people(320)}
    found = grouped(pack, streams | {"ZZ0202": people(240)})
    assert found.partners == ("ZZ0101", "ZZ0103")
    assert found.people == 60
    assert found.whole == (FIR, "in_mig_n", SPAN, "total", "total")


def test_streams_that_leave_are_grouped_by_the_total_that_left(pack):
    streams = {"ZZ0101": HIDDEN, "ZZ0102": HIDDEN, "ZZ0201": people(2300)}
    found = grouped(pack, streams, outward=True)
    assert found.whole[1] == "out_mig_n"
    assert found.people == sum(STREAMS[5][:5]) - 2300


def test_one_hidden_stream_is_no_group(pack):
    assert grouped(pack, {"ZZ0101": HIDDEN, "ZZ0102": people(30)}) is None


def test_nothing_is_grouped_where_nothing_is_hidden(pack):
    assert grouped(pack, {"ZZ0101": people(50), "ZZ0102": people(30)}) is None


def test_a_stream_that_nobody_knows_makes_the_group_unknown(pack):
    assert grouped(pack, {"ZZ0101": HIDDEN, "ZZ0102": HIDDEN, "ZZ0103": UNKNOWN}) is None


@pytest.mark.parametrize(("least", "is_shown"), [(50, True), (49, True), (10, True)])
def test_a_group_has_the_smallest_count_or_more(pack, least, is_shown):
    streams = {"ZZ0101": HIDDEN, "ZZ0102": people(600), "ZZ0103": HIDDEN}
    found = grouped(pack, streams, policy=Policy(minimum_count=least))
    assert (found is not None) is is_shown
    more = streams | {"ZZ0201": people(1)}
    assert (grouped(pack, more, policy=Policy(minimum_count=least)) is None) is (least == 50)


def test_without_a_published_total_there_is_no_group(pack):
    total = (FIR, "in_mig_n", SPAN, "total", "total")
    hidden = PublishedTable._made_by_publish(pack.published.cells | {total: HIDDEN}, {})
    streams = {"ZZ0101": HIDDEN, "ZZ0102": HIDDEN}
    assert grouped(pack, streams) is not None
    assert grouped(replace(pack, published=hidden), streams) is None
