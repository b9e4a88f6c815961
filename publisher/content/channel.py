"""Library -> channels: what one can subscribe to, by which name and at which address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from publisher.content.library import Library
from publisher.content.tags import Tag, TagRules, folder_name
from publisher.site import Site, language_folder, tag_folder

# RFC 4151 wants a date on which the authority was held. Neither the clock nor the notes may choose it,
# since a feed's id never changes; entries' ids name a whole day, so that the two cannot meet.
_MINTED = "2024"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What one feed holds: a language, or a tag in a language."""

    language: str
    tag: Tag | None = None

    @property
    def folder(self) -> str:
        """Where the channel's page and feeds lie, as a path below feeds/."""
        return tag_folder(self.language, self.tag.path) if self.tag else language_folder(self.language)

    @property
    def slug(self) -> str:
        """The tag's identity; empty for a whole language, as in `Library.of`."""
        return self.tag.slug if self.tag else ""

    def id(self, site: Site) -> str:
        """A tag: URI that stays the same for as long as the language or the tag does."""
        specific = f"{self.language}/tags/{self.slug}" if self.tag else self.language
        return f"tag:{site.authority},{_MINTED}:{quote(specific)}"

    def title(self, site: Site) -> str:
        """The title, different for each channel: many readers show nothing else of a feed."""
        language = site.language(self.language)
        title = language.title
        if sum(other.title == title for other in site.languages) > 1:
            title = f"{title} ({language.strings.language_name(language.code)})"
        return f"{title} · {self.tag.label}" if self.tag else title


def channels(library: Library, site: Site) -> tuple[Channel, ...]:
    """Every channel: each language, entries or not, then each tag that has entries in it."""
    return tuple(Channel(language=code, tag=tag) for code in site.codes for tag in (None, *library.tags_of(code)))


def former_folders(library: Library, language: str, rules: TagRules) -> Mapping[str, tuple[str, ...]]:
    """Tag slug -> the folders of its aliases, which stay readable unless a live tag has moved in."""
    live = {tag.path for tag in library.tags_of(language)}
    former: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for old, slug in sorted(rules.aliases.items()):
        if folder_name(old) not in live:
            former[slug] += (tag_folder(language, folder_name(old)),)
    return former
