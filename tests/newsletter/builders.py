"""Newsletters, issues and articles for tests of mail: rendered by hand, so that nothing here waits for Markdown."""

from __future__ import annotations

from functools import cached_property
from html import escape
from typing import Any

from publisher import theme
from publisher.content.library import Entry
from publisher.content.note import Note
from publisher.content.rendering.article import Article
from publisher.newsletter import Issue, Newsletter, Rendered
from publisher.newsletter.issue import compose
from publisher.newsletter.render import render
from publisher.site import Person
from publisher.week import Week
from tests import builders
from tests.builders import a_library, a_site

W50 = Week(2024, 50)


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


def a_rendering(*notes: Note, language: str = "ko", tags: tuple[str, ...] = ()) -> Rendered:
    """An issue of these notes by the templates that ship."""
    return render(
        an_issue(*notes, language=language, tags=tags),
        site=a_site(),
        newsletter=a_newsletter(),
        articles=an_article,
        environment=theme.environment(),
    )


def a_rendered(**fields: Any) -> Rendered:
    """A rendered issue without the work of rendering it."""
    return Rendered(**{"issue": an_issue(), "subject": "Notes", "html": "<p>Hello</p>\n", "text": "Hello\n", **fields})


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
