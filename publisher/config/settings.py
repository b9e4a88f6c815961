"""The tables of publisher.toml -> Settings: the nouns that the stages ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publisher.audience.limits import Limits
from publisher.audience.remotes import Remotes
from publisher.config.schema import Publication
from publisher.config.tables.account import Safe
from publisher.config.tables.channels import settle_channels
from publisher.config.tables.content import settle_content
from publisher.config.tables.feeds import settle_feed_size, settle_formats
from publisher.config.tables.mail import settle_mail
from publisher.config.tables.mailgun import MAILGUN_KEY, MAILGUN_SIGNING_KEY, settle_mailgun, settle_mailgun_hook
from publisher.config.tables.newsletter import settle_newsletter
from publisher.config.tables.paths import Paths
from publisher.config.tables.postmark import POSTMARK_HOOK, POSTMARK_TOKEN, settle_postmark, settle_postmark_hook
from publisher.config.tables.resend import RESEND_KEY, RESEND_SIGNING_SECRET, settle_resend, settle_resend_hook
from publisher.config.tables.send import settle_manner
from publisher.config.tables.site import settle_site
from publisher.config.tables.smtp import settle_relay
from publisher.config.tables.subscribers import settle_limits
from publisher.config.tables.tags import settle_tags
from publisher.config.tables.web import Web, settle_web
from publisher.config.tables.websub import settle_patience
from publisher.content.loader import LoadRules
from publisher.content.tags import TagRules
from publisher.feeds.format import Format
from publisher.feeds.size import Archives, FeedSize
from publisher.newsletter.settings import Newsletter
from publisher.outbox.hooks.hook import Hook
from publisher.outbox.manner import Manner
from publisher.outbox.transports.providers.provider import Provider
from publisher.outbox.transports.smtp.password import VARIABLE
from publisher.outbox.ways import Mail
from publisher.site import Site
from publisher.store.address import StoreAddress
from publisher.websub.patience import Patience

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
    safe = Safe(texts=secrets or {}, folder=file.parent)
    site = settle_site(
        publication,
        templates=paths.templates,
        hubs=tuple(publication.websub.hubs),
        takes_subscribers=publication.newsletter.subscribe,
    )
    formats = settle_formats(publication.feeds)
    newsletter = settle_newsletter(publication.newsletter, site, title=publication.title, formats=formats)
    return Settings(
        file=file,
        site=site,
        paths=paths,
        load=settle_content(publication.content, apart=_apart(publication, paths, file.parent)),
        tags=settle_channels(publication.channels, settle_tags(publication.tags), publication.languages),
        formats=formats,
        feed_size=settle_feed_size(publication.feeds),
        archives=Archives(publication.feeds.archives),
        has_pages=publication.pages.publish,
        newsletter=newsletter,
        patience=settle_patience(publication.websub),
        lines=lines,
        store=store,
        remotes=Remotes(publication.subscribers.remote_addresses),
        limits=settle_limits(publication.subscribers),
        says_goodbye=publication.subscribers.goodbye,
        mail=settle_mail(
            publication.mail,
            file.parent,
            newsletter,
            relay=settle_relay(publication.smtp, site, folder=file.parent, password=safe.texts.get(VARIABLE, "")),
            providers=_providers(publication, safe),
        ),
        send=settle_manner(publication.send, newsletter.closes),
        web=settle_web(publication.web, site),
        hooks=(
            settle_postmark_hook(publication.postmark, safe),
            settle_mailgun_hook(publication.mailgun, safe),
            settle_resend_hook(publication.resend, safe),
        ),
    )


def _apart(publication: Publication, paths: Paths, folder: Path) -> frozenset[Path]:
    """What holds no notes, although it may lie among them."""
    mail = (folder / publication.mail.folder).absolute()
    return frozenset((paths.output, paths.newsletters, paths.templates, paths.register, mail))


def _providers(publication: Publication, safe: Safe) -> Mapping[str, Provider]:
    """Those that letters can be handed to: all but Mailgun without a domain."""
    providers: dict[str, Provider] = {
        "postmark": settle_postmark(publication.postmark, safe),
        "resend": settle_resend(publication.resend, safe),
    }
    if mailgun := settle_mailgun(publication.mailgun, safe):
        providers["mailgun"] = mailgun
    return providers
