"""Sites of a few notes, printed and parsed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment
from lxml import html

from publisher import theme
from publisher.content.library import Entry, Library
from publisher.content.note import Note
from publisher.content.rendering.article import Article
from publisher.content.tags import TagRules
from publisher.feeds.format import Format
from publisher.feeds.formats import FORMATS
from publisher.newsletter.past import PastIssues
from publisher.pages import pages
from publisher.site import Site
from tests import builders
from tests.builders import a_library, a_note, a_site, all_past, an_edition


def an_article(entry: Entry, **fields: Any) -> Article:
    return builders.an_article(entry, **{"summary": "", **fields})


def printed(
    library: Library,
    past: PastIssues | None = None,
    *,
    site: Site | None = None,
    rules: TagRules | None = None,
    articles: Callable[[Entry], Article] = an_article,
    formats: Sequence[Format] = FORMATS,
    environment: Environment | None = None,
) -> dict[str, bytes]:
    """Every file of the site by its path; all weeks have closed unless past issues are named."""
    files = pages(
        library,
        all_past(library, site) if past is None else past,
        site=site or a_site(),
        rules=rules or TagRules(),
        articles=cache(articles),
        formats=formats,
        environment=environment or theme.environment(),
    )
    return {file.path: file.content for file in files}


def parsed(content: bytes) -> html.HtmlElement:
    return html.document_fromstring(content.decode())


def a_page(notes: Iterable[Note], path: str, **fields: Any) -> html.HtmlElement:
    """One page of a site that holds these notes."""
    return parsed(printed(a_library(*notes), **fields)[path])


def text(element: html.HtmlElement) -> str:
    """What an element reads, white space collapsed."""
    return " ".join(element.text_content().split())


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [text(element) for element in page.xpath(path)]


def notes_on(days: Iterable[date], **fields: Any) -> list[Note]:
    """A note for each day, each with its own title."""
    return [_numbered(number, day, fields) for number, day in enumerate(days, start=1)]


def _numbered(number: int, day: date, fields: dict[str, Any]) -> Note:
    title = f"Paper {number}"
    editions = (an_edition("ko", title=title), an_edition("en", title=title))
    return a_note(**{"date": day, "title": title, "editions": editions, **fields})
