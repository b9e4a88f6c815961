"""A path below feeds/ -> a link to it that stands on any page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A label and where it leads; templates write the page's way to the web root before it."""

    label: str
    target: str
    """Below feeds/, percent-encoded: `ko/tags/%EA%B0%95%ED%99%94/`."""
    language: str
    """Of the label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfLink:
    """Where a channel's page is, and what there is on it."""

    target: str
    language: str
    count: int
    newest: date


def target(path: str) -> str:
    """Percent-encode a path below feeds/, anchor and all."""
    bare, hash_sign, anchor = path.partition("#")
    return _quoted(bare) + hash_sign + quote(anchor)


@lru_cache(maxsize=1 << 12)
def _quoted(folder: str) -> str:
    """Few folders stand on very many pages."""
    return quote(folder)
