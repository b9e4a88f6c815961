"""An address, a host -> whether what is said there is read by nobody on the way."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_sound(address: str) -> bool:
    """Whether nobody on the way reads or changes what is said there: https, or http on this very machine."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:  # brackets that hold no IPv6 address, a port that is none
        return False
    if not host or "@" in parts.netloc or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(host))


def is_this_machine(host: str) -> bool:
    """Whether what is said to a host stays on this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"
