"""An issue and its articles -> what templates ask for: plain text, clean HTML and absolute addresses.

It holds nothing that depends on who reads: see `cover` for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Literal

from publisher.content.library import Entry
from publisher.content.rendering.article import Article, Articles
from publisher.content.rendering.plain_text import text_of
from publisher.content.rendering.uri import uri
from publisher.content.tags import Tag
from publisher.content.words.language import language_of_title
from publisher.newsletter.issue import Issue, Section, sections
from publisher.newsletter.pictures import linked
from publisher.newsletter.wording import week_in_words
from publisher.site import Language, Site, issue_folder, language_folder, tag_folder, weekly_folder

_AUTHORS_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A label and the absolute address that it leads to."""

    number: int
    """Its place among those beside it."""
    label: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One note of the issue."""

    number: int
    """Its place in the issue, from 0."""
    article: Article
    commentary: str
    """HTML without pictures, as is `lead`."""
    lead: str
    """The abstract's first sentences."""
    permalink: str
    paper: str
    """Its address, as a URI; may be empty."""
    authors: str
    own_date: str
    """In words; empty when the note is of the day that it was published on."""
    tags: tuple[Link, ...]
    """Each leads to the tag's page."""

    @property
    def entry(self) -> Entry:
        return self.article.entry

    @property
    def title_language(self) -> str:
        """That of the entry or, for a paper's own title, of the paper."""
        return language_of_title(self.entry.title, self.entry.language, self.entry.abstract_language)

    @property
    def commentary_text(self) -> str:
        """Plain text; a picture is a link here too, and names its address."""
        is_same = self.commentary == self.article.commentary
        return self.article.commentary_text if is_same else text_of(self.commentary)

    @property
    def lead_text(self) -> str:
        return self.article.lead_text if self.lead == self.article.lead else text_of(self.lead)

    @property
    def is_folded(self) -> bool:
        """Whether the abstract is longer than what the issue shows of it."""
        return self.article.lead != self.article.abstract


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """A heading and its notes."""

    number: int
    heading: str
    short: str
    """The heading where there is little room: `Friday 13`."""
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """An issue as templates show it."""

    language: Language
    direction: str
    """`ltr` or `rtl`."""
    week: str
    """In words: `December 9–15, 2024`."""
    number: int
    """Of the week in its year."""
    tags: tuple[Link, ...]
    """Those that it was narrowed to; where letters are cut from it, those that they can be narrowed to."""
    home: str
    """The page of everything in this language."""
    web: str
    """The issue on the web, whole."""
    archive: str
    """The page of all issues."""
    groups: tuple[GroupView, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group.items)


def view(
    issue: Issue,
    *,
    site: Site,
    articles: Articles,
    group: Literal["day", "tag"] = "day",
    tags: Iterable[Tag] | None = None,
) -> IssueView:
    """What the templates show of an issue; `tags` stand for those that it was narrowed to."""
    language = site.language(issue.language)
    numbers = count()
    return IssueView(
        language=language,
        direction=language.strings.locale.text_direction,
        week=week_in_words(issue.week, language.strings),
        number=issue.week.number,
        tags=_tag_links(issue.tags if tags is None else tags, site=site, language=language),
        home=site.url(language_folder(language.code)),
        web=site.url(issue_folder(language.code, issue.week)),
        archive=site.url(weekly_folder(language.code)),
        groups=tuple(
            GroupView(
                number=number,
                heading=_heading(section, language),
                short=_short_heading(section, language),
                items=tuple(_items(section, numbers, site=site, language=language, articles=articles)),
            )
            for number, section in enumerate(sections(issue, group))
        ),
    )


def _heading(section: Section, language: Language) -> str:
    if section.day:
        return language.strings.day(section.day)
    return f"#{section.tag.label}" if section.tag else language.strings("mail_untagged")


def _short_heading(section: Section, language: Language) -> str:
    return language.strings.weekday(section.day) if section.day else _heading(section, language)


def _items(
    section: Section, numbers: Iterator[int], *, site: Site, language: Language, articles: Articles
) -> Iterator[Item]:
    for article in map(articles, section.entries):
        entry = article.entry
        yield Item(
            number=next(numbers),
            article=article,
            commentary=linked(article.commentary),
            lead=linked(article.lead),
            permalink=site.url(entry.path),
            paper=uri(entry.address),
            authors=language.strings.people(entry.authors, named=_AUTHORS_NAMED),
            own_date=_own_date(entry, entry.published.date(), language),
            tags=_tag_links(entry.tags, site=site, language=language),
        )


def _own_date(entry: Entry, published: date, language: Language) -> str:
    return "" if entry.date == published else language.strings.date(entry.date)


def _tag_links(tags: Iterable[Tag], *, site: Site, language: Language) -> tuple[Link, ...]:
    return tuple(
        Link(number=number, label=tag.label, address=site.url(tag_folder(language.code, tag.path)))
        for number, tag in enumerate(tags)
    )
