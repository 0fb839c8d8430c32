"""Text in any encoding: read where it is certain, said where guessed, asked where it is open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.intake.files.contents import Refused
from mapping.intake.files.decoding import decode
from mapping.intake.model import Outcome, worst

FRENCH = "code,nom\r\n1,Gbêkê – Bouaké\r\n2,Sud-Comoé\r\n3,Côte d’Été\r\n"
RUSSIAN = "код,район\r\n1,Ошская область\r\n2,Чуйская область\r\n"
ARABIC = "code,الاسم\r\nA1,بغداد\r\nA2,البصرة\r\n"


def outcome(data: bytes) -> tuple[str, Outcome]:
    text, reasons = decode(data)
    return text, worst(reason.severity for reason in reasons)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_needs_no_question(encoding: str) -> None:
    data = FRENCH.encode(encoding)

    assert outcome(data) == (FRENCH, Outcome.ACCEPTED)


def test_windows_western_is_read_and_said() -> None:
    assert outcome(FRENCH.encode("cp1252")) == (FRENCH, Outcome.ACCEPTED)
    assert decode(FRENCH.encode("cp1252"))[1][0].facts["encoding"] == "cp1252"


def test_an_old_macintosh_is_guessed_and_said() -> None:
    assert outcome(FRENCH.encode("mac_roman")) == (FRENCH, Outcome.WARNED)


@pytest.mark.parametrize(("text", "encoding"), [(RUSSIAN, "cp1251"), (ARABIC, "cp1256")])
def test_another_alphabet_is_asked_about(text: str, encoding: str) -> None:
    assert outcome(text.encode(encoding)) == (text, Outcome.ASKED)


def test_the_answer_is_obeyed() -> None:
    assert decode(RUSSIAN.encode("koi8_r"), encoding="koi8_r") == (RUSSIAN, [])
    with pytest.raises(Refused, match="encoding_wrong"):
        decode(b"\xff\xfe\xff", encoding="utf-8")
    with pytest.raises(Refused, match="encoding_wrong"):
        decode(b"a", encoding="no such encoding")


def test_two_encodings_in_one_file_are_noticed_with_the_line() -> None:
    data = "a,b\n1,Bouaké\n".encode() + "2,Bouaké\n".encode("cp1252")
    text, reasons = decode(data)

    assert text == "a,b\n1,Bouaké\n2,Bouaké\n"
    assert [(reason.code, reason.row) for reason in reasons] == [("encoding_mixed", 3)]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Refused, match="binary"):
        decode(bytes(range(32)) * 100)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, reasons = decode(data)
    except Refused:
        return
    assert isinstance(text, str)
    assert reasons or data.decode("utf-8-sig") == text


@given(st.text(max_size=200).filter(lambda text: "\x00" not in text and text.isprintable()))
def test_what_is_written_as_unicode_is_read_again(text: str) -> None:
    assert decode(text.encode("utf-8-sig"))[0] == text


def test_bytes_full_of_control_characters_are_no_text() -> None:
    with pytest.raises(Refused) as caught:
        decode(b"a,b\n" + bytes(range(1, 256)) * 4)
    assert caught.value.reason.code == "binary"
