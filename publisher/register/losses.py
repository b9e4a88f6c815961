"""What a build is about to do -> what readers would lose by it, or meet again as new: it may be an accident."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from publisher.content.library import anchor_of
from publisher.errors import Problem, Severity
from publisher.register.line import Line
from publisher.register.match import Match
from publisher.register.plan import Plan, Shown
from publisher.site import Site, permalink_path

_ALIKE = 0.6
"""Titles that share more than this, of 1, may be one and its correction."""


def losses(plan: Plan, *, site: Site, is_shown: Shown) -> Iterator[Problem]:
    yield from _strangers(plan)
    for found in plan.present:
        if found.line:
            yield from _lost_editions(found, found.line, site=site, is_shown=is_shown)


def _strangers(plan: Plan) -> Iterator[Problem]:
    """Newcomers that may be notes which are gone, edited beyond recognition."""
    leaving: dict[str, list[Line]] = {}
    for line in plan.leaving:
        leaving.setdefault(line.day, []).append(line)
    for found in plan.present:
        if found.line is None and (former := _former(found, leaving.get(found.note.date.isoformat(), ()))):
            yield _told(
                found,
                f"comes as a new note, and {former.id} of {former.keys.file} is gone: where the two are one, build "
                "once with its former title and authors, address or abstract, edit them then, and it keeps its id",
            )


def _former(found: Match, lines: Sequence[Line]) -> Line | None:
    """A line of the same day that has the file, the authors or almost the title of a newcomer."""
    keys = found.keys
    for line in lines:
        if line.keys.file == keys.file or line.keys.authors == keys.authors:
            return line
        if SequenceMatcher(None, line.keys.titles[0], keys.titles[0]).ratio() > _ALIKE:
            return line
    return None


def _lost_editions(found: Match, line: Line, *, site: Site, is_shown: Shown) -> Iterator[Problem]:
    """Entries that readers see now, in a language that the site still has, and that this build does not find."""
    for edition in line.editions:
        if edition.language in site.codes and edition.language not in found.note.languages:
            day = edition.published.astimezone(site.time_zone).date()
            if is_shown(permalink_path(edition.language, day, anchor_of(line.id))):
                yield _told(
                    found,
                    f"is published in {edition.language}, and no text in it is found any more: that entry ends",
                )


def _told(found: Match, message: str) -> Problem:
    return Problem(file=found.note.file, line=found.note.line, message=message, severity=Severity.NOTICE)
