"""A week of the library -> the files of its issues: a page, a text and a message for each language."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One issue as its author looks at it before anybody gets it."""

    language: str
    files: tuple[File, ...]
    """A page, a text and a message."""
    left_out: int
    """Notes that no mail holds which Gmail shows whole: they are on the web alone."""


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
) -> tuple[Proof, ...]:
    """A week's issues in these languages, of the notes with any of these tags; perhaps none.

    They are the letter that a reader with this choice would get, but for who the reader is.
    """
    issues = filter(None, (compose(library, week, language=language) for language in languages))
    # Nobody is written to: whoever made this could make the key too.
    key = sha256(list_id(site, newsletter).encode()).digest()
    chosen = tuple(tag for tag in library.tags if tag.slug in tags)
    proofs = (
        _proof(
            cut(issue, site=site, newsletter=newsletter, articles=articles, environment=environment),
            tags,
            name=replace(issue, tags=chosen).name,
            key=key,
        )
        for issue in issues
    )
    return tuple(filter(None, proofs))


def _proof(pieces: Pieces, tags: Collection[str], *, name: str, key: bytes) -> Proof | None:
    selection = select(pieces, tags)
    if not selection:
        return None
    html = pieces.html.content(selection.held, selection.said_in_html)
    text = pieces.text.content(selection.held, selection.said)
    # The spaces that letters are filled up with are for mail alone.
    tidy = b"".join(line.rstrip() + b"\n" for line in text.splitlines())
    return Proof(
        language=pieces.issue.language,
        files=(
            File(path=f"{name}.html", content=html.replace(b"\r\n", b"\n")),
            File(path=f"{name}.txt", content=tidy),
            File(path=f"{name}.eml", content=message(pieces, selection, tags, NOBODY, key=key)),
        ),
        left_out=selection.left_out,
    )
