"""What is wrong with a letter, for whoever looks at it; who looks for it is an argument."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from publisher.errors import Severity
from publisher.preview.letter import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong with a letter."""

    code: str
    """Of the rule that found it."""
    severity: Severity
    place: str
    """A part of the letter, and a line of it where there is one."""
    message: str
    advice: str
    """What to do."""


Linter = Callable[[Letter], Sequence[Finding]]
