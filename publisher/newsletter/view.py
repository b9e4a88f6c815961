"""An issue and its articles -> what templates show: addresses absolute, dates in words, authors shortened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from publisher.content.rendering.article import Article, Articles
from publisher.content.rendering.uri import uri
from publisher.content.tags import Tag
from publisher.newsletter.issue import Day, Issue
from publisher.newsletter.wording import preheader, subject, week_in_words
from publisher.site import Language, Site, language_folder, tag_folder

_AUTHORS_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A label and the absolute address that it leads to."""

    label: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One note of the issue."""

    article: Article
    permalink: str
    paper: str
    """Its address, as a URI; may be empty."""
    authors: str
    own_date: str
    """In words; empty when the note is of the day that it was published on."""
    tags: tuple[Link, ...]
    """Each leads to the tag's page."""

    @property
    def is_folded(self) -> bool:
        """Whether the abstract is longer than what the issue shows of it."""
        return self.article.lead != self.article.abstract


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A day's heading and its notes."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """An issue as templates show it."""

    language: Language
    direction: str
    """`ltr` or `rtl`."""
    subject: str
    preheader: str
    week: str
    number: int
    count: int
    tags: tuple[Link, ...]
    """Of an issue that was narrowed to tags."""
    home: str
    """The page of everything in this language."""
    days: tuple[DayView, ...]

    @property
    def channels(self) -> tuple[Link, ...]:
        """The folders whose feeds hold what this issue does."""
        return self.tags or (Link(label=self.language.title, address=self.home),)


def view(issue: Issue, *, site: Site, articles: Articles) -> IssueView:
    """What the templates show of an issue."""
    language = site.language(issue.language)
    return IssueView(
        language=language,
        direction=language.strings.locale.text_direction,
        subject=subject(issue, language),
        preheader=preheader(issue),
        week=week_in_words(issue.week, language.strings),
        number=issue.week.number,
        count=len(issue.entries),
        tags=_tag_links(issue.tags, site=site, language=language),
        home=site.url(language_folder(language.code)),
        days=tuple(_day(day, site=site, language=language, articles=articles) for day in issue.days),
    )


def _day(day: Day, *, site: Site, language: Language, articles: Articles) -> DayView:
    return DayView(
        heading=language.strings.day(day.date),
        items=tuple(_item(articles(entry), day.date, site=site, language=language) for entry in day.entries),
    )


def _item(article: Article, published: date, *, site: Site, language: Language) -> Item:
    entry = article.entry
    return Item(
        article=article,
        permalink=site.url(entry.path),
        paper=uri(entry.address),
        authors=language.strings.people(entry.authors, named=_AUTHORS_NAMED),
        own_date="" if entry.date == published else language.strings.date(entry.date),
        tags=_tag_links(entry.tags, site=site, language=language),
    )


def _tag_links(tags: Iterable[Tag], *, site: Site, language: Language) -> tuple[Link, ...]:
    return tuple(Link(label=tag.label, address=site.url(tag_folder(language.code, tag.path))) for tag in tags)
