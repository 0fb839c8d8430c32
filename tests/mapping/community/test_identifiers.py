"""Identifiers that the store makes."""

from mapping.community.identifiers import check_id, new_workshop_id


def test_a_new_workshop_is_called_what_a_command_takes_for_a_word_and_not_for_an_option():
    made = {new_workshop_id() for _ in range(1000)}
    assert len(made) == 1000
    for workshop_id in made:
        check_id(workshop_id)
        assert workshop_id.isascii()
        assert workshop_id.isalnum()
