"""What is said of the districts of Examplia, word for word: the facts are those of the method.

20,100 came to Dogwood and 4,870 left, a net gain of 15,230; Fir lost most for its size, 92.3 in a
thousand; remittances were 31.8% of income in Elm and 7.8% in the country.
"""

from datetime import date

import pytest

from mapping.settings import Settings
from profiles.pack import open_pack
from profiles.profile import build_profile

TOLD = {
    ("ZZ0201", 3): (
        (
            "In the 5 years to 2024, 20,100 people moved into Dogwood from elsewhere in the country"
            " and 4,900 moved out."
        ),
        (
            "In the 5 years to 2024, Dogwood had a net gain of 15,200 people through moves within"
            " the country."
        ),
        "The net gain was 72.4 people for every 1,000 residents of Dogwood, 2019\u20132024.",
        (
            "For every 100 moves into or out of Dogwood, moves in exceeded moves out by 61,"
            " 2019\u20132024."
        ),
    ),
    ("ZZ0203", 3): (
        (
            "In the 5 years to 2024, Fir had a net loss of 2,300 people through moves within"
            " the country."
        ),
        "The net loss was 92.3 people for every 1,000 residents of Fir, 2019\u20132024.",
    ),
    ("ZZ0203", 0): (
        "Fir (ZZ0203) had 24,600 residents in 2024, 8.4% of South.",
        "The net loss was 92.3 people for every 1,000 residents of Fir, 2019\u20132024.",
        (
            "Net migration rate: Fir had the lowest value of the 6 districts of Examplia with data,"
            " 2019\u20132024."
        ),
        "In 2024, 40 residents of Fir (0.1%) had been born in another country.",
    ),
    ("ZZ0202", 8): (
        (
            "Remittances made up 31.8% of total household income in Elm in 2024, compared with 7.8%"
            " in Examplia."
        ),
    ),
}


@pytest.fixture(scope="module")
def profiles():
    pack = open_pack(Settings.from_environment({}), "XXE")
    return {
        code: build_profile(pack, code, language="en", publisher="Office", today=date(2026, 11, 22))
        for code in {code for code, _ in TOLD}
    }


@pytest.mark.parametrize(("code", "section"), TOLD)
def test_the_districts_of_examplia_are_told_of_word_for_word(profiles, code, section):
    told = [sentence.text for sentence in profiles[code].sections[section].sentences]
    assert [text for text in told if text in TOLD[code, section]] == [*TOLD[code, section]]
