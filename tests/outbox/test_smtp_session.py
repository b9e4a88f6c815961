"""One connection for many letters: what leaves when, what is kept open, what is taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import pytest

from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transport import Leaving, UnreachableError
from publisher.outbox.transports.smtp.transport import Smtp
from tests.outbox.builders import MESSAGE, parcel
from tests.outbox.scripted_relay import EHLO, EHLO_PLAIN, HANG_UP, scripted_relay

THREE = tuple(parcel(f"letter-{one}", message=MESSAGE + b"%d\r\n" % one) for one in range(3))
ENVELOPE = [f"MAIL FROM:<bounces@example.org> SIZE={len(THREE[0].message)}", "RCPT TO:<min@example.com>", "DATA"]


def anyone(parcels: Sequence[Parcel]) -> Collection[Parcel]:
    return parcels


def noted(happened: list[str]) -> Leaving:
    def leaving(parcels: Sequence[Parcel]) -> Collection[Parcel]:
        happened.extend(f"{one.key} leaves" for one in parcels)
        return parcels

    return leaving


def test_the_next_envelope_is_with_the_relay_before_the_letter_is_answered() -> None:
    def answer(verb: str, _line: str) -> bytes | None:
        happened.append(verb)
        return None

    happened: list[str] = []
    with scripted_relay(answer) as relay, Smtp(relay=relay.at()).session() as session:
        for one, outcome in session.deliver(THREE, noted(happened)):
            happened.append(f"{one.key} {outcome.fate}")

    steps = ["MAIL", "RCPT", "DATA"]
    shown = [one for one in happened if one not in {"GREETING", "EHLO", "QUIT", "BEGUN"}]
    assert [one for one in shown if one not in steps] == [
        *("letter-0 leaves", ".", "letter-0 accepted"),
        *("letter-1 leaves", ".", "letter-1 accepted"),
        *("letter-2 leaves", ".", "letter-2 accepted"),
    ]
    assert shown[:4] == [*steps, "letter-0 leaves"]
    assert relay.taken == [one.message for one in THREE]


def test_the_next_letter_is_made_while_the_relay_has_the_one_before() -> None:
    def made() -> Iterator[Parcel]:
        for one in THREE:
            happened.append(f"{one.key} made")
            yield one

    happened: list[str] = []
    with scripted_relay() as relay, Smtp(relay=relay.at()).session() as session:
        for one, _ in session.deliver(made(), noted(happened)):
            happened.append(f"{one.key} told")

    assert happened[:5] == [
        *("letter-0 made", "letter-0 leaves", "letter-1 made", "letter-0 told"),
        "letter-1 leaves",
    ]


def test_what_was_sent_is_told_before_the_making_of_the_next_fails() -> None:
    def made() -> Iterator[Parcel]:
        yield THREE[0]
        raise ZeroDivisionError

    told: list[tuple[Parcel, Outcome]] = []
    with scripted_relay() as relay, Smtp(relay=relay.at()).session() as session:
        with pytest.raises(ZeroDivisionError):
            told.extend(session.deliver(made(), anyone))
        told.extend(session.deliver(THREE[1:], anyone))

    assert [outcome.fate for _, outcome in told] == [Fate.ACCEPTED] * 3
    assert relay.connections == 1


def told_of(session_answers: Iterator[tuple[Parcel, Outcome]]) -> list[tuple[str, str]]:
    return [(one.key, outcome.fate.value) for one, outcome in session_answers]


@pytest.mark.parametrize("ehlo", [EHLO, EHLO_PLAIN], ids=("pipelined", "step by step"))
def test_a_letter_whose_reader_left_meanwhile_is_never_sent(ehlo: bytes) -> None:
    with (
        scripted_relay(lambda verb, _: ehlo if verb == "EHLO" else None) as relay,
        Smtp(relay=relay.at()).session() as session,
    ):
        told = told_of(session.deliver(THREE, lambda some: [one for one in some if one is not THREE[1]]))

    assert told == [("letter-0", "accepted"), ("letter-2", "accepted")]
    assert relay.taken == [THREE[0].message, THREE[2].message]
    assert relay.begun == [THREE[0].message, b"", THREE[2].message], "not a byte of it left"
    assert relay.connections == 2


def test_a_session_is_kept_open_from_one_lot_to_the_next() -> None:
    with scripted_relay() as relay, Smtp(relay=relay.at()).session() as session:
        told = [*session.deliver(THREE[:2], anyone), *session.deliver((), anyone), *session.deliver(THREE[2:], anyone)]

    assert len(told) == 3
    assert relay.connections == 1
    assert relay.told == ["ehlo localhost", *ENVELOPE * 3, "QUIT"]


def test_a_relay_that_hung_up_while_nobody_spoke_is_called_again() -> None:
    calls = 0

    def answer(verb: str, _line: str) -> bytes | None:
        nonlocal calls
        calls += verb == "GREETING"
        return b"250 2.0.0 Ok\r\n421 4.4.2 idle for too long\r\n" if verb == "." and calls == 1 else None

    with scripted_relay(answer) as relay, Smtp(relay=relay.at()).session() as session:
        told = told_of(session.deliver(THREE[:1], anyone))
        told += told_of(session.deliver(THREE[1:], anyone))

    assert told == [(one.key, "accepted") for one in THREE]
    assert relay.connections == 2


def test_a_connection_carries_so_many_letters_and_no_more() -> None:
    with scripted_relay() as relay, Smtp(relay=relay.at(letters_a_connection=2)).session() as session:
        told = told_of(session.deliver(THREE, anyone))

    assert told == [(one.key, "accepted") for one in THREE]
    assert relay.told == ["ehlo localhost", *ENVELOPE * 2, "QUIT", "ehlo localhost", *ENVELOPE, "QUIT"]


def test_a_relay_that_is_gone_when_it_is_called_again_leaves_the_rest_untouched() -> None:
    def answer(verb: str, _line: str) -> bytes | None:
        return b"421 4.3.2 maintenance\r\n" if verb == "GREETING" and relay.connections == 2 else None

    with (
        scripted_relay(answer) as relay,
        Smtp(relay=relay.at(letters_a_connection=1)).session() as session,
    ):
        (_, first), (_, second) = session.deliver(THREE, anyone)
        ((_, third),) = session.deliver(THREE[2:], anyone)

    assert first.fate is Fate.ACCEPTED
    assert second == Outcome(fate=Fate.UNTOUCHED, reply=f"127.0.0.1:{relay.port} greeted us with 421 4.3.2 maintenance")
    assert third == second, "a session that has ended takes one, and says why"


def test_who_stops_in_the_middle_leaves_no_half_letter_behind() -> None:
    with scripted_relay() as relay, Smtp(relay=relay.at()).session() as session:
        for _ in session.deliver(THREE, anyone):
            break
        told = told_of(session.deliver(THREE[1:], anyone))

    assert told == [("letter-1", "accepted"), ("letter-2", "accepted")]
    assert relay.taken == [one.message for one in THREE]


def test_a_ledger_that_fails_lets_nothing_leave() -> None:
    def full(_: Sequence[Parcel]) -> Collection[Parcel]:
        raise OSError("the disk is full")

    with (
        scripted_relay() as relay,
        pytest.raises(OSError, match="the disk is full"),
        Smtp(relay=relay.at()).session() as session,
    ):
        list(session.deliver(THREE, full))

    assert relay.begun in ([], [b""])
    assert "QUIT" not in relay.told


def test_a_relay_that_closes_after_every_letter_gets_them_all() -> None:
    def answer(verb: str, _line: str) -> bytes | None:
        return HANG_UP if verb == "MAIL" and len(relay.taken) == relay.connections else None

    rest = list(THREE)
    with scripted_relay(answer) as relay:
        while rest:
            with Smtp(relay=relay.at()).session() as session:
                told = dict(told_of(session.deliver(rest, anyone)))
            rest = [one for one in rest if told.get(one.key, "untouched") == "untouched"]

    assert relay.taken == [one.message for one in THREE]
    assert relay.connections == 3


@pytest.mark.parametrize(
    "message",
    [
        b"Subject: a\r\n\r\n.\r\n",
        b".\r\n",
        b"..\r\n.a\r\n\r\n.\r\n..\r\n",
        MESSAGE + b"." * 998 + b"\r\n",
        MESSAGE * 2000,
    ],
    ids=range(5),
)
def test_dots_arrive_as_they_were(message: bytes) -> None:
    with scripted_relay() as relay, Smtp(relay=relay.at()).session() as session:
        list(session.deliver([parcel("a", message=message), parcel("b", message=message)], anyone))

    assert relay.taken == [message, message]


def test_a_message_is_ended_even_if_its_last_line_is_not() -> None:
    with scripted_relay() as relay, Smtp(relay=relay.at()).session() as session:
        list(session.deliver([parcel(message=b"Subject: a\r\n\r\nno end")], anyone))

    assert relay.taken == [b"Subject: a\r\n\r\nno end\r\n"]


@pytest.mark.parametrize(
    ("letter", "ehlo", "expected"),
    [
        (
            parcel(message=MESSAGE + b"x" * 100 + b"\r\n"),
            b"250-relay.example\r\n250 SIZE 100\r\n",
            Outcome(fate=Fate.REFUSED, status="5.3.4", reply="a message of 178 bytes, the relay takes 100"),
        ),
        (
            parcel(recipient="민@example.com"),
            EHLO,
            Outcome(
                fate=Fate.REFUSED, status="5.6.7", reply="the address needs SMTPUTF8, which the relay does not offer"
            ),
        ),
        (
            parcel(message=MESSAGE + "가\r\n".encode()),
            EHLO,
            Outcome(
                fate=Fate.REFUSED, status="5.6.3", reply="the message needs 8BITMIME, which the relay does not offer"
            ),
        ),
        *(
            (
                parcel(recipient=recipient),
                EHLO,
                Outcome(
                    fate=Fate.REFUSED,
                    status="5.1.3",
                    reply="the address cannot be said in SMTP",
                    is_about_recipient=True,
                ),
            )
            for recipient in ("", "a@b>\r\nRCPT TO:<c@d", "a b@c", "a\n@b", "<a@b>")
        ),
        (
            Parcel(key="a", sender="a\r\nQUIT@b", recipient="a@b", message=MESSAGE),
            EHLO,
            Outcome(fate=Fate.REFUSED, status="5.1.7", reply="the sender's address cannot be said in SMTP"),
        ),
    ],
)
def test_what_the_relay_cannot_take_is_refused_unasked(letter: Parcel, ehlo: bytes, expected: Outcome) -> None:
    small = parcel("small", message=b"\r\n")

    with (
        scripted_relay(lambda verb, _: ehlo if verb == "EHLO" else None) as relay,
        Smtp(relay=relay.at()).session() as session,
    ):
        told = [outcome for _, outcome in session.deliver([small, letter, small], anyone)]

    assert told[1] == expected
    assert [one.fate for one in told] == [Fate.ACCEPTED, Fate.REFUSED, Fate.ACCEPTED]
    assert len([line for line in relay.told if line.startswith("MAIL")]) == 2


def test_what_the_relay_offers_is_used_where_it_is_needed() -> None:
    ehlo = b"250-relay.example\r\n250-8BITMIME\r\n250-SIZE\r\n250 SMTPUTF8\r\n"
    letter = parcel(recipient="민@example.com", message=MESSAGE + "가\r\n".encode())

    with (
        scripted_relay(lambda verb, _: ehlo if verb == "EHLO" else None) as relay,
        Smtp(relay=relay.at()).session() as session,
    ):
        told = told_of(session.deliver([letter, parcel("b")], anyone))

    assert told == [("letter-1", "accepted"), ("b", "accepted")]
    assert relay.told[1:3] == [
        f"MAIL FROM:<bounces@example.org> SIZE={len(letter.message)} BODY=8BITMIME SMTPUTF8",
        "RCPT TO:<민@example.com>",
    ]
    assert relay.told[4] == f"MAIL FROM:<bounces@example.org> SIZE={len(MESSAGE)}"


def test_a_relay_that_does_not_say_good_bye_is_left_all_the_same() -> None:
    with (
        scripted_relay(lambda verb, _: HANG_UP if verb == "QUIT" else None) as relay,
        Smtp(relay=relay.at()).session() as session,
    ):
        told = told_of(session.deliver(THREE, anyone))

    assert [fate for _, fate in told] == ["accepted"] * 3


def test_a_relay_is_named_without_a_secret() -> None:
    with scripted_relay() as relay:
        assert Smtp(relay=relay.at()).name == f"127.0.0.1:{relay.port}"


def test_nobody_there_may_be_tried_again() -> None:
    with scripted_relay() as relay:
        pass

    with pytest.raises(UnreachableError, match=f"^127.0.0.1:{relay.port} refused the connection$"):
        Smtp(relay=relay.at()).session().__enter__()
