"""The tables of publisher.toml -> the nouns that the stages ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from publisher import theme
from publisher.audience.limits import Limits
from publisher.audience.remotes import Remotes
from publisher.config.paths import Paths
from publisher.config.schema import (
    ChannelTable,
    NewsletterTable,
    Publication,
    SubscribersTable,
    TagsTable,
    WebTable,
    parse_closing,
)
from publisher.content.loader import LoadRules
from publisher.content.tags import Combination, TagRules, identity
from publisher.feeds.format import Format
from publisher.feeds.formats import FORMATS, widest
from publisher.feeds.size import Archives, FeedSize
from publisher.newsletter.settings import Newsletter
from publisher.outbox.transport import Transport
from publisher.outbox.transports.folder import Folder
from publisher.site import Language, Person, Site
from publisher.store.address import StoreAddress
from publisher.strings import Strings
from publisher.websub.patience import Patience
from publisher.week import Closing

TRANSPORTS: Mapping[str, Callable[[Paths], Transport]] = {"folder": lambda paths: Folder(path=paths.outbox)}
"""The word of the configuration -> the way out that it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """How readers are answered."""

    host: str = "127.0.0.1"
    port: int = 8080
    hosts: tuple[str, ...] = ()
    """What the site may be asked for by, its own host first."""
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Who may say which address a request came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that a configuration says."""

    file: Path
    """The configuration itself."""
    site: Site
    paths: Paths
    load: LoadRules
    tags: TagRules
    formats: tuple[Format, ...]
    """In the order of FORMATS; at least one."""
    feed_size: FeedSize
    has_pages: bool
    archives: Archives
    newsletter: Newsletter
    patience: Patience
    lines: Mapping[str, int]
    """Where it sets a key that a later stage may have to speak of; 0 where it does not."""
    store: StoreAddress
    remotes: Remotes
    limits: Limits
    says_goodbye: bool
    transport: Transport
    """How mails leave."""
    web: Web


def settle(
    publication: Publication, *, paths: Paths, file: Path, lines: Mapping[str, int], store: StoreAddress
) -> Settings:
    """Turn tables into nouns; ValueError says what does not fit together."""
    site = _site(publication, paths.templates)
    formats = tuple(one for one in FORMATS if one.key in publication.feeds.formats)
    return Settings(
        file=file,
        site=site,
        paths=paths,
        load=LoadRules(
            drafts=tuple(publication.content.drafts),
            largest=publication.content.largest_file,
            largest_image=publication.content.largest_image,
            apart=frozenset((paths.output, paths.newsletters, paths.outbox, paths.templates, paths.register)),
        ),
        tags=_combined(tag_rules(publication.tags), publication),
        formats=formats,
        feed_size=FeedSize(
            entries=publication.feeds.entries, days=publication.feeds.days, bytes=publication.feeds.bytes
        ),
        archives=Archives(publication.feeds.archives),
        has_pages=publication.pages.publish,
        newsletter=_newsletter(publication.newsletter, site, publication.title, formats),
        patience=Patience(answer=publication.websub.timeout),
        lines=lines,
        store=store,
        remotes=Remotes(publication.subscribers.remote_addresses),
        limits=_limits(publication.subscribers),
        says_goodbye=publication.subscribers.goodbye,
        transport=TRANSPORTS[publication.outbox.transport](paths),
        web=_web(publication.web, site),
    )


def _limits(table: SubscribersTable) -> Limits:
    return Limits(address=table.asks_per_address, network=table.asks_per_network, total=table.asks_in_total)


def _site(publication: Publication, templates: Path) -> Site:
    people = tuple(Person(name=one.name, email=one.email, uri=one.uri) for one in publication.authors)
    return Site(
        address=publication.address,
        authority=publication.authority or urlsplit(publication.address).hostname or "",
        authors=people or (Person(name=publication.title),),
        time_zone=ZoneInfo(publication.time_zone),
        languages=tuple(
            Language(
                code=code,
                title=table.title or publication.title,
                subtitle=table.subtitle or publication.subtitle,
                strings=Strings(code=code, words={**theme.words(code, templates), **table.strings}),
            )
            for code, table in publication.languages.items()
        ),
        hubs=tuple(publication.websub.hubs),
        takes_subscribers=publication.newsletter.subscribe,
    )


def tag_rules(table: TagsTable) -> TagRules:
    aliases = {identity(old): identity(new) for old, new in table.aliases.items()}
    final = {old: _final(old, aliases) for old in aliases}
    return TagRules(
        aliases=final,
        hidden=frozenset(final.get(identity(name), identity(name)) for name in table.hidden),
    )


def _combined(rules: TagRules, publication: Publication) -> TagRules:
    combinations = (
        _combination(name, table, rules, publication.languages) for name, table in publication.channels.items()
    )
    return replace(rules, combinations=tuple(combinations))


def _combination(name: str, table: ChannelTable, rules: TagRules, languages: Iterable[str]) -> Combination:
    titles = dict.fromkeys(languages, table.title) if isinstance(table.title, str) else table.title
    return Combination(name=name, slugs=tuple(dict.fromkeys(map(rules.identity, table.tags))), titles=titles)


def _final(old: str, aliases: dict[str, str]) -> str:
    """Follow an alias of an alias to its end."""
    new, seen = aliases[old], {old}
    while new in aliases:
        if new in seen:
            raise ValueError(f'tags.aliases: expected "{old}" to lead to a tag, it leads back to itself')
        seen.add(new)
        new = aliases[new]
    return new


def _web(table: WebTable, site: Site) -> Web:
    return Web(
        host=table.host,
        port=table.port,
        hosts=tuple(dict.fromkeys((site.host, *table.hosts))),
        proxies=tuple(map(ip_network, table.proxies)),
    )


def _newsletter(table: NewsletterTable, site: Site, title: str, formats: Iterable[Format]) -> Newsletter:
    name, email = parseaddr(table.sender or f"newsletter@{site.host}")
    weekday, clock = parse_closing(table.closes)
    return Newsletter(
        sender=Person(name=name or title, email=email),
        postal_address=table.postal_address,
        unsubscribe=table.unsubscribe or f"mailto:{email}?subject=unsubscribe",
        closes=Closing(weekday=weekday, time=clock),
        feeds=tuple((one.name, one.file_name) for one in widest(formats)),
        list_id=table.list_id,
        group=table.group,
    )
