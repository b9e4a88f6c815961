"""Articles for tests of feeds, and a whole publication's feeds by path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from publisher import theme
from publisher.content.channel import Channel
from publisher.content.library import Entry, Library, Stamp, StampedNote, collect
from publisher.content.note import Note
from publisher.content.rendering.article import Article
from publisher.content.tags import TagRules
from publisher.feeds.formats import FORMATS
from publisher.feeds.head import Head, head
from publisher.feeds.item import Item, item
from publisher.feeds.publish import feeds
from publisher.feeds.size import FeedSize
from publisher.file import File, LateFile
from publisher.newsletter.past import PastIssues
from publisher.site import Site
from tests import builders
from tests.builders import SEOUL, a_site, all_past, an_entry

ENVIRONMENT = theme.environment()
FILES = {feed_format.media_type: feed_format.file_name for feed_format in FORMATS}


def an_article(entry: Entry | None = None, **fields: Any) -> Article:
    return builders.an_article(entry or an_entry(), **fields)


def an_item(article: Article | None = None, site: Site | None = None, editions: Iterable[Entry] = ()) -> Item:
    template = ENVIRONMENT.get_template("feeds/entry.html")
    return item(article or an_article(), site=site or a_site(), template=template, editions=editions)


def a_head(channel: Channel | None = None, **fields: Any) -> Head:
    made = head(channel or Channel(language="ko"), an_entry().updated, site=a_site(), files=FILES)
    return replace(made, **fields)


def a_shelf(*notes: Note, site: Site | None = None) -> Library:
    """A library of these notes, newest first: each a minute older than the one before it."""
    site = site or a_site()
    newest = datetime(2024, 12, 13, 12, tzinfo=SEOUL)
    stamped = []
    for number, note in enumerate(notes):
        moment = newest - timedelta(minutes=number)
        stamps = tuple(Stamp(language=code, published=moment, updated=moment) for code in note.languages)
        note_id = f"tag:notes.example,{note.date}:note-{number}"
        stamped.append(StampedNote(note=note, id=note_id, stamps=stamps))
    return collect(stamped, site=site, rules=TagRules())


def publish(library: Library, past: PastIssues | None = None, **options: Any) -> Sequence[File | LateFile]:
    """Every file of the feeds; all weeks have closed unless past issues are named."""
    settings: dict[str, Any] = {
        "site": a_site(),
        "rules": TagRules(),
        "articles": an_article,
        "formats": FORMATS,
        "size": FeedSize(),
        "environment": ENVIRONMENT,
        **options,
    }
    issues = all_past(library, settings["site"]) if past is None else past
    return tuple(feeds(library, issues, **settings))


def contents(library: Library, **options: Any) -> dict[str, bytes]:
    """Path -> bytes."""
    return {file.path: file.content for file in publish(library, **options)}
