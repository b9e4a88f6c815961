"""What a courier writes while letters leave: one connection, kept, and one transaction a letter.

`sending` of the next letter is written together with what became of the last one: a commit for each letter, not two.
Every statement is fenced: it changes only what this courier holds, so that whoever was taken for dead and wakes up
changes nothing of what others took over.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, or_, update

from publisher.audience.subscriber import State
from publisher.outbox.ledger.letter import Ending, Letter
from publisher.outbox.ledger.standing import Standing
from publisher.store.swift import run
from publisher.store.tables import letters, subscribers

_MINE = (
    letters.c.issue_id == bindparam("issue"),
    letters.c.subscriber_id == bindparam("subscriber"),
    letters.c.courier_id == bindparam("mine"),
)
_IS_READER = exists().where(subscribers.c.id == letters.c.subscriber_id, subscribers.c.state == State.CONFIRMED)
_HELD = update(letters).where(*_MINE, letters.c.state == Standing.CLAIMED)
_LEAVES = _HELD.where(_IS_READER).values(state=Standing.SENDING, changed=bindparam("now"))
_STAYS = _HELD.where(~_IS_READER).values(state=Standing.SUPPRESSED, changed=bindparam("now"))
_ENDS = (
    update(letters)
    # In doubt as well: if it was this courier who was taken for dead, nobody knows better what became of the letter.
    .where(
        *_MINE,
        or_(*(letters.c.state == standing for standing in (Standing.CLAIMED, Standing.SENDING, Standing.DOUBT))),
    )
    .values(
        state=bindparam("new_state"),
        courier_id=bindparam("new_courier"),
        tries=bindparam("new_tries"),
        due=bindparam("new_due"),
        reply=bindparam("new_reply"),
        changed=bindparam("now"),
    )
)
_GIVEN_BACK = (Standing.PLANNED, Standing.DEFERRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Not shared between threads."""

    connection: Connection
    """Begins a writing transaction at `begin()`."""
    courier_id: int

    def leave(self, leaving: Sequence[Letter], endings: Collection[Ending], now: datetime) -> frozenset[int]:
        """Write down that letters leave, and what became of others; the numbers of those subscribers who may get one.

        Whoever is no subscriber any more gets nothing; nor does a letter leave that this courier no longer holds.
        """
        with self.connection.begin():
            self._end(endings, now)
            return frozenset(letter.subscriber_id for letter in leaving if self._leaves(letter, now))

    def end(self, endings: Collection[Ending], now: datetime) -> None:
        """Write down what became of letters."""
        if endings:
            with self.connection.begin():
                self._end(endings, now)

    def _leaves(self, letter: Letter, now: datetime) -> bool:
        values = {"issue": letter.issue_id, "subscriber": letter.subscriber_id, "mine": self.courier_id, "now": now}
        if run(self.connection, _LEAVES, values):
            return True
        run(self.connection, _STAYS, values)
        return False

    def _end(self, endings: Collection[Ending], now: datetime) -> None:
        for ending in endings:
            letter = ending.letter
            run(
                self.connection,
                _ENDS,
                {
                    "issue": letter.issue_id,
                    "subscriber": letter.subscriber_id,
                    "mine": self.courier_id,
                    "now": now,
                    "new_state": ending.standing,
                    "new_courier": None if ending.standing in _GIVEN_BACK else self.courier_id,
                    "new_tries": letter.tries + (ending.standing is Standing.DEFERRED),
                    "new_due": ending.due,
                    "new_reply": ending.reply,
                },
            )
