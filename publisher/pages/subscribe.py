"""A channel -> the feeds that a page offers of it, and what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from publisher.content.channel import Channel
from publisher.content.library import Library
from publisher.feeds.format import Format
from publisher.newsletter.past import PastIssues
from publisher.pages.link import Link, target
from publisher.site import Language, Site, subscribe_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed, as a page offers it."""

    format: str
    title: str
    target: str
    """Below feeds/, percent-encoded."""
    media_type: str
    language: str


def feeds(channels: Iterable[Channel], site: Site, formats: Sequence[Format]) -> Iterator[Feed]:
    """Every feed of these channels, in the order of the formats."""
    for channel in channels:
        for feed_format in formats:
            yield Feed(
                format=feed_format.name,
                title=f"{channel.title(site)} ({feed_format.name})",
                target=target(channel.folder + feed_format.file_name),
                media_type=feed_format.media_type,
                language=channel.language,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A channel as something to subscribe to."""

    address: str
    """Of the first feed: absolute, to be copied into a feed reader."""
    feeds: tuple[Feed, ...]
    by_mail: Link | None
    """Where it is subscribed to by mail; None where the site takes no subscribers."""
    count: int
    """Of its entries: notes, or issues of the weekly channel."""
    newest: date | None
    """None as long as there are no entries."""
    newest_in_words: str


Offers = Callable[[Channel], Offer]


def offers(library: Library, past: PastIssues, *, site: Site, formats: Sequence[Format]) -> Offers:
    """What channels of this library, and of its past issues, offer at present."""

    def offer(channel: Channel) -> Offer:
        issues = past.get(channel.language, ())
        entries = issues if channel.is_weekly else library.of(channel.language, channel.slug)
        newest = entries[0].published.date() if entries else None
        offered = tuple(feeds((channel,), site, formats))
        return Offer(
            address=site.address + offered[0].target,
            feeds=offered,
            by_mail=_by_mail(channel, site) if site.takes_subscribers else None,
            count=len(entries),
            newest=newest,
            newest_in_words=site.language(channel.language).strings.date(newest) if newest else "",
        )

    return offer


def _by_mail(channel: Channel, site: Site) -> Link:
    """The form, with what the channel holds ticked."""
    if channel.combination:
        slugs = channel.combination.slugs
    else:
        slugs = (channel.slug,)
    choices = [("choice", f"{channel.language}/{slug}".rstrip("/")) for slug in slugs]
    return Link(
        label=site.language(channel.language).strings("page_by_mail"),
        target=f"{target(subscribe_path(channel.language))}?{urlencode(choices, safe='/')}",
        language=channel.language,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Tags that the configuration brings together, or the weekly issues, as a page of their language lists them."""

    link: Link
    count: int
    """Of its notes, or of its issues."""


def topics(library: Library, language: Language) -> tuple[Topic, ...]:
    """What the configuration names in a language, in its order."""
    named = (Channel(language=language.code, combination=combination) for combination in library.combinations)
    return tuple(
        Topic(
            link=Link(label=channel.label, target=target(channel.folder), language=channel.language),
            count=len(library.of(channel.language, channel.slug)),
        )
        for channel in named
    )


def weekly(language: Language, offers: Offers) -> Topic:
    """The past issues of a language."""
    channel = Channel(language=language.code, is_weekly=True)
    label = language.strings("weekly")
    return Topic(
        link=Link(label=label, target=target(channel.folder), language=language.code), count=offers(channel).count
    )
