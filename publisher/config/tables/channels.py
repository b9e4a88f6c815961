"""[channels] -> the tags that are brought together in one channel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from publisher.config.tables.table import Table
from publisher.config.tables.words import Line
from publisher.content.tags import Combination, TagRules, folder_name, identity


def _tag_names(value: list[str]) -> list[str]:
    strange = next((name for name in value if not identity(name)), None)
    if strange is not None or not value:
        raise ValueError(f'expected tags such as ["quantization", "distillation"], got {value!r}')
    return value


def _is_title(value: object) -> object:
    """One mistake with one name, where each kind of a union would tell its own."""
    texts = value.values() if isinstance(value, dict) else (value,)
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(f"expected a text, or a table with a text for each language, got {value!r}")
    return value


class ChannelTable(Table):
    """Tags that are brought together in one channel."""

    tags: Annotated[list[str], AfterValidator(_tag_names)]
    title: Annotated[Line | dict[str, Line], BeforeValidator(_is_title)] = ""
    """What it is called: in every language, or a table with a text for each; its name where it is not given."""


def _channel_names(value: dict[str, Any]) -> dict[str, Any]:
    for name in value:
        if not name == identity(name) == folder_name(name):
            raise ValueError(f'expected a name of lower-case letters, digits and hyphens, got "{name}"')
    return value


Channels = Annotated[dict[str, ChannelTable], AfterValidator(_channel_names)]


def settle_channels(tables: Mapping[str, ChannelTable], rules: TagRules, languages: Iterable[str]) -> TagRules:
    """The rules of tags, and the channels that bring some together."""
    combinations = (_combination(name, table, rules, languages) for name, table in tables.items())
    return replace(rules, combinations=tuple(combinations))


def _combination(name: str, table: ChannelTable, rules: TagRules, languages: Iterable[str]) -> Combination:
    titles = dict.fromkeys(languages, table.title) if isinstance(table.title, str) else table.title
    return Combination(name=name, slugs=tuple(dict.fromkeys(map(rules.identity, table.tags))), titles=titles)
