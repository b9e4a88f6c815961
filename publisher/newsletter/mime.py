"""A rendered issue -> the bytes of a message (RFC 5322, MIME): the text first, then the HTML.

The same issue gives the same bytes: the date is when its week closes, ids are hashes of what they stand for.
"""

from __future__ import annotations

from base64 import encodebytes
from email.utils import format_datetime
from hashlib import sha256
from quopri import encodestring

from publisher.newsletter.headers import named, unstructured, verbatim
from publisher.newsletter.render import Rendered
from publisher.newsletter.settings import Newsletter
from publisher.site import Site


def message(rendered: Rendered, *, site: Site, newsletter: Newsletter) -> bytes:
    """A message to nobody yet: complete but for its reader."""
    # "=_" stands in no quoted-printable and in no base64 (RFC 2045, section 6.7), so neither does the boundary.
    boundary = f"=_{_fingerprint(rendered)}"
    lines = (
        *_headers(rendered, site=site, newsletter=newsletter),
        f'Content-Type: multipart/alternative; boundary="{boundary}"',
        "",
        f"--{boundary}",
        _part("plain", rendered.text),
        f"--{boundary}",
        _part("html", rendered.html),
        f"--{boundary}--",
        "",
    )
    return "\r\n".join(lines).encode("ascii")


def _headers(rendered: Rendered, *, site: Site, newsletter: Newsletter) -> tuple[str, ...]:
    sender, issue = newsletter.sender, rendered.issue
    _, _, domain = sender.email.rpartition("@")
    # No Auto-Submitted: a person wrote this, and List-Id already silences automatic replies (RFC 3834, section 2).
    return (
        named("From", sender.name, sender.email),
        verbatim("To", "undisclosed-recipients:;"),
        unstructured("Subject", rendered.subject),
        verbatim("Date", format_datetime(newsletter.closes.of(issue.week, site.time_zone))),
        verbatim("Message-ID", f"<{issue.week}.{issue.language}.{_fingerprint(rendered)}@{domain}>"),
        named("List-Id", site.language(issue.language).title, newsletter.list_id or _default_list_id(site)),
        *_leaving(newsletter.unsubscribe),
        verbatim("Content-Language", issue.language),
        verbatim("MIME-Version", "1.0"),
    )


def _leaving(address: str) -> tuple[str, ...]:
    link = verbatim("List-Unsubscribe", f"<{address}>")
    # RFC 8058, section 3.1: one click is a POST, which mailto: does not know.
    return (link, "List-Unsubscribe-Post: List-Unsubscribe=One-Click") if address.startswith("https:") else (link,)


def _default_list_id(site: Site) -> str:
    return f"weekly.{site.host.encode('idna').decode()}"


def _part(subtype: str, text: str) -> str:
    """One alternative, in the smaller encoding: quoted-printable for English, base64 for Korean."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    candidates = (
        ("quoted-printable", encodestring(lines.encode())),
        # Lines of text end in CR LF before they are encoded, too (RFC 2045, section 6.8).
        ("base64", encodebytes(lines.replace("\n", "\r\n").encode())),
    )
    encoding, encoded = min(candidates, key=lambda candidate: len(candidate[1]))
    header = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}"
    return header + "\r\n\r\n" + encoded.decode("ascii").replace("\n", "\r\n")


def _fingerprint(rendered: Rendered) -> str:
    content = f"{rendered.issue.name}\0{rendered.subject}\0{rendered.text}\0{rendered.html}"
    return sha256(content.encode()).hexdigest()[:24]
