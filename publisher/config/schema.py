"""What publisher.toml may say: every key with its type, its default and its reason."""

from __future__ import annotations

import re
from datetime import time
from email.utils import parseaddr
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, NonNegativeInt, PositiveInt

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_AUTHORITY = re.compile(r"(?:[A-Za-z0-9._-]+@)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


def _address(value: str) -> str:
    parts = urlsplit(value.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f'expected where the site is read, such as https://example.org/notes/, got "{value}"')
    host = parts.hostname.encode("idna").decode()
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path.rstrip('/')}/"


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f'expected a time zone such as Asia/Seoul, got "{value}"') from error
    return value


def _authority(value: str) -> str:
    if value and not _AUTHORITY.fullmatch(value):
        raise ValueError(f'expected a domain name or an e-mail address (RFC 4151), got "{value}"')
    return value.lower()


def _languages(value: object) -> object:
    """`languages = ["ko", "en"]` says as much as two empty tables."""
    return {code: {} for code in value} if isinstance(value, list) else value


def _known_language(value: dict[str, Any]) -> dict[str, Any]:
    from babel import Locale, UnknownLocaleError

    for code in value:
        try:
            known = bool(_LANGUAGE.fullmatch(code)) and Locale.parse(code, sep="-") is not None
        except (UnknownLocaleError, ValueError):
            known = False
        if not known:
            raise ValueError(f'expected language codes such as ko, en or pt-BR, got "{code}"')
    return value


def _people(value: object) -> object:
    return [{"name": item} if isinstance(item, str) else item for item in value] if isinstance(value, list) else value


def _sender(value: str) -> str:
    if value and "@" not in parseaddr(value)[1]:
        raise ValueError(f'expected a sender such as Notes <weekly@example.org>, got "{value}"')
    return value


def _closing(value: str) -> str:
    parse_closing(value)
    return value


def parse_closing(value: str) -> tuple[int, time]:
    """Read `Monday 12:00`: the weekday after the week, 0 for Monday, and the time; ValueError says what is expected."""
    weekday, _, clock = value.strip().lower().partition(" ")
    try:
        return _WEEKDAYS.index(weekday), time.fromisoformat(clock.strip() or "00:00")
    except ValueError as error:
        raise ValueError(f'expected a weekday and a time such as Monday 12:00, got "{value}"') from error


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Author(_Table):
    """Who publishes: the author of every feed."""

    name: Annotated[str, Field(min_length=1)]
    email: str = ""
    uri: str = ""


class LanguageTable(_Table):
    """A language that the site is published in."""

    title: str = ""
    """The site's title in it; the site's own where it is not given."""
    subtitle: str = ""
    strings: dict[str, str | dict[str, str]] = Field(default_factory=dict)
    """Words of templates, instead of those that ship with the program."""


class PathsTable(_Table):
    """Where things lie, from the folder of publisher.toml."""

    content: str = "content"
    output: str = "feeds"
    templates: str = "templates"
    """A site's own templates: a file here stands for ours of the same name."""
    newsletters: str = "newsletters"
    register_: Annotated[str, Field(alias="register")] = "register.jsonl"


class ContentTable(_Table):
    """What is read."""

    drafts: list[str] = Field(default_factory=list)
    """Globs of paths below content/ that are not published yet; `*` crosses slashes."""
    largest_file: PositiveInt = 1024 * 1024
    """Bytes."""


class FeedsTable(_Table):
    """How much a feed holds."""

    entries: PositiveInt = 20
    """At least so many of the newest."""
    days: NonNegativeInt = 7
    """And all of so many days up to the newest."""
    bytes: Annotated[int, Field(ge=10_000)] = 512 * 1024
    """And no more than this: validators warn of larger feeds."""


class TagsTable(_Table):
    """Which tags are one, and which are shown nowhere."""

    aliases: dict[str, str] = Field(default_factory=dict)
    """Old name -> the name that it is published under; the old address keeps working."""
    hidden: list[str] = Field(default_factory=list)


class NewsletterTable(_Table):
    """The weekly mail."""

    sender: Annotated[str, AfterValidator(_sender)] = ""
    """`Notes <weekly@example.org>`; the site's title and `newsletter@` its host where it is not given."""
    postal_address: str = ""
    """Many countries ask for one in the footer."""
    unsubscribe: str = ""
    """An https address, or `mailto:`; a mail to the sender where it is not given."""
    closes: Annotated[str, AfterValidator(_closing)] = "Monday 12:00"
    """When a week's issue closes, after the week: until then late notes still join it."""
    list_id: str = ""


class Publication(_Table):
    """The whole of publisher.toml. An address, a title and languages suffice."""

    address: Annotated[str, AfterValidator(_address)]
    title: Annotated[str, Field(min_length=1)]
    languages: Annotated[
        dict[str, LanguageTable],
        BeforeValidator(_languages),
        AfterValidator(_known_language),
        Field(min_length=1),
    ]
    subtitle: str = ""
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "UTC"
    authority: Annotated[str, AfterValidator(_authority)] = ""
    """Whose tag: URIs the ids are; the address' host where it is not given. Keep the old one when you move."""
    authors: Annotated[list[Author], BeforeValidator(_people)] = Field(default_factory=list)
    paths: PathsTable = Field(default_factory=PathsTable)
    content: ContentTable = Field(default_factory=ContentTable)
    feeds: FeedsTable = Field(default_factory=FeedsTable)
    tags: TagsTable = Field(default_factory=TagsTable)
    newsletter: NewsletterTable = Field(default_factory=NewsletterTable)
