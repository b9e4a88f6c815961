"""A channel's entries -> archive documents (RFC 5005, section 4), counted from the oldest so that closed ones stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from publisher.content.channel import Channel
from publisher.content.library import Entry
from publisher.feeds.atom import ATOM
from publisher.feeds.head import Head
from publisher.file import File
from publisher.site import Site

_CLOSED_AT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A hundred entries of a channel, or fewer in its last document, which is open until it has as many."""

    path: str
    """Below feeds/."""
    before: str
    """The path of the document with the next older entries; empty for the oldest."""
    after: str
    """That with the next newer ones; empty for the open document, which always follows a closed one."""
    entries: tuple[Entry, ...]
    """Newest first."""
    updated: datetime

    @property
    def is_closed(self) -> bool:
        return len(self.entries) == _CLOSED_AT


def documents(channel: Channel, entries: Sequence[Entry]) -> tuple[Document, ...]:
    """Divide a channel's entries, newest first, into documents, the oldest first; none where there are no entries."""
    if not entries:
        return ()
    last = len(entries) // _CLOSED_AT + 1
    paths = ["", *(f"{channel.folder}archive/{number}.xml" for number in range(1, last + 1)), ""]
    ends = [len(entries) - number * _CLOSED_AT for number in range(last)]
    return tuple(
        Document(
            path=paths[number],
            before=paths[number - 1],
            after=paths[number + 1],
            entries=tuple(entries[max(end - _CLOSED_AT, 0) : end]),
            updated=max(entry.updated for entry in entries[max(end - _CLOSED_AT, 0) : end or _CLOSED_AT]),
        )
        for number, end in enumerate(ends, start=1)
    )


def archive(
    kept: Sequence[Document], *, heading: Callable[[datetime], Head], form: Callable[[Entry], bytes], site: Site
) -> Iterator[File]:
    """The files of these documents, one after another.

    What a closed document says of itself depends on nothing that comes later: neither on newer entries, nor on
    languages that join. It changes only with an entry that it holds, or when most notes come to spell a tag otherwise.
    """
    for document in kept:
        top = _head(document, heading(document.updated), site)
        yield File(path=document.path, content=ATOM.assemble(top, [form(entry) for entry in document.entries]))


def _head(document: Document, top: Head, site: Site) -> Head:
    ((media_type, current),) = ((kind, address) for kind, address in top.feeds if kind == ATOM.media_type)
    history = {"current": current}
    history |= {"prev-archive": site.url(document.before)} if document.before else {}
    history |= {"next-archive": site.url(document.after)} if document.after else {}
    return replace(
        top,
        feeds=((media_type, site.url(document.path)),),
        hubs=(),  # nobody is told of an archive
        translations=(),
        history=tuple(history.items()),
        # The mark says that a document will not change: the open one has yet to earn it.
        is_archive=document.is_closed,
        stylesheet=f"../{top.stylesheet}",
    )
