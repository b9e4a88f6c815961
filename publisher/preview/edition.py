"""Settings -> an edition: the site as a build would write it, in a folder of our own, and its issues."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import copyfile

from publisher import cache
from publisher.config import Settings
from publisher.errors import Problem, Severity
from publisher.output import write
from publisher.pipeline import rehearse
from publisher.preview.issues import Issues
from publisher.site import Site
from publisher.watch import Watch, unwatched

_SITE, _CACHE = "site", "cache"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One build, as it is looked at."""

    site: Site
    folder: Path
    files: frozenset[str]
    """Every path of the site: nothing else in the folder is anybody's to see."""
    changed: int
    """How many of them are not as they were in the edition before."""
    issues: Issues
    problems: tuple[Problem, ...]

    @property
    def mistakes(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.MISTAKE)

    def read(self, path: str) -> bytes | None:
        """A file of the site; None where it has none such, or a newer edition has no longer."""
        if path not in self.files:
            return None
        with suppress(FileNotFoundError):
            return (self.folder / path).read_bytes()
        return None


def make_edition(settings: Settings, *, now: datetime, folder: Path, program: str, watch: Watch = unwatched) -> Edition:
    """Build into the folder; PublisherError where that cannot be, and then it holds what it did."""
    with cache.remembering(folder / _CACHE, program=program) as memory:
        rehearsal = rehearse(settings, now=now, memory=memory, watch=watch)
        issues = Issues(rehearsal.library, rehearsal.gallery, settings, now=now)
        if issues.listed:
            issues.pieces(issues.listed[0])  # what is wrong with the templates of mail is told at once
        changes = write(watch(rehearsal.files, "Building"), folder / _SITE, memory=memory)
    return Edition(
        site=settings.site,
        folder=folder / _SITE,
        files=frozenset((*changes.written, *changes.unchanged)),
        changed=len(changes.written) + len(changes.removed),
        issues=issues,
        problems=rehearsal.problems,
    )


def begin_with(settings: Settings, folder: Path) -> None:
    """Take along what the last real build remembers, so that the first edition of many notes is quick too."""
    (folder / _CACHE).mkdir(exist_ok=True)
    with suppress(OSError):  # there is none; and what is damaged is noticed by whoever recalls it
        copyfile(settings.paths.cache / cache.FILE_NAME, folder / _CACHE / cache.FILE_NAME)
