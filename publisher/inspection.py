"""Notes that were checked -> what their mails and their links are like when they reach readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from publisher import theme
from publisher.cache import recalling
from publisher.config import Settings
from publisher.content.library import Library
from publisher.content.note import Note
from publisher.content.rendering.article import Articles, articles
from publisher.errors import Problem, PublisherError, Severity
from publisher.fingerprint import fingerprint
from publisher.pipeline import Checked, check
from publisher.placing import placed, shown
from publisher.watch import Watch, unwatched

if TYPE_CHECKING:
    from publisher.lint.issues import Desk
    from publisher.lint.web.ask import Asker

_NAMED = 8
"""Strings without a translation that are told by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What there is, and what is wrong with it: in notes, in mails and on the web."""

    checked: Checked
    problems: tuple[Problem, ...]
    """Of everything, in the order of files and lines."""
    mails: tuple[str, ...] = ()
    """Names of the issues that were made and looked at: `2024-W50.ko`."""
    asked: int | None = None
    """Addresses that the web was asked for; None where it was not."""

    @property
    def has_mistakes(self) -> bool:
        return any(problem.severity is Severity.MISTAKE for problem in self.problems)


def inspect(
    settings: Settings,
    *,
    now: datetime,
    every_issue: bool = False,
    asker: Asker | None = None,
    watch: Watch = unwatched,
) -> Inspected:
    """Check notes, then mails: the newest closed issue and the open ones of each language, or every one.

    With somebody to ask, the web is asked for every address. Nothing is written.
    """
    checked = check(settings, now=now, watch=watch)
    if not checked.library:
        return Inspected(checked=checked, problems=checked.problems)
    with recalling(settings.paths.cache, program=fingerprint()) as memory:
        desk = desk_of(checked.library, settings, articles(checked.library, settings.site, memory, checked.gallery))
        mails, problems = _look_at_mails(desk, now=now, every=every_issue, watch=watch, own=settings.paths.templates)
        asked = None
        if asker:
            asked, found = _ask_for_links(checked.notes, settings, desk, asker=asker, watch=watch)
            problems += found
    told = tuple(sorted({*checked.problems, *placed(problems, settings), *_untranslated(settings)}))
    return Inspected(checked=checked, problems=told, mails=mails, asked=asked)


def desk_of(library: Library, settings: Settings, rendered: Articles) -> Desk:
    """What issues of a publication are made and looked at with."""
    from publisher.lint.issues import Desk
    from publisher.lint.sources import Sources

    return Desk(
        library=library,
        site=settings.site,
        newsletter=settings.newsletter,
        articles=rendered,
        environment=theme.environment(settings.paths.templates),
        pages={settings.site.url(entry.path): entry for entry in library.entries},
        folder=settings.paths.newsletters,
        sources=Sources.of(library.entries, read=lambda file: _lines(settings.paths.content / file)),
    )


def _look_at_mails(
    desk: Desk, *, now: datetime, every: bool, watch: Watch, own: Path
) -> tuple[tuple[str, ...], list[Problem]]:
    from publisher.lint.issues import look_at_each, worth_looking_at

    issues = worth_looking_at(desk, now, every=every)
    try:
        with theme.told(own):
            seen = tuple(watch(look_at_each(issues, desk), "Reading mails", len(issues)))
    except PublisherError as error:
        if not error.problems:
            raise
        return (), list(error.problems)
    return tuple(one.name for one in seen), [problem for one in seen for problem in one.problems]


def _ask_for_links(
    notes: Iterable[Note], settings: Settings, desk: Desk, *, asker: Asker, watch: Watch
) -> tuple[int, list[Problem]]:
    from publisher.lint.web.addresses import written
    from publisher.lint.web.check import answers, hosts_unreached, problems

    also = [settings.newsletter.unsubscribe]
    places = written(notes, desk.library, articles=desk.articles, site=desk.site, also=also)
    answered = tuple(watch(answers(places, asker), "Asking the web", len(places)))
    configuration = str(settings.file.absolute())  # what is relative is taken for a file of content/
    if hosts := hosts_unreached(answered):
        message = f"none of {hosts} hosts was reached: is this machine on line? Nothing is known of any link"
        return len(places), [Problem(file=configuration, message=message)]
    found = (
        problems(answer, places[answer.address], configuration=configuration, sources=desk.sources)
        for answer in answered
    )
    return len(places), [problem for told in found for problem in told]


def _untranslated(settings: Settings) -> Iterator[Problem]:
    """Languages of the site that templates speak English in, if only here and there."""
    for language in settings.site.languages:
        keys = language.strings.untranslated
        if keys:
            more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
            yield Problem(
                file=str(shown(settings.file)),
                message=f"languages.{language.code}.strings: in English are {', '.join(keys[:_NAMED])}{more}; "
                f"`publisher templates strings/en.toml` prints them for templates/strings/{language.code}.toml",
                severity=Severity.NOTICE,
            )


def _lines(file: Path) -> list[str]:
    with suppress(OSError, UnicodeError):  # it was there a moment ago: the note's own line has to do then
        return file.read_text("utf-8-sig").splitlines()
    return []
