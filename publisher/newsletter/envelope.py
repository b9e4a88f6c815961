"""An issue, a choice and a reader -> the header lines of their letter."""

from __future__ import annotations

import hmac
import re
from collections.abc import Collection
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256

from publisher.newsletter.addressee import Addressee
from publisher.newsletter.cover import Cover
from publisher.newsletter.headers import named, unstructured, verbatim
from publisher.newsletter.issue import Issue
from publisher.newsletter.pieces import Pieces
from publisher.newsletter.settings import Newsletter
from publisher.site import Site, issue_folder, weekly_folder
from publisher.week import Week

_subject = lru_cache(maxsize=256)(unstructured)  # letters of an issue differ in a number there
_LETTERS = re.compile("[^a-z0-9]")


def headers(pieces: Pieces, cover: Cover, choice: Collection[str], addressee: Addressee, *, key: bytes) -> bytes:
    """Every line but those of the content, each with its CR LF."""
    lines = (
        pieces.headers,
        _recipient(addressee),
        _subject("Subject", cover.subject),
        verbatim("Message-ID", f"<{_id(pieces.issue, choice, addressee, key)}@{pieces.newsletter.domain}>"),
        *_leaving(cover.unsubscribe),
        "",
    )
    return "\r\n".join(lines).encode("ascii")


def shared_headers(issue: Issue, *, site: Site, newsletter: Newsletter, date: datetime) -> str:
    """The lines that every letter of an issue has alike."""
    sender, language = newsletter.sender, site.language(issue.language)
    lines = (
        named("From", sender.name, sender.email),
        verbatim("Date", format_datetime(date)),
        named("List-Id", language.title, list_id(site, newsletter)),
        verbatim("List-Archive", f"<{site.url(weekly_folder(issue.language))}>"),
        "List-Post: NO",  # RFC 2369, section 3.4: a list that nobody answers
        verbatim("Archived-At", f"<{site.url(issue_folder(issue.language, issue.week))}>"),  # RFC 5064
        verbatim("Feedback-ID", f"{issue.week}:{issue.language}:weekly:{_sender_id(newsletter.domain)}"),
        # RFC 3834, section 5: made by a periodic process, in answer to no message. That a person wrote the notes makes
        # no letter a manual one; out-of-office programs answer nothing that says so.
        "Auto-Submitted: auto-generated",
        verbatim("Content-Language", issue.language),
        "MIME-Version: 1.0",
    )
    return "\r\n".join(lines)


def list_id(site: Site, newsletter: Newsletter) -> str:
    """RFC 2919."""
    return newsletter.list_id or f"weekly.{site.host.encode('idna').decode()}"


def _recipient(addressee: Addressee) -> str:
    if not addressee.email:
        return "To: undisclosed-recipients:;"
    return named("To", addressee.name, addressee.email)


def _leaving(address: str) -> tuple[str, ...]:
    link = verbatim("List-Unsubscribe", f"<{address}>")
    # RFC 8058, section 3.1: one click is a POST, which mailto: does not know.
    is_https = address[:6].lower() == "https:"
    return (link, "List-Unsubscribe-Post: List-Unsubscribe=One-Click") if is_https else (link,)


def letter_id(week: Week, language: str, reader: str, choice: Collection[str], *, key: bytes) -> str:
    """What a letter's Message-ID begins with: the same whenever the same letter is made, and nobody's to guess."""
    letter = "\0".join((str(week), language, reader, *sorted(choice)))
    return hmac.digest(key, letter.encode(), "sha256").hex()[:40]


def _id(issue: Issue, choice: Collection[str], addressee: Addressee, key: bytes) -> str:
    return letter_id(issue.week, issue.language, addressee.id or addressee.email, choice, key=key)


def _sender_id(domain: str) -> str:
    """What Gmail's reports are about: 5 to 15 letters and digits that stay the same for as long as the sender does."""
    readable = _LETTERS.sub("", domain.lower())
    return readable if 5 <= len(readable) <= 15 else readable[:7] + sha256(domain.encode()).hexdigest()[:8]
