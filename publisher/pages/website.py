"""Library, past issues -> every page of the site and what pages load, one file at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from publisher.content.library import Library
from publisher.content.rendering.article import Articles
from publisher.content.tags import TagRules
from publisher.feeds.format import Format
from publisher.file import File, LateFile
from publisher.newsletter.past import PastIssues
from publisher.pages.channel import channel_pages
from publisher.pages.day import day_pages
from publisher.pages.entry import entry_views
from publisher.pages.index import index_page
from publisher.pages.page import Press
from publisher.pages.subscribe import offers
from publisher.pages.tags import tags_page
from publisher.pages.weekly import weekly_pages
from publisher.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment


def pages(
    library: Library,
    past: PastIssues,
    *,
    site: Site,
    rules: TagRules,
    articles: Articles,
    formats: Sequence[Format],
    environment: Environment,
    look: str = "",
) -> Iterator[File | LateFile]:
    """Every page and what they need; each is made when it is asked for, and none is kept.

    `look` stands for the environment's templates: pages that were rendered by others have another key.
    """
    press = Press.of(site, environment, formats, look)
    offered = offers(library, past, site=site, formats=formats)
    views = entry_views(library, site=site, articles=articles)
    yield from press.assets
    yield press.print(index_page(library, site, offered))
    for language in site.languages:
        made = chain(
            (tags_page(library, site, language),),
            channel_pages(library, site, language, rules=rules, views=views, offers=offered),
            day_pages(library, site, language, views=views),
            weekly_pages(past, site, language, views=views, offers=offered),
        )
        yield from map(press.print, made)
