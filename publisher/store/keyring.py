"""One secret -> a key for each purpose, and keyed hashes that tell nothing to those without it.

The secret lies in the store itself, so that it goes where the rows go: with a copy restored on another machine the
links in letters that were sent still work, and whoever left is still known. Whoever holds the store holds the
addresses anyway; of those who were forgotten it holds hashes, by which only a guess can be tested.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import lru_cache

SECRET_BYTES = 32
HASH_BYTES = 16
"""128 bits."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The store's secret."""

    secret: bytes = field(repr=False)

    def hash(self, purpose: str, content: bytes) -> bytes:
        """A keyed hash for one purpose; that of another tells nothing about it."""
        return hmac.digest(_key(self.secret, purpose), content, "sha256")[:HASH_BYTES]


@lru_cache(maxsize=32)  # several are asked for with every letter
def _key(secret: bytes, purpose: str) -> bytes:
    return hashlib.blake2b(purpose.encode(), key=secret, digest_size=32).digest()
