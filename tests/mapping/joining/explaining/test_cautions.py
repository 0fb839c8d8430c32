from mapping.joining.join import join_values
from tests.mapping.joining.tables import places, table


def warned(cells) -> list[str]:
    _, report = join_values(cells, places("Palpa", "Rolpa"))
    return [warning.code for warning in report.warnings]


def test_a_table_of_which_nothing_is_joined_is_no_success_in_silence() -> None:
    assert "no_row_joined" in warned(table(district=["Vaisigano", "Tuamasaga", "Aleipata"]))
    assert "no_row_joined" not in warned(table(district=["Palpa", "Tuamasaga", "Aleipata"]))
