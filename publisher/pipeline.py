"""The stages, one after another: content/ -> feeds/, and a week -> its newsletter. `now` is an argument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from publisher import theme
from publisher.assembly import everything
from publisher.cache import recalling, remembering
from publisher.config import Settings
from publisher.content.census import Census, count
from publisher.content.gallery import Gallery
from publisher.content.library import Library
from publisher.content.note import Note
from publisher.content.rendering.article import articles
from publisher.errors import Problem, PublisherError, Severity
from publisher.file import File, LateFile
from publisher.fingerprint import fingerprint
from publisher.memory import Memory
from publisher.newsletter.digest import digest as compose_digest
from publisher.newsletter.issue import newest_closed_week
from publisher.output import Changes, alone_in, write
from publisher.output.loose import write_each
from publisher.output.staging import make_folder
from publisher.output.trouble import standing
from publisher.placing import in_order, placing
from publisher.register import file as register_file
from publisher.register.admit import News
from publisher.register.guard import Policy
from publisher.register.line import Register
from publisher.shelf import read_content, register_notes, shelve, stock
from publisher.watch import Watch, unwatched
from publisher.week import Week

UNCHANGED = "This build changed nothing."
_INDULGENT = Policy(publish_late=True, allow_gone=True, allow_empty=True, new_register=True)
"""Lets everything be seen that the guard would stop a build for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did."""

    library: Library
    news: News
    changes: Changes
    problems: tuple[Problem, ...]
    """Of reading and of admitting, in the order of files and lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What there is, and what is wrong with it."""

    census: Census
    library: Library | None
    """None where a build would stop: `problems` says why."""
    gallery: Gallery
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    """In the order of files and lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The files of a week's newsletter."""

    week: Week
    written: tuple[Path, ...]
    left_out: Mapping[str, int]
    """Language -> notes that are on the web alone, because no mail holds them which Gmail shows whole."""
    closes: datetime
    """When the week's issue closes: after that no note joins it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What a build would publish, and what it would say of it."""

    library: Library
    gallery: Gallery
    files: Iterator[File | LateFile]
    """Each is made when it is asked for."""
    problems: tuple[Problem, ...]
    """Those that would stop a build, too."""


def build(settings: Settings, *, now: datetime, policy: Policy, strict: bool, watch: Watch = unwatched) -> Built:
    """Read everything, make every file, register the notes, and only then replace what changed in the output folder.

    PublisherError where nothing may be published: then nothing was written. Whatever ends a build has a note (PEP 678)
    that says how things stand.
    """
    with standing(UNCHANGED):
        make_folder(settings.paths.register.parent)
        with (
            alone_in(settings.paths.register.parent),
            remembering(settings.paths.cache, program=fingerprint()) as memory,
        ):
            shelf = stock(settings, now=now, policy=policy, memory=memory, watch=watch)
            if strict and (mistakes := [told for told in shelf.problems if told.severity is Severity.MISTAKE]):
                raise PublisherError(mistakes)
            files = watch(everything(shelf, settings, memory, now=now), "Writing")
            changes = write(
                files, settings.paths.output, memory=memory, once_ready=lambda: _remember(shelf.register, settings)
            )
    return Built(library=shelf.library, news=shelf.news, changes=changes, problems=shelf.problems)


def rehearse(settings: Settings, *, now: datetime, memory: Memory, watch: Watch = unwatched) -> Rehearsal:
    """Do what a build does and write nothing: newcomers are dated as if they were registered now."""
    reading = read_content(settings, memory, watch)
    stops: tuple[Problem, ...] = ()
    try:
        shelf = register_notes(reading, settings, now=now, policy=Policy())
    except PublisherError as error:
        stops = error.problems
        shelf = register_notes(reading, settings, now=now, policy=_INDULGENT)
    return Rehearsal(
        library=shelf.library,
        gallery=shelf.gallery,
        files=everything(shelf, settings, memory, now=now),
        problems=in_order((*stops, *shelf.problems)),
    )


def check(settings: Settings, *, now: datetime, watch: Watch = unwatched) -> Checked:
    """Read everything and write nothing."""
    with recalling(settings.paths.cache, program=fingerprint()) as memory:
        reading = read_content(settings, memory, watch)
    census = count(reading.pieces, languages=settings.site.codes, rules=settings.tags)
    try:
        shelf = register_notes(reading, settings, now=now, policy=Policy())
    except PublisherError as error:
        problems = in_order((*reading.problems, *error.problems))
        return Checked(census=census, library=None, gallery=reading.gallery, notes=reading.notes, problems=problems)
    return Checked(
        census=census, library=shelf.library, gallery=reading.gallery, notes=reading.notes, problems=shelf.problems
    )


def digest(
    settings: Settings,
    *,
    now: datetime,
    week: Week | None,
    languages: Sequence[str],
    tags: Sequence[str],
    watch: Watch = unwatched,
) -> Digest | None:
    """Write a week's newsletter, of the newest closed week where none is named; None where it would be empty."""
    shelf = shelve(settings, now=now, watch=watch)
    zone, closing = settings.site.time_zone, settings.newsletter.closes
    languages = [code for code in settings.site.codes if not languages or code in languages]
    slugs = [settings.tags.identity(tag) for tag in tags]
    week = week or newest_closed_week(shelf.library, now, closing, zone, languages=languages, tags=slugs)
    if not week:
        return None
    with theme.told(settings.paths.templates):
        proofs = compose_digest(
            shelf.library,
            week,
            site=settings.site,
            newsletter=settings.newsletter,
            articles=articles(shelf.library, settings.site, gallery=shelf.gallery),
            environment=theme.environment(settings.paths.templates),
            languages=languages,
            tags=slugs,
        )
    if not proofs:
        return None
    return Digest(
        week=week,
        written=write_each(chain.from_iterable(proof.files for proof in proofs), settings.paths.newsletters),
        left_out={proof.language: proof.left_out for proof in proofs},
        closes=closing.of(week, zone),
    )


def _remember(register: Register, settings: Settings) -> None:
    """Register before readers see anything: what is published has an id that no later build forgets."""
    with placing(settings):
        register_file.write(settings.paths.register, register)
