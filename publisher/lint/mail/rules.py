"""Every rule of mail, and a message -> what they find in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from publisher.lint.finding import Finding, Rule, Spot
from publisher.lint.mail import colours, headers, links, size, structure, styles, text_part, words
from publisher.lint.mail.mail import Mail

RULES: tuple[Rule[Mail, Spot], ...] = (
    *structure.RULES,
    *links.RULES,
    *size.RULES,
    *styles.RULES,
    *colours.RULES,
    *words.RULES,
    *text_part.RULES,
    *headers.RULES,
)


def lint(source: bytes, *, left_out: int = 0) -> tuple[Finding, ...]:
    """What is wrong with a message, each thing once, however often it stands there.

    `left_out` counts the notes that the message does not hold for want of room.
    """
    mail = Mail(source=source, left_out=left_out)
    return tuple(finding for rule in RULES for finding in _merged(rule, rule.find(mail)))


def _merged(rule: Rule[Mail, Spot], spots: Iterable[Spot]) -> Iterable[Finding]:
    alike: defaultdict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        alike[spot.message].append(spot)
    return (_finding(rule, same) for same in alike.values())


def _finding(rule: Rule[Mail, Spot], same: list[Spot]) -> Finding:
    first, *others = same
    # What many notes share is of none of them.
    is_of_one = rule.is_of_notes and all(other.place.headings == first.place.headings for other in others)
    return Finding(
        code=rule.code,
        severity=rule.severity,
        place=first.place if is_of_one else replace(first.place, headings=()),
        message=f"{first.message} (and {len(others)} more)" if others else first.message,
    )
