"""What was found, how grave it is, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How grave a finding is."""

    OK = "ok"
    WARN = "warn"
    """Something could be better, or could not be asked."""
    FAIL = "fail"
    """Mail is refused, pages are not reached, or something is shown to others, as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is known now."""

    check: str
    grade: Grade
    found: str
    advice: str = ""
    """What to do; nothing where all is well."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Findings of one check."""

    check: str

    def ok(self, found: str) -> Finding:
        return Finding(check=self.check, grade=Grade.OK, found=found)

    def warn(self, found: str, advice: str) -> Finding:
        return Finding(check=self.check, grade=Grade.WARN, found=found, advice=advice)

    def fail(self, found: str, advice: str) -> Finding:
        return Finding(check=self.check, grade=Grade.FAIL, found=found, advice=advice)
