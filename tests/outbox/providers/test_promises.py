"""What every provider's adapter promises, tried on a server that speaks as its documentation says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from publisher.errors import PublisherError
from publisher.outbox.parcel import Fate, Parcel
from publisher.outbox.transport import UnreachableError
from publisher.outbox.transports.providers.provider import Provider
from tests.outbox.providers.apis import KEY, NOBODY, Api, answering, hang_up, read, running, take_and_hang_up
from tests.outbox.providers.builders import (
    KINDS,
    LEAVE,
    MESSAGE,
    Kind,
    a_key,
    any_of_them,
    deliver,
    fates,
    parcel,
    parcels,
    transport,
)

_NOT_KEPT = {"Content-Type", "Content-Transfer-Encoding", "MIME-Version", "Date", "From", "To", "Subject"}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


@pytest.fixture
def api(kind: Kind) -> Iterator[Api]:
    with running(kind.api()) as api:
        yield api


@pytest.fixture
def provider(kind: Kind, api: Api) -> Provider:
    return kind.provider(address=api.address)


def test_every_letter_arrives_once_and_in_order(provider: Provider, api: Api, kind: Kind) -> None:
    some = parcels(7)

    with transport(provider).session() as session:
        delivered = list(session.deliver(some, any_of_them))

    assert [one for one, _ in delivered] == some
    assert set(fates(outcome for _, outcome in delivered)) == {Fate.ACCEPTED}
    assert len({outcome.reference for _, outcome in delivered}) == 7
    assert [taken.recipient for taken in api.taken] == [one.recipient for one in some]
    assert [taken.letter for taken in api.taken] == [one.key for one in some]
    assert len(api.calls) == -(-7 // kind.batch)
    assert len(api.connections) == 1


def test_nothing_that_a_reader_sees_or_their_program_needs_is_lost(provider: Provider, api: Api) -> None:
    deliver(transport(provider), [parcel()])

    (taken,), sent = api.taken, read(MESSAGE)
    kept = set(message_from_bytes(MESSAGE, policy=policy.default)) - _NOT_KEPT
    if provider.name == "Resend":
        kept.remove("Message-ID")  # it writes its own
    assert (taken.sender, taken.subject, taken.text, taken.html) == (sent.sender, sent.subject, sent.text, sent.html)
    assert "최민" in taken.sender
    assert "논문" in taken.html
    assert taken.headers["List-Unsubscribe"] == f"<{LEAVE}>"
    assert taken.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert {"List-Id", "Feedback-ID", "Auto-Submitted", "Archived-At"} <= kept
    for name in kept:
        assert read(f"{name}: {taken.headers[name]}\r\n\r\n".encode()).headers[name] == sent.headers[name]


def test_letters_are_asked_about_in_one_word_just_before_their_call(provider: Provider, api: Api, kind: Kind) -> None:
    happened: list[str] = []

    def leaving(some: Sequence[Parcel]) -> Collection[Parcel]:
        happened.append(f"{len(api.calls)} calls, {len(some)} leave")
        return some

    with transport(provider).session() as session:
        list(session.deliver(parcels(2 * kind.batch), leaving))

    assert happened == [f"0 calls, {kind.batch} leave", f"1 calls, {kind.batch} leave"]


def test_what_may_not_leave_is_in_no_call_and_has_no_outcome(provider: Provider, api: Api) -> None:
    some = parcels(3)

    with transport(provider).session() as session:
        delivered = list(session.deliver(some, lambda asked: [one for one in asked if one is some[1]]))

    assert [one for one, _ in delivered] == [some[1]]
    assert [taken.recipient for taken in api.taken] == [some[1].recipient]


def test_no_call_is_made_where_nothing_may_leave(provider: Provider, api: Api) -> None:
    with transport(provider).session() as session:
        assert list(session.deliver(parcels(2), lambda _: ())) == []

    assert api.calls == []


def test_one_letter_that_is_refused_keeps_no_other(provider: Provider, api: Api) -> None:
    some = parcels(5)
    some[1] = replace(some[1], recipient=NOBODY)

    outcomes = deliver(transport(provider), some)

    assert fates(outcomes) == [Fate.ACCEPTED, Fate.REFUSED, Fate.ACCEPTED, Fate.ACCEPTED, Fate.ACCEPTED]
    assert outcomes[1].reply
    assert len(api.taken) == 4


@pytest.mark.parametrize("recipient", ["a@x.example, b@x.example", "a@x.example\r\nBcc: b@x.example", "a b@c", "@", ""])
def test_no_address_becomes_two(provider: Provider, api: Api, recipient: str) -> None:
    assert fates(deliver(transport(provider), [parcel(recipient=recipient)])) == [Fate.REFUSED]
    assert api.calls == []


def test_a_wrong_key_costs_no_letter_and_is_told(kind: Kind, api: Api) -> None:
    way = transport(kind.provider(address=api.address, key=a_key("another-key")))
    some = parcels(2 * kind.batch)

    outcomes = deliver(way, some)

    assert fates(outcomes) == [Fate.DEFERRED] * kind.batch
    assert api.taken == []
    with pytest.raises(PublisherError, match="401"), way.session():
        pass


def test_a_wrong_key_is_told_also_where_one_call_holds_all_letters(kind: Kind, api: Api) -> None:
    way = transport(kind.provider(address=api.address, key=a_key("another-key")))

    with pytest.raises(PublisherError, match="401 "), way.session() as session:
        outcomes = [outcome for _, outcome in session.deliver([parcel()], any_of_them)]

    assert fates(outcomes) == [Fate.DEFERRED]
    assert api.taken == []


def test_another_try_is_made_after_a_minute(kind: Kind, api: Api) -> None:
    now = [0.0]
    way = transport(kind.provider(address=api.address), clock=lambda: now[0])
    api.steps.append(answering(401, {}))
    deliver(way, [parcel()])

    now[0] = 61.0

    assert fates(deliver(way, [parcel()])) == [Fate.ACCEPTED]


@pytest.mark.parametrize("status", [301, 302, 307, 401, 402, 403, 404, 405, 418])
def test_what_speaks_of_us_refuses_no_letter(provider: Provider, api: Api, status: int) -> None:
    api.steps.append(answering(status, b"<html>no</html>", Location=f"{api.address}/elsewhere"))

    assert set(fates(deliver(transport(provider), parcels(9)))) == {Fate.DEFERRED}
    assert len(api.calls) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_who_asks_for_less_gets_less(provider: Provider, api: Api, status: int) -> None:
    api.steps.append(answering(status, {"message": "slowly"}, Retry_After="17"))

    (outcome,) = deliver(transport(provider), [parcel()])

    assert (outcome.fate, outcome.slow_down, outcome.retry_after) == (Fate.DEFERRED, True, 17.0)
    assert outcome.reply.startswith(str(status))


def test_a_call_that_breaks_off_is_in_doubt_or_made_again(provider: Provider, api: Api, kind: Kind) -> None:
    api.steps.append(take_and_hang_up)

    outcomes = deliver(transport(provider), parcels(kind.batch + 1))

    if provider.is_repeatable:
        assert set(fates(outcomes)) == {Fate.ACCEPTED}
        assert len(outcomes) == kind.batch + 1
    else:
        assert fates(outcomes) == [Fate.UNKNOWN] * kind.batch
    assert len(api.taken) == len(outcomes)


def test_a_provider_that_always_breaks_off_gets_few_calls(provider: Provider, api: Api, kind: Kind) -> None:
    way = transport(provider)
    api.steps.extend([hang_up] * 100)

    outcomes = [outcome for _ in range(3) for outcome in deliver(way, parcels(kind.batch))]

    assert fates(outcomes) == [Fate.UNKNOWN] * 3 * kind.batch
    with pytest.raises(PublisherError, match="3 calls in a row left open what became of their letters"):
        deliver(way, [parcel()])


def test_nobody_there_is_told_before_anything_is_asked(kind: Kind) -> None:
    with running(kind.api()) as gone:
        address = gone.address

    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1:\d+ refused the connection"):
        deliver(transport(kind.provider(address=address)), [parcel()])


def test_what_cannot_be_reached_any_more_has_taken_nothing(kind: Kind) -> None:
    with running(kind.api()) as api:
        now = [0.0]
        way = transport(kind.provider(address=api.address), clock=lambda: now[0])
        with way.session() as session:
            assert fates(one for _, one in session.deliver([parcel()], any_of_them)) == [Fate.ACCEPTED]
            api.stop()
            now[0] += 21  # a connection that has rested so long is not used again
            again = list(session.deliver(parcels(9), any_of_them))
            once_more = list(session.deliver(parcels(2), any_of_them))

    assert set(fates(outcome for _, outcome in again)) == {Fate.UNTOUCHED}
    assert len(again) == kind.batch
    assert fates(outcome for _, outcome in once_more) == [Fate.UNTOUCHED]


def test_the_first_letter_of_a_session_is_never_untouched(kind: Kind) -> None:
    with running(kind.api()) as api:
        now = [0.0]
        way = transport(kind.provider(address=api.address), clock=lambda: now[0])
        with way.session() as session:
            api.stop()
            now[0] += 21
            outcomes = [outcome for _, outcome in session.deliver([parcel()], any_of_them)]

    assert fates(outcomes) == [Fate.DEFERRED]


def test_no_key_is_shown(kind: Kind, api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    provider = kind.provider(address=api.address)
    shown = [f"{name}: {value}" for name, value in provider.authorization(KEY).items()]
    api.steps.append(answering(400, {"message": f"what is {KEY}? {shown}", "Message": KEY, "name": shown}))
    way = transport(provider)

    (outcome,) = deliver(way, [parcel()])
    with pytest.raises(PublisherError) as caught, way.session():
        pass

    words = " ".join([repr(way), repr(provider), outcome.reply, str(caught.value), *capsys.readouterr()])
    assert KEY not in words
    assert not any(value.split()[-1] in words for value in provider.authorization(KEY).values())


def test_without_a_key_nothing_is_tried(kind: Kind, api: Api) -> None:
    way = transport(kind.provider(address=api.address, key=a_key("")))

    with pytest.raises(PublisherError, match=r"mail\.transport: expected a key in A_KEY"), way.session():
        pass


def test_a_letter_that_is_too_large_is_refused_and_no_other(kind: Kind, api: Api) -> None:
    provider = kind.provider(address=api.address, largest_call=len(MESSAGE) * 2 + 5000)
    large = parcel("large", message=MESSAGE + b"x" * len(MESSAGE) * 3)
    some = [parcel("a"), large, parcel("b"), parcel("c")]

    outcomes = deliver(transport(provider), some)

    refused = [Fate.ACCEPTED, Fate.REFUSED, Fate.ACCEPTED, Fate.ACCEPTED]
    assert fates(outcomes) == refused or (provider.name != "Mailgun" and fates(outcomes) == [Fate.ACCEPTED] * 4)
    assert all(len(call.body) <= provider.largest_call for call in api.calls)


def test_what_others_set_in_the_environment_changes_nothing(api: Api, kind: Kind, tmp_path: Path) -> None:
    (name,) = (name for name, one in KINDS.items() if one is kind)
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    script = f"""
from tests.outbox.providers.builders import KINDS, deliver, parcel, transport
print(*deliver(transport(KINDS[{name!r}].provider(address={api.address!r})), [parcel()]))
"""
    others = {"NETRC": str(netrc), "HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}

    told = subprocess.check_output([sys.executable, "-c", script], env={**os.environ, **others}, text=True)

    assert "Fate.ACCEPTED" in told
    assert len(api.taken) == 1


def test_calls_say_who_calls(provider: Provider, api: Api) -> None:
    deliver(transport(provider), [parcel()])

    assert api.calls[0].headers["User-Agent"].startswith("publisher/")
