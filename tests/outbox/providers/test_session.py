"""Batches, repeated calls and halves: what the session does for every provider."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from publisher.errors import PublisherError
from publisher.outbox.parcel import Fate
from tests.outbox.providers.apis import (
    PostmarkApi,
    ResendApi,
    answering,
    hang_up,
    running,
    take_and_answer,
    take_and_hang_up,
)
from tests.outbox.providers.builders import (
    KINDS,
    any_of_them,
    deliver,
    fates,
    parcel,
    parcels,
    postmark,
    resend,
    transport,
)


@pytest.fixture
def api() -> Iterator[ResendApi]:
    with running(ResendApi()) as api:
        assert isinstance(api, ResendApi)
        yield api


@pytest.fixture
def strict() -> Iterator[PostmarkApi]:
    with running(PostmarkApi()) as api:
        assert isinstance(api, PostmarkApi)
        yield api


@pytest.mark.parametrize(
    "steps",
    [
        [hang_up],
        [take_and_hang_up],
        [take_and_hang_up, hang_up, hang_up],
        [take_and_answer(500, {})],
        [take_and_answer(502, b"<html>"), answering(429, {}), answering(503, {})],
        [take_and_answer(200, b"{")],
        [answering(409, {"name": "concurrent_idempotent_requests"})],
    ],
    ids=range(7),
)
def test_the_very_same_call_is_made_again(api: ResendApi, steps: list[object]) -> None:
    api.steps.extend(steps)  # type: ignore[arg-type]  # what pytest hands over
    waited: list[float] = []

    outcomes = deliver(transport(resend(address=api.address), sleep=waited.append), parcels(3))

    assert fates(outcomes) == [Fate.ACCEPTED] * 3
    assert len(api.taken) == 3
    assert len(api.calls) == len(steps) + 1
    assert len({(call.body, call.headers["Idempotency-Key"]) for call in api.calls}) == 1
    assert waited == [1.0, 4.0, 15.0][: len(steps)]


@pytest.mark.parametrize(
    "after", [answering(401, {}), answering(429, {}), answering(503, {}), answering(500, {}), hang_up], ids=range(5)
)
def test_what_was_in_doubt_stays_so_whatever_else_is_said(api: ResendApi, after: object) -> None:
    api.steps.extend([take_and_hang_up, *[after] * 3])  # type: ignore[list-item]  # what pytest hands over

    assert set(fates(deliver(transport(resend(address=api.address)), parcels(3)))) == {Fate.UNKNOWN}


def test_another_payload_under_the_same_key_may_have_arrived(api: ResendApi) -> None:
    way = transport(resend(address=api.address))
    deliver(way, [parcel("a", recipient="one@example.com")])

    outcomes = deliver(way, [parcel("a", recipient="two@example.com")])

    assert fates(outcomes) == [Fate.UNKNOWN]
    assert len(api.taken) == 1
    assert len(api.calls) == 2


def test_a_letter_that_goes_alone_is_taken_once_by_its_own_key(api: ResendApi) -> None:
    way = transport(resend(address=api.address))

    outcomes = [*deliver(way, [parcel("2024-W50-ko-1")]), *deliver(way, [parcel("2024-W50-ko-1")])]

    assert fates(outcomes) == [Fate.ACCEPTED] * 2
    assert len({outcome.reference for outcome in outcomes}) == 1
    assert len(api.taken) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_another_publication_of_the_same_account_has_other_keys(api: ResendApi, number: int) -> None:
    ours = parcels(number)
    theirs = [replace(one, sender="bounces@other.example.org", recipient=f"x.{one.recipient}") for one in ours]

    outcomes = [*deliver(transport(resend(address=api.address)), ours)]
    outcomes += deliver(transport(resend(address=api.address)), theirs)

    assert fates(outcomes) == [Fate.ACCEPTED] * 2 * number
    assert len(api.taken) == 2 * number


def test_different_letters_have_different_keys(api: ResendApi) -> None:
    deliver(transport(resend(address=api.address)), parcels(9))
    deliver(transport(resend(address=api.address)), [parcel("k" * 400), parcel("l" * 400)])

    keys = [call.headers["Idempotency-Key"] for call in api.calls]
    assert len(set(keys)) == len(keys) == 4
    assert all(len(key) <= 256 for key in keys)


def test_a_call_that_is_too_large_is_made_in_halves(strict: PostmarkApi) -> None:
    strict.steps.append(answering(413, {}))

    outcomes = deliver(transport(postmark(address=strict.address)), parcels(3))

    assert fates(outcomes) == [Fate.ACCEPTED] * 3
    assert [len(json.loads(call.body)) for call in strict.calls] == [3, 1, 2]
    assert len(strict.taken) == 3


def test_one_letter_that_spoils_a_call_is_found(api: ResendApi) -> None:
    fault = answering(422, {"name": "validation_error", "message": "Something is wrong with it."})
    api.steps.extend([fault, lambda api, asked: api.answer(asked), fault, lambda api, asked: api.answer(asked), fault])

    outcomes = deliver(transport(resend(address=api.address)), parcels(3))

    assert fates(outcomes) == [Fate.ACCEPTED, Fate.ACCEPTED, Fate.REFUSED]


def test_where_every_letter_is_refused_it_is_about_us(api: ResendApi) -> None:
    api.steps.extend([answering(422, {"name": "validation_error", "message": "Something is wrong with it."})] * 9)
    way = transport(resend(address=api.address))

    assert fates(deliver(way, parcels(3))) == [Fate.DEFERRED] * 3
    with pytest.raises(PublisherError, match=r"Resend: .*Something is wrong with it.*every letter of 3"):
        deliver(way, parcels(1))


def test_what_the_first_half_finds_out_spares_the_second(strict: PostmarkApi) -> None:
    strict.steps.extend([answering(413, {}), answering(401, {"ErrorCode": 10, "Message": "No token"})])

    outcomes = deliver(transport(postmark(address=strict.address)), parcels(2))

    assert fates(outcomes) == [Fate.DEFERRED, Fate.UNTOUCHED]
    assert len(strict.calls) == 2


def test_calls_are_no_larger_than_the_provider_takes(strict: PostmarkApi) -> None:
    size = len(postmark().item(parcel()))
    way = transport(postmark(address=strict.address, largest_call=2 * size + 50))

    assert fates(deliver(way, parcels(3))) == [Fate.ACCEPTED] * 3
    assert [len(json.loads(call.body)) for call in strict.calls] == [2, 1]


def test_the_letter_looked_at_ahead_is_untouched_where_the_session_ends(strict: PostmarkApi) -> None:
    size = len(postmark().item(parcel()))
    strict.steps.append(hang_up)
    way = transport(postmark(address=strict.address, largest_call=2 * size + 50))

    with way.session() as session:
        delivered = list(session.deliver(parcels(4), any_of_them))

    assert [(one.key, outcome.fate) for one, outcome in delivered] == [
        ("letter-0", Fate.UNKNOWN),
        ("letter-1", Fate.UNKNOWN),
        ("letter-2", Fate.UNTOUCHED),
    ]


def test_a_letter_that_no_call_takes_is_refused_before_any(strict: PostmarkApi) -> None:
    way = transport(postmark(address=strict.address, largest_call=1000))

    (outcome,) = deliver(way, [parcel()])

    assert outcome.fate is Fate.REFUSED
    assert outcome.reply.startswith("Postmark takes no letter of ")
    assert strict.calls == []


@pytest.mark.parametrize("kind", ["postmark", "resend"])
def test_a_sender_that_is_not_verified_costs_no_letter(kind: str) -> None:
    message = b"From: other@other.example\r\nSubject: One\r\nReply-To: min@example.org\r\n\r\nHello\r\n"

    with running(KINDS[kind].api()) as api:
        way = transport(KINDS[kind].provider(address=api.address))
        outcomes = deliver(way, [parcel(message=message)])

        assert fates(outcomes) == [Fate.DEFERRED]
        with pytest.raises(PublisherError, match=r"Sender Signature|not verified"):
            deliver(way, [parcel()])


def test_an_account_that_may_not_send_stops_after_one_call(strict: PostmarkApi) -> None:
    strict.steps.append(answering(200, [{"ErrorCode": 405, "Message": "Not allowed to send."}] * 3))

    assert fates(deliver(transport(postmark(address=strict.address)), parcels(9))) == [Fate.DEFERRED] * 3
    assert len(strict.calls) == 1
