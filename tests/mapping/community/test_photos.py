"""Photos: decoded apart, upright, without what a camera adds, and gone with what they belong to."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from mapping.community.database import open_store, restore_store
from mapping.community.photos import LONGEST_SIDE, upright_jpeg
from mapping.errors import OperationRefusedError
from tests.mapping.community.drawing import content, operation, settings_of

CANARY = b"CANARY-OF-SITA"
ORIENTATION, ARTIST, GPS = 0x0112, 0x013B, 0x8825


def a_photo(size=(1600, 900), kind="JPEG"):
    """Left half red, right half blue, held sideways, with a place and a name in its EXIF."""
    picture = Image.new("RGB", size, "#0000ff")
    picture.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # turned by a quarter to the right
    exif[ARTIST] = CANARY.decode()
    exif[GPS] = {1: "N", 2: (27.0, 42.0, 12.34), 3: "E", 4: (85.0, 18.0, 56.78)}
    buffer = io.BytesIO()
    picture.save(buffer, kind, exif=exif)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_turned_made_smaller_and_says_nothing_of_where_and_who(kind):
    raw = a_photo(kind=kind)
    assert CANARY in raw
    made = upright_jpeg(raw)
    assert CANARY not in made
    assert b"Exif" not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.format == "JPEG"
        assert picture.size == (720, LONGEST_SIDE)
        assert not picture.getexif()
        assert picture.getpixel((360, 100))[0] > 200  # red is above now
        assert picture.getpixel((360, 1100))[2] > 200


def hostile_photos():
    bomb = io.BytesIO()
    Image.new("1", (9000, 9000)).save(bomb, "PNG")
    cut = a_photo()
    return {
        "empty": b"",
        "text": b"<svg onload=alert(1)>" * 10,
        "cut": cut[: len(cut) // 3],
        "bomb": bomb.getvalue(),
        "gif": b"GIF89a" + b"\0" * 100,
        "large": b"\xff\xd8" + b"\0" * (7 << 20),
    }


@pytest.mark.parametrize("name", ["empty", "text", "cut", "bomb", "gif", "large"])
def test_what_is_no_photo_is_refused(name):
    with pytest.raises(OperationRefusedError, match="no photo"):
        upright_jpeg(hostile_photos()[name])


def test_a_photo_is_kept_once_backed_up_and_redacted_with_its_drawing(store, workshop, tmp_path):
    here = workshop.workshop_id
    name = store.keep_photo(here, b"jpeg-1")
    assert store.keep_photo(here, b"jpeg-1") == name
    shared = store.keep_photo(here, b"jpeg-2")
    waiting = store.keep_photo(here, b"jpeg-3")  # its drawing has not arrived yet
    first, second = (operation(here, content=replace(content(), photo=p)) for p in (name, shared))
    for one in (first, second):
        store.append(one)
    store.append(
        operation(
            here,
            "edit",
            feature_id=first.feature_id,
            base_version=1,
            content=replace(content(), photo=shared),
        )
    )
    store.backup(tmp_path / "backup")
    store.redact(here, [first.feature_id])
    assert store.photo(here, name) is None
    assert store.photo(here, shared) == b"jpeg-2"  # the second has it, too
    assert store.photo(here, waiting) == b"jpeg-3"
    assert store.photo("other-workshop", shared) is None
    restore_store(tmp_path / "backup", settings_of(tmp_path / "elsewhere"))
    restored = open_store(settings_of(tmp_path / "elsewhere"))
    assert restored.photo(here, name) == b"jpeg-1"
    store.delete_workshop(here)
    assert store.photo(here, shared) is None
