"""What was posted -> an address and choices, or what is wrong with them. What is in no list of ours is not taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from publisher.audience.choice import Choice, arranged, parse_choices
from publisher.audience.email import Email, parse_email
from publisher.content.tags import TagRules

_LONGEST = 320
"""Characters of an address that are read and shown again: none that mail reaches is longer (RFC 5321)."""


class Fault(StrEnum):
    """What is wrong with a form; strings of templates are named after it."""

    EMAIL = "email"
    """It is no address."""
    CHOICE = "choice"
    """Nothing is chosen."""
    SOON = "soon"
    """It was sent faster than people do."""
    STALE = "stale"
    """It was given out long ago, or by somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that somebody filled in."""

    email: str = ""
    choices: tuple[Choice, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_email(text: str) -> Email | None:
    """The address, where it is one."""
    try:
        return parse_email(text[:_LONGEST])
    except ValueError:
        return None


def shown_email(text: str) -> str:
    """What was typed, as it may stand in the form again: one line."""
    return "".join(letter for letter in text[:_LONGEST] if letter.isprintable()).strip()


def read_choices(values: Iterable[str], known: Collection[Choice], rules: TagRules) -> tuple[Choice, ...]:
    """Those that are known, by the names that tags have now; everything in a language holds its tags."""
    chosen = [choice for choice in _choices(values, rules) if choice in known]
    whole = {choice.language for choice in chosen if not choice.tag}
    return arranged(choice for choice in chosen if not choice.tag or choice.language not in whole)


def _choices(values: Iterable[str], rules: TagRules) -> Iterator[Choice]:
    for value in values:
        try:
            (choice,) = parse_choices(value)
        except ValueError:  # none, or more than one
            continue
        yield from (choice, Choice(choice.language, rules.identity(choice.tag)))
