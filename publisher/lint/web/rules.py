"""Every rule of the web, and an answer -> what it says of the address."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.errors import Severity
from publisher.lint.finding import Rule
from publisher.lint.web.ask import Answer
from publisher.lint.web.trouble import Trouble

_GONE = {404, 410}
_REASONS = {404: "not found", 410: "gone", 429: "too many requests"}


def _gone(answer: Answer) -> Iterator[str]:
    if answer.status in _GONE:
        yield f"{answer.address}: {_status(answer)}"


def _no_host(answer: Answer) -> Iterator[str]:
    return _told(answer, Trouble.NO_HOST)


def _no_trust(answer: Answer) -> Iterator[str]:
    return _told(answer, Trouble.NO_TRUST)


def _no_address(answer: Answer) -> Iterator[str]:
    return _told(answer, Trouble.MALFORMED, Trouble.LOOP)


def _moved(answer: Answer) -> Iterator[str]:
    if answer.moved_to and answer.moved_to != answer.address:
        yield f"{answer.address}: moved for good to {answer.moved_to}"


def _refused(answer: Answer) -> Iterator[str]:
    # Some hosts answer 999 to what they take for a program.
    if answer.status >= 400 and not _is_gone_or_failing(answer.status):
        yield f"{answer.address}: {_status(answer)}"


def _failing(answer: Answer) -> Iterator[str]:
    yield from _told(answer, Trouble.UNREACHABLE, Trouble.SLOW, Trouble.BROKEN, Trouble.SILENT, Trouble.RESTING)
    if _is_gone_or_failing(answer.status) and answer.status not in _GONE:
        yield f"{answer.address}: {_status(answer)}"


def _is_gone_or_failing(status: int) -> bool:
    return status in _GONE or status == 429 or 500 <= status <= 599


def _told(answer: Answer, *troubles: Trouble) -> Iterator[str]:
    if answer.trouble in troubles:
        yield f"{answer.address}: {answer.trouble}"


def _status(answer: Answer) -> str:
    return f"{answer.status} {_REASONS.get(answer.status, '')}".strip()


RULES: tuple[Rule[Answer, str], ...] = (
    Rule(
        code="web/gone",
        severity=Severity.MISTAKE,
        reason="the host answers that there is nothing at this address",
        advice="Search where it went, link to a copy in a web archive, or take the link out.",
        find=_gone,
    ),
    Rule(
        code="web/no-host",
        severity=Severity.MISTAKE,
        reason="there is no host of that name: it is misspelt, or its owner gave it up",
        advice="See how it is spelt; a name that was given up may soon be somebody else's.",
        find=_no_host,
    ),
    Rule(
        code="web/certificate",
        severity=Severity.MISTAKE,
        reason="browsers warn of a host whose certificate has ended, or is of another name or of nobody they know",
        advice="Tell the host's owner, or link to another place.",
        find=_no_trust,
    ),
    Rule(
        code="web/address",
        severity=Severity.MISTAKE,
        reason="no browser can follow an address that is none, or that leads back to itself",
        advice="See how it is spelt.",
        find=_no_address,
    ),
    Rule(
        code="web/moved",
        severity=Severity.NOTICE,
        reason="the host says that the old address will not last",
        advice="Write the new address.",
        find=_moved,
    ),
    Rule(
        code="web/refused",
        severity=Severity.NOTICE,
        reason="the host does not answer to programs, or asks who is there: a person may well see the page",
        advice="Look at it in a browser.",
        find=_refused,
    ),
    Rule(
        code="web/failing",
        severity=Severity.NOTICE,
        reason="the host does not answer at the moment, or has trouble of its own",
        advice="Ask again on another day.",
        find=_failing,
    ),
)
