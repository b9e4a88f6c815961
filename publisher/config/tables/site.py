"""The keys above all tables of publisher.toml -> the Site: who publishes what where."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from publisher.config.tables.addresses import HOST
from publisher.config.tables.languages import Languages, settle_languages
from publisher.config.tables.people import Authors, settle_people
from publisher.config.tables.table import Table
from publisher.config.tables.words import Line, Words
from publisher.site import Site

_AUTHORITY = re.compile(r"(?:[A-Za-z0-9._-]+@)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


def _address(value: str) -> str:
    try:
        parts = urlsplit(value.strip())
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
        sound = parts.scheme in {"http", "https"} and HOST.fullmatch(host) and "@" not in parts.netloc
    except ValueError:  # a host that no name server knows, a port that is none
        sound = None
    if not sound or parts.query or parts.fragment:
        raise ValueError(f'expected where the site is read, such as https://example.org/notes/, got "{value}"')
    path = quote(unquote(parts.path.rstrip("/")), safe="/:@!$&'()*+,;=")
    return f"{parts.scheme}://{host}{port}{path}/"


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


class SiteTable(Table):
    """What stands above all tables: an address, a title and languages suffice."""

    address: Annotated[str, AfterValidator(_address)]
    title: Words
    languages: Languages
    subtitle: Line = ""
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "UTC"
    authority: Annotated[str, AfterValidator(_authority)] = ""
    """Whose tag: URIs the ids are; the address' host where it is not given. Keep the old one when you move."""
    authors: Authors = Field(default_factory=list)


def settle_site(table: SiteTable, *, templates: Path, hubs: tuple[str, ...], takes_subscribers: bool) -> Site:
    return Site(
        address=table.address,
        authority=table.authority or urlsplit(table.address).hostname or "",
        authors=settle_people(table.authors, title=table.title),
        time_zone=ZoneInfo(table.time_zone),
        languages=settle_languages(table.languages, title=table.title, subtitle=table.subtitle, templates=templates),
        hubs=hubs,
        takes_subscribers=takes_subscribers,
    )
