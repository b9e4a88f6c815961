"""What a relay answered at which step -> what became of the parcel."""

from __future__ import annotations

from publisher.outbox.parcel import Fate, Outcome
from publisher.outbox.transports.smtp.reply import Reply

_THROTTLES = frozenset({421, 454})
"""A relay that goes away, and that of Amazon which has had enough for now; others say it with a status 4.7.x."""
_GREYLISTED = "4.7.1"
"""What greylisting says at RCPT TO: it is about this recipient alone."""
_NOBODY = frozenset({"1.0", "1.1", "1.2", "1.3", "1.6", "1.10", "2.1", "4.1", "4.4"})
"""Subject and detail of a status (RFC 3463, RFC 7505) that say that nobody can be reached there.

5.4.1 is what Exchange Online says of addresses that its directory does not know. A full mailbox (5.2.2) has somebody.
"""
_NOBODY_WITHOUT_STATUS = frozenset({550, 551, 553, 556})
"""RFC 5321, section 4.2.2, and RFC 7504; other codes are as often about us."""
_VAGUE = frozenset({"", "5.0.0"})


def of_command(reply: Reply, *, is_recipient: bool) -> Outcome:
    """What a refusal of MAIL, RCPT or DATA says: nothing of the message has left."""
    if reply.is_for_good:
        return _outcome(Fate.REFUSED, reply, is_about_recipient=is_recipient and _is_nobody(reply, by_code=True))
    greylisted = is_recipient and reply.status == _GREYLISTED
    return _outcome(Fate.DEFERRED, reply, slow_down=_throttles(reply) and not greylisted)


def of_message(reply: Reply) -> Outcome:
    """What the answer to a whole message says."""
    if reply.is_good:
        return Outcome(fate=Fate.ACCEPTED, reply=str(reply), status=reply.status, reference=reply.reference)
    if reply.is_for_now:
        return _outcome(Fate.DEFERRED, reply, slow_down=_throttles(reply))
    if reply.is_for_good:
        return _outcome(Fate.REFUSED, reply, is_about_recipient=_is_nobody(reply, by_code=False))
    return _outcome(Fate.UNKNOWN, reply)


def _outcome(fate: Fate, reply: Reply, *, is_about_recipient: bool = False, slow_down: bool = False) -> Outcome:
    return Outcome(
        fate=fate,
        reply=str(reply),
        status=reply.status,
        is_about_recipient=is_about_recipient,
        slow_down=slow_down,
    )


def _throttles(reply: Reply) -> bool:
    return reply.code in _THROTTLES or reply.status.startswith("4.7.")


def _is_nobody(reply: Reply, *, by_code: bool) -> bool:
    if reply.status in _VAGUE:
        return by_code and reply.code in _NOBODY_WITHOUT_STATUS
    return reply.status.partition(".")[2] in _NOBODY
