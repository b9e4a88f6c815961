"""Tags -> lists of them by initial letter, and the page that lists every tag of a language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from publisher.content.channel import Channel
from publisher.content.library import Library
from publisher.content.tags import Tag
from publisher.pages.link import ShelfLink, target
from publisher.pages.page import Page
from publisher.site import Language, Site, tag_folder, tags_folder

_COMMON = 200
"""Where there are more tags than this, the rarer ones are folded away."""
_HANGUL_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST_SYLLABLE, _LAST_SYLLABLE, _SYLLABLES_PER_CONSONANT = "가", "힣", 21 * 28  # Unicode, section 3.12


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    """A tag and the pages it has."""

    tag: Tag
    shelves: tuple[ShelfLink, ...]
    """One for each language that has entries of it."""

    @property
    def count(self) -> int:
        return sum(shelf.count for shelf in self.shelves)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The tags under one initial."""

    initial: str
    rows: tuple[TagRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagList:
    """Tags by initial letter, the rarer ones of very many apart."""

    count: int
    common: tuple[Letter, ...]
    rare: tuple[Letter, ...]
    rare_count: int


def tags_page(library: Library, site: Site, language: Language) -> Page:
    """Every tag of a language: `ko/tags/`."""
    listed = tag_list(tag_rows(library, (language.code,)))
    folder = tags_folder(language.code)
    return Page(
        template="tags",
        folder=folder,
        canonical=folder,
        language=language,
        title=f"{language.strings('page_tags')} · {language.title}",
        description=language.strings("page_tag_count", count=listed.count),
        channels=(Channel(language=language.code),),
        translations={code: tags_folder(code) for code in site.codes},
        view=listed,
    )


def tag_rows(library: Library, languages: Sequence[str]) -> tuple[TagRow, ...]:
    """Every tag that has an entry in one of these languages, by label."""
    rows = (TagRow(tag=tag, shelves=tuple(_shelves(library, tag, languages))) for tag in library.tags)
    return tuple(row for row in rows if row.shelves)


def busiest(rows: Sequence[TagRow], limit: int) -> tuple[TagRow, ...]:
    """The tags with the most entries, in the order in which they came."""
    chosen = {row.tag for row in sorted(rows, key=lambda row: -row.count)[:limit]}
    return tuple(row for row in rows if row.tag in chosen)


def tag_list(rows: Sequence[TagRow]) -> TagList:
    """Sort tags under their initials."""
    common = busiest(rows, _COMMON)
    kept = {row.tag for row in common}
    rare = tuple(row for row in rows if row.tag not in kept)
    return TagList(count=len(rows), common=tuple(_letters(common)), rare=tuple(_letters(rare)), rare_count=len(rare))


def initial(label: str) -> str:
    """The letter under which a tag is looked up: `É` under E, 강화학습 under ㄱ, digits and signs under #."""
    first = label[:1]
    if _FIRST_SYLLABLE <= first <= _LAST_SYLLABLE:
        return _HANGUL_CONSONANTS[(ord(first) - ord(_FIRST_SYLLABLE)) // _SYLLABLES_PER_CONSONANT]
    letter = unicodedata.normalize("NFKD", first)[:1].upper()
    return letter if letter.isalpha() else "#"


def _shelves(library: Library, tag: Tag, languages: Iterable[str]) -> Iterator[ShelfLink]:
    for code in languages:
        if entries := library.of(code, tag.slug):
            yield ShelfLink(
                target=target(tag_folder(code, tag.path)),
                language=code,
                count=len(entries),
                newest=entries[0].published.date(),
            )


def _letters(rows: Iterable[TagRow]) -> Iterator[Letter]:
    under: dict[str, list[TagRow]] = {}
    for row in rows:
        under.setdefault(initial(row.tag.label), []).append(row)
    for letter in sorted(under, key=lambda letter: (letter != "#", letter)):
        yield Letter(initial=letter, rows=tuple(under[letter]))
