"""Which spellings are one tag, what the tag is called, and where it lives."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

_SEPARATORS = re.compile(r"[\s_\-/]+")
_UNSAFE = re.compile(r'[<>:"\\|?*%#\x00-\x1f\x7f]')
_RESERVED = frozenset({"index.html"})
"""What the folder of all tags holds itself."""
_LONGEST_FOLDER = 120  # bytes: file systems take 255, and an address has to hold it percent-encoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag of the site: equal when its identity is."""

    slug: str
    """Its identity: NFC, casefolded, runs of `_ - / space` as one `-`."""
    label: str = field(compare=False)
    """The commonest spelling."""

    @property
    def path(self) -> str:
        return folder_name(self.slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """Tags that the configuration brings together: one channel holds the entries of all of them."""

    name: str
    """One safe folder name."""
    slugs: tuple[str, ...]
    """Identities of its tags."""
    titles: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Language -> what it is called there, if not by its name."""

    @property
    def shelf(self) -> str:
        """What `Library.of` knows it by; no tag's identity holds a slash."""
        return f"channels/{self.name}"

    def title(self, language: str) -> str:
        return self.titles.get(language) or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRules:
    """What the configuration says of tags."""

    aliases: Mapping[str, str] = field(default_factory=dict)
    """Old identity -> identity."""
    hidden: frozenset[str] = frozenset()
    """Identities of tags that are shown nowhere and have no feed."""
    combinations: tuple[Combination, ...] = ()

    def identity(self, spelling: str) -> str:
        slug = identity(spelling)
        return self.aliases.get(slug, slug)


@lru_cache(maxsize=1 << 16)  # a site has far fewer tags than notes
def identity(spelling: str) -> str:
    """The identity of a spelling; empty when nothing of it is left."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", spelling).casefold())
    return _SEPARATORS.sub("-", folded).strip("-")


def folder_name(slug: str) -> str:
    """One safe folder name for an identity: itself, or a part of it and a hash where it must differ."""
    safe = _UNSAFE.sub("", slug).strip(".")
    while len(safe.encode()) > _LONGEST_FOLDER:
        safe = safe[:-1].rstrip(".")
    if safe == slug and slug not in _RESERVED:
        return slug
    mark = hashlib.sha256(slug.encode()).hexdigest()[:8]
    return f"{safe}-{mark}" if safe else mark


def label_tags(spellings: Iterable[str], rules: TagRules) -> dict[str, Tag]:
    """Choose each tag's label: its commonest spelling, the alphabet's first among equals.

    An alias lends no spelling to the tag it stands for, unless nobody spells the tag itself.
    """
    counts: dict[str, Counter[str]] = {}
    for spelling in spellings:
        slug = identity(spelling)
        own = rules.aliases.get(slug, slug)
        label = spelling if own == slug else own
        counts.setdefault(own, Counter())[label] += int(own == slug)
    return {slug: Tag(slug=slug, label=_commonest(labels)) for slug, labels in counts.items()}


def _commonest(labels: Counter[str]) -> str:
    return min(labels, key=lambda label: (-labels[label], label))
