"""What each provider's answers mean, and that no answer whatever means more than it says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.outbox.parcel import Fate, Outcome
from publisher.outbox.transports.providers.call import Reply
from publisher.outbox.transports.providers.provider import Provider
from publisher.outbox.transports.providers.verdict import Verdict
from tests.outbox.providers.builders import mailgun, parcels, postmark, resend

PROVIDERS: tuple[Provider, ...] = (postmark(), mailgun(), resend())
_BY_NAME = [pytest.param(provider, id=provider.name) for provider in PROVIDERS]


def verdict(provider: Provider, status: int, content: Any, count: int = 1, **headers: str) -> Verdict:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return provider.verdict(Reply(status=status, headers=named, body=body), parcels(count))


def outcome(provider: Provider, status: int, content: Any, **headers: str) -> Outcome:
    (one,) = verdict(provider, status, content, 1, **headers).outcomes
    return one


@pytest.mark.parametrize(
    ("code", "fate", "about_recipient", "shuts"),
    [
        (0, Fate.ACCEPTED, False, False),
        (406, Fate.REFUSED, True, False),
        (300, Fate.REFUSED, False, False),
        (411, Fate.REFUSED, False, False),
        (100, Fate.DEFERRED, False, False),
        (429, Fate.DEFERRED, False, False),
        (10, Fate.DEFERRED, False, True),
        (400, Fate.DEFERRED, False, True),
        (401, Fate.DEFERRED, False, True),
        (405, Fate.DEFERRED, False, True),
        (412, Fate.DEFERRED, False, True),
        (413, Fate.DEFERRED, False, True),
        (1235, Fate.DEFERRED, False, True),
        ("0", Fate.UNKNOWN, False, False),
        (True, Fate.UNKNOWN, False, False),
        (None, Fate.UNKNOWN, False, False),
    ],
)
def test_postmark_speaks_of_each_letter_by_a_code(code: Any, fate: Fate, *, about_recipient: bool, shuts: bool) -> None:
    said = verdict(postmark(), 200, [{"ErrorCode": code, "Message": "some words", "MessageID": "of-theirs"}])

    (one,) = said.outcomes
    assert (one.fate, one.is_about_recipient, bool(said.shuts)) == (fate, about_recipient, shuts)
    assert one.reference == ("of-theirs" if fate is Fate.ACCEPTED else "")
    assert fate is Fate.UNKNOWN or one.reply == f"{code} some words"


@pytest.mark.parametrize("content", [[], [{"ErrorCode": 0}] * 3, {"ErrorCode": 0}, "OK", None, b"", b"<html>", b"[{"])
def test_an_answer_of_another_length_leaves_all_in_doubt(content: Any) -> None:
    assert [one.fate for one in verdict(postmark(), 200, content, 2).outcomes] == [Fate.UNKNOWN] * 2


@pytest.mark.parametrize("content", [{}, [], {"id": ""}, {"id": "<>"}, {"id": 7}, b"Queued.", b"\xff"])
def test_mailgun_without_an_id_leaves_in_doubt(content: Any) -> None:
    assert outcome(mailgun(), 200, content).fate is Fate.UNKNOWN


def test_mailgun_tells_its_id_and_refuses_addresses() -> None:
    good = outcome(mailgun(), 200, {"id": "<20241213.1@mg.example.org>", "message": "Queued. Thank you."})
    bad = outcome(mailgun(), 400, {"message": "'to' parameter is not a valid address. please check documentation"})
    ours = verdict(mailgun(), 400, {"message": "from parameter is missing"})

    assert (good.fate, good.reference, good.reply) == (
        Fate.ACCEPTED,
        "20241213.1@mg.example.org",
        "200 Queued. Thank you.",
    )
    assert (bad.fate, bad.is_about_recipient) == (Fate.REFUSED, True)
    assert (ours.outcomes[0].fate, ours.shuts) == (Fate.DEFERRED, "400 from parameter is missing")


def test_resend_says_which_letters_it_found_at_fault() -> None:
    content = {"data": [{"id": "a"}, {"id": "c"}], "errors": [{"index": 1, "message": "Invalid `to` field."}]}

    first, second, third = verdict(resend(), 200, content, 3).outcomes

    assert (first.fate, first.reference) == (Fate.ACCEPTED, "a")
    assert (second.fate, second.reply, second.is_about_recipient) == (Fate.REFUSED, "Invalid `to` field.", False)
    assert (third.fate, third.reference) == (Fate.ACCEPTED, "c")


@pytest.mark.parametrize(
    "content",
    [
        {"data": [{"id": "a"}]},
        {"data": [{"id": "a"}, {"id": "b"}, {"id": "c"}]},
        {"data": [{"id": "a"}, {"id": "b"}], "errors": [{"index": 0, "message": "x"}]},
        {"data": [{"id": "a"}], "errors": [{"index": 2, "message": "x"}]},
        {"data": [{"id": "a"}], "errors": [{"index": True, "message": "x"}]},
        {"data": {"id": "a"}},
        {"data": [None, 3]},
        {},
        b"{",
    ],
)
def test_numbers_that_do_not_fit_leave_all_in_doubt(content: Any) -> None:
    assert [one.fate for one in verdict(resend(), 200, content, 2).outcomes] == [Fate.UNKNOWN] * 2


@pytest.mark.parametrize(
    ("status", "name", "message", "expected"),
    [
        (409, "concurrent_idempotent_requests", "", (Fate.UNKNOWN, False, True)),
        (409, "invalid_idempotent_request", "", (Fate.UNKNOWN, False, False)),
        (409, "something_new", "", (Fate.DEFERRED, True, False)),
        (429, "rate_limit_exceeded", "", (Fate.DEFERRED, False, False)),
        (429, "daily_quota_exceeded", "", (Fate.DEFERRED, True, False)),
        (429, "monthly_quota_exceeded", "", (Fate.DEFERRED, True, False)),
        (422, "validation_error", "Invalid `to` field.", (Fate.REFUSED, False, False)),
        (422, "missing_required_field", "The `subject` is missing.", (Fate.REFUSED, False, False)),
        (400, "validation_error", "API key is invalid", (Fate.DEFERRED, True, False)),
        (401, "validation_error", "API key is invalid", (Fate.DEFERRED, True, False)),
        (403, "validation_error", "The other.example domain is not verified.", (Fate.DEFERRED, True, False)),
        (422, "invalid_from_address", "Invalid `from` field.", (Fate.DEFERRED, True, False)),
        (400, "invalid_idempotency_key", "", (Fate.DEFERRED, True, False)),
        (500, "application_error", "", (Fate.UNKNOWN, False, True)),
    ],
)
def test_resend_names_its_errors(status: int, name: str, message: str, expected: tuple[Fate, bool, bool]) -> None:
    said = verdict(resend(), status, {"statusCode": status, "name": name, "message": message})

    assert (said.outcomes[0].fate, bool(said.shuts), said.repeats) == expected


def test_a_domain_that_is_not_verified_refuses_no_letter() -> None:
    said = verdict(resend(), 200, {"data": [], "errors": [{"index": 0, "message": "The domain is not verified."}]})

    assert (said.outcomes[0].fate, said.shuts) == (Fate.DEFERRED, "The domain is not verified.")


@pytest.mark.parametrize("provider", _BY_NAME)
@pytest.mark.parametrize(
    ("status", "fate"),
    [
        (200, Fate.UNKNOWN),
        (202, Fate.UNKNOWN),
        (302, Fate.DEFERRED),
        (401, Fate.DEFERRED),
        (403, Fate.DEFERRED),
        (408, Fate.DEFERRED),
        (420, Fate.DEFERRED),
        (429, Fate.DEFERRED),
        (413, Fate.REFUSED),
        (500, Fate.UNKNOWN),
        (502, Fate.UNKNOWN),
        (503, Fate.DEFERRED),
        (504, Fate.UNKNOWN),
    ],
)
def test_a_page_for_people_says_what_its_status_says(provider: Provider, status: int, fate: Fate) -> None:
    assert outcome(provider, status, b"<html><h1>Some gateway</h1></html>").fate is fate


@pytest.mark.parametrize("provider", _BY_NAME)
def test_what_is_too_large_together_is_tried_in_halves(provider: Provider) -> None:
    assert verdict(provider, 413, b"", 2).divides
    assert not verdict(provider, 413, b"", 1).divides


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry_After": "30"}, 30.0),
        ({"Retry_After": "9" * 400}, 86_400.0),
        ({"Retry_After": "Fri, 13 Dec 2024 09:00:30 GMT", "Date": "Fri, 13 Dec 2024 09:00:00 GMT"}, 30.0),
        ({"Retry_After": "Fri, 13 Dec 2024 09:00:00 GMT", "Date": "Fri, 13 Dec 2024 09:00:30 GMT"}, 0.0),
        ({"Retry_After": "Fri, 13 Dec 2024 09:00:30 GMT"}, None),
        ({"Retry_After": "soon"}, None),
        ({"Retry_After": "-1"}, None),
        ({"Retry_After": "inf"}, None),
        ({"Retry_After": "٣"}, None),
        ({}, None),
    ],
)
def test_a_wait_is_what_the_provider_asked_for(headers: dict[str, str], wait: float | None) -> None:
    assert outcome(postmark(), 429, {}, **headers).retry_after == wait


_KEYS = st.sampled_from("id data errors index message name ErrorCode Message MessageID statusCode".split())
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS | st.text(max_size=3), inner, max_size=4),
    max_leaves=8,
)


@given(
    st.sampled_from(PROVIDERS),
    st.integers(100, 599),
    _JSON.map(lambda content: json.dumps(content).encode()) | st.binary(max_size=40),
    st.integers(1, 3),
)
def test_whatever_is_answered_has_a_meaning_for_each_letter(
    provider: Provider, status: int, body: bytes, count: int
) -> None:
    said = provider.verdict(Reply(status=status, body=body), parcels(count))

    assert len(said.outcomes) == count
    for one in said.outcomes:
        assert one.fate is not Fate.UNTOUCHED
        assert one.fate is not Fate.ACCEPTED or 200 <= status < 300
        assert one.fate is not Fate.REFUSED or 200 <= status < 300 or status in {400, 413, 422}
        assert "\n" not in one.reply
        assert len(one.reply) <= 500
        (one.reply + one.reference).encode()


@given(_JSON, st.integers(1, 3))
def test_success_is_believed_only_with_a_word_for_each_letter(content: Any, count: int) -> None:
    for provider in PROVIDERS:
        fates = [one.fate for one in verdict(provider, 200, content, count).outcomes]
        if Fate.ACCEPTED in fates:
            assert isinstance(content, list | dict)
            assert {"ErrorCode", "data", "id"}.intersection(content if isinstance(content, dict) else content[0])
