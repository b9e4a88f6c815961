"""content/ and the register -> what they make together, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from publisher.cache import recalling
from publisher.config import Settings
from publisher.content.gallery import Gallery
from publisher.content.library import Library, collect
from publisher.content.loader import Reading, load
from publisher.continuity import breaks, was_published
from publisher.errors import Problem, PublisherError, Severity, meant
from publisher.fingerprint import fingerprint
from publisher.memory import Memory
from publisher.output import manifest
from publisher.output.shown import shown_in
from publisher.placing import in_order, placed, placing, shown
from publisher.register import file as register_file
from publisher.register.admit import News, admit
from publisher.register.guard import Policy
from publisher.register.line import Register
from publisher.watch import Watch, unwatched


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


def shelve(settings: Settings, *, now: datetime, watch: Watch = unwatched) -> Shelf:
    """Read everything, as a build would, and write nothing."""
    with recalling(settings.paths.cache, program=fingerprint()) as memory:
        return stock(settings, now=now, policy=Policy(allow_empty=True), memory=memory, watch=watch)


def stock(settings: Settings, *, now: datetime, policy: Policy, memory: Memory, watch: Watch) -> Shelf:
    """Read and admit; PublisherError where the guard stops it, with the mistakes that may be why."""
    reading = read_content(settings, memory, watch)
    try:
        return register_notes(reading, settings, now=now, policy=policy)
    except PublisherError as error:
        # What could not be read may be why notes are gone.
        mistakes = [told for told in reading.problems if told.severity is Severity.MISTAKE]
        raise PublisherError(in_order((*mistakes, *error.problems)) or error.message) from error


def read_content(settings: Settings, memory: Memory, watch: Watch) -> Reading:
    """All notes, and what is wrong with them, by paths that the person at the prompt knows."""
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


def register_notes(reading: Reading, settings: Settings, *, now: datetime, policy: Policy) -> Shelf:
    """Give newcomers their ids and dates, and collect the entries; PublisherError where the guard stops it."""
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
                near = meant(slug, known, '"{}"')
                yield Problem(
                    file=str(shown(settings.file)),
                    message=f'channels.{combination.name}.tags: no note is tagged "{slug}"{near}',
                    severity=Severity.NOTICE,
                )
