"""The book of a country: what it holds, in what order, and how a reader finds it."""

import dataclasses
import io

import pypdf
import pytest

from mapping.places import AdminLevel
from profiles.cli.main import main
from profiles.evidence.provenance import Number
from profiles.pack import open_pack
from profiles.report.book import BookOrder, to_book
from profiles.report.rankings import ranking_tables
from tests.profiles.report.office import words_of
from tests.profiles.report.test_files import TODAY, settings
from tests.profiles.tiny import tiny_pack


@pytest.fixture(scope="module")
def pack():
    return open_pack(settings(), "XXE")


@pytest.fixture(scope="module")
def book(pack):
    order = BookOrder(level=AdminLevel.ADM2, language="en", today=TODAY)
    return pypdf.PdfReader(io.BytesIO(to_book(pack, settings(), order)))


def chapters(book):
    return [(one.title, one) for one in book.outline if not isinstance(one, list)]


def test_overview_rankings_and_every_place_are_bookmarks_in_this_order(book, pack):
    names = [place.name_in("en") for place in pack.gazetteer.at_level(AdminLevel.ADM2)]
    titles = [title for title, _ in chapters(book)]
    assert titles == ["Examplia", "Ranking tables", *names]


def test_the_contents_name_each_chapter_with_the_page_it_stands_on(book):
    lines = book.pages[0].extract_text().splitlines()
    for title, item in chapters(book):
        page = book.get_destination_page_number(item) + 1
        assert any(line.startswith(title) and line.endswith(str(page)) for line in lines), title
        assert title in words_of(book.pages[page - 1])


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "{} of {}"), ("fr", "{} sur {}"), ("ne", "{} / {}"), ("ar", "{1}")],
)
def test_a_page_says_how_many_there_are_in_all(pack, language, words):
    order = BookOrder(level=AdminLevel.ADM1, language=language, today=TODAY)
    pages = pypdf.PdfReader(io.BytesIO(to_book(pack, settings(), order))).pages
    for number, page in enumerate(pages[1:], 2):
        assert words_of(page).endswith(words.format(number, len(pages)))
        marked = page["/Resources"]["/XObject"].values()
        assert all(one.get("/Height") != 1 for one in marked)  # the picture that stood for it


def test_the_first_page_names_who_publishes_it_where_somebody_has_said_so(book, pack):
    assert "publisher" not in words_of(book.pages[0])
    order = BookOrder(level=AdminLevel.ADM1, language="en", today=TODAY)
    named = dataclasses.replace(settings(), publisher="Ministry of Moves")
    signed = pypdf.PdfReader(io.BytesIO(to_book(pack, named, order)))
    assert "Ministry of Moves" in words_of(signed.pages[0])


def test_it_is_tagged_and_keeps_to_the_standard_for_screen_readers(book):
    assert book.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in book.xmp_metadata.stream.get_data().decode()


def tables(**changes):
    pack = tiny_pack()
    places = pack.gazetteer.at_level(AdminLevel.ADM2)
    made = ranking_tables(pack, places, language="en", today=TODAY, **changes)
    return {table.id: table for table in made}


def test_places_stand_in_the_order_of_their_values_and_ties_share_a_rank():
    table = tables()["ranking-pop_total"]
    values = [cell.value for row in table.rows for cell in row.cells if isinstance(cell, Number)]
    ranks = [row.cells[-1] for row in table.rows]
    assert values == sorted(values, reverse=True)
    assert ranks == ["1", "2", "3", "4", "5", "6"]
    assert table.rows[0].cells[:2] == ("Dogwood", "South")


def test_too_few_values_that_may_be_shown_are_not_ranked():
    assert "ranking-hh_absent_share" in tables()
    assert "ranking-foreign_born_share" not in tables()


def test_a_value_that_is_not_shown_has_no_rank_and_stands_at_the_end():
    nepal = open_pack(settings(), "NPL")
    places = nepal.gazetteer.at_level(AdminLevel.ADM2)
    made = ranking_tables(nepal, places, language="en", today=TODAY)
    table = next(one for one in made if one.id == "ranking-foreign_born_share")
    shown = [row.cells[2].is_shown for row in table.rows]
    assert len(shown) == 77
    assert shown == sorted(shown, reverse=True)
    assert [row.cells[-1] for row in table.rows if not row.cells[2].is_shown] == [""] * (
        77 - sum(shown)
    )
    assert not all(shown)


def test_the_command_writes_a_book_of_the_places_asked_for(tmp_path, capsys):
    path = tmp_path / "book.pdf"
    words = ["book", "xxe:ADM2", "--places", "zz0203", "--sections", "key_facts,od"]
    assert main([*words, "--out", str(path)]) == 0
    assert capsys.readouterr().out.strip() == str(path)
    assert [title for title, _ in chapters(pypdf.PdfReader(path))][2:] == ["Fir"]


def test_a_link_of_the_contents_leads_to_its_chapter(book):
    links = [link.get_object() for link in book.pages[0]["/Annots"]]
    led_to = [book.get_page_number(link["/Dest"][0].get_object()) for link in links]
    assert led_to == [book.get_destination_page_number(item) for _, item in chapters(book)]
    assert [link["/Contents"] for link in links] == [title for title, _ in chapters(book)]


def elements(one, parent, page=None):
    """Each element with what holds it, and what it holds on pages, by page and mark."""
    one = one.get_object()
    if isinstance(one, int):
        yield (page, one), parent
    elif one.get("/Type") == "/StructElem":
        assert one["/P"].get_object() == parent
        kids = one.get("/K", [])
        own = one.raw_get("/Pg").idnum if "/Pg" in one else page
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from elements(kid, one, own)
        yield ("/ID", one.get("/ID")), one
    elif "/MCID" in one:
        yield (one.raw_get("/Pg").idnum if "/Pg" in one else page, one["/MCID"]), parent


def test_what_screen_readers_are_told_of_each_page_is_in_one_tree(book):
    root = book.trailer["/Root"]["/StructTreeRoot"]
    (document,) = root["/K"]
    found = [*elements(document, root)]
    marks = {key: element for key, element in found if key[0] != "/ID"}
    entries = [nums.get_object()["/Nums"] for nums in root["/ParentTree"]["/Kids"]]
    held = {
        key: value for nums in entries for key, value in zip(nums[::2], nums[1::2], strict=True)
    }
    for page in book.pages:
        for mark, element in enumerate(held[page["/StructParents"]].get_object()):
            assert marks.pop((page.indirect_reference.idnum, mark)) == element.get_object()
    assert not marks
    heads = [key[1] for key, _ in found if key[0] == "/ID" and key[1]]
    assert sorted(heads) == root["/IDTree"]["/Names"][::2]
    assert len(set(heads)) == len(heads)
