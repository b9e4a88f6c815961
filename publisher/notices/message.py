"""A mail that is owed -> a message in its envelope. Nothing that a stranger typed is in it but the address itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

from publisher.audience.email import mailbox_of
from publisher.audience.links import Purpose, token
from publisher.audience.notices import Kind as Owed
from publisher.audience.notices import Notice
from publisher.audience.subscriber import State
from publisher.newsletter.alternatives import alternatives
from publisher.newsletter.headers import named, unstructured, verbatim
from publisher.newsletter.settings import Newsletter
from publisher.notices.blank import Blank, Kind, Said, blank
from publisher.notices.wish import in_words
from publisher.outbox.parcel import Parcel
from publisher.site import Language, Site, confirm_path, leave_path, preferences_path
from publisher.store.keyring import Keyring

if TYPE_CHECKING:
    from jinja2 import Environment

Labels = Callable[[], Mapping[str, str]]
"""The tags that the site has at present: slug -> label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that mails are written with; what they have alike is made once."""

    site: Site
    newsletter: Newsletter
    keyring: Keyring
    environment: Environment
    labels: Labels
    blanks: dict[tuple[Kind, str], Blank] = field(default_factory=dict)

    def parcel(self, notice: Notice, *, now: datetime) -> Parcel:
        """Write the mail, and put it into its envelope."""
        kind = _kind(notice)
        language = self._language(notice)
        mailbox = mailbox_of(notice.subscriber.email)
        letter = self._blank(kind, language)
        text, html = letter.body(self._said(kind, notice, language))
        content = alternatives(
            letter.boundary, text=(letter.text.encoding, (text,)), html=(letter.html.encoding, (html,))
        )
        lines = (
            named("From", self.newsletter.sender.name, self.newsletter.sender.email),
            named("To", "", mailbox),
            unstructured("Subject", letter.subject),
            verbatim("Date", format_datetime(now)),
            verbatim("Message-ID", f"<{self._id(notice)}@{self.newsletter.domain}>"),
            "Auto-Submitted: auto-generated",  # RFC 3834, section 5: no program answers it
            verbatim("Content-Language", language.code),
            "MIME-Version: 1.0",
        )
        return Parcel(
            key=f"{kind}-{notice.id}",
            sender=self.newsletter.sender.email,
            recipient=mailbox,
            message=b"".join(("\r\n".join((*lines, "")).encode("ascii"), *content)),
        )

    def _blank(self, kind: Kind, language: Language) -> Blank:
        key = (kind, language.code)
        if key not in self.blanks:
            self.blanks[key] = blank(
                kind, language, site=self.site, newsletter=self.newsletter, environment=self.environment
            )
        return self.blanks[key]

    def _language(self, notice: Notice) -> Language:
        """The one that was asked in."""
        return self.site.language_or_own(notice.wish.language if notice.wish else notice.subscriber.language)

    def _said(self, kind: Kind, notice: Notice, language: Language) -> Said:
        person, code = notice.subscriber.public_id, language.code
        match kind:
            case Kind.CONFIRM:
                assert notice.ask and notice.wish, "who is to confirm has asked"  # noqa: PT018  # one fact
                path = confirm_path(code, token(self.keyring, Purpose.CONFIRM, notice.ask))
                wish = in_words(notice.wish.choices, self.labels(), language.strings)
                return Said(link=self.site.url(path), wish=wish)
            case Kind.PRESENT:
                path = preferences_path(code, token(self.keyring, Purpose.MANAGE, person))
            case Kind.GOODBYE:
                path = leave_path(code, token(self.keyring, Purpose.LEAVE, person))
        return Said(link=self.site.url(path))

    def _id(self, notice: Notice) -> str:
        """The same for each try, so that a mail that arrives twice is shown once."""
        return self.keyring.hash("message", f"{notice.kind} {notice.id}".encode()).hex()


def _kind(notice: Notice) -> Kind:
    if notice.kind is Owed.LEFT:
        return Kind.GOODBYE
    return Kind.PRESENT if notice.subscriber.state is State.CONFIRMED else Kind.CONFIRM
