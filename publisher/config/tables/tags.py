"""[tags] -> which tags are one, and which are shown nowhere."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from publisher.config.tables.table import Table
from publisher.content.tags import TagRules, identity


def _aliases(value: dict[str, str]) -> dict[str, str]:
    for old, new in value.items():
        if not identity(old) or not identity(new):
            raise ValueError(f'expected two tags, got "{old}" and "{new}"')
    return value


class TagsTable(Table):
    """Which tags are one, and which are shown nowhere."""

    aliases: Annotated[dict[str, str], AfterValidator(_aliases)] = Field(default_factory=dict)
    """Old name -> the name that it is published under; the old address keeps working."""
    hidden: list[str] = Field(default_factory=list)


def settle_tags(table: TagsTable) -> TagRules:
    """ValueError says which alias leads to no tag."""
    aliases = {identity(old): identity(new) for old, new in table.aliases.items()}
    final = {old: _final(old, aliases) for old in aliases}
    return TagRules(
        aliases=final,
        hidden=frozenset(final.get(identity(name), identity(name)) for name in table.hidden),
    )


def _final(old: str, aliases: dict[str, str]) -> str:
    """Follow an alias of an alias to its end."""
    new, seen = aliases[old], {old}
    while new in aliases:
        if new in seen:
            raise ValueError(f'tags.aliases: expected "{old}" to lead to a tag, it leads back to itself')
        seen.add(new)
        new = aliases[new]
    return new
