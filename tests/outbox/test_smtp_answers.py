"""What a relay answers at each step, and what that makes of a letter and of the connection."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest

from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transports.smtp.transport import Smtp
from tests.outbox.builders import MESSAGE, parcel
from tests.outbox.scripted_relay import (
    EHLO,
    EHLO_PLAIN,
    HANG_UP,
    SILENCE,
    Answer,
    ScriptedRelay,
    scripted_relay,
)

PAIR = (parcel("a", message=MESSAGE + b"a\r\n"), parcel("b", message=MESSAGE + b"b\r\n"))


def anyone(parcels: Sequence[Parcel]) -> Collection[Parcel]:
    return parcels


def says(answers: dict[str, bytes], *, to: str = "", ehlo: bytes = EHLO) -> Answer:
    """Give these answers, each once, from the first MAIL on whose line holds `to`."""
    left = dict(answers)
    begun = not to

    def answer(verb: str, line: str) -> bytes | None:
        nonlocal begun
        begun = begun or to in line
        if verb == "EHLO":
            return ehlo
        return left.pop(verb, None) if begun else None

    return answer


def delivered(relay: ScriptedRelay, *parcels: Parcel, **changes: object) -> list[Outcome]:
    with Smtp(relay=relay.at(**changes)).session() as session:
        made = list(session.deliver(parcels, anyone))
    assert [one for one, _ in made] == list(parcels[: len(made)])
    return [outcome for _, outcome in made]


@pytest.mark.parametrize("ehlo", [EHLO, EHLO_PLAIN], ids=("pipelined", "step by step"))
@pytest.mark.parametrize(
    ("verb", "said", "expected"),
    [
        ("MAIL", b"451 4.3.0 later\r\n", Outcome(fate=Fate.DEFERRED, reply="451 4.3.0 later", status="4.3.0")),
        (
            "MAIL",
            b"454 Throttling failure: Maximum sending rate exceeded.\r\n",
            Outcome(fate=Fate.DEFERRED, reply="454 Throttling failure: Maximum sending rate exceeded.", slow_down=True),
        ),
        ("MAIL", b"553 5.7.1 not you\r\n", Outcome(fate=Fate.REFUSED, reply="553 5.7.1 not you", status="5.7.1")),
        (
            "RCPT",
            b"550-5.1.1 Nobody of that name\r\n550 5.1.1 lives here\r\n",
            Outcome(
                fate=Fate.REFUSED,
                reply="550 5.1.1 Nobody of that name lives here",
                status="5.1.1",
                is_about_recipient=True,
            ),
        ),
        (
            "RCPT",
            b"451 4.7.1 Greylisted\r\n",
            Outcome(fate=Fate.DEFERRED, reply="451 4.7.1 Greylisted", status="4.7.1"),
        ),
        (
            "RCPT",
            b"450 4.7.28 too many\r\n",
            Outcome(fate=Fate.DEFERRED, reply="450 4.7.28 too many", status="4.7.28", slow_down=True),
        ),
        ("DATA", b"554 5.5.0 no\r\n", Outcome(fate=Fate.REFUSED, reply="554 5.5.0 no", status="5.5.0")),
        (".", b"552 5.2.2 full\r\n", Outcome(fate=Fate.REFUSED, reply="552 5.2.2 full", status="5.2.2")),
        (
            ".",
            b"550 5.1.1 nobody\r\n",
            Outcome(fate=Fate.REFUSED, reply="550 5.1.1 nobody", status="5.1.1", is_about_recipient=True),
        ),
        (".", b"550 spam\r\n", Outcome(fate=Fate.REFUSED, reply="550 spam")),
        (
            ".",
            b"451 4.7.0 busy\r\n",
            Outcome(fate=Fate.DEFERRED, reply="451 4.7.0 busy", status="4.7.0", slow_down=True),
        ),
    ],
)
def test_a_refusal_is_told_and_the_next_letter_leaves(ehlo: bytes, verb: str, said: bytes, expected: Outcome) -> None:
    with scripted_relay(says({verb: said}, ehlo=ehlo)) as relay:
        first, second = delivered(relay, *PAIR)

    assert first == expected
    assert second.fate is Fate.ACCEPTED
    assert second.reference == "4XyZ"
    assert relay.taken == [PAIR[1].message]
    assert relay.connections == 1


@pytest.mark.parametrize(
    ("said", "is_nobody"),
    [
        (b"550 no such user\r\n", True),
        (b"550 5.4.1 Recipient address rejected: Access denied\r\n", True),
        (b"556 5.1.10 null MX\r\n", True),
        (b"550 5.0.0 unknown\r\n", True),
        (b"550 2.1.1 a status of another class\r\n", True),
        (b"550 5.1.8 bad sender\r\n", False),
        (b"550 5.1.9 relayed to a system that says no more\r\n", False),
        (b"550 5.2.2 mailbox full\r\n", False),
        (b"552 mailbox full\r\n", False),
        (b"554 5.7.1 relay access denied\r\n", False),
        (b"530 5.7.0 log in first\r\n", False),
        (b"503 5.5.1 MAIL first\r\n", False),
    ],
)
def test_only_a_refusal_of_the_address_itself_is_a_bounce(said: bytes, *, is_nobody: bool) -> None:
    with scripted_relay(says({"RCPT": said})) as relay:
        (outcome,) = delivered(relay, parcel())

    assert outcome.fate is Fate.REFUSED
    assert outcome.is_about_recipient is is_nobody


@pytest.mark.parametrize(("verb", "reset"), [("MAIL", 1), ("RCPT", 1), ("DATA", 1), (".", 0)])
def test_a_transaction_that_was_refused_is_reset_with_the_next(verb: str, reset: int) -> None:
    with scripted_relay(says({verb: b"550 no\r\n"})) as relay:
        delivered(relay, *PAIR)

    assert relay.told.count("RSET") == reset


def test_who_lets_a_message_begin_without_a_recipient_gets_its_end_alone() -> None:
    with scripted_relay(says({"RCPT": b"550 5.1.1 no\r\n", "DATA": b"354 go on\r\n"})) as relay:
        first, second = delivered(relay, *PAIR)

    assert (first.fate, second.fate) == (Fate.REFUSED, Fate.ACCEPTED)
    assert relay.begun == [b"", PAIR[1].message]
    assert relay.connections == 1


def test_a_message_that_begins_without_a_sender_is_not_even_ended() -> None:
    with scripted_relay(says({"MAIL": b"550 no\r\n", "RCPT": b"250 Ok\r\n", "DATA": b"354 go on\r\n"})) as relay:
        (outcome,) = delivered(relay, *PAIR)

    assert outcome.fate is Fate.REFUSED
    assert relay.taken == []
    assert relay.told[-1] == "DATA"


def test_the_empty_message_may_end_the_connection() -> None:
    answers = {"RCPT": b"550 5.1.1 no\r\n", "DATA": b"354 go on\r\n", "EMPTY": HANG_UP}
    with scripted_relay(says(answers)) as relay:
        (outcome,) = delivered(relay, *PAIR)

    assert outcome == Outcome(fate=Fate.REFUSED, reply="550 5.1.1 no", status="5.1.1", is_about_recipient=True)


@pytest.mark.parametrize("ehlo", [EHLO, EHLO_PLAIN], ids=("pipelined", "step by step"))
@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_421_before_a_message_asks_for_less_and_ends_the_session(ehlo: bytes, verb: str) -> None:
    with scripted_relay(says({verb: b"421 4.3.2 closing\r\n"}, ehlo=ehlo)) as relay:
        (outcome,) = delivered(relay, *PAIR)

    assert outcome == Outcome(fate=Fate.DEFERRED, reply="421 4.3.2 closing", status="4.3.2", slow_down=True)
    assert relay.taken == []


def test_421_after_a_message_leaves_the_next_one_untouched() -> None:
    with scripted_relay(says({".": b"421 too much\r\n"})) as relay:
        first, second = delivered(relay, *PAIR)

    assert first == Outcome(fate=Fate.DEFERRED, reply="421 too much", slow_down=True)
    assert second == Outcome(fate=Fate.UNTOUCHED, reply="421 too much")


@pytest.mark.parametrize(
    "garbage",
    [
        b"hello\r\n",
        b"650 2.0.0 Ok\r\n",
        b"25 Ok\r\n",
        b"250-Ok\r\n251 Ok\r\n",
        b"250_Ok\r\n",
        b"250-" + b"x" * 9000 + b"\r\n",
        b"x" * 100_000,
        b"250-more\r\n" * 200,
        b"\xff\xfe\r\n",
    ],
    ids=range(9),
)
@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "."])
def test_what_is_no_reply_ends_the_session_and_is_taken_for_nothing(verb: str, garbage: bytes) -> None:
    with scripted_relay(says({verb: garbage})) as relay:
        first, *rest = delivered(relay, *PAIR)

    assert first.fate is (Fate.UNKNOWN if verb == "." else Fate.DEFERRED)
    assert "answered with " in first.reply
    assert [one.fate for one in rest] == ([Fate.UNTOUCHED] if verb == "." else [])


@pytest.mark.parametrize(
    ("verb", "said", "reply"),
    [
        ("MAIL", b"354 go on\r\n", "answered MAIL with 354 go on"),
        ("RCPT", b"354 go on\r\n", "answered RCPT with 354 go on"),
        ("DATA", b"250 Ok\r\n", "answered DATA with 250 Ok"),
        ("DATA", b"354 go on\r\n250 Ok\r\n", "said more than it was asked"),
    ],
)
def test_an_answer_out_of_order_is_trusted_no_more(verb: str, said: bytes, reply: str) -> None:
    with scripted_relay(says({verb: said})) as relay:
        (outcome,) = delivered(relay, *PAIR)

    assert outcome == Outcome(fate=Fate.DEFERRED, reply=f"127.0.0.1:{relay.port} {reply}")
    assert relay.taken == []


def test_an_answer_to_a_message_that_is_none_leaves_it_in_doubt() -> None:
    with scripted_relay(says({".": b"354 go on\r\n"})) as relay:
        first, second = delivered(relay, *PAIR)

    assert (first.fate, second.fate) == (Fate.UNKNOWN, Fate.UNTOUCHED)


def test_a_reset_that_is_refused_ends_the_session() -> None:
    with scripted_relay(says({"RCPT": b"550 5.1.1 no\r\n", "RSET": b"502 what?\r\n"})) as relay:
        first, second = delivered(relay, *PAIR)

    assert (first.fate, second.fate) == (Fate.REFUSED, Fate.UNTOUCHED)
    assert second.reply == f"127.0.0.1:{relay.port} answered RSET with 502 what?"


PATIENCE = 1.5
"""Seconds for a relay that falls silent: what it says before has to come in less, also on a machine that is busy."""
FATES = [("MAIL", Fate.DEFERRED), ("RCPT", Fate.DEFERRED), ("DATA", Fate.DEFERRED), (".", Fate.UNKNOWN)]
"""Of the first letter on a connection, when that breaks instead of an answer."""


@pytest.mark.parametrize("ehlo", [EHLO, EHLO_PLAIN], ids=("pipelined", "step by step"))
@pytest.mark.parametrize(("verb", "fate"), FATES)
def test_a_first_letter_whose_connection_breaks(ehlo: bytes, verb: str, fate: Fate) -> None:
    with scripted_relay(says({verb: HANG_UP}, ehlo=ehlo)) as relay:
        first, *rest = delivered(relay, *PAIR)

    assert first == Outcome(fate=fate, reply=f"127.0.0.1:{relay.port} broke off the connection")
    assert [one.fate for one in rest] == ([Fate.UNTOUCHED] if verb == "." else [])


@pytest.mark.parametrize(("verb", "fate"), FATES)
def test_a_relay_that_falls_silent_is_not_waited_for_for_ever(verb: str, fate: Fate) -> None:
    with scripted_relay(says({verb: SILENCE}, ehlo=EHLO_PLAIN)) as relay:
        first, *_ = delivered(relay, *PAIR, timeout=PATIENCE)

    seconds = {"DATA": "0.6", ".": "3"}.get(verb, "1.5")
    assert first == Outcome(fate=fate, reply=f"127.0.0.1:{relay.port} gave no answer within {seconds} seconds")


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_a_later_letter_whose_connection_breaks_is_untouched(verb: str) -> None:
    seen = 0

    def answer(said: str, _line: str) -> bytes | None:
        nonlocal seen
        seen += said == verb
        return HANG_UP if said == verb and seen == 2 else None

    with scripted_relay(answer) as relay:
        first, second = delivered(relay, *PAIR)

    assert (first.fate, second.fate) == (Fate.ACCEPTED, Fate.UNTOUCHED)
    assert second.reply == f"127.0.0.1:{relay.port} broke off the connection"


LARGE = parcel("large", message=MESSAGE + (b"x" * 76 + b"\r\n") * 400_000)
"""More than the system holds between two programs."""


def test_a_message_that_could_not_be_sent_to_its_end_was_not_accepted() -> None:
    with scripted_relay(says({"BEGUN": SILENCE}, ehlo=EHLO_PLAIN)) as relay:
        first, second = delivered(relay, LARGE, PAIR[1], timeout=PATIENCE)

    assert first.fate is Fate.DEFERRED
    assert first.reply == "gave no answer within 3 seconds, before the message had ended"
    assert second == Outcome(fate=Fate.UNTOUCHED, reply=first.reply)


def test_who_refuses_in_the_middle_of_a_message_is_heard() -> None:
    with scripted_relay(says({"BEGUN": b"552 5.3.4 too large\r\n"}, ehlo=EHLO_PLAIN)) as relay:
        first, second = delivered(relay, LARGE, PAIR[1], timeout=PATIENCE)

    assert first == Outcome(fate=Fate.REFUSED, reply="552 5.3.4 too large", status="5.3.4")
    assert second == Outcome(fate=Fate.UNTOUCHED, reply=first.reply)


def test_who_hangs_up_in_the_middle_of_a_message_has_not_accepted_it() -> None:
    with scripted_relay(says({"BEGUN": HANG_UP}, ehlo=EHLO_PLAIN)) as relay:
        first, _ = delivered(relay, LARGE, PAIR[1])

    assert first == Outcome(fate=Fate.DEFERRED, reply="broke off the connection, before the message had ended")
