"""A code -> why it is told and what to do; no code -> every one with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from textwrap import wrap
from typing import Any

from publisher.lint.finding import Rule
from publisher.lint.mail.rules import RULES as MAIL_RULES
from publisher.lint.notes import RULES as NOTE_RULES
from publisher.lint.web.rules import RULES as WEB_RULES

RULES: tuple[Rule[Any, Any], ...] = (*NOTE_RULES, *MAIL_RULES, *WEB_RULES)
"""Every code that `publisher check` may tell beside what could not be read."""
_COLUMNS = 88


def rules_of(code: str) -> tuple[Rule[Any, Any], ...]:
    """The rule of a code, or every one for none; ValueError names the nearest where there is none of that code."""
    found = tuple(rule for rule in RULES if code in {rule.code, ""})
    if not found:
        nearest = get_close_matches(code, [rule.code for rule in RULES], n=3, cutoff=0.4)
        expected = " or ".join(nearest) or "a code such as mail/link-text"
        raise ValueError(f'expected {expected}, got "{code}"')
    return found


def in_words(rules: Sequence[Rule[Any, Any]]) -> Iterator[str]:
    """Lines on one rule, or a line for each of several."""
    if len(rules) > 1:
        width = max(len(rule.code) for rule in rules)
        yield from (f"{rule.code:{width}}  {rule.severity:7}  {rule.reason}" for rule in rules)
        return
    for rule in rules:
        yield f"{rule.code} ({rule.severity})"
        yield ""
        yield from wrap(f"Why: {rule.reason}.", _COLUMNS)
        yield from wrap(f"What to do: {rule.advice}", _COLUMNS)


def as_json(rules: Sequence[Rule[Any, Any]]) -> list[dict[str, str]]:
    """The same for programs, always a list."""
    return [
        {"code": rule.code, "severity": str(rule.severity), "reason": rule.reason, "advice": rule.advice}
        for rule in rules
    ]
