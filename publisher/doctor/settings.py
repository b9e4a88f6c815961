"""What the configuration leaves open that mail needs."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.doctor.finding import Finding, Speaker
from publisher.doctor.patient import Patient
from publisher.outbox.addressing import PLACE

_SETTINGS = Speaker("settings")


def examine(patient: Patient) -> Iterator[Finding]:
    """Each with the key to set."""
    settings = patient.settings
    if not settings.newsletter.postal_address:
        yield _SETTINGS.warn(
            "newsletter.postal_address is empty: many countries ask letters for one", "set it to where you get post"
        )
    if not settings.site.address.startswith("https://") and not settings.newsletter.unsubscribe.startswith("https://"):
        yield _SETTINGS.warn(
            "readers cannot leave with one click, which Gmail and Yahoo ask of senders of many letters (RFC 8058)",
            "set address to where the site is served by https",
        )
    if not settings.mail.bounces:
        yield _SETTINGS.warn(
            "mail.bounces names no mailbox: what comes back is read from a pipe, or not at all",
            f"have mail to {settings.mail.return_path.replace(PLACE, '*')} brought into a Maildir, and name it there",
        )
    else:
        yield _SETTINGS.ok(f"what comes back arrives in {settings.mail.bounces}")
