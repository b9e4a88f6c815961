"""What providers tell becomes reports, once it is proven that it is they who tell it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.errors import PublisherError
from publisher.outbox.hooks.hook import Hook, News, StaleError, Told, UnprovenError, UnreadableError
from publisher.outbox.hooks.reading import kind_by_status, moment
from publisher.outbox.report import Kind, Report
from tests.outbox.hooks.builders import (
    MAILGUN,
    NOW,
    POSTMARK,
    RESEND,
    TOKEN,
    a_bounce,
    a_failure,
    an_event,
    basic,
    by_mailgun,
    by_postmark,
    by_resend,
    mailgun,
    postmark,
    resend,
)

Tell = Callable[[Any], Told]
EVERY: dict[str, tuple[Hook, str, Tell, Any]] = {
    "postmark": (postmark, POSTMARK, by_postmark, a_bounce()),
    "mailgun": (mailgun, MAILGUN, by_mailgun, a_failure()),
    "resend": (resend, RESEND, by_resend, an_event()),
}
every = pytest.mark.parametrize(("hook", "secret", "tell", "content"), EVERY.values(), ids=EVERY)


def news(hook: Hook, told: Told, now: datetime = NOW) -> News:
    return hook.news(told, hook.secret.read(), now)


def report(hook: Hook, told: Told) -> Report:
    (one,) = news(hook, told).reports
    return one


def kind(hook: Hook, told: Told) -> Kind | None:
    reports = news(hook, told).reports
    return reports[0].kind if reports else None


@every
def test_a_hard_bounce_is_told_alike(hook: Hook, secret: str, tell: Tell, content: Any) -> None:
    one = report(hook, tell(content))

    assert hook.secret.read() == secret
    assert (one.kind, one.email, one.is_vouched, one.parcel) == (Kind.HARD, "ada@example.org", True, "2024-W50-ko-7")
    assert one.status == "5.1.1"
    assert "no such user" in one.diagnostic
    assert one.key.startswith(f"{hook.name}:")
    assert one.at
    assert abs(one.at - NOW) < timedelta(hours=1)


@every
def test_the_same_told_twice_has_the_same_key(hook: Hook, secret: str, tell: Tell, content: Any) -> None:
    assert report(hook, tell(content)).key == report(hook, tell(content)).key
    assert len(report(hook, tell(content)).key) <= 200
    assert secret not in report(hook, tell(content)).key


@every
def test_nothing_is_believed_of_somebody_else(hook: Hook, secret: str, tell: Tell, content: Any) -> None:
    told = tell(content)

    for headers, body in (
        ({}, told.body.replace(b'"signature": "', b'"signature": "0')),
        (
            {name: value[:-3] + "AAA" for name, value in told.headers.items()},
            told.body.replace(TOKEN[:9].encode(), b""),
        ),
    ):
        with pytest.raises(UnprovenError):
            hook.news(Told(headers=headers, body=body), secret, NOW)


@every
def test_another_secret_proves_nothing(hook: Hook, secret: str, tell: Tell, content: Any) -> None:
    another = secret[:8] + "QUJD" + secret[12:]

    with pytest.raises(UnprovenError):
        hook.news(tell(content), another, NOW)


@every
def test_what_is_no_json_is_unreadable(hook: Hook, secret: str, tell: Tell, content: Any) -> None:
    with pytest.raises((UnreadableError, UnprovenError)):
        hook.news(Told(headers=tell(content).headers, body=b"{"), secret, NOW)


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_proven_nonsense_is_told_as_such(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        news(postmark, Told(headers=basic(), body=body))


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic !", "Basic 가", "Bearer " + basic()["authorization"][6:], basic("notes:")["authorization"]],
)
def test_postmark_proves_itself_by_name_and_password(header: str) -> None:
    with pytest.raises(UnprovenError):
        news(postmark, by_postmark(a_bounce(), {"authorization": header}))


@pytest.mark.parametrize("secret", ["short:one", "no colon in these words", "notes"])
def test_a_password_that_is_guessed_soon_is_refused(secret: str) -> None:
    with pytest.raises(PublisherError, match=r"^postmark\.hook: expected name:password, of 20 letters or more$"):
        postmark.news(by_postmark(a_bounce(), basic(secret)), secret, NOW)


@pytest.mark.parametrize("secret", ["whsec_", "whsec_!!", "whsec_QUJD", RESEND.removeprefix("whsec_")])
def test_a_secret_that_resend_does_not_give_is_refused(secret: str) -> None:
    with pytest.raises(PublisherError, match=r"^resend\.signing_secret: expected that of a webhook"):
        resend.news(by_resend(an_event()), secret, NOW)


def test_the_signature_that_svix_publishes_as_its_example_is_right() -> None:
    told = Told(
        headers={
            "svix-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "svix-timestamp": "1614265330",
            "svix-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        },
        body=b'{"test": 2432232314}',
    )

    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  # published, too
    assert resend.news(told, secret, datetime.fromtimestamp(1614265330, UTC)) == News()


@pytest.mark.parametrize(
    ("hook", "tell", "content", "late", "early"),
    [
        (mailgun, by_mailgun, a_failure(), timedelta(hours=9), timedelta(minutes=5)),
        (resend, by_resend, an_event(), timedelta(minutes=5), timedelta(minutes=5)),
    ],
    ids=["mailgun", "resend"],
)
def test_what_is_repeated_long_after_is_stale(
    hook: Hook, tell: Callable[..., Told], content: Any, late: timedelta, early: timedelta
) -> None:
    second = timedelta(seconds=1)

    assert news(hook, tell(content, at=NOW - late)).reports
    assert news(hook, tell(content, at=NOW + early)).reports
    for at in (NOW - late - second, NOW + early + second):
        with pytest.raises(StaleError):
            news(hook, tell(content, at=at))


def test_a_token_of_mailgun_counts_once() -> None:
    assert news(mailgun, by_mailgun(a_failure())).once == TOKEN
    assert report(mailgun, by_mailgun(a_failure())).key == f"mailgun:{TOKEN}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("HardBounce", Kind.HARD),
        ("BadEmailAddress", Kind.HARD),
        ("SoftBounce", Kind.SOFT),
        ("Transient", Kind.SOFT),
        ("DnsError", Kind.SOFT),
        ("Blocked", Kind.BLOCKED),
        ("SpamNotification", Kind.BLOCKED),
        ("DMARCPolicy", Kind.BLOCKED),
        ("SpamComplaint", Kind.COMPLAINT),
        ("AutoResponder", Kind.OTHER),
        ("ManuallyDeactivated", Kind.OTHER),
        ("Something new", Kind.OTHER),
    ],
)
def test_postmark_names_types_of_bounces(name: str, expected: Kind) -> None:
    assert kind(postmark, by_postmark(a_bounce(name))) is expected


def test_a_complaint_has_a_webhook_of_its_own_at_postmark() -> None:
    told = by_postmark(a_bounce("SpamComplaint", RecordType="SpamComplaint"))

    assert kind(postmark, told) is Kind.COMPLAINT


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"SuppressionReason": "HardBounce"}, (Kind.HARD, ())),
        ({"SuppressionReason": "SpamComplaint"}, (Kind.COMPLAINT, ())),
        ({"SuppressionReason": "ManualSuppression", "Origin": "Recipient"}, (None, ("ada@example.org",))),
        ({"SuppressionReason": "ManualSuppression", "Origin": "Admin"}, (None, ())),
        ({"SuppressSending": False, "SuppressionReason": None}, (None, ())),
    ],
)
def test_whom_postmark_takes_off_its_list_is_told(fields: Any, expected: tuple[Kind | None, tuple[str, ...]]) -> None:
    change = {
        "RecordType": "SubscriptionChange",
        "ChangedAt": "2024-12-24T00:00:00.416071Z",
        "Recipient": "ada@example.org",
        "Origin": "Recipient",
        "SuppressSending": True,
        **fields,
    }

    heard = news(postmark, by_postmark(change))

    assert (heard.reports[0].kind if heard.reports else None, heard.left) == expected


def test_a_request_to_be_left_alone_is_a_leave() -> None:
    assert news(postmark, by_postmark(a_bounce("Unsubscribe"))) == News(left=("ada@example.org",))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Kind.HARD),
        ({"severity": "temporary"}, None),
        ({"reason": "suppress-bounce"}, Kind.HARD),
        ({"reason": "suppress-complaint"}, Kind.COMPLAINT),
        ({"reason": "old"}, Kind.SOFT),
        ({"reason": "generic", "delivery-status": {"message": "Too many"}}, Kind.SOFT),
        ({"delivery-status": {"code": 550, "message": "nobody"}}, Kind.HARD),
        ({"delivery-status": {"code": 552, "enhanced-code": "5.2.2", "message": "full"}}, Kind.SOFT),
        ({"delivery-status": {"code": 550, "message": "550 5.7.1 we want none of it"}}, Kind.BLOCKED),
        ({"event": "rejected", "severity": ""}, Kind.BLOCKED),
        ({"event": "complained"}, Kind.COMPLAINT),
        ({"event": "delivered"}, None),
        ({"event": "opened"}, None),
        ({"event": ["failed"]}, None),
    ],
)
def test_mailgun_tells_severity_and_reason(fields: Any, expected: Kind | None) -> None:
    assert kind(mailgun, by_mailgun(a_failure(**fields))) is expected


@pytest.mark.parametrize("fields", [{"event": "unsubscribed"}, {"reason": "suppress-unsubscribe"}])
def test_who_left_by_mailgun_has_left(fields: Any) -> None:
    assert news(mailgun, by_mailgun(a_failure(**fields))).left == ("ada@example.org",)


@pytest.mark.parametrize(
    ("name", "bounce", "expected"),
    [
        ("email.bounced", {"type": "Permanent", "subType": "NoEmail"}, Kind.HARD),
        ("email.bounced", None, Kind.HARD),
        ("email.bounced", {"type": "Transient", "subType": "MailboxFull"}, Kind.SOFT),
        ("email.bounced", {"type": "Undetermined", "subType": "Undetermined"}, Kind.SOFT),
        ("email.bounced", {"type": "Transient", "subType": "ContentRejected"}, Kind.BLOCKED),
        ("email.complained", None, Kind.COMPLAINT),
        ("email.suppressed", None, Kind.HARD),
        ("email.delivery_delayed", None, None),
        ("email.delivered", None, None),
        ("email.opened", None, None),
    ],
)
def test_resend_tells_types_of_bounces(name: str, bounce: Any, expected: Kind | None) -> None:
    assert kind(resend, by_resend(an_event(name, bounce=bounce))) is expected


def test_a_contact_who_left_at_resend_has_left() -> None:
    told = by_resend({"type": "contact.updated", "data": {"email": "ada@example.org", "unsubscribed": True}})

    assert news(resend, told) == News(left=("ada@example.org",))


def test_each_recipient_has_a_report_with_a_key_of_its_own() -> None:
    reports = news(resend, by_resend(an_event(to=["a@example.org", "b@example.org"]), event="m" * 400)).reports

    assert [one.email for one in reports] == ["a@example.org", "b@example.org"]
    assert len({one.key for one in reports}) == 2
    assert all(len(one.key) <= 200 for one in reports)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2014-08-01T13:28:10.2735393-04:00", datetime(2014, 8, 1, 17, 28, 10, 273539, UTC)),
        ("2024-12-24T00:00:00", datetime(2024, 12, 24, tzinfo=UTC)),
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (True, None),
        ("soon", None),
        (1e300, None),
        (float("nan"), None),
        (None, None),
    ],
)
def test_moments_are_read_as_they_come(value: object, expected: datetime | None) -> None:
    assert moment(value) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("5.1.1", Kind.HARD),
        ("5.4.1", Kind.HARD),
        ("5.2.1", Kind.HARD),
        ("5.1.8", Kind.BLOCKED),
        ("5.1.9", Kind.BLOCKED),
        ("5.7.26", Kind.BLOCKED),
        ("5.2.2", Kind.SOFT),
        ("4.1.1", Kind.SOFT),
        ("5.0.0", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_a_status_says_whom_it_is_about(status: str, expected: Kind) -> None:
    assert kind_by_status(status, Kind.OTHER) is expected


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(EVERY)), st.data())
def test_whatever_is_told_comes_to_something(name: str, drawn: st.DataObject) -> None:
    hook, secret, tell, content = EVERY[name]
    facts = content["data"] if name == "resend" else content
    changed = {key: drawn.draw(_JSON) for key in drawn.draw(st.sets(st.sampled_from(sorted(facts)), max_size=4))}
    told = {**content, "data": {**facts, **changed}} if name == "resend" else {**content, **changed}

    for one in hook.news(tell(told), secret, NOW).reports:
        assert one.is_vouched
        assert len(one.diagnostic) <= 500
        json.dumps([one.email, one.parcel, one.diagnostic]).encode()
        (one.email + one.parcel + one.diagnostic + one.key).encode()
