"""A library -> the front page: what there is in each language and tag, and how to subscribe to it."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.content.channel import Channel
from publisher.content.library import Library
from publisher.pages.link import target
from publisher.pages.page import Page, fronts
from publisher.pages.subscribe import Offer, Offers, Topic, topics, weekly
from publisher.pages.tags import TagList, tag_list, tag_rows
from publisher.site import Language, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageView:
    """What there is in one language."""

    language: Language
    name: str
    """What the language calls itself."""
    target: str
    offer: Offer
    weekly: Topic
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """What `index.html` shows."""

    languages: tuple[LanguageView, ...]
    tags: TagList


def index_page(library: Library, site: Site, offers: Offers) -> Page:
    """The front page, in the site's first language."""
    language = site.languages[0]
    languages = tuple(_language_view(library, each, offers) for each in site.languages)
    return Page(
        template="index",
        folder="",
        canonical="",
        language=language,
        title=language.title,
        description=language.subtitle or language.title,
        channels=tuple(Channel(language=code) for code in site.codes),
        translations=fronts(site),
        view=IndexView(
            languages=languages,
            tags=tag_list(tag_rows(library, site.codes)),
        ),
    )


def _language_view(library: Library, language: Language, offers: Offers) -> LanguageView:
    channel = Channel(language=language.code)
    return LanguageView(
        language=language,
        name=language.strings.language_name(language.code),
        target=target(channel.folder),
        offer=offers(channel),
        weekly=weekly(language, offers),
        topics=topics(library, language),
    )
