"""Weeks of the library -> the mails of their issues -> what is wrong with each, at the note where it is one note's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from publisher.content.library import Entry, Library
from publisher.content.rendering.article import Articles
from publisher.errors import Problem
from publisher.lint.finding import Finding
from publisher.lint.mail.rules import lint
from publisher.lint.notes import RULES as NOTE_RULES
from publisher.lint.sources import Sources
from publisher.newsletter import Newsletter
from publisher.newsletter.digest import Proof, digest
from publisher.newsletter.issue import newest_closed_week
from publisher.site import Site
from publisher.week import Week

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """An issue, and what was found in its mail."""

    name: str
    """`2024-W50.ko`."""
    problems: tuple[Problem, ...]
    """A note's by its file below content/; others by the file that `publisher digest` writes, absolute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What issues are made and looked at with."""

    library: Library
    site: Site
    newsletter: Newsletter
    articles: Articles
    environment: Environment
    pages: Mapping[str, Entry]
    """Address -> the entry that it is the page of."""
    folder: PurePath
    """Where `publisher digest` writes."""
    sources: Sources


def worth_looking_at(desk: Desk, now: datetime, *, every: bool) -> tuple[tuple[Week, str], ...]:
    """Weeks and languages: the newest closed issue of each language and those still open, or every one."""
    chosen: set[tuple[Week, str]] = set()
    closing, zone = desk.newsletter.closes, desk.site.time_zone
    is_open = partial(closing.is_open, now=now, zone=zone)
    for code in desk.site.codes:
        weeks = {Week.of(entry.published) for entry in desk.library.of(code)}
        newest = newest_closed_week(desk.library, now, closing, zone, languages=[code])
        chosen |= {(week, code) for week in weeks if every or week == newest or is_open(week)}
    return tuple(sorted(chosen))


def look_at_each(issues: Iterable[tuple[Week, str]], desk: Desk) -> Iterator[LookedAt]:
    """Make each issue and look at its mail."""
    for week, language in issues:
        proofs = digest(
            desk.library,
            week,
            site=desk.site,
            newsletter=desk.newsletter,
            articles=desk.articles,
            environment=desk.environment,
            languages=[language],
        )
        yield from (look_at(proof, desk) for proof in proofs)


def look_at(proof: Proof, desk: Desk) -> LookedAt:
    """Look at one issue as mail programs and filters would."""
    (mail,) = (file for file in proof.files if file.path.endswith(".eml"))
    name = mail.path.removesuffix(".eml")
    found = lint(mail.content, left_out=proof.left_out)
    of_mail = (_problem(one, desk.folder / name, desk) for one in found)
    return LookedAt(name=name, problems=(*of_mail, *_of_notes(name, desk)))


def _of_notes(issue: str, desk: Desk) -> Iterator[Problem]:
    """What is wrong with the notes of an issue whatever they are shown in."""
    week, language, *_ = issue.split(".")
    for entry in desk.library.of(language):
        if str(Week.of(entry.published)) == week:
            article = desk.articles(entry)
            for rule in NOTE_RULES:
                for spot in rule.find(article):
                    yield Problem(
                        file=entry.file,
                        line=desk.sources.line(entry.file, entry.line, spot.place.address),
                        message=spot.message,
                        severity=rule.severity,
                        code=rule.code,
                    )


def _problem(found: Finding, mail: PurePath, desk: Desk) -> Problem:
    """A finding, told of the note that it stands in, or of the mail."""
    entry = _entry(found.place.headings, desk.pages)
    return Problem(
        file=entry.file if entry else f"{mail}.{found.place.part}",
        line=desk.sources.line(entry.file, entry.line, found.place.address) if entry else found.place.line,
        message=found.message,
        severity=found.severity,
        code=found.code,
    )


def _entry(headings: Sequence[str], pages: Mapping[str, Entry]) -> Entry | None:
    """The note that begins with the first of these headings, if no other note is below them.

    Below the masthead's heading is all of the mail, of which one note may be the only one.
    """
    notes = {pages[address] for address in headings if address in pages}
    return notes.pop() if len(notes) == 1 and headings[0] in pages else None
