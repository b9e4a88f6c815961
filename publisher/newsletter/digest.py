"""A week of the library -> the files of its issues: a page, a text and a message for each language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from publisher.content.library import Library
from publisher.content.rendering.article import Articles
from publisher.file import File
from publisher.newsletter.addressee import NOBODY
from publisher.newsletter.envelope import list_id
from publisher.newsletter.issue import compose
from publisher.newsletter.letter import message
from publisher.newsletter.pieces import Pieces, select
from publisher.newsletter.render import cut
from publisher.newsletter.settings import Newsletter
from publisher.site import Site
from publisher.week import Week

if TYPE_CHECKING:
    from jinja2 import Environment


def digest(
    library: Library,
    week: Week,
    *,
    site: Site,
    newsletter: Newsletter,
    articles: Articles,
    environment: Environment,
    languages: Iterable[str],
    tags: Collection[str] = (),
) -> tuple[File, ...]:
    """The files of a week's issues in these languages, of the notes with any of these tags; perhaps none.

    They are the letter that a reader with this choice would get, but for who the reader is.
    """
    issues = filter(None, (compose(library, week, language=language) for language in languages))
    # Nobody is written to: whoever made this could make the key too.
    key = sha256(list_id(site, newsletter).encode()).digest()
    chosen = tuple(tag for tag in library.tags if tag.slug in tags)
    return tuple(
        file
        for issue in issues
        for file in _files(
            cut(issue, site=site, newsletter=newsletter, articles=articles, environment=environment),
            tags,
            name=replace(issue, tags=chosen).name,
            key=key,
        )
    )


def _files(pieces: Pieces, tags: Collection[str], *, name: str, key: bytes) -> Iterator[File]:
    selection = select(pieces, tags)
    if not selection:
        return
    html = pieces.html.content(selection.held, selection.said_in_html)
    text = pieces.text.content(selection.held, selection.said)
    yield File(path=f"{name}.html", content=html.replace(b"\r\n", b"\n"))
    # The spaces that letters are filled up with are for mail alone.
    yield File(path=f"{name}.txt", content=b"".join(line.rstrip() + b"\n" for line in text.splitlines()))
    yield File(path=f"{name}.eml", content=message(pieces, selection, tags, NOBODY, key=key))
