"""An issue -> its pieces, with the templates of the site."""

from __future__ import annotations

from datetime import datetime

from publisher import theme
from publisher.config import Settings
from publisher.content.rendering.article import articles
from publisher.newsletter.issue import Issue
from publisher.newsletter.pieces import Pieces
from publisher.newsletter.render import cut
from publisher.shelf import Shelf


def pieces_of(issue: Issue, settings: Settings, shelf: Shelf, now: datetime) -> Pieces:
    with theme.told(settings.paths.templates):
        return cut(
            issue,
            site=settings.site,
            newsletter=settings.newsletter,
            articles=articles(shelf.library, settings.site, gallery=shelf.gallery),
            environment=theme.environment(settings.paths.templates),
            date=now,
        )
