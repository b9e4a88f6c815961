"""Authors in publisher.toml -> the people who publish."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from publisher.config.tables.addresses import EMAIL
from publisher.config.tables.table import Table
from publisher.config.tables.words import Words
from publisher.site import Person

_URI = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+")


def _email(value: str) -> str:
    if value and not EMAIL.fullmatch(value):
        raise ValueError(f'expected an e-mail address such as me@example.org, got "{value}"')
    return value


def _uri(value: str) -> str:
    if value and not _URI.fullmatch(value):
        raise ValueError(f'expected an address such as https://example.org/me, got "{value}"')
    return value


class Author(Table):
    """Who publishes: the author of every feed."""

    name: Words
    email: Annotated[str, AfterValidator(_email)] = ""
    uri: Annotated[str, AfterValidator(_uri)] = ""


def _people(value: object) -> object:
    return [{"name": item} if isinstance(item, str) else item for item in value] if isinstance(value, list) else value


Authors = Annotated[list[Author], BeforeValidator(_people)]


def settle_people(authors: Iterable[Author], *, title: str) -> tuple[Person, ...]:
    """Those who publish; the site's title where nobody is named."""
    people = tuple(Person(name=one.name, email=one.email, uri=one.uri) for one in authors)
    return people or (Person(name=title),)
