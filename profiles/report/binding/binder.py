"""Writes the parts into one file, one after another, and the tables at its end."""

import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from profiles.report.binding.part import Part

PAGES, STRUCTURE, DOCUMENT, OUTLINE, NAMES, FIRST = 1, 2, 3, 4, 5, 6  # numbers of objects
CHAPTER: Final = "chapter:"  # and a number: the address of a link to a chapter of another part
KEPT: Final = (  # of the catalogue of the first part
    rb"/Metadata \d+ 0 R",
    rb"/Lang\([^)]*\)",
    rb"/MarkInfo<<[^>]*>>",
    rb"/ViewerPreferences<<[^>]*>>",
)
_TOKEN: Final = re.compile(rb"\\.|[()]|\b(\d+) 0 R\b|/StructParents? (\d+)", re.DOTALL)
_ID: Final = re.compile(rb"\(U(\d+x\d+y\d+)\)")  # what Typst calls the heads of tables
_HEADS: Final = re.compile(rb"/ID\([^)]*\)|/Headers\[[^\]]*\]")
_TO_CHAPTER: Final = re.compile(
    rb"/A<</Type/Action/S/URI/URI\(%b(\d+)\)>>(.*)/Contents\(%b\d+\)" % (2 * (CHAPTER.encode(),))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    """What the end of the file says of one part; numbers are those of the bound file."""

    pages: list[int]
    documents: list[int]
    bookmarks: list[tuple[int, bytes]]
    chapters: list[bytes]  # where the outermost bookmarks lead, and what they say
    shown: int  # bookmarks, those below the outermost included
    kept: bytes  # of its catalogue
    info: int


class Binder:
    """Takes one part after another, and gives the whole.

    Besides the bytes of the file it holds a number or a name for each object, page and link.
    """

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self._file.write(b"%PDF-1.7\n%\x80\x80\x80\x80\n\n")
        self._places: dict[int, int] = {}  # of objects in the file
        self._next = FIRST
        self._parts: list[_Bound] = []
        self._shared: dict[bytes, int] = {}  # by their hash
        self._links: dict[bytes, int] = {}
        self._ids: dict[bytes, int] = {}
        self._roles: dict[bytes, bytes] = {}
        self._parents: list[int] = []  # which element holds what stands on a page, by page
        self._held = 0  # entries of those
        self._marks: set[int] = set()  # what stands for the number of pages

    def add(self, part: Part, *, in_front: bool = False) -> None:
        """Take over a part, behind those that are there or before them."""
        numbers, written = self._numbered(part)
        owner = b"%d" % len(self._parts)
        bookmarks = []
        for old in written:
            body = self._renamed(part.objects[old], numbers, owner)
            if old == part.mark:
                self._marks.add(numbers[old])
            elif old in part.bookmarks:
                bookmarks.append((numbers[old], body))
            else:
                self._write(numbers[old], body)
        self._register(part, numbers, owner)
        root = part.ref(b"Outlines", part.catalogue)
        shown = re.search(rb"/Count (\d+)", part.objects[root]) if root else None
        kept = b"".join(found[0] for key in KEPT if (found := re.search(key, part.catalogue)))
        bound = _Bound(
            pages=[numbers[page] for page in part.pages],
            documents=[numbers[one] for one in part.documents],
            bookmarks=bookmarks,
            chapters=[
                b"/Dest %d 0 R/Contents%b" % (numbers[place], title)
                for place, title in zip(part.chapters, part.titles, strict=True)
            ],
            shown=int(shown[1]) if shown else 0,
            kept=self._renamed(kept, numbers, owner),
            info=numbers[part.ref(b"Info", part.trailer)],
        )
        self._parts.insert(0 if in_front else len(self._parts), bound)

    @property
    def pages(self) -> int:
        """How many there are."""
        return sum(len(part.pages) for part in self._parts)

    def fill(self, part: Part) -> None:
        """Put what the page of a part shows where the mark stands, a square as high as it."""
        page = part.objects[part.pages[0]]
        numbers = {old: self._next + n for n, old in enumerate(part.shared)}
        self._next += len(numbers)
        for old, number in numbers.items():
            self._write(number, self._renamed(part.objects[old], numbers, b""))
        ((width, height),) = re.findall(rb"/MediaBox\[0 0 (\S+) (\S+)\]", page)
        drawn = b"<</Type/XObject/Subtype/Form/BBox[0 0 %b %b]/Matrix[%f 0 0 %f 0 0]" % (
            *(width, height),
            *2 * (1 / float(height),),
        )
        drawn += b"/Resources %d 0 R" % numbers[part.ref(b"Resources", page)]
        for number in self._marks:
            body = part.objects[part.ref(b"Contents", page)]
            self._write(number, body.replace(b"<<", drawn, 1))

    def bound(self) -> bytes:
        """The whole."""
        self._write_pages()
        self._write_structure()
        self._write_bookmarks()
        names = b"".join(b"%b%d 0 R" % pair for pair in sorted(self._links.items()))
        self._write(NAMES, b"<</Names[%b]>>" % names)
        catalogue = self._new(
            b"<</Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R/Outlines %d 0 R"
            b"/Names<</Dests %d 0 R>>%b>>" % (PAGES, STRUCTURE, OUTLINE, NAMES, self._parts[0].kept)
        )
        start = self._file.tell()
        lines = (b"%010d 00000 n\r\n" % self._places[n] for n in range(1, self._next))
        self._file.write(b"xref\n0 %d\n0000000000 65535 f\r\n" % self._next + b"".join(lines))
        named = hashlib.sha256(self._file.getbuffer()).hexdigest()[:32].encode()
        self._file.write(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF"
            % (self._next, catalogue, self._parts[0].info, named, named, start)
        )
        return self._file.getvalue()

    def _numbered(self, part: Part) -> tuple[dict[int, int], list[int]]:
        """Its objects by their numbers here, and those that are not in the file yet."""
        numbers = {
            part.ref(b"Pages", part.catalogue): PAGES,
            part.ref(b"StructTreeRoot", part.catalogue): DOCUMENT,
            part.ref(b"Outlines", part.catalogue): OUTLINE,
        }
        written = []
        for old in part.objects.keys() - numbers.keys() - {part.ref(b"Root", part.trailer)}:
            digest = part.shared.get(old)
            known = self._shared.get(digest) if digest else None
            numbers[old] = known or self._next
            if known is None:
                written.append(old)
                self._next += 1
                if digest:
                    self._shared[digest] = numbers[old]
        return numbers, written

    def _renamed(self, body: bytes, numbers: Mapping[int, int], owner: bytes) -> bytes:
        """An object with the numbers and names of here; what stands in streams stays as it is."""
        said, stream, data = body.partition(b"stream\n")
        chapters = [place for bound in self._parts for place in bound.chapters]
        depth = 0

        def renamed(token: re.Match[bytes]) -> bytes:
            nonlocal depth
            if token[0] in b"()":
                depth += 1 if token[0] == b"(" else -1
            elif token[1] and not depth:
                return b"%d 0 R" % numbers[int(token[1])]
            elif token[2] and not depth:
                return token[0].replace(token[2], b"%d" % (int(token[2]) + self._held))
            return token[0]

        said = _TOKEN.sub(renamed, said)
        if said.startswith(b"<</Type/StructElem"):
            said = _HEADS.sub(lambda heads: _ID.sub(rb"(%b-\1)" % owner, heads[0]), said)
            said = said.replace(b"/S/Document", b"/S/Part", 1)
        elif said.startswith(b"<</Type/Annot"):
            said = _TO_CHAPTER.sub(lambda link: chapters[int(link[1])] + link[2], said)
        return said + stream + data

    def _register(self, part: Part, numbers: Mapping[int, int], owner: bytes) -> None:
        """What the tables at the end of the file say of a part."""
        self._links |= part.named(part.catalogue, b"Dests<</Names", numbers)
        ids = part.named(part.structure, b"IDTree<</Names", numbers)
        self._ids |= {_ID.sub(rb"(%b-\1)" % owner, name): number for name, number in ids.items()}
        roles = re.search(rb"/RoleMap<<(.*?)>>", part.structure)
        self._roles |= dict(re.findall(rb"(/\w+)(/\w+)", roles[1])) if roles else {}
        held = re.search(rb"/ParentTree<</Nums\[(.*?)\]", part.structure)
        pairs = re.findall(rb"(\d+) (\d+) 0 R", held[1]) if held else []
        if pairs:
            nums = b" ".join(
                b"%d %d 0 R" % (int(key) + self._held, numbers[int(ref)]) for key, ref in pairs
            )
            first, last = self._held, self._held + int(pairs[-1][0])
            self._parents.append(self._new(b"<</Limits[%d %d]/Nums[%b]>>" % (first, last, nums)))
            self._held = last + 1

    def _write_pages(self) -> None:
        kids = [page for part in self._parts for page in part.pages]
        self._write(PAGES, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), _listed(kids)))

    def _write_structure(self) -> None:
        roles = b"".join(map(b"".join, self._roles.items()))
        ids = b"".join(b"%b%d 0 R" % pair for pair in sorted(self._ids.items()))
        self._write(
            STRUCTURE,
            b"<</Type/StructTreeRoot/RoleMap<<%b>>/K[%d 0 R]/ParentTree<</Kids[%b]>>"
            b"/IDTree<</Names[%b]>>/ParentTreeNextKey %d>>"
            % (roles, DOCUMENT, _listed(self._parents), ids, self._held),
        )
        parts = [one for part in self._parts for one in part.documents]
        self._write(
            DOCUMENT,
            b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (STRUCTURE, _listed(parts)),
        )

    def _write_bookmarks(self) -> None:
        every = [mark for part in self._parts for mark in part.bookmarks]
        numbers = [0, *(number for number, _ in every), 0]
        for place, (number, body) in enumerate(every):
            said = b""
            for key, other in ((b"Prev", numbers[place]), (b"Next", numbers[place + 2])):
                if other and b"/%b %d 0 R" % (key, other) not in body:
                    said += b"/%b %d 0 R" % (key, other)
            self._write(number, body.replace(b"<<", b"<<" + said, 1))
        shown = sum(part.shown for part in self._parts)
        ends = b"/First %d 0 R/Last %d 0 R" % (numbers[1], numbers[-2]) if every else b""
        self._write(OUTLINE, b"<</Type/Outlines%b/Count %d>>" % (ends, shown))

    def _new(self, body: bytes) -> int:
        self._next += 1
        self._write(self._next - 1, body)
        return self._next - 1

    def _write(self, number: int, body: bytes) -> None:
        self._places[number] = self._file.tell()
        self._file.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))


def _listed(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
