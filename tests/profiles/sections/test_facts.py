"""What profiles of one pack share, and that it makes no difference to any of them."""

from datetime import date

from mapping.settings import Settings
from profiles.pack import open_pack
from profiles.profile import build_profile

TODAY = date(2026, 11, 22)


def opened(workspace):
    return open_pack(Settings.from_environment({"LMP_WORKSPACE_DIR": str(workspace)}), "XXE")


def built(pack, place_code, language="en"):
    return build_profile(pack, place_code, language=language, publisher="x", today=TODAY)


def test_a_profile_is_the_same_whichever_were_made_before_it(tmp_path):
    alone = built(opened(tmp_path), "ZZ0203")
    pack = opened(tmp_path)
    for place_code in ("ZZ", "ZZ02", "ZZ0201", "ZZ0202"):
        built(pack, place_code)
    assert built(pack, "ZZ0203") == alone


def test_a_profile_in_one_language_takes_nothing_from_another(tmp_path):
    alone = built(opened(tmp_path), "ZZ0203", "fr")
    pack = opened(tmp_path)
    built(pack, "ZZ0203", "en")
    assert built(pack, "ZZ0203", "fr") == alone
