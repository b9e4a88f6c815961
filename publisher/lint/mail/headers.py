"""The header and the lines of a message, as relays and filters read them (RFC 5322, 2045, 2047, 2919, 2369, 8058)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parseaddr, parsedate_to_datetime

from publisher.errors import Severity
from publisher.lint.finding import Part, Rule, Spot
from publisher.lint.mail.mail import Field, Mail, tell

_NEEDED = ("from", "to", "date", "message-id", "subject", "mime-version", "content-type")
_ONCE = (*_NEEDED, "cc", "reply-to", "sender", "list-id", "list-unsubscribe", "list-unsubscribe-post")
_LONGEST, _LONGEST_ENCODED, _LONGEST_WORD = 998, 76, 75
_ENCODED_WORD = re.compile(r"=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?=")
_ID = re.compile(r"<[^<>@\s]+@[^<>@\s]+>")
_LIST_ID = re.compile(r".*<[\w-]+(?:\.[\w-]+)+>", re.ASCII | re.DOTALL)
_ENCODED = re.compile(rb"(?im)^content-transfer-encoding:\s*(?:base64|quoted-printable)")
_BARE = re.compile(rb"(?<!\r)\n|\r(?!\n)")


def _missing(mail: Mail) -> Iterator[Spot]:
    for name in _NEEDED:
        if not any(field.value for field in mail.named(name)):
            yield tell(Part.SOURCE, f"no {_spelt(name)}")


def _twice(mail: Mail) -> Iterator[Spot]:
    for name in _ONCE:
        if len(fields := mail.named(name)) > 1:
            yield _at(fields[1], f"{_spelt(name)} stands {len(fields)} times: expected once")


def _malformed(mail: Mail) -> Iterator[Spot]:
    for field in mail.named("from"):
        if "@" not in parseaddr(field.value)[1]:
            yield _at(field, f"From: expected an address, got {field.value[:80]!r}")
    for field in mail.named("message-id"):
        if not _ID.fullmatch(field.value):
            yield _at(field, f"Message-ID: expected <name@host>, got {field.value[:80]!r}")
    for field in mail.named("date"):
        if not _is_date(field.value):
            yield _at(field, f"Date: expected a date such as Mon, 16 Dec 2024 12:00:00 +0900, got {field.value[:80]!r}")


def _unlisted(mail: Mail) -> Iterator[Spot]:
    if not mail.named("list-id"):
        yield tell(Part.SOURCE, "no List-Id")
    for field in mail.named("list-id"):
        if not _LIST_ID.fullmatch(field.value):
            yield _at(field, f"List-Id: expected <weekly.example.org>, got {field.value[:80]!r}")


def _no_way_out(mail: Mail) -> Iterator[Spot]:
    fields = mail.named("list-unsubscribe")
    if not fields:
        yield tell(Part.SOURCE, "no List-Unsubscribe")
    for field in fields:
        if not re.search(r"<(?:https|mailto):[^<>\s]+>", field.value) or "=?" in field.value:
            yield _at(field, f"List-Unsubscribe: expected <https://…> or <mailto:…>, got {field.value[:80]!r}")


def _no_one_click(mail: Mail) -> Iterator[Spot]:
    can = any("<https:" in field.value for field in mail.named("list-unsubscribe"))
    posts = mail.named("list-unsubscribe-post")
    if can and not posts:
        yield tell(Part.SOURCE, "no List-Unsubscribe-Post beside a List-Unsubscribe of https")
    for field in posts:
        if not can:
            yield _at(field, "List-Unsubscribe-Post: expected a List-Unsubscribe of https beside it")
        elif field.value.replace(" ", "") != "List-Unsubscribe=One-Click":
            yield _at(field, f"List-Unsubscribe-Post: expected List-Unsubscribe=One-Click, got {field.value[:80]!r}")


def _long_lines(mail: Mail) -> Iterator[Spot]:
    for number, line in _lines(mail):
        if len(line) > _LONGEST:
            yield tell(Part.SOURCE, f"line of {len(line)} octets: expected at most {_LONGEST}", number)


def _long_encoded_lines(mail: Mail) -> Iterator[Spot]:
    # What is encoded begins after the empty line that ends a part's header, and ends at the next boundary.
    state = ""
    for number, line in _lines(mail):
        if line.startswith(b"--"):
            state = ""
        elif _ENCODED.match(line):
            state = "header"
        elif state == "header" and not line:
            state = "encoded"
        elif state == "encoded" and len(line) > _LONGEST_ENCODED:
            message = f"encoded line of {len(line)} octets: expected at most {_LONGEST_ENCODED}"
            yield tell(Part.SOURCE, message, number)
            return


def _long_words(mail: Mail) -> Iterator[Spot]:
    for field in mail.fields:
        for word in _ENCODED_WORD.findall(field.value):
            if len(word) > _LONGEST_WORD:
                yield _at(field, f"encoded word of {len(word)} octets: expected at most {_LONGEST_WORD}")


def _eight_bit(mail: Mail) -> Iterator[Spot]:
    for number, line in _lines(mail):
        if not line.isascii() or b"\0" in line:
            yield tell(Part.SOURCE, "octets that are no ASCII: expected an encoding", number)
            return


def _bare_ends(mail: Mail) -> Iterator[Spot]:
    if found := _BARE.search(mail.source):
        number = mail.source.count(b"\n", 0, found.start()) + 1
        yield tell(Part.SOURCE, "a line ends in a bare CR or LF: expected CR LF", number)


def _lines(mail: Mail) -> Iterator[tuple[int, bytes]]:
    return enumerate((line.rstrip(b"\r") for line in mail.source.split(b"\n")), start=1)


def _is_date(value: str) -> bool:
    try:
        parsedate_to_datetime(value)
    except ValueError:
        return False
    return True


def _at(field: Field, message: str) -> Spot:
    return tell(Part.SOURCE, message, field.line)


def _spelt(name: str) -> str:
    return {"message-id": "Message-ID", "mime-version": "MIME-Version", "list-id": "List-Id"}.get(name, name.title())


RULES: tuple[Rule[Mail, Spot], ...] = (
    Rule(
        code="mail/header-missing",
        severity=Severity.MISTAKE,
        reason="relays refuse a mail without these fields, or add ones of their own, and filters count it as spam",
        advice="Only a program can mend this: tell its authors how the mail was made.",
        find=_missing,
    ),
    Rule(
        code="mail/header-twice",
        severity=Severity.MISTAKE,
        reason="a field that stands twice is read differently by whoever filters and whoever shows: Gmail refuses it",
        advice="Only a program can mend this: tell its authors how the mail was made.",
        find=_twice,
    ),
    Rule(
        code="mail/header-form",
        severity=Severity.MISTAKE,
        reason="a sender, a date or an id that cannot be read is refused, or shown as something else",
        advice="See newsletter.sender in publisher.toml.",
        find=_malformed,
    ),
    Rule(
        code="mail/list-id",
        severity=Severity.NOTICE,
        reason="readers sort by it, and programs that answer by themselves stay silent where they see one (RFC 2919)",
        advice="See newsletter.list_id in publisher.toml.",
        find=_unlisted,
    ),
    Rule(
        code="mail/list-unsubscribe",
        severity=Severity.MISTAKE,
        reason="mail programs make their button to unsubscribe from it, and large providers ask for it (RFC 2369)",
        advice="See newsletter.unsubscribe in publisher.toml.",
        find=_no_way_out,
    ),
    Rule(
        code="mail/one-click",
        severity=Severity.NOTICE,
        reason="without both fields of RFC 8058 the button to unsubscribe opens a page, and Gmail asks for one click",
        advice="Send List-Unsubscribe-Post with an address of https, and answer its POST.",
        find=_no_one_click,
    ),
    Rule(
        code="mail/line-long",
        severity=Severity.MISTAKE,
        reason="relays break or refuse lines over 998 octets, which spoils signatures (RFC 5322, section 2.1.1)",
        advice="Encode the part as quoted-printable or base64, and fold header fields.",
        find=_long_lines,
    ),
    Rule(
        code="mail/encoded-line-long",
        severity=Severity.NOTICE,
        reason="encoded lines take at most 76 octets (RFC 2045, section 6), and filters count longer ones as spam",
        advice="Break base64 and quoted-printable after 76 octets.",
        find=_long_encoded_lines,
    ),
    Rule(
        code="mail/encoded-word-long",
        severity=Severity.NOTICE,
        reason="an encoded word takes at most 75 octets (RFC 2047, section 2): longer ones are shown undecoded",
        advice="Divide it, at whole characters.",
        find=_long_words,
    ),
    Rule(
        code="mail/eight-bit",
        severity=Severity.MISTAKE,
        reason="relays that do not offer 8BITMIME refuse or strip what is no ASCII, and nothing may hold a NUL",
        advice="Encode the part, and the words of header fields (RFC 2047).",
        find=_eight_bit,
    ),
    Rule(
        code="mail/line-end",
        severity=Severity.MISTAKE,
        reason="bare CR and LF are how one mail is smuggled within another: relays refuse or rewrite them",
        advice="End each line in CR LF.",
        find=_bare_ends,
    ),
)
