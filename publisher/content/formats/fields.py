"""The keys of front matter, typed: whatever way YAML wrote them, and what was expected where it did not."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from publisher.content.formats.edition import title_of
from publisher.content.words.dates import EXPECTED, parse_date_line
from publisher.content.words.people import split_authors

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ]\s*(\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s*(Z|[+-]\d\d(?::?\d\d)?)?", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[^\s/]\S*")


def _words(value: object) -> list[str]:
    """A list of words, however YAML was written: a list, or one string cut at commas, else at spaces."""
    if isinstance(value, str):
        value = value.split(",") if "," in value else value.split()
    return [name for word in _texts(value) if (name := " ".join(word.split()).lstrip("#"))]


def _people(value: object) -> list[str]:
    if isinstance(value, str):
        return list(split_authors(value))
    return [name for person in _texts(value) if (name := title_of(person))]


def _addresses(value: object) -> list[str]:
    found = [" ".join(address.split()) for address in _texts([value] if isinstance(value, str) else value)]
    strange = next((address for address in found if not _ADDRESS.fullmatch(address)), None)
    if strange is not None:
        raise ValueError(f'expected an address such as https://arxiv.org/abs/2412.08905, got "{strange[:80]}"')
    return found


def _address(value: object) -> str:
    found = _addresses(value) if value else []
    if len(found) > 1:
        raise ValueError(f"expected one address, got {len(found)}")
    return "".join(found)


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("expected a list of words such as [llm, tokenizer]")
    return [item for item in value if item.strip()]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("expected text")
    return value


def _name(value: object) -> str:
    """The name of a file; what other programs keep under this key, such as a table, is let be."""
    return value.strip() if isinstance(value, str) else ""


def _when(value: object) -> date | datetime:
    """A date in any way that a date line may be written, or a moment such as `2024-12-13 09:30:00 +0900`."""
    text = " ".join(_text(value).split())
    moment = _MOMENT.fullmatch(text)
    try:
        if not moment:
            return parse_date_line(text)
        time = moment[2] if moment[2].index(":") == 2 else f"0{moment[2]}"  # YAML lets 9:30 pass
        found = datetime.fromisoformat(f"{moment[1]}T{time}{(moment[3] or '').upper()}")
        parse_date_line(moment[1])
    except ValueError:
        raise ValueError(f'{EXPECTED}, got "{text[:80]}"') from None
    return found


_Words = Annotated[list[str], BeforeValidator(_words)]
_When = Annotated[datetime | date | None, BeforeValidator(_when)]


class Fields(BaseModel):
    """The keys that are read; others belong to other programs and are let be."""

    model_config = ConfigDict(extra="ignore")

    title: Annotated[str, BeforeValidator(_text)] = ""
    date: _When = None
    updated: _When = None
    authors: Annotated[list[str], BeforeValidator(_people)] = Field(default_factory=list)
    url: Annotated[list[str], BeforeValidator(_addresses)] = Field(default_factory=list)
    via: Annotated[str, BeforeValidator(_address)] = ""
    image: Annotated[str, BeforeValidator(_name)] = ""
    abstract: Annotated[str, BeforeValidator(_text)] = ""
    tags: _Words = Field(default_factory=list)
    languages: _Words = Field(default_factory=list)
    draft: bool = False

    @field_validator("languages")
    @classmethod
    def _are_spoken(cls, value: list[str], info: ValidationInfo) -> list[str]:
        """The context holds the codes of the site's languages."""
        spoken = tuple(info.context or ())
        strange = next((code for code in value if code not in spoken), None)
        if strange is not None:
            raise ValueError(f'expected some of {", ".join(spoken)}, got "{strange[:40]}"')
        return value


SYNONYMS = {
    "author": "authors",
    "link": "url",
    "address": "url",
    "lang": "languages",
    "language": "languages",
}
"""Keys that other programs use for ours."""
