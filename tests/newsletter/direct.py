"""A letter without pieces: the oracle that letters made of pieces are compared with, byte for byte.

The issue is narrowed to the choice before anything is rendered; templates are filled with the words of this letter; the
whole page is inlined for it, and each part encoded in one go. What does not fit is found by rendering once more without
the last note. Of the pieces' code it uses what says how lines are filled up, and nothing that joins.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from publisher import theme
from publisher.content.rendering.article import Articles
from publisher.newsletter import NOBODY, Addressee, Issue, Newsletter, Pieces
from publisher.newsletter.cover import Cover, cover
from publisher.newsletter.encoding import Encoding
from publisher.newsletter.envelope import headers
from publisher.newsletter.issue import narrowed, sections
from publisher.newsletter.marks import Marks
from publisher.newsletter.pieces import ROOM
from publisher.newsletter.render import render
from publisher.newsletter.view import view


def direct(
    pieces: Pieces, choice: Collection[str], addressee: Addressee = NOBODY, *, key: bytes, articles: Articles
) -> bytes | None:
    """The letter that `letter` should make; of the pieces only the headers and encodings that an issue has once."""
    issue = narrowed(pieces.issue, choice)
    if not issue:
        return None
    titles = _titles(issue, pieces.newsletter)
    for left_out in range(len(titles)):
        said = cover(
            titles,
            left_out=left_out,
            language=pieces.language,
            week=pieces.week,
            addressee=addressee,
            unsubscribe=pieces.newsletter.unsubscribe,
        )
        html, text = _contents(pieces, _without_last(issue, left_out, pieces.newsletter), said, articles)
        if len(html) <= ROOM:
            break
    return b"".join(
        (
            headers(pieces, said, choice, addressee, key=key),
            f'Content-Type: multipart/alternative; boundary="{pieces.boundary}"\r\n\r\n'.encode(),
            _part(pieces.boundary, "plain", pieces.text.encoding, text),
            _part(pieces.boundary, "html", pieces.html.encoding, html),
            f"--{pieces.boundary}--\r\n".encode(),
        )
    )


def _contents(pieces: Pieces, issue: Issue, said: Cover, articles: Articles) -> tuple[bytes, bytes]:
    marks = Marks.of(issue)
    shown = view(issue, site=pieces.site, articles=articles, group=pieces.newsletter.group)
    page = render(shown, said, marks=marks, newsletter=pieces.newsletter, environment=theme.environment())
    return (
        _filled_up(page.html, marks, pieces.html.encoding),
        _filled_up(page.text, marks, pieces.text.encoding),
    )


def _filled_up(page: str, marks: Marks, encoding: Encoding) -> bytes:
    return b"".join(encoding.finish(part.text) for part in marks.cut(page))


def _part(boundary: str, subtype: str, encoding: Encoding, content: bytes) -> bytes:
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding.name}\r\n\r\n"
    return f"--{boundary}\r\n{head}".encode() + encoding.encode(content)


def _titles(issue: Issue, newsletter: Newsletter) -> list[str]:
    return [entry.title for section in sections(issue, newsletter.group) for entry in section.entries]


def _without_last(issue: Issue, number: int, newsletter: Newsletter) -> Issue:
    """The issue without the last notes as they are shown; what it was narrowed to stays."""
    shown = [entry for section in sections(issue, newsletter.group) for entry in section.entries]
    kept = {entry.id for entry in shown[: len(shown) - number]}
    days = (replace(day, entries=tuple(entry for entry in day.entries if entry.id in kept)) for day in issue.days)
    return replace(issue, days=tuple(day for day in days if day.entries))
