"""How large a mail may be until programs cut it."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.errors import Severity
from publisher.lint.finding import Part, Rule, Spot
from publisher.lint.mail.mail import Mail, tell
from publisher.newsletter.pieces import CLIPPED_AT, ROOM

_NEAR = ROOM * 9 // 10
_STYLE = 8 * 1024


def _clipped(mail: Mail) -> Iterator[Spot]:
    if (size := _size(mail)) > CLIPPED_AT:
        yield tell(Part.HTML, f"{_kilobytes(size)}: expected at most {_kilobytes(CLIPPED_AT)}")


def _nearly_clipped(mail: Mail) -> Iterator[Spot]:
    # Where notes were left out the mail is as full as it may be, and that is told.
    size = _size(mail)
    if ROOM < size <= CLIPPED_AT or (size > _NEAR and size <= ROOM and not mail.left_out):
        yield tell(Part.HTML, f"{_kilobytes(size)}: near the {_kilobytes(CLIPPED_AT)} at which Gmail cuts")


def _left_out(mail: Mail) -> Iterator[Spot]:
    if mail.left_out:
        notes = "1 note is" if mail.left_out == 1 else f"{mail.left_out} notes are"
        yield tell(Part.HTML, f"{notes} on the web alone: the mail is full at {_kilobytes(_size(mail))}")


def _large_styles(mail: Mail) -> Iterator[Spot]:
    for style in mail.of("style"):
        if (size := len((style.text or "").encode())) > _STYLE:
            yield mail.at(style, f"style element of {_kilobytes(size)}: expected at most {_kilobytes(_STYLE)}")


def _size(mail: Mail) -> int:
    return len(mail.html.encode())


def _kilobytes(size: int) -> str:
    return f"{size / 1024:.1f} KB".replace(".0 ", " ")


RULES: tuple[Rule[Mail, Spot], ...] = (
    Rule(
        code="mail/clipped",
        severity=Severity.MISTAKE,
        reason="Gmail shows the first 102 KB of HTML, and the rest, with the link to unsubscribe, only on request",
        advice="One note fills the mail by itself: divide it or shorten it. Or make the templates smaller.",
        find=_clipped,
    ),
    Rule(
        code="mail/nearly-clipped",
        severity=Severity.NOTICE,
        reason="Gmail cuts at 102 KB of HTML: with another note or two, the last notes of the week are left to the web",
        advice="Nothing needs to be done yet. What a provider adds for counting counts too.",
        find=_nearly_clipped,
    ),
    Rule(
        code="mail/left-out",
        severity=Severity.NOTICE,
        reason="what Gmail would cut is not sent: readers of the mail see the last notes of the week on the web alone",
        advice="Say less in a week, or shorten notes; readers who chose tags may still get these notes in full.",
        find=_left_out,
    ),
    Rule(
        code="mail/style-size",
        severity=Severity.NOTICE,
        reason="Gmail drops a style element that is too large, whole: 16 KB by the newest tests, 8 KB by older ones",
        advice="Keep in the head only what cannot stand on the elements.",
        find=_large_styles,
    ),
)
