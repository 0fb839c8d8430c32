"""A profile with all that people can add to it, for tests of the files it becomes."""

from profiles.edits.kept import Answer, Assessed, Comment, Edits, Plan
from profiles.pack import open_pack
from profiles.profile import build_profile
from tests.profiles.report.test_files import TODAY, settings


def filled(iso3, code, language):
    """The pack, and the profile of one of its places beside another, with all that people add."""
    pack = open_pack(settings(), iso3)
    edits = Edits(
        comments=(Comment(section="od", author="A & B", date="2026-11-20", text="<seen>"),),
        plans=(Plan(issue="Empty houses", action="A register", who="Unit", when="2027"),),
        assessed=(
            Assessed(question="health", answer=Answer.PARTLY, by="Unit C", date="2026-11-21"),
            Assessed(question="budget", answer=Answer.YES, evidence="Budget 2026", by="Unit C"),
        ),
        beside="ZZ0201" if iso3 == "XXE" else "NP0330",
    )
    profile = build_profile(
        pack, code, language=language, publisher="Office", today=TODAY, edits=edits
    )
    return pack, profile
