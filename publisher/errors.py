"""What a person can mend: where it is, what is wrong, what was expected."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class Severity(StrEnum):
    """How a problem bears on what is published."""

    MISTAKE = "mistake"
    """Something could not be read right: `check` and `--strict` fail."""
    LEFT_OUT = "left out"
    """Something is not published, for a reason that the author may want."""
    NOTICE = "notice"
    """Something was read in a way that the author should know of."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One line for a person: `content/a.txt:3: expected …, got …`."""

    file: str
    line: int = 0
    """1 is the first line; 0 speaks of the whole file."""
    message: str
    severity: Severity = Severity.MISTAKE
    code: str = ""
    """Of a rule that `publisher check --explain` knows: `mail/link-text`."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message} [{self.code}]" if self.code else f"{place}: {self.message}"


class PublisherError(Exception):
    """What a person can mend, all of it together; anything else is a bug and keeps its traceback."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        self.problems: tuple[Problem, ...] = () if isinstance(problems, str) else tuple(problems)
        self.message = problems if isinstance(problems, str) else "\n".join(map(str, self.problems))
        super().__init__(self.message)


def meant(name: str, known: Collection[str], form: str = "{}") -> str:
    """`, is llm meant?`, where something like a mistyped name is known; `form` says how it is written there."""
    near = get_close_matches(name, sorted(known), n=1)
    return f", is {form.format(near[0])} meant?" if near else ""
