"""What publisher.toml may say: which tables there are. Each is declared in a module of `tables`."""

from __future__ import annotations

from pydantic import Field

from publisher.config.tables.channels import Channels
from publisher.config.tables.content import ContentTable
from publisher.config.tables.feeds import FeedsTable
from publisher.config.tables.mail import MailTable
from publisher.config.tables.mailgun import MailgunTable
from publisher.config.tables.newsletter import NewsletterTable
from publisher.config.tables.pages import PagesTable
from publisher.config.tables.paths import PathsTable
from publisher.config.tables.postmark import PostmarkTable
from publisher.config.tables.resend import ResendTable
from publisher.config.tables.send import SendTable
from publisher.config.tables.site import SiteTable
from publisher.config.tables.smtp import SmtpTable
from publisher.config.tables.store import StoreTable
from publisher.config.tables.subscribers import SubscribersTable
from publisher.config.tables.tags import TagsTable
from publisher.config.tables.web import WebTable
from publisher.config.tables.websub import WebSubTable


class Publication(SiteTable):
    """The whole of publisher.toml: what stands above all tables, and the tables."""

    paths: PathsTable = Field(default_factory=PathsTable)
    content: ContentTable = Field(default_factory=ContentTable)
    feeds: FeedsTable = Field(default_factory=FeedsTable)
    pages: PagesTable = Field(default_factory=PagesTable)
    tags: TagsTable = Field(default_factory=TagsTable)
    channels: Channels = Field(default_factory=dict)
    newsletter: NewsletterTable = Field(default_factory=NewsletterTable)
    websub: WebSubTable = Field(default_factory=WebSubTable)
    store: StoreTable = Field(default_factory=StoreTable)
    subscribers: SubscribersTable = Field(default_factory=SubscribersTable)
    mail: MailTable = Field(default_factory=MailTable)
    smtp: SmtpTable = Field(default_factory=SmtpTable)
    postmark: PostmarkTable = Field(default_factory=PostmarkTable)
    mailgun: MailgunTable = Field(default_factory=MailgunTable)
    resend: ResendTable = Field(default_factory=ResendTable)
    send: SendTable = Field(default_factory=SendTable)
    web: WebTable = Field(default_factory=WebTable)
