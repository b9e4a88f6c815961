"""A feed that this program has written -> its entries, each in the bytes that it stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from xml.parsers.expat import ExpatError, ParserCreate


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An entry, as it stands in a feed."""

    id: str
    published: datetime
    updated: datetime
    form: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A feed, taken apart."""

    title: str
    parts: tuple[Part, ...]
    """In the order of the feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """How a format of XML calls what is looked for, with the prefixes that it is written with."""

    within: tuple[str, ...]
    """The elements that entries stand in, the outermost first."""
    entry: str
    id: str
    published: str
    updated: str
    date: Callable[[str], datetime]


def xml_parts(content: bytes, *, names: Names) -> Parts:
    """Take a feed apart; ValueError where it is no such feed."""
    scan = _Scan(names, content)
    try:
        return scan.parts()
    except (ExpatError, KeyError, ValueError) as error:
        raise ValueError(f"expected a feed of this program: {error}") from error


class _Scan:
    """One pass over a feed: where each entry begins and ends, and the few texts that are asked for."""

    def __init__(self, names: Names, content: bytes) -> None:
        self._names = names
        self._content = content
        self._path: list[str] = []
        self._texts: dict[str, str] = {}
        self._start = 0
        self._title = ""
        self._found: list[Part] = []
        self._parser = ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def parts(self) -> Parts:
        self._parser.Parse(self._content, True)  # noqa: FBT003  # it is expat's own signature
        return Parts(title=self._title, parts=tuple(self._found))

    def _begin(self, name: str, _: dict[str, str]) -> None:
        self._path.append(name)
        if self._is_entry():
            self._start, self._texts = self._parser.CurrentByteIndex, {}

    def _text(self, text: str) -> None:
        within = self._names.within
        if tuple(self._path[:-1]) == within and self._path[-1] == "title":
            self._title += text
        elif tuple(self._path[:-2]) == within and self._path[-2] == self._names.entry:
            name = self._path[-1]
            self._texts[name] = self._texts.get(name, "") + text

    def _end(self, name: str) -> None:
        if self._is_entry():
            end = self._parser.CurrentByteIndex + len(f"</{name}>".encode())
            texts, names = self._texts, self._names
            self._found.append(
                Part(
                    id=texts[names.id],
                    published=names.date(texts[names.published]),
                    updated=names.date(texts[names.updated]),
                    form=self._content[self._start : end],
                )
            )
        self._path.pop()

    def _is_entry(self) -> bool:
        return self._path[-1] == self._names.entry and tuple(self._path[:-1]) == self._names.within
