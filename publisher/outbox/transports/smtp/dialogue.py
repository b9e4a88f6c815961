"""Commands and answers on one connection, in the order in which RFC 2920 lets them overlap.

    we say      message 1 .   MAIL 2   RCPT 2   DATA 2             message 2 .   MAIL 3   …
    they say                             250 (message 1)   250   250   354

One round trip a letter: the envelope of the next one travels behind a message, and its answers come with that to the
message. Between 354 and the first byte of a message nothing of it has left: there it is asked whether it still may.
"""

from __future__ import annotations

import contextlib
from enum import Enum

from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transports.smtp import verdict
from publisher.outbox.transports.smtp.channel import Channel
from publisher.outbox.transports.smtp.envelope import END, commands, on_the_wire
from publisher.outbox.transports.smtp.reply import Reply
from publisher.outbox.transports.smtp.wire import BrokenError

_GO_AHEAD = 354
_DATA = 0.4
"""Of the time for other commands: two minutes of five (RFC 5321, section 4.5.3.2.4)."""
_MESSAGE = 2.0
"""Ten minutes of five (section 4.5.3.2.6)."""
_LAST_WORDS = 5.0
"""Seconds for what a relay says that stopped listening: it has said it by then, or never will."""


class _Step(Enum):
    RESET = "RSET"
    SENDER = "MAIL"
    RECIPIENT = "RCPT"
    MESSAGE = "DATA"


class Dialogue:
    """One connection. Every method may raise BrokenError: then it is over."""

    def __init__(self, channel: Channel, *, timeout: float) -> None:
        self.carried = 0
        """Messages that were sent."""
        self.is_proven = False
        """Whether a parcel's fate was told on it: what breaks before is the other side's habit, not an accident."""
        self.is_between = True
        """Whether nothing is owed: no answer to us, no message to them."""
        self.is_over = False
        """Whether the other side said that it goes."""
        self.channel = channel
        self._timeout = timeout
        self._announced: Parcel | None = None
        self._commands: dict[_Step, bytes] = {}
        self._message = b""
        self._needs_reset = False

    def announce(self, parcel: Parcel) -> None:
        """Send an envelope ahead; what comes of it is heard when it is asked."""
        self._prepare(parcel)
        self._announced = parcel
        with contextlib.suppress(BrokenError):  # what was answered before is still to be read
            self.channel.wire.send(b"".join(self._commands.values()), seconds=self._timeout)
        self._message = on_the_wire(parcel.message)  # while the relay is at work

    def has_announced(self, parcel: Parcel) -> bool:
        return self._announced is parcel

    def ask(self, parcel: Parcel) -> Outcome | None:
        """Whether the message may be sent: None, or what the refusal makes of it."""
        if not self.has_announced(parcel):
            if self.channel.offer.pipelining:
                self.announce(parcel)
            else:
                self._prepare(parcel)
                self._message = on_the_wire(parcel.message)
        self._announced = None
        refusals: dict[_Step, Reply] = {}
        try:
            self._hear(refusals)
        except BrokenError:
            if not refusals:
                raise
            self.is_over = True  # what was refused before stays so
        return self._refused(refusals) if refusals else None

    def send(self) -> Outcome | None:
        """Send the message that was asked for; an outcome only where its end did not leave: it cannot be accepted."""
        self.carried += 1
        try:
            self.channel.wire.send(self._message, seconds=self._timeout * _MESSAGE)
        except BrokenError as error:
            self.is_over = self.is_proven = True
            with contextlib.suppress(BrokenError):
                reply = self.channel.wire.reply(seconds=min(self._timeout, _LAST_WORDS))
                if reply.is_for_now or reply.is_for_good:
                    return verdict.of_message(reply)
            return Outcome(fate=Fate.DEFERRED, reply=f"{error}, before the message had ended")
        return None

    def answer(self) -> Outcome:
        """What the relay says to the whole message."""
        reply = self._reply(_MESSAGE)
        outcome = verdict.of_message(reply)
        self.is_over = reply.closes or outcome.fate is Fate.UNKNOWN
        self.is_proven = True
        self.is_between = self._announced is None
        return outcome

    def _hear(self, refusals: dict[_Step, Reply]) -> None:
        """Read the answers to an envelope, all of them: those to commands that came too early, too."""
        for step, command in self._commands.items():
            if not self.channel.offer.pipelining:
                if refusals:
                    return
                self.channel.wire.send(command, seconds=self._timeout)
            reply = self._answer_to(step)
            if reply.code == _GO_AHEAD:
                self._take_back(refusals) if refusals else self._go_ahead()
            elif not reply.is_good:
                refusals[step] = reply
            if reply.closes:
                self.is_over = True
                return

    def _prepare(self, parcel: Parcel) -> None:
        sender, recipient, message = commands(parcel, self.channel.offer)
        reset = {_Step.RESET: b"RSET\r\n"} if self._needs_reset else {}
        self._commands = {**reset, _Step.SENDER: sender, _Step.RECIPIENT: recipient, _Step.MESSAGE: message}
        self.is_between = False

    def _answer_to(self, step: _Step) -> Reply:
        reply = self._reply(_DATA if step is _Step.MESSAGE else 1.0)
        is_answer = reply.is_good or reply.is_for_now or reply.is_for_good
        if step is _Step.RESET:
            is_answer = reply.is_good or reply.is_for_now
        elif step is _Step.MESSAGE:
            is_answer = reply.code == _GO_AHEAD or reply.is_for_now or reply.is_for_good
        if not is_answer:
            raise BrokenError(f"answered {step.value} with {reply}")
        return reply

    def _go_ahead(self) -> None:
        if self.channel.wire.has_more:  # an answer to what was not asked would be taken for that to the message
            raise BrokenError("said more than it was asked")
        self._needs_reset = False

    def _take_back(self, refusals: dict[_Step, Reply]) -> None:
        """RFC 2920, section 3.1: who lets a message begin that has no recipient gets its end alone."""
        if _Step.RECIPIENT not in refusals:
            self.is_over = True  # it may have a recipient, who would get an empty message
            return
        self.channel.wire.send(END, seconds=self._timeout)
        self.is_over = self._reply(_MESSAGE).closes

    def _refused(self, refusals: dict[_Step, Reply]) -> Outcome:
        step, reply = next(iter(refusals.items()))
        self._needs_reset = self.is_between = self.is_proven = True
        return verdict.of_command(reply, is_recipient=step is _Step.RECIPIENT)

    def _reply(self, share: float) -> Reply:
        return self.channel.wire.reply(seconds=self._timeout * share)
