"""A library -> the languages and tags that forms offer, with how many notes there are of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from publisher.audience.choice import Choice
from publisher.content.library import Library
from publisher.pages.tags import TagList, tag_list, tag_rows
from publisher.site import Language, Site


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """What can be chosen."""

    site: Site
    library: Library

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What each tag is called, by its slug."""
        return {tag.slug: tag.label for tag in self.library.tags}

    @cached_property
    def choices(self) -> Collection[Choice]:
        """Everything that may be chosen."""
        tags = {Choice(code, tag.slug) for code in self.site.codes for tag in self.library.tags_of(code)}
        return frozenset(tags | {Choice(code) for code in self.site.codes})

    def offers(self, first: str) -> tuple[Offered, ...]:
        """The languages, this one first."""
        ordered = sorted(self.site.languages, key=lambda language: language.code != first)
        return tuple(self._offer(language) for language in ordered)

    def _offer(self, language: Language) -> Offered:
        return Offered(
            language=language,
            count=len(self.library.of(language.code)),
            tags=tag_list(tag_rows(self.library, (language.code,))),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A language as a form offers it."""

    language: Language
    count: int
    """Of its notes."""
    tags: TagList


class Catalogues:
    """The catalogue of today: read again when what it was read from has changed. May be used by several threads."""

    def __init__(self, site: Site, read: Callable[[], Library], state: Callable[[], Hashable]) -> None:
        """`state` is another when the library may be."""
        self._site, self._read, self._state = site, read, state
        self._lock = Lock()
        self._kept: tuple[Hashable, Catalogue] | None = None

    def __call__(self) -> Catalogue:
        state = self._state()
        with self._lock:
            if not self._kept or self._kept[0] != state:
                self._kept = (state, Catalogue(site=self._site, library=self._read()))
            return self._kept[1]


def gone(chosen: Sequence[Choice], catalogue: Catalogue) -> tuple[Choice, ...]:
    """What somebody chose and nobody can choose at present: a tag that has no notes now keeps its readers."""
    return tuple(choice for choice in chosen if choice not in catalogue.choices)
