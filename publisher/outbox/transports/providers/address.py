"""An address of an API -> whether letters and keys may be told there."""

from __future__ import annotations

from urllib.parse import urlsplit

from publisher.outbox.transports.smtp.relay import is_this_machine


def is_sound(address: str) -> bool:
    """Whether nobody on the way reads it: https, or http on this very machine."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:  # brackets that hold no IPv6 address, a port that is none
        return False
    if not host or "@" in parts.netloc or parts.fragment or parts.query or not address.isascii():
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(host))
