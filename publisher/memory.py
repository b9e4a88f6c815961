"""What an earlier build made -> what this one need not make again: bytes, under a key of all that they depend on."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from msgspec.msgpack import Decoder, Encoder

Noun = TypeVar("Noun")


class Memory(Protocol):
    """Keeps what is costly to make. It may forget anything at any time, but gives no other bytes than it was given."""

    def recall(self, key: bytes) -> bytes | None:
        """What was kept under a key, if it still is."""

    def keep(self, key: bytes, content: bytes) -> None:
        """Keep bytes for builds to come. Whatever else they depended on, the key would be another."""

    def hold(self, key: bytes) -> None:
        """Go on keeping what may be kept under a key: a build to come may want it, though this one does not."""


class Forgetful:
    """A memory that keeps nothing: everything is made anew."""

    def recall(self, key: bytes) -> bytes | None:  # noqa: ARG002  # the protocol's
        return None

    def keep(self, key: bytes, content: bytes) -> None:
        pass

    def hold(self, key: bytes) -> None:
        pass


FORGETFUL = Forgetful()


class Packing(Generic[Noun]):
    """Nouns of one type <-> the bytes that are kept of them; the type is looked over when that is first needed."""

    def __init__(self, noun: type[Noun]) -> None:
        self._noun = noun

    def pack(self, noun: object) -> bytes:
        """These bytes, or a part of a key: then what is made late is packed as the facts that it is made of."""
        return self._encoder.encode(noun)

    def unpack(self, content: bytes | None) -> Noun | None:
        """What was packed; None where nothing was kept, or something that is not of this program's making."""
        from msgspec import DecodeError

        try:
            return self._decoder.decode(content) if content is not None else None
        except DecodeError:
            return None

    @cached_property
    def _encoder(self) -> Encoder:
        from msgspec.msgpack import Encoder

        return Encoder(enc_hook=_facts)

    @cached_property
    def _decoder(self) -> Decoder[Noun]:
        from msgspec.msgpack import Decoder

        return Decoder(self._noun)


class Late(Protocol):
    """Something that is made when it is first asked for."""

    @property
    def facts(self) -> object:
        """All that it depends on, and that is not said beside it."""


def _facts(noun: Late) -> object:
    return noun.facts


def key_of(*parts: str | bytes) -> bytes:
    """A key for these parts in this order: 16 bytes, which no other parts have."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:" % len(content))
        digest.update(content)
    return digest.digest()[:16]
