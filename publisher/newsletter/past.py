"""Library, a day -> the issues that are read on the web: those whose week has closed by then, newest first.

What was mailed stays as it was. A build has no store in which to look that up and needs none: once a week is closed,
the register publishes whatever comes late when it comes, so that it stands in a later issue (`--backdate` alone does
otherwise, and says so). An issue so changes only where one of its notes is edited or goes.

A week counts as closed from the beginning of the day on which it closes. Two builds of one day then write the same, and
the page is there before the first letter that leads to it. A note that joins in the hours until then joins both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from publisher.content.library import Library
from publisher.newsletter.issue import Issue, issues_of
from publisher.site import Site, issue_folder
from publisher.week import Closing, Week


@dataclass(frozen=True, slots=True, kw_only=True)
class PastIssue:
    """An issue, whole, and since when it is complete."""

    issue: Issue
    published: datetime
    """When its week closes, in the site's time zone."""

    @property
    def updated(self) -> datetime:
        """When one of its notes last changed, if that was later."""
        return max(self.published, *(entry.updated for entry in self.issue.entries))

    @property
    def path(self) -> str:
        """The folder where it is read, below feeds/."""
        return issue_folder(self.issue.language, self.issue.week)


PastIssues = Mapping[str, tuple[PastIssue, ...]]
"""Language -> its past issues, the newest first."""


def past_issues(library: Library, *, site: Site, closing: Closing, today: date) -> PastIssues:
    """Every issue whose week has closed by this day of the site's."""
    return {
        code: tuple(
            PastIssue(issue=issue, published=closing.of(issue.week, site.time_zone))
            for issue in issues_of(library, code)
            if closing.closes_by(issue.week, today)
        )
        for code in site.codes
    }


def by_week(past: PastIssues) -> Mapping[Week, tuple[PastIssue, ...]]:
    """The issue of a week in each language that has one: one another's translations."""
    found: dict[Week, tuple[PastIssue, ...]] = {}
    for issues in past.values():
        for one in issues:
            found[one.issue.week] = (*found.get(one.issue.week, ()), one)
    return found
