"""Date lines and dated file names -> dates."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAY = r"(?:(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?\.?,?\s+)?"
_TAIL = r"(?:\s*[(,]?\s*(?:[월화수목금토일]요일|[월화수목금토일]|\w+day)\s*\)?)?"
_DATE_LINES = tuple(
    re.compile(pattern + r"\s*\.?\s*", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})\s*년\s*(?P<month>\d{1,2})\s*월\s*(?P<day>\d{1,2})\s*일" + _TAIL,
        r"(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})" + _TAIL,
        r"(?P<year>\d{4})\.\s*(?P<month>\d{1,2})\.\s*(?P<day>\d{1,2})\.?" + _TAIL,
        _WEEKDAY + r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
        _WEEKDAY + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month>[a-z]{3,9})\.?,?\s+(?P<year>\d{4})",
    )
)
_YEARS = range(1900, 3000)
_LONGEST_DATE_LINE = 80
_FILE_NAMES = tuple(
    re.compile(pattern + r"(?!\d)[-_.\s]*")
    for pattern in (
        r"(?P<year>\d{4})[-_.](?P<month>\d\d)[-_.](?P<day>\d\d)",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)",
    )
)

EXPECTED = "expected a date such as 2024-12-13 or 2024년 12월 13일"


def is_date_line(line: str) -> bool:
    """Whether a line is written like a date and nothing else, be the date right or not."""
    return _match(line) is not None


def parse_date_line(line: str) -> date:
    """Read a date line; ValueError says what was expected and what stands there."""
    found = _match(line)
    day = _date(found) if found else None
    if day is None:
        raise ValueError(f'{EXPECTED}, got "{line.strip()[:80]}"')
    return day


def split_file_name(stem: str) -> tuple[date | None, str]:
    """Take the date off a file's name: `241213 Apollo` is December 13, 2024 and `Apollo`."""
    for pattern in _FILE_NAMES:
        found = pattern.match(stem)
        day = _date(found) if found else None
        if found and day:
            return day, stem[found.end() :].strip()
    return None, stem


def _match(line: str) -> re.Match[str] | None:
    bare = line.strip().lstrip("#").strip()
    if len(bare) > _LONGEST_DATE_LINE:
        return None
    return next((found for pattern in _DATE_LINES if (found := pattern.fullmatch(bare))), None)


def _date(found: re.Match[str]) -> date | None:
    year, month = int(found["year"]), _month(found["month"])
    if len(found["year"]) == 2:
        year += 2000 if year < 69 else 1900  # as POSIX reads %y
    try:
        return date(year, month, int(found["day"])) if year in _YEARS else None
    except ValueError:
        return None


def _month(word: str) -> int:
    """1 to 12, or 0 for a word that is no month."""
    if word.isdigit():
        return int(word)
    names = [number for number, name in enumerate(_MONTHS, start=1) if name.startswith(word.lower())]
    return names[0] if len(names) == 1 else 0
