"""A PDF of Typst, taken apart: its objects by their numbers, and what it says of itself."""

import hashlib
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

MARK: Final = b"how many pages there are"  # dots of a picture, in whose place the number comes
_MARK: Final = re.compile(rb"/Subtype/Image\b.*/Width %d/Height 1/" % len(MARK))
_REF: Final = re.compile(rb"\b(\d+) 0 R\b")
_LITERAL: Final = rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)"
_TEXT: Final = re.compile(_LITERAL, re.DOTALL)
_TITLE: Final = re.compile(rb"/Title(%b|<[0-9A-F]*>)" % _LITERAL, re.DOTALL)
_NAMED: Final = re.compile(rb"(\(.*?\)|<[0-9A-F]*>)(\d+) 0 R", re.DOTALL)


@dataclass(frozen=True, eq=False)
class Part:
    """One PDF as Typst writes it: a table of objects at its end, none of them in streams."""

    data: bytes

    @cached_property
    def objects(self) -> dict[int, bytes]:
        """What each object holds, by its number."""
        start = int(self.data[self.data.rindex(b"startxref") + 9 :].split(None, 1)[0])
        head, *lines = self.data[start:].split(b"\n")[1:]
        count = int(head.split()[1])
        entries = [
            (int(line[:10]), n) for n, line in enumerate(lines[:count]) if line[17:18] == b"n"
        ]
        places = [*sorted(entries), (start, 0)]
        return {
            n: self.data[self.data.index(b"obj", here) + 4 : there].rstrip()[: -len(b"endobj")]
            for (here, n), (there, _) in pairwise(places)
        }

    def ref(self, key: bytes, within: bytes) -> int:
        """The number of the object that a key names; 0 where there is none."""
        found = re.search(rb"/%b (\d+) 0 R" % key, _TEXT.sub(b"", within))
        return int(found[1]) if found else 0

    @property
    def conforms(self) -> bool:
        """Whether it says that it keeps to the standard for screen readers."""
        return b"pdfuaid" in self.objects[self.ref(b"Metadata", self.catalogue)]

    @cached_property
    def trailer(self) -> bytes:
        """What the file says of itself."""
        return self.data[self.data.rindex(b"trailer") :]

    @cached_property
    def catalogue(self) -> bytes:
        """What the document says of itself."""
        return self.objects[self.ref(b"Root", self.trailer)]

    @cached_property
    def pages(self) -> list[int]:
        """The numbers of its pages, in their order."""
        return refs(self.objects[self.ref(b"Pages", self.catalogue)])

    @cached_property
    def structure(self) -> bytes:
        """The root of what screen readers are told."""
        return self.objects[self.ref(b"StructTreeRoot", self.catalogue)]

    @cached_property
    def documents(self) -> list[int]:
        """The elements that hold all others of it."""
        kids = re.search(rb"/K\[(.*?)\]", self.structure)
        return refs(kids[1]) if kids else []

    @cached_property
    def bookmarks(self) -> list[int]:
        """The numbers of its outermost bookmarks, in their order."""
        root = self.ref(b"Outlines", self.catalogue)
        found, following = [], self.ref(b"First", self.objects[root]) if root else 0
        while following:
            found.append(following)
            following = self.ref(b"Next", self.objects[following])
        return found

    @cached_property
    def chapters(self) -> list[int]:
        """The numbers of the places that the outermost bookmarks lead to."""
        return [self.ref(b"Dest", self.objects[one]) for one in self.bookmarks]

    @cached_property
    def titles(self) -> list[bytes]:
        """What the outermost bookmarks say, as it is written in the file."""
        return [_TITLE.findall(self.objects[one])[0] for one in self.bookmarks]

    def chapter_pages(self) -> list[int]:
        """The pages that the outermost bookmarks lead to, counted from 0."""
        return [self.pages.index(refs(self.objects[place])[0]) for place in self.chapters]

    def named(self, within: bytes, key: bytes, numbers: Mapping[int, int]) -> dict[bytes, int]:
        """What a tree of names holds, by the numbers of the objects elsewhere."""
        start = within.find(b"/%b[" % key)
        found = _NAMED.findall(within[start:]) if start >= 0 else []
        return {name: numbers[int(ref)] for name, ref in found}

    @cached_property
    def mark(self) -> int:
        """The number of the picture that stands for how many pages there are; 0: it has none."""
        for number, body in self.objects.items():
            said, _, stream = body.partition(b"stream\n")
            if _MARK.search(said) and zlib.decompressobj().decompress(stream) == MARK:
                return number
        return 0

    @cached_property
    def shared(self) -> dict[int, bytes]:
        """Hashes of fonts, pictures and all that pages are drawn with, by their numbers."""
        found: dict[int, bytes] = {}

        def hashed(number: int) -> bytes:
            if number not in found:
                said, _, stream = self.objects[number].partition(b"stream\n")
                with_hashes = _REF.sub(lambda ref: hashed(int(ref[1])).hex().encode(), said)
                found[number] = hashlib.sha256(with_hashes + b"\0" + stream).digest()
            return found[number]

        for page in self.pages:
            hashed(self.ref(b"Resources", self.objects[page]))
        return found


def refs(body: bytes) -> list[int]:
    """The numbers of the objects that are named, in their order."""
    return [int(number) for number in _REF.findall(body)]
