"""The stages, one after another: content/ -> feeds/, and a week -> its newsletter. `now` is an argument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from itertools import chain
from pathlib import Path

from publisher import theme
from publisher.cache import recalling, remembering
from publisher.config import Settings
from publisher.content.census import Census, count
from publisher.content.gallery import Gallery
from publisher.content.library import Library, collect
from publisher.content.loader import Reading, load
from publisher.content.note import Note
from publisher.content.rendering.article import articles
from publisher.content.rendering.gathered import pictures
from publisher.continuity import breaks, was_published
from publisher.errors import Problem, PublisherError, Severity
from publisher.feeds.publish import feeds
from publisher.file import File, LateFile
from publisher.fingerprint import fingerprint
from publisher.memory import FORGETFUL, Memory
from publisher.newsletter.digest import digest as compose_digest
from publisher.newsletter.issue import newest_closed_week
from publisher.newsletter.past import past_issues
from publisher.output import Changes, alone_in, manifest, write
from publisher.output.loose import write_each
from publisher.output.shown import shown_in
from publisher.output.staging import make_folder
from publisher.output.trouble import standing
from publisher.pages.website import pages
from publisher.placing import in_order, placed, placing, shown
from publisher.register import file as register_file
from publisher.register.admit import News, admit
from publisher.register.guard import Policy
from publisher.register.line import Register
from publisher.watch import Watch, unwatched
from publisher.week import Week

UNCHANGED = "This build changed nothing."
_INDULGENT = Policy(publish_late=True, allow_gone=True, allow_empty=True, new_register=True)
"""Lets everything be seen that the guard would stop a build for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What content/ and the register make together, before anything is written."""

    library: Library
    gallery: Gallery
    register: Register
    """As it is from now on."""
    news: News
    problems: tuple[Problem, ...]
    """Of reading and of admitting, in the order of files and lines."""


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
            shelf = _shelve(settings, now=now, policy=policy, memory=memory, watch=watch)
            if strict and (mistakes := [told for told in shelf.problems if told.severity is Severity.MISTAKE]):
                raise PublisherError(mistakes)
            files = watch(_files(shelf, settings, memory, now=now), "Writing")
            changes = write(
                files, settings.paths.output, memory=memory, once_ready=lambda: _remember(shelf.register, settings)
            )
    return Built(library=shelf.library, news=shelf.news, changes=changes, problems=shelf.problems)


def rehearse(settings: Settings, *, now: datetime, memory: Memory, watch: Watch = unwatched) -> Rehearsal:
    """Do what a build does and write nothing: newcomers are dated as if they were registered now."""
    reading = _read(settings, memory, watch)
    stops: tuple[Problem, ...] = ()
    try:
        shelf = _register(reading, settings, now=now, policy=Policy())
    except PublisherError as error:
        stops = error.problems
        shelf = _register(reading, settings, now=now, policy=_INDULGENT)
    return Rehearsal(
        library=shelf.library,
        gallery=shelf.gallery,
        files=_files(shelf, settings, memory, now=now),
        problems=in_order((*stops, *shelf.problems)),
    )


def check(settings: Settings, *, now: datetime, watch: Watch = unwatched) -> Checked:
    """Read everything and write nothing."""
    with recalling(settings.paths.cache, program=fingerprint()) as memory:
        reading = _read(settings, memory, watch)
    census = count(reading.pieces, languages=settings.site.codes, rules=settings.tags)
    try:
        shelf = _register(reading, settings, now=now, policy=Policy())
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


def shelve(settings: Settings, *, now: datetime, watch: Watch = unwatched) -> Shelf:
    """Read everything, as a build would, and write nothing."""
    with recalling(settings.paths.cache, program=fingerprint()) as memory:
        return _shelve(settings, now=now, policy=Policy(allow_empty=True), memory=memory, watch=watch)


def _shelve(settings: Settings, *, now: datetime, policy: Policy, memory: Memory, watch: Watch) -> Shelf:
    reading = _read(settings, memory, watch)
    try:
        return _register(reading, settings, now=now, policy=policy)
    except PublisherError as error:
        # What could not be read may be why notes are gone.
        mistakes = [told for told in reading.problems if told.severity is Severity.MISTAKE]
        raise PublisherError(in_order((*mistakes, *error.problems)) or error.message) from error


def _remember(register: Register, settings: Settings) -> None:
    """Register before readers see anything: what is published has an id that no later build forgets."""
    with placing(settings):
        register_file.write(settings.paths.register, register)


def _read(settings: Settings, memory: Memory, watch: Watch) -> Reading:
    site = settings.site
    reading = load(
        settings.paths.content,
        languages=site.codes,
        zone=site.time_zone,
        rules=settings.load,
        watch=lambda pieces: watch(pieces, "Reading"),
        memory=memory,
    )
    return replace(reading, problems=tuple(placed(reading.problems, settings)))


def _register(reading: Reading, settings: Settings, *, now: datetime, policy: Policy) -> Shelf:
    site = settings.site
    with placing(settings):
        owned = manifest.read(settings.paths.output)
        known = register_file.read(settings.paths.register)
        admission = admit(
            known,
            reading.notes,
            site=site,
            now=now,
            closing=settings.newsletter.closes,
            policy=policy,
            built_before=was_published(settings, owned),
            is_shown=shown_in(settings.paths.output, owned),
        )
    library = collect(admission.stamped, site=site, rules=settings.tags)
    told = (
        *placed(admission.problems, settings),
        *breaks(known or Register(), library, settings, owned),
        *_untagged(library, settings),
    )
    return Shelf(
        library=library,
        gallery=reading.gallery,
        register=admission.register,
        news=admission.news,
        problems=in_order((*reading.problems, *told)),
    )


def _untagged(library: Library, settings: Settings) -> Iterator[Problem]:
    """Tags that the configuration brings together although no entry has them: perhaps a slip of the pen."""
    known = [tag.slug for tag in library.tags]
    for combination in library.combinations:
        for slug in combination.slugs:
            if slug not in known:
                near = get_close_matches(slug, known, n=1)
                meant = f', is "{near[0]}" meant?' if near else ""
                yield Problem(
                    file=str(shown(settings.file)),
                    message=f'channels.{combination.name}.tags: no note is tagged "{slug}"{meant}',
                    severity=Severity.NOTICE,
                )


def _files(shelf: Shelf, settings: Settings, memory: Memory, *, now: datetime) -> Iterator[File | LateFile]:
    """Everything that belongs into the output folder."""
    library = shelf.library
    site, rules, formats = settings.site, settings.tags, settings.formats
    environment, look = theme.environment(settings.paths.templates), theme.fingerprint(settings.paths.templates)
    today = now.astimezone(site.time_zone).date()
    past = past_issues(library, site=site, closing=settings.newsletter.closes, today=today)
    # Without pages nothing but sheets shows an article, and those are kept themselves.
    rendered = articles(library, site, memory if settings.has_pages else FORGETFUL, shelf.gallery)
    with theme.told(settings.paths.templates):
        made = chain(
            feeds(
                library,
                past,
                site=site,
                rules=rules,
                articles=rendered,
                formats=formats,
                size=settings.feed_size,
                archives=settings.archives,
                environment=environment,
                look=look,
                memory=memory,
            ),
            pages(
                library,
                past,
                site=site,
                rules=rules,
                articles=rendered,
                formats=formats,
                environment=environment,
                look=look,
            )
            if settings.has_pages
            else (),
            pictures(library, articles=rendered, gallery=shelf.gallery),
        )
        yield from (_told(file, settings.paths.templates) for file in made)


def _told(file: File | LateFile, templates: Path) -> File | LateFile:
    """A late file is made after this stage is done with it, and may fail only then."""
    return replace(file, make=theme.told(templates)(file.make)) if isinstance(file, LateFile) else file
