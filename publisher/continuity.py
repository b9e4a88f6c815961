"""The configuration, the register and the output as it stands -> what a changed setting would take from readers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from publisher.config import Settings
from publisher.content.channel import channels, former_folders
from publisher.content.library import Library
from publisher.content.tags import Tag, folder_name, identity
from publisher.errors import Problem, Severity
from publisher.feeds.json_feed import JSON_FEED
from publisher.register.line import Line, Register
from publisher.site import language_folder, tag_folder, tags_folder


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
        if f"{language_folder(language)}{JSON_FEED.file_name}" in owned:
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
        folders = _folders(library, language, settings)
        for folder in _ending(language, folders, owned):
            feed = _read(settings.paths.output / _feed(folder))
            successor = _successor(feed, library, language, settings, owned)
            former = _name(feed, folder, language)
            if successor and former not in told:
                told.add(former)
                yield _told(
                    settings,
                    ("tags.aliases", "tags"),
                    f'the feeds of the tag "{former}" end, and what they held has the new tag "{successor.slug}": '
                    f'"{former}" = "{successor.slug}" under [tags.aliases] keeps their addresses',
                )


def _folders(library: Library, language: str, settings: Settings) -> set[str]:
    """Where the next build puts channels of this language."""
    own = {channel.folder for channel in channels(library, settings.site) if channel.language == language}
    return own.union(*former_folders(library, language, settings.tags).values())


def _ending(language: str, folders: Collection[str], owned: Collection[str]) -> Iterator[str]:
    """Folders of tags that hold feeds now, and will not."""
    start, end = tags_folder(language), f"/{JSON_FEED.file_name}"
    for path in sorted(owned):
        folder = path.removesuffix(JSON_FEED.file_name)
        if path.startswith(start) and path.endswith(end) and folder not in folders:
            yield folder


def _successor(
    feed: dict[str, Any], library: Library, language: str, settings: Settings, owned: Collection[str]
) -> Tag | None:
    """The new tag that has whatever is left of what a feed held."""
    held = _ids(feed) & {entry.id for entry in library.of(language)}
    for tag in library.tags_of(language) if held else ():
        if held <= {entry.id for entry in library.of(language, tag.slug)} and _is_new(tag, language, settings, owned):
            return tag
    return None


def _ids(feed: dict[str, Any]) -> set[str]:
    items = feed.get("items")
    return {str(item.get("id")) for item in items if isinstance(item, dict)} if isinstance(items, list) else set()


def _is_new(tag: Tag, language: str, settings: Settings, owned: Collection[str]) -> bool:
    """Whether a tag has had no feed yet, or only lent its folder to the one that it was an alias of."""
    folder = tag_folder(language, tag.path)
    page = settings.site.url(folder)
    return _feed(folder) not in owned or _read(settings.paths.output / _feed(folder)).get("home_page_url", page) != page


def _name(feed: dict[str, Any], folder: str, language: str) -> str:
    """The tag that a feed was of: its title ends in the label, unless only the folder tells."""
    path = folder.removeprefix(tags_folder(language)).rstrip("/")
    label = identity(str(feed.get("title", "")).rpartition(" · ")[2])
    return label if folder_name(label) == path else path


def _feed(folder: str) -> str:
    return folder + JSON_FEED.file_name


def _read(file: Path) -> dict[str, Any]:
    """A feed that a build has written; nothing where somebody has changed or removed it since."""
    try:
        feed = json.loads(file.read_bytes()) if file.is_file() else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return feed if isinstance(feed, dict) else {}


def _told(settings: Settings, keys: Sequence[str], message: str) -> Problem:
    line = next((settings.lines[key] for key in keys if settings.lines.get(key)), 0)
    return Problem(file=str(settings.file), line=line, message=message, severity=Severity.NOTICE)
