"""[feeds] -> which formats feeds are written in, and how much one holds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, NonNegativeInt, PositiveInt, ValidationInfo

from publisher.config.tables.table import Table
from publisher.feeds.atom import ATOM
from publisher.feeds.format import Format
from publisher.feeds.formats import FORMATS
from publisher.feeds.size import Archives, FeedSize


def _formats(value: list[str]) -> list[str]:
    known = [feed_format.key for feed_format in FORMATS]
    if not value or not set(value).issubset(known):
        got = ", ".join(f'"{key}"' for key in value if key not in known) or "none"
        raise ValueError(f"expected some of {', '.join(known)}, got {got}")
    return value


def _archives(value: str, found: ValidationInfo) -> str:
    formats = found.data.get("formats", [ATOM.key])  # not there where it is wrong itself
    if value != Archives.NONE and ATOM.key not in formats:
        raise ValueError(f'expected "{ATOM.key}" among feeds.formats: archive documents are written in it')
    return value


class FeedsTable(Table):
    """How feeds are written, and how much one holds."""

    formats: Annotated[list[str], AfterValidator(_formats)] = Field(
        default_factory=lambda: [feed_format.key for feed_format in FORMATS]
    )
    """Those that are written, offered on pages and named in mail."""
    entries: PositiveInt = 20
    """At least so many of the newest."""
    days: NonNegativeInt = 7
    """And all of so many days up to the newest."""
    bytes: Annotated[int, Field(ge=10_000)] = 512 * 1024
    """And no more than this: validators warn of larger feeds."""
    archives: Annotated[Literal["none", "languages", "all"], AfterValidator(_archives)] = "none"
    """Whose every entry stays in archive documents (RFC 5005): nobody's, each language's, or each channel's."""


def settle_formats(table: FeedsTable) -> tuple[Format, ...]:
    """In the order of FORMATS; at least one."""
    return tuple(one for one in FORMATS if one.key in table.formats)


def settle_feed_size(table: FeedsTable) -> FeedSize:
    return FeedSize(entries=table.entries, days=table.days, bytes=table.bytes)
