"""The parts of a page -> pieces, each encoded once, and pieces -> the body of a MIME part of a letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from publisher.newsletter.encoding import Encoding, smaller
from publisher.newsletter.marks import Marks, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a page, ready to be joined to others."""

    condition: str
    content: bytes
    """As readers have it once it is decoded; empty when it has slots."""
    encoded: bytes
    texts: tuple[str, ...]
    """Text, the name of a slot, text, and so on; empty without slots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One alternative of a letter, HTML or text, in pieces."""

    encoding: Encoding
    pieces: tuple[Piece, ...]
    fixed: Mapping[str, int]
    """Condition -> bytes, decoded, of all that stands under it and is the same in every letter."""

    def body(self, held: Collection[str], said: Mapping[str, str]) -> bytes:
        """The encoded lines of a letter that holds what has these conditions, and says this in its slots."""
        return b"".join(self.parts(held, said))

    def parts(self, held: Collection[str], said: Mapping[str, str]) -> list[bytes]:
        """The same in parts, for whoever joins them to others."""
        encode, finish = self.encoding.encode, self.encoding.finish
        return [
            encode(finish(_filled(piece.texts, said))) if piece.texts else piece.encoded
            for piece in self.pieces
            if piece.condition in held
        ]

    def content(self, held: Collection[str], said: Mapping[str, str]) -> bytes:
        """The same, decoded."""
        finish = self.encoding.finish
        return b"".join(
            finish(_filled(piece.texts, said)) if piece.texts else piece.content
            for piece in self.pieces
            if piece.condition in held
        )

    def size(self, held: AbstractSet[str], said: Mapping[str, str]) -> int:
        """Bytes of the same, decoded."""
        finish = self.encoding.finish
        own = (
            len(finish(_filled(piece.texts, said))) for piece in self.pieces if piece.texts and piece.condition in held
        )
        return sum(self.fixed.get(condition, 0) for condition in held) + sum(own)


def sheet(parts: Iterable[Part], marks: Marks) -> Sheet:
    """Encode each part in the encoding that is smaller for all of them together."""
    cut = tuple(parts)
    encoding = smaller(part.text for part in cut)
    pieces = tuple(_piece(part, marks, encoding) for part in cut)
    fixed: Counter[str] = Counter()
    for piece in pieces:
        fixed[piece.condition] += len(piece.content)
    return Sheet(encoding=encoding, pieces=pieces, fixed=fixed)


def _piece(part: Part, marks: Marks, encoding: Encoding) -> Piece:
    texts = marks.split(part.text)
    if len(texts) > 1:
        return Piece(condition=part.condition, content=b"", encoded=b"", texts=texts)
    content = encoding.finish(part.text)
    return Piece(condition=part.condition, content=content, encoded=encoding.encode(content), texts=())


def _filled(texts: tuple[str, ...], said: Mapping[str, str]) -> str:
    filled = list(texts)
    filled[1::2] = [said[name] for name in texts[1::2]]
    return "".join(filled)
