"""What a browser asks for, and what it gets: nouns that know nothing of sockets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
_ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A GET or HEAD."""

    path: str
    """Decoded, beginning with a slash."""
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    origin: str
    """Of the server, as the browser calls it: `http://localhost:8000/`."""

    def says(self, name: str, value: str) -> bool:
        """Whether its query has this value under this name."""
        return value in self.query.get(name, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the browser gets."""

    kind: str
    """A media type."""
    content: bytes | Iterable[bytes]
    """An iterable ends when it likes."""
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def header_lines(self) -> list[tuple[str, str]]:
        length = {"Content-Length": str(len(self.content))} if isinstance(self.content, bytes) else {}
        return list({"Content-Type": self.kind, **length, **_ALWAYS, **self.headers}.items())


def plain(status: HTTPStatus, words: str, **headers: str) -> Answer:
    """An answer in a line of text."""
    return Answer(kind=TEXT, content=f"{words}\n".encode(), status=status, headers=headers)


def moved(address: str) -> Answer:
    """An answer that leads elsewhere on this server."""
    return plain(HTTPStatus.FOUND, f"It is at {address}", Location=address)
