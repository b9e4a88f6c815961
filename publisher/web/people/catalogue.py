"""A library -> the languages and tags that forms offer, with how many notes there are of each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from publisher import pipeline
from publisher.audience.choice import Choice
from publisher.config import Settings
from publisher.content.library import Library, collect
from publisher.pages.tags import TagList, tag_list, tag_rows
from publisher.site import Language, Site

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A language as a form offers it."""

    language: Language
    count: int
    """Of its notes."""
    tags: TagList


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What can be chosen; it keeps nothing of the notes themselves."""

    offered: tuple[Offered, ...]
    labels: Mapping[str, str]
    """What each tag is called, by its slug."""
    choices: frozenset[Choice]

    def offers(self, first: str) -> tuple[Offered, ...]:
        """The languages, this one first."""
        return tuple(sorted(self.offered, key=lambda offer: offer.language.code != first))


def catalogue(library: Library, site: Site) -> Catalogue:
    """What there is in a library."""
    tags = (Choice(code, tag.slug) for code in site.codes for tag in library.tags_of(code))
    return Catalogue(
        offered=tuple(_offer(library, language) for language in site.languages),
        labels={tag.slug: tag.label for tag in library.tags},
        choices=frozenset((*tags, *map(Choice, site.codes))),
    )


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
                self._kept = (state, catalogue(self._read(), self._site))
            return self._kept[1]


def gone(chosen: Sequence[Choice], catalogue: Catalogue) -> tuple[Choice, ...]:
    """What somebody chose and nobody can choose at present: a tag that has no notes now keeps its readers."""
    return tuple(choice for choice in chosen if choice not in catalogue.choices)


def catalogues(settings: Settings, clock: Clock) -> Catalogues:
    """What there is to choose at a site: read from its notes, and again after each build."""

    def read() -> Library:
        library = pipeline.check(settings, now=clock()).library
        return library or collect((), site=settings.site, rules=settings.tags)

    def state() -> Hashable:
        try:
            status = settings.paths.register.stat()
        except OSError:
            return None
        return (status.st_mtime_ns, status.st_size, status.st_ino)

    return Catalogues(settings.site, read, state)


def _offer(library: Library, language: Language) -> Offered:
    return Offered(
        language=language,
        count=len(library.of(language.code)),
        tags=tag_list(tag_rows(library, (language.code,))),
    )
