"""What was read -> every file that belongs into the output folder, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from publisher import theme
from publisher.config import Settings
from publisher.content.rendering.article import articles
from publisher.content.rendering.gathered import pictures
from publisher.feeds.publish import feeds
from publisher.file import File, LateFile
from publisher.memory import FORGETFUL, Memory
from publisher.newsletter.past import past_issues
from publisher.pages.website import pages
from publisher.shelf import Shelf


def everything(shelf: Shelf, settings: Settings, memory: Memory, *, now: datetime) -> Iterator[File | LateFile]:
    """Everything that belongs into the output folder."""
    library = shelf.library
    site, rules, formats = settings.site, settings.tags, settings.formats
    environment, look = theme.environment(settings.paths.templates), theme.fingerprint(settings.paths.templates)
    today = now.astimezone(site.time_zone).date()
    past = past_issues(library, site=site, closing=settings.newsletter.closes, today=today)
    # Without pages nothing but sheets shows an article, and those are kept themselves.
    rendered = articles(library, site, memory if settings.has_pages else FORGETFUL, shelf.gallery)
    with theme.told(settings.paths.templates):
        made = chain(
            feeds(
                library,
                past,
                site=site,
                rules=rules,
                articles=rendered,
                formats=formats,
                size=settings.feed_size,
                archives=settings.archives,
                environment=environment,
                look=look,
                memory=memory,
            ),
            pages(
                library,
                past,
                site=site,
                rules=rules,
                articles=rendered,
                formats=formats,
                environment=environment,
                look=look,
            )
            if settings.has_pages
            else (),
            pictures(library, articles=rendered, gallery=shelf.gallery),
        )
        yield from (_told(file, settings.paths.templates) for file in made)


def _told(file: File | LateFile, templates: Path) -> File | LateFile:
    """A late file is made after this stage is done with it, and may fail only then."""
    return replace(file, make=theme.told(templates)(file.make)) if isinstance(file, LateFile) else file
