"""A library -> every issue of its newsletter, newest first, each cut into pieces when somebody looks at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import quote

from publisher import theme
from publisher.config import Settings
from publisher.content.library import Library
from publisher.content.rendering.article import articles
from publisher.inspection import desk_of
from publisher.newsletter import Pieces
from publisher.newsletter.issue import compose
from publisher.newsletter.render import cut
from publisher.newsletter.wording import subject, week_in_words
from publisher.preview.findings import Finding, findings
from publisher.preview.letter import Letter
from publisher.site import Language
from publisher.week import Week

if TYPE_CHECKING:
    from publisher.lint.issues import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An issue as a list names it."""

    language: Language
    week: Week
    notes: int
    subject: str
    closes: datetime
    is_open: bool
    """Whether notes can still join it."""

    @property
    def address(self) -> str:
        """Where it is shown, from the root of the server."""
        return f"/preview/{quote(self.language.code)}/{self.week}/"


class Issues:
    """The issues of one build. Requests come in threads: an issue is cut once."""

    def __init__(self, library: Library, settings: Settings, *, now: datetime) -> None:
        self._library = library
        self._settings = settings
        self._articles = articles(library, settings.site)
        self._environment = theme.environment(settings.paths.templates)
        self._lock = Lock()
        self._desk: Desk | None = None
        self._cut: dict[tuple[str, Week], Pieces] = {}
        self.listed = tuple(sorted(_listed(library, settings, now), key=lambda issue: issue.week, reverse=True))
        """Within a week in the order of the languages."""

    def find(self, language: str, week: str) -> Listed | None:
        return next((one for one in self.listed if (one.language.code, str(one.week)) == (language, week)), None)

    def pieces(self, listed: Listed) -> Pieces:
        """What its letters are made of; PublisherError where a template is to blame."""
        key = listed.language.code, listed.week
        with self._lock:
            if key not in self._cut:
                self._cut[key] = self._pieces(listed)
            return self._cut[key]

    def findings(self, listed: Listed, letter: Letter) -> tuple[Finding, ...]:
        """What is wrong with one of its letters."""
        with self._lock:
            self._desk = self._desk or desk_of(self._library, self._settings, self._articles)
            return findings(letter, self._cut[listed.language.code, listed.week].issue, self._desk)

    def _pieces(self, listed: Listed) -> Pieces:
        settings = self._settings
        issue = compose(self._library, listed.week, language=listed.language.code)
        assert issue, "an issue that is listed has notes"
        with theme.told(settings.paths.templates):
            return cut(
                issue,
                site=settings.site,
                newsletter=settings.newsletter,
                articles=self._articles,
                environment=self._environment,
            )


def _listed(library: Library, settings: Settings, now: datetime) -> Iterator[Listed]:
    zone, closing = settings.site.time_zone, settings.newsletter.closes
    for language in settings.site.languages:
        strings = language.strings
        weeks = Counter(Week.of(entry.published) for entry in library.of(language.code))
        for week, number in weeks.items():
            notes = strings("mail_notes", count=number)
            yield Listed(
                language=language,
                week=week,
                notes=number,
                subject=subject(language, week=week_in_words(week, strings), notes=notes),
                closes=closing.of(week, zone),
                is_open=closing.is_open(week, now, zone),
            )
