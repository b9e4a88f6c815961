"""Who publishes what where: languages, time zone, and every address of the site."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from publisher.strings import Strings
from publisher.week import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An author of the site (RFC 4287, section 3.2)."""

    name: str
    email: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that the site is published in."""

    code: str
    """BCP 47 tag, such as `ko` or `pt-BR`."""
    title: str
    """The site's title in this language."""
    subtitle: str
    strings: Strings


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A publication: what is the same for all of its feeds, pages and mails."""

    address: str
    """Where feeds/ is served, ending in a slash: `https://example.org/notes/`."""
    authority: str
    """Whose tag: URIs the ids are (RFC 4151, section 2.1): a domain name or an e-mail address."""
    authors: tuple[Person, ...]
    """At least one (RFC 4287, section 4.1.1): the configuration names the site itself where it names nobody."""
    time_zone: ZoneInfo
    languages: tuple[Language, ...]
    """In the order of the configuration; the first is the site's own."""
    hubs: tuple[str, ...] = ()
    """Addresses of the WebSub hubs that hear of every change, and that readers may ask to be told by."""
    takes_subscribers: bool = False
    """Whether people can subscribe by mail on its pages."""

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(language.code for language in self.languages)

    def language(self, code: str) -> Language:
        """The language of that code; KeyError when the site is not published in it."""
        for language in self.languages:
            if language.code == code:
                return language
        raise KeyError(code)

    def language_or_own(self, code: str) -> Language:
        """The language of that code; the site's own where it is not published in that, or no longer."""
        return self.language(code) if code in self.codes else self.languages[0]

    def url(self, path: str) -> str:
        """Turn a path below feeds/ (`ko/tags/강화학습/#anchor`) into an absolute address."""
        bare, hash_sign, anchor = path.partition("#")
        return self.address + quote(bare) + hash_sign + quote(anchor)


# Every path below feeds/. A folder ends in a slash; "" is the web root.


def language_folder(language: str) -> str:
    return f"{language}/"


def tags_folder(language: str) -> str:
    return f"{language}/tags/"


def tag_folder(language: str, tag_path: str) -> str:
    """The folder of a tag's channel; `tag_path` is `Tag.path`, one safe folder name."""
    return f"{tags_folder(language)}{tag_path}/"


def combination_folder(language: str, name: str) -> str:
    """The folder of a channel that the configuration names."""
    return f"{language}/channels/{name}/"


def weekly_folder(language: str) -> str:
    """The folder of the newsletter's issues."""
    return f"{language}/weekly/"


def issue_folder(language: str, week: Week) -> str:
    """Where one issue is read on the web, whole and for ever."""
    return f"{weekly_folder(language)}{week}/"


def subscribe_path(language: str) -> str:
    """Where people subscribe by mail; this and what follows is answered by `publisher serve`, and no file."""
    return f"{language}/subscribe/"


def confirm_path(language: str, token: str) -> str:
    """Where who asked confirms; the token is that of the ask."""
    return f"{language}/confirm/{token}"


def preferences_path(language: str, token: str) -> str:
    """Where a subscriber chooses; the token is one that manages."""
    return f"{language}/preferences/{token}"


def forget_path(language: str, token: str) -> str:
    """Where a subscriber is erased, by the same token."""
    return f"{language}/forget/{token}"


def leave_path(language: str, token: str) -> str:
    """Where a subscriber leaves, by a page or by one click (RFC 8058); the token is one that leaves."""
    return f"{language}/unsubscribe/{token}"


@lru_cache(maxsize=1 << 12)  # asked for by every entry of a day, again and again
def day_folder(language: str, day: date) -> str:
    return f"{language}/{day:%Y/%m/%d}/"


def holds_entries(paths: Iterable[str], languages: Collection[str]) -> bool:
    """Whether some of these paths are of a day or of a tag: whether entries were published there."""
    held = re.compile(rf"(?:{'|'.join(map(re.escape, languages))})/(?:\d{{4}}/\d\d/\d\d|tags/[^/]+)/.*")
    return any(held.fullmatch(path) for path in paths)


def permalink_path(language: str, day: date, anchor: str) -> str:
    """Where an entry is read for ever: its anchor on the page of the day it was published."""
    return f"{day_folder(language, day)}#{anchor}"
