"""A site on which people subscribe, whoever visits it without a browser, and the mails that reach them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import html as parser
from werkzeug.test import TestResponse

from publisher import theme
from publisher.audience.email import parse_email
from publisher.audience.links import Purpose
from publisher.audience.roster import Roster
from publisher.audience.subscriber import Subscriber
from publisher.notices.clerk import Clerk
from publisher.notices.message import Desk
from publisher.outbox.transports.memory import Memory
from publisher.store.opening import Chance
from publisher.store.tables import METADATA
from publisher.web.application import application
from tests.builders import a_chance
from tests.web.conftest import House

ONE_CLICK = "List-Unsubscribe=One-Click"


@dataclass(kw_only=True)
class Visited(House):
    """Such a site, with a way out for mail that keeps what left."""

    chance: Chance = field(default_factory=lambda: a_chance(3))
    mailbox: Memory = field(default_factory=Memory, repr=False)
    calls: list[None] = field(default_factory=list, repr=False)
    """How often the application said that a mail is owed."""

    def application(self, **options: Any) -> Flask:
        return application(
            self.settings,
            store=self.store,
            clock=lambda: self.now,
            chance=self.chance,
            owed=lambda: self.calls.append(None),
            **options,
        )

    @cached_property
    def roster(self) -> Roster:
        return Roster(store=self.store, chance=a_chance(4))

    def configure(self, text: str) -> None:
        """Add to the configuration."""
        file = self.folder / "publisher.toml"
        file.write_text(f"{file.read_text('utf-8')}\n{text}\n", "utf-8")

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)

    def deliver(self) -> list[EmailMessage]:
        """The mails that leave now, as a mail program reads them."""
        before = len(self.mailbox.left)
        settings = self.settings
        desk = Desk(
            site=settings.site,
            newsletter=settings.newsletter,
            keyring=self.store.keyring,
            environment=theme.environment(),
            labels=lambda: {"llm": "llm", "tokenizer": "tokenizer", "임베딩": "임베딩"},
        )
        Clerk(roster=self.roster, desk=desk, transport=self.mailbox).deliver(now=self.now)
        left = self.mailbox.left[before:]
        return [message_from_bytes(parcel.message, EmailMessage, policy=policy.default) for parcel in left]

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that the store holds."""
        with self.store.reading() as connection:
            return {
                name: [tuple(row) for row in connection.execute(table.select())]
                for name, table in METADATA.tables.items()
            }

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        before = self.rows()
        yield
        assert self.rows() == before

    def subscriber(self, email: str = "ada@example.org") -> Subscriber:
        shown = self.roster.show(parse_email(email))
        assert shown
        return shown[0]

    def choices(self, email: str = "ada@example.org") -> list[str]:
        return list(map(str, self.subscriber(email).choices))

    def path(self, purpose: Purpose, email: str = "ada@example.org", language: str = "en") -> str:
        """The path of a link in a letter."""
        name = {Purpose.MANAGE: "preferences", Purpose.LEAVE: "unsubscribe"}[purpose]
        return f"/{language}/{name}/{self.roster.token(purpose, self.subscriber(email))}"


def stamp_of(page: TestResponse) -> str:
    return str(elements(page.text, "//input[@name='stamp']")[0].get("value"))


def ask(
    house: Visited, client: FlaskClient, *, language: str = "en", headers: Any = None, **fields: Any
) -> TestResponse:
    """Fill the form in as a person would; they take five seconds."""
    stamp = stamp_of(client.get(f"/{language}/subscribe/"))
    house.passes(seconds=5)
    filled = {"stamp": stamp, "email": "ada@example.org", "choice": ["en/llm", "en/tokenizer"], "website": "", **fields}
    return client.post(f"/{language}/subscribe/", data=filled, headers=headers)


def link_of(mail: EmailMessage, part: str) -> str:
    """The path of the link in a mail's text."""
    text = mail.get_body(("plain",))
    assert text
    found = re.search(rf"https://notes\.example(/\w+/{part}/[\w-]+)\s", text.get_content())
    assert found, text.get_content()
    return found[1]


def subscribe(house: Visited, client: FlaskClient, **fields: Any) -> Subscriber:
    """Ask and confirm, the long way."""
    ask(house, client, **fields)
    (mail,) = house.deliver()
    client.post(link_of(mail, "confirm"))
    return house.subscriber(fields.get("email", "ada@example.org"))


def location(answer: TestResponse) -> str:
    return urlsplit(answer.headers["Location"])._replace(scheme="", netloc="").geturl()


def elements(text: str, path: str) -> list[Any]:
    """The elements of a page that an XPath finds."""
    found: Any = parser.fromstring(text).xpath(path)
    return list(found)


def words(answer: TestResponse) -> str:
    """What a person reads on a page."""
    (main,) = elements(answer.text, "//main")
    return " ".join(main.text_content().split())
