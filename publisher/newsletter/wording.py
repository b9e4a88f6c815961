"""What a letter holds -> the words around it, in its language: subject, preheader, the week."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.newsletter.issue import Issue
from publisher.site import Language
from publisher.strings import Strings
from publisher.week import Week

_SHORT_MONTH = re.compile("(?<!M)MMM(?!M)")
_PREHEADER_LENGTH = 140  # what the most generous list of mails shows


def subject(language: Language, *, week: str, notes: str) -> str:
    """`Paper notes, December 9–15, 2024: 3 notes`."""
    return language.strings("mail_subject", title=language.title, week=week, notes=notes)


def issue_title(issue: Issue, language: Language) -> str:
    """What an issue is called wherever it is read: the subject of the mail that holds all of it."""
    notes = language.strings("mail_notes", count=len(issue.entries))
    return subject(language, week=week_in_words(issue.week, language.strings), notes=notes)


def preheader(titles: Sequence[str]) -> str:
    """What a list of mails shows beside the subject: the first titles, cut at a space."""
    line = " · ".join(titles[: _PREHEADER_LENGTH // len(" · ") + 2])
    if len(line) <= _PREHEADER_LENGTH:
        return line
    whole_words = line[: _PREHEADER_LENGTH - 1].rpartition(" ")[0] or line[: _PREHEADER_LENGTH - 1]
    return whole_words.rstrip(" ·") + "…"


def week_in_words(week: Week, strings: Strings) -> str:
    """The span of a week: `December 9–15, 2024`, `2024년 12월 9일~15일`."""
    from babel.dates import parse_pattern

    first, last = week.monday, week.sunday
    field = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = strings.locale.interval_formats["yMMMd"][field]
    # CLDR has no span with the month in full: its short one is widened (UTS 35, on skeletons that differ in width).
    parts = (
        parse_pattern(_SHORT_MONTH.sub("MMMM", pattern)).apply(day, strings.locale)
        for pattern, day in zip(patterns, (first, last), strict=True)
    )
    return "".join(parts).replace("\u2009", "")  # thin spaces, which fonts of text mails show as wide ones
