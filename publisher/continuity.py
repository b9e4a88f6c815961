"""The configuration, the register and the output as it stands -> what a changed setting would take from readers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress

from publisher.config import Settings
from publisher.content.channel import channels, former_folders
from publisher.content.library import Library
from publisher.content.tags import Tag, folder_name, identity
from publisher.errors import Problem, Severity
from publisher.feeds.formats import FORMATS
from publisher.feeds.parts import Parts
from publisher.register.line import Line, Register
from publisher.site import holds_entries, language_folder, tag_folder, tags_folder

_FILE_NAMES = frozenset(one.file_name for one in FORMATS)


def was_published(settings: Settings, owned: Collection[str]) -> bool:
    """Whether the last build published entries; where it made no pages and there are no tags, feeds alone say it."""
    codes = settings.site.codes
    if holds_entries(owned, codes):
        return True
    feeds = (_read(language_folder(code), settings, owned) for code in codes)
    return any(feed.parts for feed in feeds if feed)


def breaks(register: Register, library: Library, settings: Settings, owned: Collection[str]) -> Iterator[Problem]:
    """Each with the setting that keeps what there is. `owned` are the paths that the last build has written."""
    yield from _authority(register, settings)
    yield from _languages(register, settings, owned)
    yield from _tags(library, settings, owned)


def _authority(register: Register, settings: Settings) -> Iterator[Problem]:
    """The newest note bears witness to what the authority was: a site that moved for good has a new one by now."""
    if not register.lines:
        return
    newest = max(register.lines, key=lambda line: line.published)
    former, now = newest.authority, settings.site.authority
    if former != now:
        yield _told(
            settings,
            ("authority", "address"),
            f"the ids of all feeds, and of new notes, become those of {now}, and were those of {former}: "
            f'authority = "{former}" keeps them',
        )


def _languages(register: Register, settings: Settings, owned: Collection[str]) -> Iterator[Problem]:
    codes = settings.site.codes
    gone = {language for line in _living(register) for language in line.languages if language not in codes}
    for language in sorted(gone):
        if _has_feed(language_folder(language), owned):
            count = sum(language in line.languages for line in _living(register))
            yield _told(
                settings,
                ("languages", f"languages.{codes[0]}"),
                f'"{language}" is no longer among the languages: its feeds, and the ids of {count} entries, end; '
                f"a code that is spelt otherwise begins them anew, so name {language} again to keep them",
            )


def _living(register: Register) -> Iterator[Line]:
    return (line for line in register.lines if not line.gone)


def _tags(library: Library, settings: Settings, owned: Collection[str]) -> Iterator[Problem]:
    """Tags whose feeds end while all that they held stands under another one, which is new."""
    told: set[str] = set()
    for language in settings.site.codes:
        for folder in sorted(_held(language, owned) - _folders(library, language, settings)):
            feed = _read(folder, settings, owned)
            successor = _successor(feed, library, language, settings, owned) if feed else None
            former = _name(feed, folder, language) if feed else ""
            if successor and former not in told:
                told.add(former)
                yield _told(
                    settings,
                    ("tags.aliases", "tags"),
                    f'the feeds of the tag "{former}" end, and what they held has the new tag "{successor.slug}": '
                    f'"{former}" = "{successor.slug}" under [tags.aliases] keeps their addresses',
                )


def _held(language: str, owned: Collection[str]) -> set[str]:
    """Folders of tags that hold feeds now."""
    split = (path.rpartition("/") for path in owned if path.startswith(tags_folder(language)))
    return {f"{folder}/" for folder, _, name in split if name in _FILE_NAMES}


def _has_feed(folder: str, owned: Collection[str]) -> bool:
    return any(folder + name in owned for name in _FILE_NAMES)


def _folders(library: Library, language: str, settings: Settings) -> set[str]:
    """Where the next build puts channels of this language."""
    own = {channel.folder for channel in channels(library, settings.site) if channel.language == language}
    return own.union(*former_folders(library, language, settings.tags).values())


def _successor(feed: Parts, library: Library, language: str, settings: Settings, owned: Collection[str]) -> Tag | None:
    """The new tag that has whatever is left of what a feed held."""
    held = {part.id for part in feed.parts} & {entry.id for entry in library.of(language)}
    for tag in library.tags_of(language) if held else ():
        if held <= {entry.id for entry in library.of(language, tag.slug)} and _is_new(tag, language, settings, owned):
            return tag
    return None


def _is_new(tag: Tag, language: str, settings: Settings, owned: Collection[str]) -> bool:
    """Whether a tag has had no feed yet, or only lent its folder to the one that it was an alias of."""
    folder = tag_folder(language, tag.path)
    if not _has_feed(folder, owned):
        return True
    feed = _read(folder, settings, owned)
    return feed is not None and _label(feed) != tag.slug


def _name(feed: Parts, folder: str, language: str) -> str:
    """The tag that a feed was of: its title ends in the label, unless only the folder tells."""
    path = folder.removeprefix(tags_folder(language)).rstrip("/")
    return label if folder_name(label := _label(feed)) == path else path


def _label(feed: Parts) -> str:
    """The identity of the label that a feed's title ends in."""
    return identity(feed.title.rpartition(" · ")[2])


def _read(folder: str, settings: Settings, owned: Collection[str]) -> Parts | None:
    """A feed that a build has left in a folder; None where somebody has changed or removed it since."""
    for one in FORMATS:
        file = settings.paths.output / folder / one.file_name
        if folder + one.file_name in owned and file.is_file():
            with suppress(OSError, ValueError, RecursionError):
                return one.take_apart(file.read_bytes())
    return None


def _told(settings: Settings, keys: Sequence[str], message: str) -> Problem:
    line = next((settings.lines[key] for key in keys if settings.lines.get(key)), 0)
    return Problem(file=str(settings.file), line=line, message=message, severity=Severity.NOTICE)
