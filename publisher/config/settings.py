"""The tables of publisher.toml -> the nouns that the stages ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import parseaddr
from functools import partial
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
    MailTable,
    NewsletterTable,
    Publication,
    SendTable,
    SmtpTable,
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
from publisher.outbox.addressing import PLACE
from publisher.outbox.hooks.hook import Hook
from publisher.outbox.hooks.mailgun import MailgunHook
from publisher.outbox.hooks.postmark import PostmarkHook
from publisher.outbox.hooks.resend import ResendHook
from publisher.outbox.manner import Manner
from publisher.outbox.secret import Secret
from publisher.outbox.tolerance import Tolerance
from publisher.outbox.transports.providers.mailgun import REGIONS, Mailgun
from publisher.outbox.transports.providers.postmark import Postmark
from publisher.outbox.transports.providers.provider import Provider
from publisher.outbox.transports.providers.resend import Resend
from publisher.outbox.transports.smtp import Password, Relay, Security
from publisher.outbox.transports.smtp.password import VARIABLE
from publisher.outbox.ways import Mail
from publisher.site import Language, Person, Site
from publisher.store.address import StoreAddress
from publisher.strings import Strings
from publisher.websub.patience import Patience
from publisher.week import Closing

POSTMARK_TOKEN = "PUBLISHER_POSTMARK_TOKEN"  # noqa: S105  # its name
MAILGUN_KEY = "PUBLISHER_MAILGUN_KEY"
RESEND_KEY = "PUBLISHER_RESEND_KEY"
POSTMARK_HOOK = "PUBLISHER_POSTMARK_HOOK"
MAILGUN_SIGNING_KEY = "PUBLISHER_MAILGUN_SIGNING_KEY"
RESEND_SIGNING_SECRET = "PUBLISHER_RESEND_SIGNING_SECRET"  # noqa: S105  # its name
SECRETS = (
    VARIABLE,
    POSTMARK_TOKEN,
    POSTMARK_HOOK,
    MAILGUN_KEY,
    MAILGUN_SIGNING_KEY,
    RESEND_KEY,
    RESEND_SIGNING_SECRET,
)
"""The environment's words for what publisher.toml must not hold."""


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
    mail: Mail
    send: Manner
    web: Web
    hooks: tuple[Hook, ...]
    """What providers may tell; one whose secret is missing is closed."""


def settle(
    publication: Publication,
    *,
    paths: Paths,
    file: Path,
    lines: Mapping[str, int],
    store: StoreAddress,
    secrets: Mapping[str, str] | None = None,
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
            largest_image=publication.content.largest_image,
            apart=frozenset(
                (
                    paths.output,
                    paths.newsletters,
                    paths.templates,
                    paths.register,
                    (file.parent / publication.mail.folder).absolute(),
                )
            ),
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
        limits=_limits(publication.subscribers),
        says_goodbye=publication.subscribers.goodbye,
        mail=_mail(
            publication.mail,
            file.parent,
            newsletter,
            relay=_relay(publication.smtp, site, file.parent, (secrets or {}).get(VARIABLE, "")),
            providers=_providers(publication, file.parent, secrets or {}),
        ),
        send=_manner(publication.send, newsletter.closes),
        web=_web(publication.web, site),
        hooks=_hooks(publication, file.parent, secrets or {}),
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


def _mail(
    table: MailTable, folder: Path, newsletter: Newsletter, *, relay: Relay | None, providers: Mapping[str, Provider]
) -> Mail:
    return Mail(
        folder=(folder / table.folder).absolute(),
        transport=table.transport,
        relay=relay,
        providers=providers,
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


def _providers(publication: Publication, folder: Path, secrets: Mapping[str, str]) -> Mapping[str, Provider]:
    """Those that letters can be handed to: all but Mailgun without a domain."""
    key = partial(_secret, folder, secrets, "mail.transport")
    postmark, mailgun, resend = publication.postmark, publication.mailgun, publication.resend
    providers: dict[str, Provider] = {
        "postmark": Postmark(
            key=key(POSTMARK_TOKEN, "postmark.token_file", postmark.token_file),
            address=postmark.address,
            stream=postmark.stream,
            letters_a_call=postmark.letters_a_call,
            timeout=postmark.timeout,
        ),
        "resend": Resend(
            key=key(RESEND_KEY, "resend.key_file", resend.key_file),
            address=resend.address,
            letters_a_call=resend.letters_a_call,
            timeout=resend.timeout,
        ),
    }
    if mailgun.domain:
        providers["mailgun"] = Mailgun(
            key=key(MAILGUN_KEY, "mailgun.key_file", mailgun.key_file),
            domain=mailgun.domain,
            address=mailgun.address or REGIONS[mailgun.region],
            timeout=mailgun.timeout,
        )
    return providers


def _hooks(publication: Publication, folder: Path, secrets: Mapping[str, str]) -> tuple[Hook, ...]:
    secret = partial(_secret, folder, secrets, "hooks")
    postmark, mailgun, resend = publication.postmark, publication.mailgun, publication.resend
    return (
        PostmarkHook(secret=secret(POSTMARK_HOOK, "postmark.hook_file", postmark.hook_file)),
        MailgunHook(secret=secret(MAILGUN_SIGNING_KEY, "mailgun.signing_key_file", mailgun.signing_key_file)),
        ResendHook(secret=secret(RESEND_SIGNING_SECRET, "resend.signing_secret_file", resend.signing_secret_file)),
    )


def _secret(
    folder: Path, secrets: Mapping[str, str], wanted_by: str, variable: str, setting: str, file: str | None
) -> Secret:
    return Secret(
        name=setting.rpartition(".")[2].removesuffix("_file").replace("_", " "),
        variable=variable,
        setting=setting,
        wanted_by=wanted_by,
        text=secrets.get(variable, ""),
        file=folder / file if file else None,
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
