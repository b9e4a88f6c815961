"""What a command did -> words for a person, or one JSON document for a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from publisher.config import Paths
from publisher.content.library import Library
from publisher.errors import Problem, Severity
from publisher.inspection import Inspected
from publisher.newsletter.pieces import CLIPPED_AT
from publisher.pipeline import Built, Digest
from publisher.publication import Published
from publisher.websub.announcement import Report
from publisher.week import Week

_COLUMNS = 100


def built_in_words(built: Built, paths: Paths) -> Iterator[str]:
    """What a build published, and where to look."""
    changes = built.changes
    yield f"{counted(built.news.notes, 'note')}, {_entries(_by_language(built.library))}"
    news = (
        (built.news.newcomers, "new"),
        (built.news.edited, "edited"),
        (built.news.returned, "back again"),
        (built.news.gone, "gone"),
    )
    if any(number for number, _ in news):
        yield ", ".join(f"{number} {word}" for number, word in news if number)
    yield (
        f"{counted(len(changes.written), 'file')} written, {len(changes.removed)} removed, "
        f"{len(changes.unchanged)} unchanged"
    )
    if not built.library.entries:
        yield f"No note is published: each needs a date and a commentary, in {paths.content}"
    if "index.html" in {*changes.written, *changes.unchanged}:
        yield f"Look at {paths.output / 'index.html'}"
        yield "or see the site and its mails in a browser: publisher preview --open"
    else:
        yield f"The feeds are in {paths.output}"


def built_as_json(built: Built) -> dict[str, object]:
    """The same for programs."""
    changes = built.changes
    return {
        "notes": built.news.notes,
        "entries": _by_language(built.library),
        "newcomers": built.news.newcomers,
        "edited": built.news.edited,
        "returned": built.news.returned,
        "gone": built.news.gone,
        "written": list(changes.written),
        "removed": list(changes.removed),
        "unchanged": len(changes.unchanged),
        "problems": [problem_as_json(problem) for problem in built.problems],
    }


def published_in_words(published: Published, paths: Paths) -> Iterator[str]:
    """What a build published, where to look, and what the hubs were told."""
    yield from built_in_words(published.built, paths)
    if not published.reports:
        yield "No hub is told: the configuration names none under [websub]"
    for report in published.reports:
        if report.told:
            yield f"Told {report.hub} of {counted(len(report.told), 'feed')}"
        elif not report.problems:
            yield f"Nothing new to tell {report.hub}"


def published_as_json(published: Published) -> dict[str, object]:
    """The same for programs: feeds by their addresses."""
    built = built_as_json(published.built)
    return {
        **built,
        "hubs": [_report_as_json(report) for report in published.reports],
        "problems": [problem_as_json(problem) for problem in (*published.built.problems, *published.problems)],
    }


def _report_as_json(report: Report) -> dict[str, object]:
    return {
        "hub": report.hub,
        "told": list(report.told),
        "refused": list(report.refused),
        "owed": list(report.owed),
    }


def digest_in_words(made: Digest | None, *, week: Week | None, tags: Sequence[str], now: datetime) -> Iterator[str]:
    """Which files a newsletter is in, and whether something is to be known of it."""
    if not made:
        of_tags = f" with {' or '.join(f'#{tag}' for tag in tags)}" if tags else ""
        yield f"Nothing written: no entries{of_tags} in {week or 'any week that is closed'}"
        return
    yield f"The newsletter of {made.week}:"
    for path in made.written:
        size = path.stat().st_size
        yield f"  {path}  {size / 1024:.0f} KB"
        if path.suffix == ".html" and size > CLIPPED_AT:
            yield f"    over {CLIPPED_AT // 1024} KB: Gmail shows the rest only on request"
    for language, left_out in made.left_out.items():
        if left_out:
            are = "is" if left_out == 1 else "are"
            yield f"{counted(left_out, 'note')} in {language} {are} on the web alone: a longer mail Gmail would cut"
    if now < made.closes:
        yield f"The week is open until {made.closes:%Y-%m-%d %H:%M}: more notes may join it"


def digest_as_json(made: Digest | None) -> dict[str, object]:
    """The same for programs; no week and no files where it would be empty."""
    return {
        "week": str(made.week) if made else None,
        "closes": made.closes.isoformat() if made else None,
        "written": [str(path) for path in made.written] if made else [],
        "left_out": dict(made.left_out) if made else {},
    }


def inspected_in_words(seen: Inspected) -> Iterator[str]:
    """What there is: notes, entries, tags and weeks; and what was looked at."""
    census, library = seen.checked.census, seen.checked.library
    yield f"{counted(census.notes, 'note')} read, {census.dated} dated"
    yield f"With commentary: {_pairs(census.languages)}"
    if library:
        yield f"To publish: {_entries(_by_language(library))}"
    yield from _wrapped(f"{counted(len(census.tags), 'tag')}: ", census.tags)
    yield from _wrapped(f"{counted(len(census.weeks), 'week')}: ", census.weeks)
    if seen.mails:
        yield from _lines(f"{counted(len(seen.mails), 'issue')} read as mail: ", seen.mails)
    if seen.asked is not None:
        yield f"{counted(seen.asked, 'address', 'addresses')} asked for on the web"
    kinds = Counter(problem.severity for problem in seen.problems)
    mistakes, notices = counted(kinds[Severity.MISTAKE], "mistake"), counted(kinds[Severity.NOTICE], "notice")
    yield f"{mistakes}, {kinds[Severity.LEFT_OUT]} left out, {notices}"
    if any(problem.code for problem in seen.problems):
        yield "What stands in brackets is a code: publisher check --explain CODE says why it is told and what to do"


def inspected_as_json(seen: Inspected) -> dict[str, object]:
    """The same for programs; counts are of what was read, before anything is left out."""
    library = seen.checked.library
    return {
        **asdict(seen.checked.census),
        "entries": _by_language(library) if library else None,
        "mails": list(seen.mails),
        "addresses": seen.asked,
        "problems": [problem_as_json(problem) for problem in seen.problems],
    }


def problem_as_json(problem: Problem) -> dict[str, object]:
    """A problem; a line of null speaks of the whole file."""
    return {
        "file": problem.file,
        "line": problem.line or None,
        "severity": str(problem.severity),
        "message": problem.message,
        "code": problem.code or None,
    }


def _by_language(library: Library) -> dict[str, int]:
    return dict(sorted(Counter(entry.language for entry in library.entries).items()))


def _entries(counts: Mapping[str, int]) -> str:
    return f"{counted(sum(counts.values()), 'entry', 'entries')} ({_pairs(counts)})"


def _pairs(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.items()) or "none"


def counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _wrapped(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    return _lines(title, (f"{name} {number}" for name, number in counts.items()))


def _lines(title: str, words: Iterable[str]) -> Iterator[str]:
    """Words on lines of a readable length; the title stands before the first."""
    line = title
    for word in words:
        if len(line) + len(word) > _COLUMNS:
            yield line
            line = "  "
        line += f"{word}  "
    yield line.rstrip()
