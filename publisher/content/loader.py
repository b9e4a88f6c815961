"""A folder of sources -> every note in it, and a line for whatever is left out or could not be read right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from zoneinfo import ZoneInfo

from publisher.content.family import families, glean
from publisher.content.files.walk import Found, walk
from publisher.content.gallery import LARGEST, Gallery
from publisher.content.limits import within_limits
from publisher.content.mentions import mentioned
from publisher.content.note import Note
from publisher.content.piece import Piece
from publisher.content.words.language import tongues as learn
from publisher.errors import Problem, PublisherError, Severity
from publisher.memory import FORGETFUL, Memory

_MOST_PROBLEMS = 100
"""Lines of one kind that are told of one file."""
_BESIDES = ("en", "ko", "ja", "zh", "ru")
"""A language for each script that notes on papers are commonly written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from content/."""

    pieces: tuple[Piece, ...]
    """Everything that is a note, before anything is left out; in the order of paths and lines."""
    notes: tuple[Note, ...]
    """What may be published, in the same order."""
    gallery: Gallery
    """The pictures that lie beside the notes."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRules:
    """What the configuration says of reading."""

    drafts: tuple[str, ...] = ()
    """Globs of paths below content/ that are drafts; `*` crosses slashes."""
    shows_drafts: bool = False
    """Whether drafts are read as if they were none: to look at them, never to publish them."""
    largest: int = 1024 * 1024
    """Bytes of the largest file of notes that is read."""
    largest_image: int = LARGEST
    """Bytes of the largest picture that is published."""
    apart: frozenset[Path] = frozenset()
    """The site's own files and folders that may stand below content/, such as its output: they hold no notes."""


Watch = Callable[[Iterator[Piece]], Iterable[Piece]]
"""Lets a person see long work: passes its items through."""


def load(
    folder: Path,
    *,
    languages: Sequence[str],
    zone: ZoneInfo,
    rules: LoadRules,
    watch: Watch = iter,
    memory: Memory = FORGETFUL,
) -> Reading:
    """Read every note below a folder; PublisherError when there is no such folder."""
    if not folder.is_dir():
        raise PublisherError([Problem(file=str(folder), message="expected a folder of notes")])
    tongues = learn(_readable(tuple(languages)))
    listed = tuple(walk(folder, apart=rules.apart))
    problems = [found for found in listed if isinstance(found, Problem)]
    files = [found for found in listed if isinstance(found, Found)]
    gallery = Gallery((found for found in files if found.is_picture), largest=rules.largest_image)

    def gleaned() -> Iterator[Piece]:
        for family in families([found for found in files if not found.is_picture], tongues.codes):
            harvest = glean(family, tongues=tongues, zone=zone, largest=rules.largest, memory=memory)
            problems.extend(harvest.problems)
            yield from harvest.pieces

    pieces = tuple(_published_in(languages, _drafted(piece, rules)) for piece in watch(gleaned()))
    limited = tuple(map(within_limits, pieces))
    return Reading(
        pieces=pieces,
        notes=tuple(note for piece in limited if (note := _note(piece))),
        gallery=gallery,
        problems=tuple(_few((*problems, *(told for piece in limited for told in _told(piece, gallery))))),
    )


def _told(piece: Piece, gallery: Gallery) -> Iterator[Problem]:
    yield from piece.problems
    yield from _left_out(piece)
    yield from _unshown(piece, gallery)


def _few(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first problems of each kind in each file, and how many more there are: a broken one may have thousands."""
    counts: Counter[tuple[str, Severity]] = Counter()
    for problem in problems:
        kind = problem.file, problem.severity
        counts[kind] += 1
        if counts[kind] <= _MOST_PROBLEMS:
            yield problem
    for (file, severity), number in counts.items():
        if number > _MOST_PROBLEMS:
            yield Problem(file=file, message=f"and {number - _MOST_PROBLEMS} more", severity=severity)


def _readable(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages that notes may be in: a site of one has to tell it from what its notes hold besides."""
    if len(languages) > 1:
        return languages
    own = learn(languages).scripts.keys()
    return (*languages, *(code for code in _BESIDES if not own & learn((code,)).scripts.keys()))


def _published_in(languages: Sequence[str], piece: Piece) -> Piece:
    if all(edition.language in languages for edition in piece.editions):
        return piece
    return replace(piece, editions=tuple(edition for edition in piece.editions if edition.language in languages))


def _drafted(piece: Piece, rules: LoadRules) -> Piece:
    if rules.shows_drafts:
        return replace(piece, draft=False) if piece.draft else piece
    is_draft = piece.draft or any(fnmatchcase(piece.file, pattern) for pattern in rules.drafts)
    return replace(piece, draft=True) if is_draft and not piece.draft else piece


def _note(piece: Piece) -> Note | None:
    """The note that a piece makes, if it may be published."""
    if piece.refused or piece.draft or not piece.date or not piece.editions:
        return None
    return Note(
        file=piece.file,
        line=piece.line,
        date=piece.date,
        title=piece.title,
        authors=piece.authors,
        addresses=piece.addresses,
        editions=piece.editions,
        tags=piece.tags,
        related=piece.related,
        via=piece.via,
        image=piece.image,
        moment=piece.moment,
        updated=piece.updated,
        source_hash=piece.source_hash,
    )


def _left_out(piece: Piece) -> Iterator[Problem]:
    reason = _reason(piece)
    if reason:
        yield Problem(
            file=piece.file,
            line=piece.line,
            message=f"left out: {reason}",
            severity=Severity.LEFT_OUT,
        )


def _unshown(piece: Piece, gallery: Gallery) -> Iterator[Problem]:
    """Tell of pictures that lie beside a note, or should, and cannot be shown."""
    for name in mentioned(piece):
        found = gallery.find(piece.file, name)
        if isinstance(found, str):
            message = f"image {name[:80]!r} is shown by its words only: {found}"
            yield Problem(file=piece.file, line=piece.line, message=message, severity=Severity.NOTICE)


def _reason(piece: Piece) -> str:
    """Why a piece that was read right is not published."""
    if piece.refused:
        return ""
    if piece.draft:
        return "a draft"
    if piece.empty:
        return "empty"
    if not piece.date:
        return "undated: expected a date in its name (241213 Title.md), its first line or its front matter"
    return "" if piece.editions else f'no commentary yet: "{piece.title[:60]}"'
