"""[newsletter] -> who the weekly mail is from, when it closes, what it offers."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import getaddresses, parseaddr
from typing import Annotated, Literal

from pydantic import AfterValidator

from publisher.config.tables.addresses import EMAIL
from publisher.config.tables.closing import ClosingText, parse_closing
from publisher.config.tables.table import Table
from publisher.feeds.format import Format
from publisher.feeds.formats import widest
from publisher.newsletter.settings import Newsletter
from publisher.site import Person, Site


def _sender(value: str) -> str:
    sender = " ".join(value.split())
    found = getaddresses([sender])
    if value and (len(found) != 1 or not EMAIL.fullmatch(found[0][1]) or not found[0][1].isascii()):
        raise ValueError(f'expected a sender such as Notes <weekly@example.org>, got "{value}"')
    return sender


class NewsletterTable(Table):
    """The weekly mail."""

    sender: Annotated[str, AfterValidator(_sender)] = ""
    """`Notes <weekly@example.org>`; the site's title and `newsletter@` its host where it is not given."""
    postal_address: str = ""
    """Many countries ask for one in the footer."""
    unsubscribe: str = ""
    """An https address, or `mailto:`; a mail to the sender where it is not given."""
    closes: ClosingText = "Monday 12:00"
    """When a week's issue closes, after the week: until then late notes still join it."""
    subscribe: bool = False
    """Whether pages lead to the form of `publisher serve`, on which people subscribe."""
    list_id: str = ""
    group: Literal["day", "tag"] = "day"
    """What the notes of an issue stand under: their day, or their first tag."""


def settle_newsletter(table: NewsletterTable, site: Site, *, title: str, formats: Iterable[Format]) -> Newsletter:
    name, email = parseaddr(table.sender or f"newsletter@{site.host}")
    return Newsletter(
        sender=Person(name=name or title, email=email),
        postal_address=table.postal_address,
        unsubscribe=table.unsubscribe or f"mailto:{email}?subject=unsubscribe",
        closes=parse_closing(table.closes),
        feeds=tuple((one.name, one.file_name) for one in widest(formats)),
        list_id=table.list_id,
        group=table.group,
    )
