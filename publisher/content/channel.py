"""Library -> channels: what one can subscribe to, by which name and at which address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from publisher.content.library import Library
from publisher.content.tags import Combination, Tag, TagRules, folder_name
from publisher.site import Site, combination_folder, language_folder, tag_folder, weekly_folder
from publisher.week import Week

# RFC 4151 wants a date on which the authority was held. Neither the clock nor the notes may choose it,
# since a feed's id never changes; entries' ids name a whole day, so that the two cannot meet.
_MINTED = "2024"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What one feed holds: a language, a tag or a combination of tags in a language, or a language's weekly issues."""

    language: str
    tag: Tag | None = None
    combination: Combination | None = None
    is_weekly: bool = False
    """Whether its entries are issues of the newsletter, not notes."""

    @property
    def is_whole(self) -> bool:
        """Whether it holds every note of its language."""
        return not (self.tag or self.combination or self.is_weekly)

    @property
    def label(self) -> str:
        """What it is called within its language; empty for the whole of it."""
        if self.combination:
            return self.combination.title(self.language)
        return self.tag.label if self.tag else ""

    @property
    def folder(self) -> str:
        """Where the channel's page and feeds lie, as a path below feeds/."""
        if self.is_weekly:
            return weekly_folder(self.language)
        if self.combination:
            return combination_folder(self.language, self.combination.name)
        return tag_folder(self.language, self.tag.path) if self.tag else language_folder(self.language)

    @property
    def slug(self) -> str:
        """What `Library.of` knows it by: the tag's identity; empty for a whole language."""
        if self.combination:
            return self.combination.shelf
        return self.tag.slug if self.tag else ""

    def id(self, site: Site) -> str:
        """A tag: URI that stays the same for as long as the language, the tag or the combination's name does."""
        within = f"/tags/{self.slug}" if self.tag else f"/{self.slug}" if self.combination else ""
        return _uri(site, self.language, "/weekly" if self.is_weekly else within)

    def title(self, site: Site) -> str:
        """The title, different for each channel: many readers show nothing else of a feed."""
        language = site.language(self.language)
        title = language.title
        if sum(other.title == title for other in site.languages) > 1:
            title = f"{title} ({language.strings.language_name(language.code)})"
        if self.is_weekly:
            return f"{title} · {language.strings('weekly')}"
        return title if self.is_whole else f"{title} · {self.label}"


def issue_id(site: Site, language: str, week: Week) -> str:
    """A tag: URI of a weekly issue, which the clock and what the issue holds have no part in."""
    return _uri(site, language, f"/weekly/{week}")


def channels(library: Library, site: Site) -> tuple[Channel, ...]:
    """Every channel: each language, its weekly issues and what the configuration names in it, then its tags."""
    return tuple(channel for code in site.codes for channel in channels_of(code, library))


def channels_of(code: str, library: Library) -> Iterator[Channel]:
    """The channels of one language."""
    yield Channel(language=code)
    yield Channel(language=code, is_weekly=True)
    for combination in library.combinations:
        yield Channel(language=code, combination=combination)
    for tag in library.tags_of(code):
        yield Channel(language=code, tag=tag)


def translations(channel: Channel, library: Library, site: Site) -> tuple[Channel, ...]:
    """The same channel in each language that has it, this one too: a tag only where it has entries."""
    return tuple(
        replace(channel, language=code) for code in site.codes if not channel.tag or library.of(code, channel.slug)
    )


def former_folders(library: Library, language: str, rules: TagRules) -> Mapping[str, tuple[str, ...]]:
    """Tag slug -> the folders of its aliases, which stay readable unless a live tag has moved in."""
    live = {tag.path for tag in library.tags_of(language)}
    former: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for old, slug in sorted(rules.aliases.items()):
        if folder_name(old) not in live:
            former[slug] += (tag_folder(language, folder_name(old)),)
    return former


def _uri(site: Site, language: str, within: str) -> str:
    return f"tag:{site.authority},{_MINTED}:{quote(language + within)}"
