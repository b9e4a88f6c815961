"""An article -> what its feeds say of it, whatever their format, with the HTML that readers show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from publisher.content.library import Entry
from publisher.content.rendering.article import Article
from publisher.content.rendering.uri import uri
from publisher.content.tags import Tag
from publisher.content.words.characters import printable
from publisher.content.words.language import language_of_title
from publisher.feeds.dates import settled
from publisher.feeds.image import Image, images
from publisher.feeds.paper import Identifiers, identifiers
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
    title_language: str
    """That of the entry or, for a paper's own title, of the paper."""
    authors: tuple[Person, ...]
    """Of the paper; those of the site where the note names none."""
    published: datetime
    updated: datetime
    address: str
    """The permalink."""
    translations: tuple[tuple[str, str], ...]
    """Each other language that the note is published in, and its permalink there."""
    paper: str
    """Address of the paper, as a URI; may be empty."""
    identifiers: Identifiers
    """Of the paper."""
    via: str
    """Where the author heard of it, as a URI; may be empty."""
    images: tuple[Image, ...]
    """Those that it shows, in its order."""
    tags: tuple[Tag, ...]
    summary: str
    """Plain text; may be empty."""
    content: str
    """HTML."""


def item(article: Article, *, site: Site, template: Template, editions: Iterable[Entry] = ()) -> Item:
    """Say of an entry what every format says of it; `template` makes its content.

    `editions` are the entries of its note, this one too, in the order of the note's languages.
    """
    entry = article.entry
    strings = site.language(entry.language).strings
    address, paper, via = site.url(entry.path), uri(entry.address), uri(entry.via)
    return Item(
        id=entry.id,
        language=entry.language,
        title=entry.title.strip() or strings.date(entry.date),
        title_language=language_of_title(entry.title, entry.language, entry.abstract_language),
        authors=tuple(Person(name=name) for name in entry.authors) or site.authors,
        published=settled(entry.published),
        updated=settled(entry.updated),
        address=address,
        translations=tuple((other.language, site.url(other.path)) for other in editions if other.id != entry.id),
        paper=paper,
        identifiers=identifiers(entry.address),
        via=via,
        images=images(article.commentary, [shown for _, shown in article.pictured if shown]),
        tags=entry.tags,
        summary=article.summary,
        # A site's own template may hold what XML may not.
        content=printable(
            template.render(
                article=article,
                entry=entry,
                permalink=address,
                paper=paper,
                via=via,
                strings=strings,
                tags=[(tag.label, site.url(tag_folder(entry.language, tag.path))) for tag in entry.tags],
                related=[(other.title, site.url(other.path)) for other in article.related],
            )
        ),
    )
