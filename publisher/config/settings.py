"""The tables of publisher.toml -> the nouns that the stages ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from publisher import theme
from publisher.audience.remotes import Remotes
from publisher.config.paths import Paths
from publisher.config.schema import (
    ChannelTable,
    MailTable,
    NewsletterTable,
    Publication,
    SendTable,
    SmtpTable,
    TagsTable,
    parse_closing,
)
from publisher.content.loader import LoadRules
from publisher.content.tags import Combination, TagRules, identity
from publisher.feeds.format import Format
from publisher.feeds.formats import FORMATS, widest
from publisher.feeds.size import Archives, FeedSize
from publisher.newsletter.settings import Newsletter
from publisher.outbox.addressing import PLACE
from publisher.outbox.manner import Manner
from publisher.outbox.tolerance import Tolerance
from publisher.outbox.transports.smtp import Password, Relay, Security
from publisher.outbox.ways import Mail
from publisher.site import Language, Person, Site
from publisher.store.address import StoreAddress
from publisher.strings import Strings
from publisher.websub.patience import Patience
from publisher.week import Closing


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
    mail: Mail
    send: Manner


def settle(
    publication: Publication,
    *,
    paths: Paths,
    file: Path,
    lines: Mapping[str, int],
    store: StoreAddress,
    smtp_password: str = "",
) -> Settings:
    """Turn tables into nouns; ValueError says what does not fit together."""
    site = _site(publication, paths.templates)
    formats = tuple(one for one in FORMATS if one.key in publication.feeds.formats)
    newsletter = _newsletter(publication.newsletter, site, publication.title, formats)
    return Settings(
        file=file,
        site=site,
        paths=paths,
        load=LoadRules(
            drafts=tuple(publication.content.drafts),
            largest=publication.content.largest_file,
            apart=frozenset((paths.output, paths.newsletters, paths.templates, paths.register)),
        ),
        tags=_combined(tag_rules(publication.tags), publication),
        formats=formats,
        feed_size=FeedSize(
            entries=publication.feeds.entries, days=publication.feeds.days, bytes=publication.feeds.bytes
        ),
        archives=Archives(publication.feeds.archives),
        has_pages=publication.pages.publish,
        newsletter=newsletter,
        patience=Patience(answer=publication.websub.timeout),
        lines=lines,
        store=store,
        remotes=Remotes(publication.subscribers.remote_addresses),
        mail=_mail(
            publication.mail,
            file.parent,
            newsletter,
            relay=_relay(publication.smtp, site, file.parent, smtp_password),
        ),
        send=_manner(publication.send, newsletter.closes),
    )


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


def _mail(table: MailTable, folder: Path, newsletter: Newsletter, *, relay: Relay | None) -> Mail:
    return Mail(
        folder=(folder / table.folder).absolute(),
        transport=table.transport,
        relay=relay,
        return_path=table.return_path or f"bounces+{PLACE}@{newsletter.domain}",
        bounces=str((folder / table.bounces).absolute()) if table.bounces else "",
        dkim_selector=table.dkim_selector,
        tolerance=Tolerance(failures=table.soft_bounces, weeks=table.soft_bounce_weeks),
    )


def _relay(table: SmtpTable, site: Site, folder: Path, password: str) -> Relay | None:
    if not table.host:
        return None
    security = Security(table.security)
    return Relay(
        host=table.host,
        port=table.port or security.port,
        security=security,
        ca_file=folder / table.ca_file if table.ca_file else None,
        username=table.username,
        password=Password(text=password, file=folder / table.password_file if table.password_file else None),
        client_name=table.client_name or site.host,
        letters_a_connection=table.letters_a_connection,
        timeout=table.timeout,
    )


def _manner(table: SendTable, closes: Closing) -> Manner:
    schedule = None
    if table.schedule:
        weekday, clock = parse_closing(table.schedule)
        schedule = Closing(weekday=weekday, time=clock)
        if (weekday, clock) < (closes.weekday, closes.time):
            raise ValueError(f'send.schedule: expected a time after newsletter.closes, got "{table.schedule}"')
    return Manner(
        connections=table.connections,
        rate=table.rate,
        rate_per_domain=table.rate_per_domain,
        daily=table.daily,
        survives_power=table.power_loss_safe,
        schedule=schedule,
        latest=timedelta(hours=table.latest),
    )
