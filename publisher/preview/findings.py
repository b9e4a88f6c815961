"""A letter -> what is wrong with it, as `publisher check` tells it, and what to do about each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.errors import Problem, Severity
from publisher.file import File
from publisher.newsletter.digest import Proof
from publisher.newsletter.issue import Issue
from publisher.preview.letter import Letter

if TYPE_CHECKING:
    from publisher.lint.issues import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong with a letter."""

    code: str
    """Of the rule that found it."""
    severity: Severity
    place: str
    """A line of a note, or of a part of the letter."""
    message: str
    advice: str
    """What to do."""


def findings(letter: Letter, issue: Issue, desk: Desk) -> tuple[Finding, ...]:
    """Mistakes first."""
    from publisher.lint.explain import RULES
    from publisher.lint.issues import look_at

    advice = {rule.code: rule.advice for rule in RULES}
    message = File(path=f"{issue.name}.eml", content=letter.message)
    proof = Proof(language=issue.language, files=(message,), left_out=letter.left_out)
    problems = sorted(look_at(proof, desk).problems, key=lambda one: (one.severity is not Severity.MISTAKE, one))
    return tuple(
        Finding(
            code=one.code,
            severity=one.severity,
            place=_place(one),
            message=one.message,
            advice=advice[one.code],
        )
        for one in problems
    )


def _place(problem: Problem) -> str:
    """A note by its file below content/, a part of the letter by its ending: it lies nowhere."""
    file = Path(problem.file)
    name = file.suffix.removeprefix(".") if file.is_absolute() else problem.file
    return f"{name}:{problem.line}" if problem.line else name
