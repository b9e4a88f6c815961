"""Text -> an address that mail can reach, and which spellings are one person's."""

from __future__ import annotations

from dataclasses import dataclass, field

from publisher.store.keyring import Keyring

_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address: equal when its identity is."""

    identity: str
    """In small letters, the domain as name servers know it. No provider's own rules: dots and + count."""
    written: str = field(compare=False)
    """As it was written, but for the domain: in small letters, and in its own script."""
    mailbox: str = field(compare=False)
    """What a mail server is told: as it was written, the domain as name servers know it."""

    def key(self, keyring: Keyring) -> bytes:
        """A keyed hash of the identity: what rows are found by, and what stays of a person who is forgotten."""
        return keyring.hash("email", self.identity.encode())


def mailbox_of(written: str) -> str:
    """`Email.mailbox` of an `Email.written`: every letter asks, and hardly any address needs to be read for it."""
    return written if written.isascii() else parse_email(written).mailbox


def parse_email(text: str) -> Email:
    """Read an address; ValueError says what is wrong with it.

    Letters beyond ASCII before the @ are refused, for many servers take no such mail (RFC 6531).
    """
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(text.strip()[:_LONGEST], check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise ValueError(f"expected an e-mail address such as me@example.org: {error}") from error
    mailbox = f"{found.local_part}@{found.ascii_domain}"
    return Email(identity=mailbox.lower(), written=found.normalized, mailbox=mailbox)
