import pytest

from mapping.errors import UnreadableFileError
from mapping.joining.aliases import Alias, Aliases, read_aliases, write_aliases
from mapping.joining.join import join_values
from mapping.joining.model import Method
from mapping.joining.report import accepted
from tests.mapping.joining.tables import places, table


def test_a_confirmed_spelling_joins_and_is_shown_as_such():
    aliases = Aliases(listed=(Alias(value="Trinco", place_code="P1"),))
    _, report = join_values(table(name=["trinco", "Galle"]), places("X", "Galle"), aliases=aliases)
    assert [(e.name, e.method) for e in report.matched] == [
        ("X", Method.ALIAS),
        ("Galle", Method.NAME),
    ]


def test_an_alias_of_another_boundary_set_is_not_used():
    aliases = Aliases(listed=(Alias(value="Trinco", place_code="P1", boundaries="lka:ADM2"),))
    _, report = join_values(table(name=["Trinco", "Galle"]), places("X", "Galle"), aliases=aliases)
    assert [entry.value for entry in report.unmatched] == ["Trinco"]


def test_an_alias_with_a_parent_holds_in_that_parent_only(india):
    aliases = Aliases(listed=(Alias(value="A'bad", parent="Bihar", place_code="BR1"),))
    names, states = ["A'bad", "A'bad", "Pune", "Patna"], ["Bihar", "Maharashtra"] * 2
    cells = table(district=names, state=[*states[:2], "Maharashtra", "Bihar"])
    _, report = join_values(cells, india, aliases=aliases)
    assert [(e.row, e.place_code) for e in report.matched if e.method is Method.ALIAS] == [
        (2, "BR1")
    ]


def test_aliases_are_written_and_read_back(tmp_path):
    path = tmp_path / "aliases.csv"
    aliases = Aliases(
        listed=(Alias(value="Ha'apai, old", place_code="TO-02", place_name="Haʻapai"),)
    )
    write_aliases(path, aliases)
    assert read_aliases(path).listed == aliases.listed


def test_a_file_of_two_columns_is_enough(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("alias,pcode\nTrinco,LK-53\n", encoding="utf-8-sig")
    assert read_aliases(path).of("lka:ADM2") == {("trinco", ""): "LK-53"}


def test_a_table_without_the_columns_is_refused(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(UnreadableFileError, match="needs the columns value and place_code"):
        read_aliases(path)


def test_a_later_alias_takes_the_place_of_an_earlier_one():
    first, second = (Alias(value="Trinco", place_code=code) for code in ("P1", "P2"))
    aliases = Aliases(listed=(first,)).with_added([second])
    assert aliases.listed == (second,)
    assert aliases.without([second]).listed == ()


def test_an_alias_of_an_unknown_place_is_warned_of():
    aliases = Aliases(listed=(Alias(value="Trinco", place_code="P9"),))
    _, report = join_values(table(name=["Trinco", "Galle"]), places("X", "Galle"), aliases=aliases)
    assert "alias_unknown" in {warning.code for warning in report.warnings}


def test_accepting_takes_the_first_candidates_and_says_so():
    to = places("Barishal", "Galle")
    _, report = join_values(table(name=["Barisal", "Galle"]), to)
    taken = accepted(report, to)
    assert [(e.value, e.method) for e in taken.matched] == [
        ("Barisal", Method.CONFIRMED),
        ("Galle", Method.NAME),
    ]
    assert taken.warnings[-1].code == "accepted"
    assert not taken.suggested
    assert not taken.places_without_data
