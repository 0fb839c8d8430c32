import os
from math import isnan

from mapping.settings import Settings
from profiles.column import read_column
from profiles.indicators.model import Status
from profiles.pack import open_pack
from profiles.protection.published import PublishedTable
from profiles.protection.reliability import Reliability


def test_a_column_holds_what_the_table_says_of_every_place(tmp_path):
    pack = open_pack(
        Settings.from_environment({**os.environ, "LMP_WORKSPACE_DIR": str(tmp_path)}), "NPL"
    )
    for level in pack.levels:
        codes = [place.place_code for place in pack.gazetteer.at_level(level)]
        for indicator in pack.indicators_at(level):
            for period in pack.periods_of(indicator.code, level):
                column = pack.column(indicator.code, period, level)
                cells = [pack.published.value(code, indicator.code, period) for code in codes]
                assert list(column.codes) == codes
                values = [cell.value if cell else None for cell in cells]
                assert [None if isnan(one) else one for one in column.numbers] == values
                assert column.shown == [cell.value for cell in cells if cell and cell.is_shown]
                plain = [
                    at
                    for at, cell in enumerate(cells)
                    if cell and cell.is_shown and cell.status is Status.NORMAL
                ]
                assert column.apart == {
                    at: cell for at, cell in enumerate(cells) if at not in plain
                }
                assert pack.column(indicator.code, period, level) is column


def test_a_number_with_a_mark_or_a_status_of_its_own_stands_apart():
    def name(place):
        return (place, "rate", "2021", "total", "total")

    cells = {
        name("A"): (1.0, Status.NORMAL),
        name("B"): (2.0, Status.NORMAL),
        name("C"): (3.0, Status.PROVISIONAL),
        name("D"): (None, Status.SUPPRESSED),
    }
    table = PublishedTable._made_by_publish(cells, {name("B"): Reliability.CAUTION})
    column = read_column(table, list("ABCDE"), "rate", "2021")
    assert column.shown == column.numbers[:3].tolist() == [1.0, 2.0, 3.0]
    assert all(isnan(number) for number in column.numbers[3:])
    assert column.apart == {
        at: table.value(code, "rate", "2021") for at, code in enumerate("ABCDE") if at
    }
    assert column.apart[4] is None
