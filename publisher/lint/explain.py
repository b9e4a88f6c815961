"""A code -> why it is told and what to do; no code -> every one with its reason."""

from __future__ import annotations

from collections.abc import Iterator
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


def explain(code: str) -> Iterator[str]:
    """Lines on one rule; ValueError names the nearest where there is none of that code."""
    for rule in RULES:
        if rule.code == code:
            yield f"{rule.code} ({rule.severity})"
            yield ""
            yield from wrap(f"Why: {rule.reason}.", _COLUMNS)
            yield from wrap(f"What to do: {rule.advice}", _COLUMNS)
            return
    nearest = get_close_matches(code, [rule.code for rule in RULES], n=3, cutoff=0.4)
    expected = " or ".join(nearest) or "a code such as mail/link-text"
    raise ValueError(f'expected {expected}, got "{code}"')


def every_reason() -> Iterator[str]:
    """A line for each rule."""
    width = max(len(rule.code) for rule in RULES)
    return (f"{rule.code:{width}}  {rule.severity:7}  {rule.reason}" for rule in RULES)
