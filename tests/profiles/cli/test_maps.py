"""`lmp map` on paper: the size asked for, and a word on what cannot be."""

import io
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from profiles.cli.main import main

MAP = ("map", "wsm:ADM1", "--indicator", "pop_density")


def test_a_poster_comes_on_sheets_of_a4(tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    code = main([*MAP, "--out", str(out), "--paper", "A2", "--tiles", "A4", "--lang", "fr"])
    pages = pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages

    assert code == 0
    assert len(pages) == 1 + 2 * 4
    assert "B4" in pages[8].extract_text()


def test_a_png_has_the_dots_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    words = ["--out", str(out), "--paper", "A4", "--orientation", "portrait", "--dpi", "100"]

    assert main([*MAP, *words]) == 0
    with Image.open(out) as picture:
        assert picture.size == pytest.approx((827, 1169), abs=1)


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("m.pdf", ("--paper", "B5"), "Choose one of: A0, A1, A2, A3, A4."),
        ("m.html", ("--paper", "A4"), "Choose one of: pdf, svg, png."),
        ("m.png", ("--tiles", "A4"), "Choose one of: pdf."),
        ("m.svg", ("--dpi", "300"), "Choose one of: png."),
        ("m.png", ("--hxl",), "Choose one of: csv, xlsx."),
        ("m.png", ("--dpi", "many"), "Choose one of: 150, 300, 600."),
        ("m.png", ("--paper", "A0", "--dpi", "600"), "Choose one of: 36–254."),
        ("m.pdf", ("--orientation", "round"), "Choose one of: auto, portrait, landscape."),
    ],
)
def test_what_cannot_be_printed_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, words: tuple[str, ...], said: str
) -> None:
    out = tmp_path / name

    assert main([*MAP, "--out", str(out), *words]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_a_project_comes_with_the_package_it_is_of(tmp_path: Path) -> None:
    assert main([*MAP, "--out", str(tmp_path / "samoa.qgz")]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["samoa.gpkg", "samoa.qgz"]


def test_a_table_has_hashtags_where_they_are_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "table.csv"

    assert main([*MAP, "--out", str(out), "--hxl"]) == 0
    assert out.read_text("utf-8-sig").splitlines()[1].startswith('"#adm1+code"')
