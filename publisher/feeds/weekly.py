"""A past issue -> what the weekly feeds say of it, whatever their format: an entry, its notes as mail shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from publisher.content.channel import issue_id
from publisher.content.rendering.article import Articles
from publisher.content.words.characters import printable
from publisher.feeds.dates import settled
from publisher.feeds.image import images
from publisher.feeds.item import Item
from publisher.feeds.paper import Identifiers
from publisher.newsletter.issue import tags_of
from publisher.newsletter.past import PastIssue
from publisher.newsletter.view import view
from publisher.newsletter.wording import issue_title, preheader
from publisher.site import Site

if TYPE_CHECKING:
    from jinja2 import Template


def issue_item(
    past: PastIssue, *, site: Site, articles: Articles, template: Template, others: Iterable[PastIssue] = ()
) -> Item:
    """Say of an issue what every format says of it; `others` are those of its week in other languages."""
    issue = past.issue
    language = site.language(issue.language)
    # A site's own template may hold what XML may not.
    content = printable(
        template.render(issue=view(issue, site=site, articles=articles), strings=language.strings, language=language)
    )
    own = [shown for article in map(articles, issue.entries) for _, shown in article.pictured if shown]
    return Item(
        id=issue_id(site, issue.language, issue.week),
        language=issue.language,
        title=issue_title(issue, language),
        title_language=issue.language,
        authors=site.authors,
        published=settled(past.published),
        updated=settled(past.updated),
        address=site.url(past.path),
        translations=tuple((other.issue.language, site.url(other.path)) for other in others),
        paper="",
        identifiers=Identifiers(),
        via="",
        images=images(content, own),
        tags=tags_of(issue),
        summary=preheader([entry.title for entry in issue.entries]),
        content=content,
    )
