"""The keys of front matter, typed: whatever way YAML wrote them, and what was expected where it did not."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from publisher.content.dates import parse_date_line
from publisher.content.edition import title_of
from publisher.content.people import split_authors


def _words(value: object) -> object:
    """A list of words, however YAML was written: a list, or one string cut at commas, else at spaces."""
    if isinstance(value, str):
        value = value.split(",") if "," in value else value.split()
    return [name for word in _scalars(value) if (name := str(word).strip().lstrip("#"))]


def _people(value: object) -> object:
    if isinstance(value, str):
        return list(split_authors(value))
    return [name for person in _scalars(value) if (name := title_of(str(person)))]


def _addresses(value: object) -> object:
    found = [str(address).strip() for address in _scalars([value] if isinstance(value, str) else value)]
    strange = [address for address in found if not re.match(r"https?://[^\s/]", address)]
    if strange:
        raise ValueError(f'expected an address such as https://arxiv.org/abs/2412.08905, got "{strange[0][:80]}"')
    return found


def _scalars(value: object) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list) or any(isinstance(item, (dict, list)) for item in value):
        raise ValueError("expected a list of words such as [llm, tokenizer]")
    return value


def _text(value: object) -> object:
    if isinstance(value, (dict, list)):
        raise ValueError("expected text")
    return "" if value is None else str(value)


def _when(value: object) -> object:
    """A date, a moment, or text of either; YAML has already turned plain ones into objects."""
    if value is None or isinstance(value, (date, datetime)):
        return value
    try:
        return (
            datetime.fromisoformat(str(value))
            if "T" in str(value) or ":" in str(value)
            else parse_date_line(str(value))
        )
    except ValueError as error:
        raise ValueError(f'expected a date such as 2024-12-13, got "{str(value)[:80]}"') from error


_Words = Annotated[list[str], BeforeValidator(_words)]
_When = Annotated[datetime | date | None, BeforeValidator(_when)]


class Fields(BaseModel):
    """The keys that are read; others belong to other programs and are let be."""

    model_config = ConfigDict(extra="ignore", arbitrary_types_allowed=True)

    title: Annotated[str, BeforeValidator(_text)] = ""
    date: _When = None
    updated: _When = None
    authors: Annotated[list[str], BeforeValidator(_people)] = Field(default_factory=list)
    url: Annotated[list[str], BeforeValidator(_addresses)] = Field(default_factory=list)
    abstract: Annotated[str, BeforeValidator(_text)] = ""
    tags: _Words = Field(default_factory=list)
    languages: _Words = Field(default_factory=list)
    draft: bool = False


SYNONYMS = {
    "author": "authors",
    "link": "url",
    "address": "url",
    "lang": "languages",
    "language": "languages",
}
"""Keys that other programs use for ours."""
