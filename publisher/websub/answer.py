"""What a hub answers to a ping -> whether it has been told, is to be asked again, or wants no more of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus

from publisher.http.retry_after import retry_after

_LONGEST = 200
_PASSING = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
"""What says no for now, among the answers from 400 to 499."""


class Verdict(Enum):
    """What a ping came to."""

    TOLD = auto()
    OWED = auto()
    """Not told, and worth another try."""
    REFUSED = auto()
    """Not told, and the same ping would be refused again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a hub said, or why it said nothing."""

    verdict: Verdict
    reason: str = ""
    """Why it is not told: one line that follows the hub's address."""
    wait: float = 0.0
    """Seconds that have to pass before another try; infinite where waiting does not help."""


TOLD = Answer(verdict=Verdict.TOLD)


def judge(status: int, headers: Mapping[str, str], words: str = "") -> Answer:
    """Understand an HTTP answer; `words` is what its body says, if that is meant for people."""
    if 200 <= status < 300:
        return TOLD
    reason = f"answered {status} {_phrase(status)}".strip()
    if location := headers.get("Location"):
        reason += f", to {_public(location)}: name that address if it is right"
    if said := one_line(words):
        reason += f': "{said}"'
    if status >= 500 or status in _PASSING:
        return Answer(verdict=Verdict.OWED, reason=reason, wait=retry_after(headers) or 0.0)
    return Answer(verdict=Verdict.REFUSED, reason=reason)


def one_line(text: str) -> str:
    """What a stranger says, safe to print: one line, no control characters, not too long."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def _public(address: str) -> str:
    """An address without what might be a secret in it."""
    return one_line(re.sub("//[^/]*@", "//", address.partition("?")[0]))


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
