"""Newsletters, issues and articles for tests of mail: rendered by hand, so that nothing here waits for Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from html import escape
from typing import Any

from jinja2 import Environment

from publisher import theme
from publisher.content.library import Entry
from publisher.content.note import Note
from publisher.content.rendering.article import Article, Articles
from publisher.newsletter import NOBODY, Addressee, Issue, Newsletter, Pieces
from publisher.newsletter.issue import compose
from publisher.newsletter.letter import letter
from publisher.newsletter.render import cut
from publisher.site import Person, Site
from publisher.week import Week
from tests import builders
from tests.builders import a_library, a_site

W50 = Week(2024, 50)
KEY = b"secret"


def a_newsletter(**fields: Any) -> Newsletter:
    return Newsletter(
        **{
            "sender": Person(name="Paper notes", email="weekly@notes.example"),
            "postal_address": "Notes, 1 Example Street\nExampleton",
            "unsubscribe": "https://notes.example/leave",
            "feeds": (("Atom", "atom.xml"), ("RSS", "rss.xml")),
            **fields,
        }
    )


def an_issue(*notes: Note, language: str = "ko", tags: tuple[str, ...] = ()) -> Issue:
    """The issue of the week of December 13, 2024, in which `a_note` stands."""
    issue = compose(a_library(*notes), W50, language=language, tags=tags)
    assert issue is not None, "these notes are of another week"
    return issue


def pieces_of(
    *notes: Note,
    language: str = "ko",
    newsletter: Newsletter | None = None,
    site: Site | None = None,
    articles: Articles | None = None,
    environment: Environment | None = None,
) -> Pieces:
    """The pieces of the issue of these notes, by the templates that ship unless others are named."""
    return cut(
        an_issue(*notes, language=language),
        site=site or a_site(),
        newsletter=newsletter or a_newsletter(),
        articles=articles or an_article,
        environment=environment or theme.environment(),
    )


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A letter as a mail program has it."""

    message: EmailMessage
    content: bytes

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @cached_property
    def text(self) -> str:
        return self._part("plain")

    @cached_property
    def html(self) -> str:
        return self._part("html")

    def _part(self, subtype: str) -> str:
        (part,) = (one for one in self.message.iter_parts() if one.get_content_subtype() == subtype)
        assert isinstance(part, EmailMessage)
        return str(part.get_content()).replace("\r\n", "\n")


def opened(content: bytes) -> Opened:
    """Parse a letter, which has no defect."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert [defect for part in message.walk() for defect in part.defects] == []
    return Opened(message=message, content=content)


def a_letter(
    *notes: Note, tags: tuple[str, ...] = (), addressee: Addressee = NOBODY, key: bytes = KEY, **fields: Any
) -> Opened:
    """The letter that a reader opens who chose these tags."""
    content = letter(pieces_of(*notes, **fields), tags, addressee, key=key)
    assert content is not None, "these notes have none of the tags"
    return opened(content)


class _Article(Article):
    """An article whose lead is its abstract's first sentence, however short both are."""

    @cached_property
    def lead(self) -> str:
        sentence, stop, _ = self.entry.abstract.partition(". ")
        return _paragraphs(sentence + stop.strip())


def an_article(entry: Entry, **fields: Any) -> Article:
    """An article whose paragraphs are its source's."""
    paragraphs = {"commentary": _paragraphs(entry.commentary), "abstract": _paragraphs(entry.abstract)}
    return builders.an_article(entry, kind=_Article, **{**paragraphs, **fields})


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part)
