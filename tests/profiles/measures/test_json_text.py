"""Streams written column by column: the same JSON as one value at a time would be."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as numpy_st

from profiles.measures.summary import json_text
from profiles.measures.summary.json_text import StreamRows, to_json
from profiles.measures.summary.rows import Need, Rows

CODES = ("A", 'with "quotes" and \\', "श्री", "")
NUMBERS = st.floats() | st.sampled_from([0.0, -0.0, 3.0, 1e-7, 5e-324, 1.7976931348623157e308])


def streams(flow, expected, known, populated):
    count = len(flow)
    figures = Rows(
        figures={
            "flow": (flow, (Need.FLOW,)),
            "expected": (expected, (Need.FLOW, Need.POPULATIONS)),
        },
        met={Need.FLOW: known, Need.POPULATIONS: populated},
    )
    at = np.arange(count)
    return StreamRows(
        codes=CODES,
        origins=at % len(CODES),
        destinations=(at + 1) % len(CODES),
        figures=figures,
        printable=at % 2 == 0,
    )


def one_at_a_time(rows):
    ends = zip(rows.origins, rows.destinations, rows.printable.tolist(), strict=True)
    return [
        {"origin": CODES[i], "destination": CODES[j], **row, "preference_printable": shown}
        for (i, j, shown), row in zip(ends, rows.figures.records(), strict=True)
    ]


@given(st.data())
def test_it_is_what_one_value_at_a_time_gives(data):
    count = data.draw(st.integers(0, 7))
    flow, expected = (
        data.draw(numpy_st.arrays(float, count, elements=NUMBERS), label=name)
        for name in ("flow", "expected")
    )
    known, populated = (data.draw(numpy_st.arrays(bool, count)) for _ in range(2))
    rows = streams(flow, expected, known, populated)
    assert json.loads(b"".join(rows.text())) == one_at_a_time(rows)
    assert len(rows) == count


@pytest.mark.parametrize("at_once", [1, 2, 3, 5, 6])
def test_however_many_rows_are_written_at_once(monkeypatch, at_once):
    monkeypatch.setattr(json_text, "ROWS_AT_ONCE", at_once)
    numbers = np.array([1.0, 2.5, np.nan, 4.0, 5.0])
    rows = streams(numbers, numbers, numbers > 0, numbers > 1)
    assert json.loads(b"".join(rows.text())) == one_at_a_time(rows)


def test_a_column_of_whole_numbers_has_no_point_and_each_group_its_own_streams():
    whole = np.array([3.0, np.nan])
    rows = streams(whole, whole, whole > 0, whole > 0)
    document = {"n": 2, "streams": rows, "others": [{"sex": "ñ", "streams": rows}, {"sex": "m"}]}
    text = b"".join(to_json(document)).decode("utf-8")
    assert '"flow": 3, "expected": 3,' in text
    assert '"sex": "ñ"' in text
    found = one_at_a_time(rows)
    others = [{"sex": "ñ", "streams": found}, {"sex": "m"}]
    assert json.loads(text) == {"n": 2, "streams": found, "others": others}
