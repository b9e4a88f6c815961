"""A network address -> what is kept of it beside a consent."""

from __future__ import annotations

from enum import StrEnum

from publisher.store.keyring import Keyring


class Remotes(StrEnum):
    """What is kept of the network address that a request came from."""

    HASHED = "hashed"
    """A keyed hash: shows whether two are the same, or one is that of a log."""
    PLAIN = "plain"
    NONE = "none"


def kept(remote: str, remotes: Remotes, keyring: Keyring) -> str:
    """What is written of a network address."""
    match remotes:
        case Remotes.PLAIN:
            return remote
        case Remotes.HASHED:
            return keyring.hash("remote", remote.encode()).hex() if remote else ""
        case Remotes.NONE:
            return ""
