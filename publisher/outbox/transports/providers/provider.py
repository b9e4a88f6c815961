"""What an adapter says of its provider: how a call is made of letters, and what an answer means. No network here.

A new provider is a frozen dataclass with what this Protocol asks for, in a module of its own beside this one; a table
of its settings in a module of `config.tables`, which `config.schema` and `config.settings` name; and a word in
`outbox.ways`. What is said there is tried by one suite for all of them, tests/outbox/providers/test_promises.py,
against a local server that speaks as the provider's documentation says. Batches, connections, repeated calls and
faults are not its concern.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from publisher.outbox.parcel import Outcome, Parcel
from publisher.outbox.secret import Secret
from publisher.outbox.transports.providers.call import Call, Reply
from publisher.outbox.transports.providers.verdict import Verdict


class Provider(Protocol):
    """Who takes letters by HTTP and brings them on. Shared between threads."""

    @property
    def name(self) -> str:
        """As it calls itself."""

    @property
    def address(self) -> str:
        """Where its API begins, without the last slash."""

    @property
    def key(self) -> Secret:
        """What it believes us by."""

    @property
    def letters_a_call(self) -> int:
        """At most; after a crash so many may be in doubt."""

    @property
    def largest_call(self) -> int:
        """Bytes of a body that it takes."""

    @property
    def timeout(self) -> float:
        """Seconds for an answer."""

    @property
    def is_repeatable(self) -> bool:
        """Whether it takes the same call only once, by an idempotency key."""

    def authorization(self, key: str) -> Mapping[str, str]:
        """The headers that say who we are."""

    def item(self, parcel: Parcel) -> bytes | Outcome:
        """What stands for a letter in the body of a call, or why it cannot be sent so."""

    def call(self, parcels: Sequence[Parcel], items: Sequence[bytes]) -> Call:
        """The call that sends these letters; the same letters make the same call."""

    def verdict(self, reply: Reply, parcels: Sequence[Parcel]) -> Verdict:
        """What an answer, of any kind, says of the letters of a call. Raises nothing, whatever it holds."""
