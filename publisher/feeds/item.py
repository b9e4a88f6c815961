"""An article -> what its feeds say of it, whatever their format, with the HTML that readers show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from publisher.content.rendering.article import Article
from publisher.content.rendering.uri import uri
from publisher.content.tags import Tag
from publisher.content.words.characters import printable
from publisher.feeds.dates import settled
from publisher.site import Person, Site, tag_folder

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry, ready to be serialised."""

    id: str
    language: str
    title: str
    """Plain text, never empty."""
    authors: tuple[Person, ...]
    """Of the paper; those of the site where the note names none."""
    published: datetime
    updated: datetime
    address: str
    """The permalink."""
    paper: str
    """Address of the paper, as a URI; may be empty."""
    tags: tuple[Tag, ...]
    summary: str
    """Plain text; may be empty."""
    content: str
    """HTML."""


def item(article: Article, *, site: Site, template: Template) -> Item:
    """Say of an entry what every format says of it; `template` makes its content."""
    entry = article.entry
    strings = site.language(entry.language).strings
    paper = uri(entry.address)
    return Item(
        id=entry.id,
        language=entry.language,
        title=entry.title.strip() or strings.date(entry.date),
        authors=tuple(Person(name=name) for name in entry.authors) or site.authors,
        published=settled(entry.published),
        updated=settled(entry.updated),
        address=site.url(entry.path),
        paper=paper,
        tags=entry.tags,
        summary=article.summary,
        # A site's own template may hold what XML may not.
        content=printable(
            template.render(
                article=article,
                entry=entry,
                paper=paper,
                strings=strings,
                tags=[(tag.label, site.url(tag_folder(entry.language, tag.path))) for tag in entry.tags],
                related=[(other.title, site.url(other.path)) for other in article.related],
            )
        ),
    )
