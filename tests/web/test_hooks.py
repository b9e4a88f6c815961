"""Providers tell, and readers whom no letter reaches get none any more; nobody else changes anything."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from publisher.audience.subscriber import State
from publisher.outbox.hooks.hook import Told
from publisher.web.used import Used
from tests.audience.builders import a_confirmed, a_roster, an_email
from tests.builders import a_chance
from tests.outbox.hooks.builders import (
    MAILGUN,
    NOW,
    POSTMARK,
    RESEND,
    a_bounce,
    a_failure,
    an_event,
    basic,
    by_mailgun,
    by_postmark,
    by_resend,
)
from tests.web.conftest import CONFIGURATION, House
from tests.web.test_serving import running

TABLES = """
[postmark]
hook_file = "postmark.hook"
[mailgun]
signing_key_file = "mailgun.key"
[resend]
signing_secret_file = "resend.key"
"""


@pytest.fixture
def open_house(house: House) -> House:
    """One whose webhooks are open, and where Ada reads."""
    house.write("publisher.toml", CONFIGURATION + TABLES)
    for name, secret in {"postmark.hook": POSTMARK, "mailgun.key": MAILGUN, "resend.key": RESEND}.items():
        house.write(name, secret)
        (house.folder / name).chmod(0o600)
    a_confirmed(a_roster(house.store), "ada@example.org")
    return house


@pytest.fixture
def client(open_house: House) -> FlaskClient:
    return open_house.client()


def tell(client: FlaskClient, name: str, told: Told) -> TestResponse:
    return client.post(f"/hooks/{name}", data=told.body, headers=dict(told.headers))


def state(house: House) -> State:
    shown = a_roster(house.store).show(an_email("ada@example.org"))
    assert shown
    return shown[0].state


BOUNCES = {"postmark": by_postmark(a_bounce()), "mailgun": by_mailgun(a_failure()), "resend": by_resend(an_event())}
COMPLAINTS = {
    "postmark": by_postmark(a_bounce("SpamComplaint")),
    "mailgun": by_mailgun(a_failure(event="complained")),
    "resend": by_resend(an_event("email.complained")),
}
LEAVES = {
    "postmark": by_postmark(a_bounce("Unsubscribe")),
    "mailgun": by_mailgun(a_failure(event="unsubscribed")),
    "resend": by_resend({"type": "contact.updated", "data": {"email": "ada@example.org", "unsubscribed": True}}),
}


@pytest.mark.parametrize("name", BOUNCES)
def test_who_cannot_be_reached_gets_no_more(client: FlaskClient, open_house: House, name: str) -> None:
    answer = tell(client, name, BOUNCES[name])

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Cache-Control"] == "no-store"
    assert state(open_house) is State.BOUNCED


@pytest.mark.parametrize("name", COMPLAINTS)
def test_a_complaint_is_a_leave_for_good(client: FlaskClient, open_house: House, name: str) -> None:
    assert tell(client, name, COMPLAINTS[name]).status_code == 200
    assert state(open_house) is State.COMPLAINED


@pytest.mark.parametrize("name", LEAVES)
def test_who_left_by_the_provider_has_left(client: FlaskClient, open_house: House, name: str) -> None:
    assert tell(client, name, LEAVES[name]).status_code == 200
    assert state(open_house) is State.LEFT


@pytest.mark.parametrize(
    "told",
    [by_postmark(a_bounce("Delivery", RecordType="Delivery")), by_postmark(a_bounce("SoftBounce"))],
    ids=range(2),
)
def test_other_news_take_nobody_off(client: FlaskClient, open_house: House, told: Told) -> None:
    assert tell(client, "postmark", told).status_code == 200
    assert state(open_house) is State.CONFIRMED


@pytest.mark.parametrize(
    ("name", "told", "status"),
    [
        ("postmark", by_postmark(a_bounce(), {}), 401),
        ("postmark", by_postmark(a_bounce(), basic("notes:another password, as long")), 401),
        ("mailgun", by_mailgun(a_failure(), key="another"), 401),
        ("resend", Told(headers={}, body=by_resend(an_event()).body), 401),
        ("resend", Told(headers=by_resend(an_event("email.opened")).headers, body=by_resend(an_event()).body), 401),
        ("postmark", Told(headers=basic(), body=b"{"), 400),
    ],
    ids=range(6),
)
def test_what_is_not_proven_changes_nothing(
    client: FlaskClient, open_house: House, name: str, told: Told, status: int
) -> None:
    answer = tell(client, name, told)

    assert (answer.status_code, answer.data) == (status, b"")
    assert ("WWW-Authenticate" in answer.headers) == (status == 401)
    assert state(open_house) is State.CONFIRMED


def test_news_with_all_that_a_server_sent_back_comes_through(open_house: House) -> None:
    told = by_postmark(a_bounce(Content="x" * 900_000))

    with (
        running(open_house.application()) as port,
        closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection,
    ):
        connection.request("POST", "/hooks/postmark", told.body, {**told.headers, "Host": "notes.example"})
        assert connection.getresponse().status == 200

    assert state(open_house) is State.BOUNCED


def test_a_token_that_was_used_counts_no_more(client: FlaskClient, open_house: House) -> None:
    """Whoever saw a request of Mailgun cannot take another reader off with it."""
    a_confirmed(a_roster(open_house.store, chance=a_chance(3)), "min@example.com")

    first = tell(client, "mailgun", by_mailgun(a_failure(recipient="min@example.com")))
    second = tell(client, "mailgun", by_mailgun(a_failure()))

    assert (first.status_code, second.status_code) == (200, 403)
    assert state(open_house) is State.CONFIRMED


def test_an_old_request_changes_nothing(client: FlaskClient, open_house: House) -> None:
    told = by_resend(an_event(), at=open_house.now - timedelta(minutes=6))

    assert tell(client, "resend", told).status_code == 403
    assert state(open_house) is State.CONFIRMED


def test_what_could_not_be_heard_may_be_told_again(client: FlaskClient, open_house: House) -> None:
    key = open_house.folder / "mailgun.key"
    key.chmod(0o644)  # a secret that others can read is none

    assert tell(client, "mailgun", BOUNCES["mailgun"]).status_code == 503

    key.chmod(0o600)
    assert tell(client, "mailgun", BOUNCES["mailgun"]).status_code == 200
    assert state(open_house) is State.BOUNCED


def test_a_token_is_not_used_up_by_a_fault_of_ours(client: FlaskClient, open_house: House) -> None:
    with open_house.store.deciding() as connection:
        connection.execute(text("ALTER TABLE suppressions RENAME TO elsewhere"))
    assert tell(client, "mailgun", BOUNCES["mailgun"]).status_code == 503

    with open_house.store.deciding() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO suppressions"))
    assert tell(client, "mailgun", BOUNCES["mailgun"]).status_code == 200
    assert state(open_house) is State.BOUNCED


def test_what_was_used_is_forgotten_when_it_cannot_be_used_any_more() -> None:
    used = Used(longest=timedelta(hours=1))

    assert used.take("a", NOW)
    assert not used.take("a", NOW + timedelta(minutes=60))
    assert used.take("a", NOW + timedelta(minutes=61))
    used.give_back("a")
    assert used.take("a", NOW + timedelta(minutes=61))


def test_only_webhooks_that_have_a_secret_are_there(house: House) -> None:
    client = house.client()

    assert [tell(client, name, told).status_code for name, told in BOUNCES.items()] == [404] * 3


@pytest.mark.parametrize("path", ["/hooks/", "/hooks/another", "/hooks/postmark/more"])
def test_nothing_else_is_there(client: FlaskClient, path: str) -> None:
    assert client.post(path, headers=basic()).status_code == 404


def test_nobody_is_asked_by_get(client: FlaskClient, open_house: House) -> None:
    assert client.get("/hooks/postmark", headers=basic()).status_code in {404, 405}
    assert state(open_house) is State.CONFIRMED


def test_a_body_may_hold_a_whole_bounce_but_no_more(client: FlaskClient, open_house: House) -> None:
    assert tell(client, "postmark", by_postmark(a_bounce(Content="x" * 2 * 1024 * 1024))).status_code == 413
    assert state(open_house) is State.CONFIRMED
    assert tell(client, "postmark", by_postmark(a_bounce(Content="x" * 900 * 1024))).status_code == 200
    assert state(open_house) is State.BOUNCED


@pytest.mark.parametrize("email", ["", "nobody", "stranger@example.org", None, 7])
def test_news_of_nobody_are_heard_without_a_word(client: FlaskClient, open_house: House, email: Any) -> None:
    for told in (by_postmark(a_bounce(Email=email)), by_postmark(a_bounce("Unsubscribe", Email=email))):
        assert tell(client, "postmark", told).status_code == 200

    assert state(open_house) is State.CONFIRMED
