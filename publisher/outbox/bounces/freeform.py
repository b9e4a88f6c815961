"""Mail of failure that follows no standard -> verdicts: flufl.bounce knows the addresses, the words say the rest."""

from __future__ import annotations

import logging
import re

from flufl.bounce import all_failures

from publisher.outbox.bounces.message import Mail, header, parts, sender, subject, text_of
from publisher.outbox.bounces.status import code_of, failed
from publisher.outbox.bounces.verdict import Verdict
from publisher.outbox.report import Kind, on_one_line

_MACHINES = re.compile(r"mailer-?daemon|postmaster|mail-?administrator|^$", re.IGNORECASE)
_RETURNED = re.compile(
    r"^-{2,}.*(?:copy|original|message|header).*$|^(?:Return-Path|Received|Message-ID):.*$",
    re.IGNORECASE | re.MULTILINE,
)
"""Where the letter that came back begins: its words are ours."""
LARGEST = 64 * 1024
"""What is read of such mail: some forty patterns are tried on every line."""
_HEARD = re.compile(
    r"undeliver|failure notice|delivery (?:status|fail)|returned mail|반송|(?:전송|발송|배달) ?실패", re.IGNORECASE
)


logging.getLogger("flufl.bounce").disabled = True  # a traceback for each mail that one of its detectors fails on


def is_by_machine(message: Mail) -> bool:
    """Whether a mail system wrote it: reports of failure have no sender (RFC 5321, section 4.5.5)."""
    if header(message, "Return-Path") == "<>":
        return True
    return bool(_MACHINES.search(sender(message).partition("@")[0]))


def verdicts(message: Mail) -> tuple[Verdict, ...]:
    """One for each address that failed; one without an address where only the subject says what it is."""
    words = _words(message)
    temporary, permanent = _failures(message)
    reporter = on_one_line(sender(message).rpartition("@")[2])
    found = [(address, True) for address in sorted(permanent)] + [(address, False) for address in sorted(temporary)]
    if not found and is_by_machine(message) and _HEARD.search(subject(message) + " " + words[:1000]):
        found = [("", True)]
    return tuple(
        Verdict(
            kind=failed("", words) if is_permanent else Kind.OTHER,  # what is temporary is being tried again
            email=address,
            status=code_of("", words),
            diagnostic=words,
            reporter=reporter,
        )
        for address, is_permanent in found
    )


def _failures(message: Mail) -> tuple[set[str], set[str]]:
    try:
        temporary, permanent = all_failures(message)
    except Exception:  # noqa: BLE001  # its detectors read what strangers write, and each fails in ways of its own
        return set(), set()
    return _readable(temporary - permanent), _readable(permanent)


def _readable(addresses: frozenset[bytes]) -> set[str]:
    return {address.decode("ascii", "replace") for address in addresses}


def _words(message: Mail) -> str:
    """What the mail system says, without the letter that it returns."""
    for part in parts(message):
        if part.get_content_maintype() == "text" and (text := text_of(part)[:LARGEST].strip()):
            end = _RETURNED.search(text)
            return _diagnostic(text[: end.start()] if end and end.start() else text)
    return ""


_SAYS = re.compile(
    r"(?:said|error|reason|response|diagnostic|사유|원인|사용자|수신자|\b[45]\d\d[ -]|#?[45]\.\d\.\d)", re.IGNORECASE
)


def _diagnostic(text: str) -> str:
    """From the first line on that says why, for what comes before is politeness."""
    lines = text.splitlines()
    first = next((number for number, line in enumerate(lines) if _SAYS.search(line)), 0)
    return on_one_line(" ".join(lines[first:]))
