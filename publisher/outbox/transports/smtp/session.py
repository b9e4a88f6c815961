"""Parcels -> their outcomes, over a connection that is opened anew where nothing is at stake.

Nothing is: after as many letters as a connection carries, where the relay hung up while nobody spoke, and when a letter
was taken back. A relay that has said 354 expects a message, and no command takes that back; the connection is dropped
before the first byte, and the relay forgets the letter (RFC 5321, section 3.8). That costs a connection for each person
who leaves in the moment before their letter, and saves every other letter a round trip.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator

from publisher.errors import PublisherError
from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transport import Leaving, UnreachableError
from publisher.outbox.transports.smtp.channel import connect
from publisher.outbox.transports.smtp.dialogue import Dialogue
from publisher.outbox.transports.smtp.envelope import unfit
from publisher.outbox.transports.smtp.relay import Relay
from publisher.outbox.transports.smtp.wire import BrokenError


class SmtpSession:
    """See `publisher.outbox.transport.Session`."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._dialogue: Dialogue | None = self._connected()
        self._end = ""
        """Why there is no more to come."""

    def deliver(self, parcels: Iterable[Parcel], leaving: Leaving) -> Iterator[tuple[Parcel, Outcome]]:
        try:
            yield from self._deliver(iter(parcels), leaving)
        finally:
            if self._dialogue and not self._dialogue.is_between:  # whoever asked has stopped in the middle
                self._drop()

    def close(self) -> None:
        if self._dialogue and self._dialogue.is_between:
            self._dialogue.channel.quit()
        self._drop()

    def _deliver(self, queue: Iterator[Parcel], leaving: Leaving) -> Iterator[tuple[Parcel, Outcome]]:
        parcel = next(queue, None)
        while parcel is not None:
            refusal = self._ask(parcel)
            if refusal is not None:
                yield parcel, refusal
                if self._end:
                    return
                parcel = next(queue, None)
            elif leaving((parcel,)):
                parcel = yield from self._send(parcel, queue)
            else:
                self._drop()
                parcel = next(queue, None)

    def _ask(self, parcel: Parcel) -> Outcome | None:
        """Whether it may be sent: None, or what became of it."""
        if self._end:
            return Outcome(fate=Fate.UNTOUCHED, reply=self._end)
        try:
            dialogue = self._ready()
        except (PublisherError, UnreachableError) as error:
            self._end = str(error)
            return Outcome(fate=Fate.UNTOUCHED, reply=self._end)
        if not dialogue.has_announced(parcel) and (refusal := unfit(parcel, dialogue.channel.offer)):
            return refusal
        try:
            refusal = dialogue.ask(parcel)
        except BrokenError as error:
            self._broke(error)
            return Outcome(fate=Fate.UNTOUCHED if dialogue.is_proven else Fate.DEFERRED, reply=self._end)
        self._end_if_over(refusal)
        return refusal

    def _send(self, parcel: Parcel, queue: Iterator[Parcel]) -> Generator[tuple[Parcel, Outcome], None, Parcel | None]:
        """Send a message, then the envelope of the next parcel, which is returned; then hear of the first."""
        dialogue = self._dialogue
        assert dialogue
        outcome = dialogue.send()
        following, failure = None, None
        try:
            following = next(queue, None)
        except Exception as error:  # noqa: BLE001  # raised again, once it is known what became of this one
            failure = error
        if outcome is None:
            outcome = self._answer(dialogue, following)
        self._end_if_over(outcome)
        yield parcel, outcome
        if failure:
            raise failure
        return following

    def _answer(self, dialogue: Dialogue, following: Parcel | None) -> Outcome:
        if following is not None and self._may_announce(following, dialogue):
            dialogue.announce(following)
        try:
            return dialogue.answer()
        except BrokenError as error:
            self._broke(error)
            return Outcome(fate=Fate.UNKNOWN, reply=self._end)

    def _may_announce(self, parcel: Parcel, dialogue: Dialogue) -> bool:
        offer = dialogue.channel.offer
        return offer.pipelining and not self._is_full(dialogue) and unfit(parcel, offer) is None

    def _ready(self) -> Dialogue:
        """The connection, or a new one where this one is used up or was closed while nobody spoke."""
        dialogue = self._dialogue
        if dialogue and dialogue.is_between:
            if self._is_full(dialogue):
                self.close()
            elif not dialogue.channel.wire.is_quiet:
                self._drop()
        self._dialogue = self._dialogue or self._connected()
        return self._dialogue

    def _is_full(self, dialogue: Dialogue) -> bool:
        return 0 < self._relay.letters_a_connection <= dialogue.carried

    def _connected(self) -> Dialogue:
        return Dialogue(connect(self._relay), timeout=self._relay.timeout)

    def _end_if_over(self, outcome: Outcome | None) -> None:
        if self._dialogue and self._dialogue.is_over:
            self._end = outcome.reply if outcome else ""
            self._drop()

    def _broke(self, error: BrokenError) -> None:
        self._end = f"{self._relay} {error}"
        self._drop()

    def _drop(self) -> None:
        if self._dialogue:
            self._dialogue.channel.drop()
            self._dialogue = None
