"""An address of an API -> whether letters and keys may be told there."""

from __future__ import annotations

from publisher import secrecy


def is_sound(address: str) -> bool:
    """Whether nobody on the way reads it, and a path can be added to it."""
    return secrecy.is_sound(address) and "?" not in address and address.isascii()
