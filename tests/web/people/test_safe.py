"""Nobody does anything in another's place: a test for each way in which somebody might try."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from publisher.audience.links import Purpose
from publisher.audience.subscriber import State
from publisher.outbox.parcel import Fate, Outcome
from publisher.outbox.transports.memory import Memory
from tests.web.people.visiting import Visited, ask, elements, link_of, location, stamp_of, subscribe, words

NASTY_NOTE = """---
title: A paper
date: 2024-12-20
tags: ["<b>bold</b>'\\"& x"]
languages: en
---
On words.
"""
FOREIGN: list[dict[str, str]] = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "https://other.notes.example"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
]
NASTY = [
    "<script>alert(1)</script>@evil.example",
    '"><img src=x onerror=alert(1)>@evil.example',
    "ada@example.org\r\nBcc: everyone@evil.example",
    "ada@example.org'; DROP TABLE subscribers; --",
    "' OR 1=1 --@evil.example",
    "{{ 7 * 7 }}@evil.example",
    "ada@example.org\x00",
    "a" * 5000 + "@evil.example",
]  # fmt: skip


def every_link(house: Visited, client: FlaskClient) -> list[str]:
    """A link of each kind, of somebody who is subscribed and asked again."""
    ask(house, client)
    confirm = link_of(house.deliver()[0], "confirm")
    client.post(confirm)
    ask(house, client)
    manage = house.path(Purpose.MANAGE)
    leave = house.path(Purpose.LEAVE)
    pages = ["/en/subscribe/", "/en/subscribe/?choice=en/llm", "/en/subscribe/sent/"]
    return [*pages, confirm, manage, f"{manage}?saved", manage.replace("preferences", "forget"), leave, f"{leave}/undo"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_what_only_asks_changes_nothing(house: Visited, client: FlaskClient, method: str) -> None:
    links = every_link(house, client)

    with house.unchanged():
        answers = [
            client.open(link, method=method, headers=headers)
            for link in links
            for headers in ({}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"})
        ]

    assert {answer.status_code for answer in answers} <= {200, 405}
    assert house.deliver() != []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused(house: Visited, client: FlaskClient, method: str) -> None:
    links = every_link(house, client)

    with house.unchanged():
        answers = [client.open(link, method=method) for link in links]

    assert {answer.status_code for answer in answers} == {405}


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_strangers_page_can_send_no_form_but_one_click(
    house: Visited, client: FlaskClient, headers: dict[str, str]
) -> None:
    links = [link for link in every_link(house, client) if "sent" not in link and "unsubscribe" not in link]
    undo = f"{house.path(Purpose.LEAVE)}/undo"

    with house.unchanged():
        answers = [client.post(link, headers=headers, data={"choice": "ko"}) for link in (*links, undo)]

    assert {answer.status_code for answer in answers} == {403}


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "https://notes.example"}, {}])
def test_the_sites_own_page_can(house: Visited, client: FlaskClient, headers: dict[str, str]) -> None:
    assert ask(house, client, headers=headers).status_code == 303


def test_a_link_of_nobody_is_known_for_a_page_of_ours(client: FlaskClient) -> None:
    """`publisher doctor` tells a running server from one of files by this."""
    answer = client.get("/ko/unsubscribe/doctor")

    assert (answer.status_code, answer.headers["X-Robots-Tag"]) == (404, "noindex")


def test_no_page_sets_a_cookie_or_may_be_kept_or_found(house: Visited, client: FlaskClient) -> None:
    answers = [client.get(link) for link in every_link(house, client) if not link.endswith("/undo")]

    for answer in answers:
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert elements(answer.text, "//script[not(@src)] | //style | //@style | //@onclick") == []
        assert "/preferences/" not in "".join(elements(answer.text, "//head//@href"))


def test_the_answer_is_the_same_whoever_has_the_address(house: Visited) -> None:
    house.configure("[subscribers]\nasks_per_network = 0")
    client = house.client()
    subscribe(house, client)
    subscribe(house, client, email="eve@example.org")
    ask(house, client, email="bob@example.org")
    client.post(house.path(Purpose.LEAVE, "eve@example.org"))
    people = ["ada@example.org", "bob@example.org", "eve@example.org", "nobody@example.org"]

    answers = [ask(house, client, email=one) for one in people]
    floods = [ask(house, client, email=one) for one in people for _ in range(4)]

    said = {(one.status_code, location(one), one.text, str(sorted(one.headers))) for one in (*answers, *floods)}
    assert len(said) == 1


def test_who_complained_is_answered_alike_and_gets_no_mail(house: Visited, client: FlaskClient) -> None:
    from publisher.audience.email import parse_email
    from publisher.audience.subscriber import Place

    subscribe(house, client)
    house.roster.complain(parse_email("ada@example.org"), place=Place(name="feedback"), now=house.now)
    stranger = ask(house, client, email="nobody@example.org")

    known = ask(house, client)

    assert (known.status_code, known.text, location(known)) == (stranger.status_code, stranger.text, location(stranger))
    assert [mail["To"] for mail in house.deliver()] == ["nobody@example.org"]


def test_a_subscriber_in_whose_name_somebody_asks_keeps_what_they_have(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)
    before = house.subscriber()

    ask(house, client, language="ko", choice="ko")
    (mail,) = house.deliver()

    assert house.subscriber() == before
    assert mail["Subject"] == "이미 구독하고 계십니다: Notes"
    assert link_of(mail, "preferences")


def test_one_address_is_not_flooded(house: Visited, client: FlaskClient) -> None:
    for _ in range(6):
        ask(house, client)

    assert len(house.deliver()) == 3


def test_one_network_asks_so_often_and_then_is_told_when_to_come_back(house: Visited, client: FlaskClient) -> None:
    answers = [
        client_of(house, f"203.0.113.{number}").post("/en/subscribe/", data=filled(house, client, number))
        for number in range(21)
    ]
    elsewhere = client_of(house, "198.51.100.7").post("/en/subscribe/", data=filled(house, client, 99))

    assert [answer.status_code for answer in answers] == [303] * 20 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert "Come back in" in words(answers[-1])
    assert elsewhere.status_code == 303


def test_limits_outlive_a_restart_and_end_with_their_hour(house: Visited, client: FlaskClient) -> None:
    for number in range(20):
        client.post("/en/subscribe/", data=filled(house, client, number))

    refused = house.client().post("/en/subscribe/", data=filled(house, client, 20))
    house.passes(seconds=int(refused.headers["Retry-After"]))
    taken = house.client().post("/en/subscribe/", data=filled(house, client, 21))

    assert (refused.status_code, taken.status_code) == (429, 303)


def test_there_is_a_limit_for_everybody_together(house: Visited) -> None:
    house.configure("[subscribers]\nasks_in_total = 3")
    client = house.client()

    answers = [
        client_of(house, f"198.51.{number}.7").post("/en/subscribe/", data=filled(house, client, number))
        for number in range(4)
    ]

    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]


def test_networks_are_kept_as_hashes_alone(house: Visited, client: FlaskClient) -> None:
    client_of(house, "203.0.113.77").post("/en/subscribe/", data=filled(house, client, 1))

    assert len(house.rows()["tallies"]) == 2
    assert "203.0.113" not in str(house.rows())


def test_a_program_that_fills_in_every_field_is_thanked_and_ignored(house: Visited, client: FlaskClient) -> None:
    taken = ask(house, client)
    with house.unchanged():
        ignored = ask(house, client, website="https://spam.example", email="bob@example.org")

    assert (ignored.status_code, ignored.text, location(ignored)) == (taken.status_code, taken.text, location(taken))


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_whatever_is_typed_as_an_address_stays_text(house: Visited, client: FlaskClient, text: str) -> None:
    answer = ask(house, client, email=text)

    assert answer.status_code == 422
    assert elements(answer.text, "//main//script | //main//img | //@onerror") == []
    assert "49@evil" not in answer.text
    assert house.rows()["subscribers"] == []
    assert house.deliver() == []


@pytest.mark.parametrize("text", ["en/<script>alert(1)</script>", "en/llm'; --", "en/llm\r\nBcc: x@y.kr", "xx", "\x00"])
def test_whatever_is_typed_as_a_choice_is_taken_only_from_the_list(
    house: Visited, client: FlaskClient, text: str
) -> None:
    ask(house, client, choice=["ko", text])
    (mail,) = house.deliver()
    shown = client.get("/en/subscribe/", query_string={"choice": text})

    assert elements(shown.text, "//input[@checked]") == []
    assert [row[6] for row in house.rows()["asks"]] == ["ko"]
    assert "<script" not in str(mail.get_body(("html",)))
    assert mail["Bcc"] is None


def test_a_tag_of_the_site_that_means_harm_is_text_everywhere(house: Visited, client: FlaskClient) -> None:
    house.write("content/nasty.md", NASTY_NOTE)
    house.build()

    form = client.get("/en/subscribe/")

    assert elements(form.text, "//main//b") == []
    values = [box.get("value") for box in elements(form.text, "//input[@name='choice']")]
    chosen = next(value for value in values if "<b>bold<" in value)
    ask(house, client, choice=chosen)
    link = link_of(house.deliver()[0], "confirm")
    client.post(link)
    for shown in (client.get(link), client.get(house.path(Purpose.MANAGE))):
        assert elements(shown.text, "//main//b") == []


def test_a_body_that_is_too_large_is_refused(house: Visited, client: FlaskClient) -> None:
    links = [link for link in every_link(house, client) if "/sent/" not in link]

    with house.unchanged():
        answers = [client.post(link, data={"choice": "x" * 100_000}) for link in links]

    assert {answer.status_code for answer in answers} == {413}


def test_no_link_is_guessed_forged_or_used_for_something_else(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)
    manage, leave = (house.path(purpose).rpartition("/")[2] for purpose in (Purpose.MANAGE, Purpose.LEAVE))
    flipped = leave[:-1] + ("A" if leave[-1] != "A" else "Q")
    tokens = [manage, flipped, leave[:-1], f"{leave}A", "x" * 43, "%00", "..%2f", "é", "' OR 1=1"]

    with house.unchanged():
        answers = [client.post(f"/en/unsubscribe/{token}") for token in tokens]
        answers += [client.post(f"/en/preferences/{token}", data={"choice": "ko"}) for token in (leave, *tokens[1:])]
        answers += [client.post(f"/en/forget/{token}") for token in (leave, *tokens[1:])]
        confirms = [client.post(f"/en/confirm/{token}", follow_redirects=True) for token in (leave, *tokens)]

    assert {answer.status_code for answer in (*answers, *confirms)} == {404}
    assert house.subscriber().state is State.CONFIRMED


def test_no_address_of_a_page_holds_one_of_a_person(house: Visited, client: FlaskClient) -> None:
    links = every_link(house, client)
    pages = [client.get(link).text for link in links if not link.endswith("/undo")]
    mails = house.deliver()

    found = [*links, *(str(link) for page in pages for link in elements(page, "//@href | //@action"))]
    found += re.findall(r"https://\S+", "".join(mail.as_string() for mail in mails))

    assert not [link for link in found if re.search("ada|%40|@", link, re.IGNORECASE)]


def test_tokens_are_long_and_each_is_another(house: Visited, client: FlaskClient) -> None:
    tokens = set()
    for _ in range(3):
        ask(house, client)
    for mail in house.deliver():
        tokens.add(link_of(mail, "confirm").rpartition("/")[2])

    assert {len(token) for token in tokens} == {43}
    assert len(tokens) == 3


def test_logs_name_nobody(house: Visited, client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    reply = "550 5.1.1 <ada@example.org>: no such user"

    with caplog.at_level(logging.DEBUG):
        subscribe(house, client)
        ask(house, client)
        house.mailbox = Memory(answer=lambda _: Outcome(fate=Fate.REFUSED, reply=reply, status="5.1.1"))
        house.deliver()

    assert "5.1.1" in caplog.text
    assert "ada" not in caplog.text.lower()
    assert house.deliver() == []


def client_of(house: Visited, remote: str) -> FlaskClient:
    """Somebody who asks from that network address."""
    client = house.client()
    client.environ_base["REMOTE_ADDR"] = remote
    return client


def filled(house: Visited, client: FlaskClient, number: int) -> dict[str, Any]:
    stamp = stamp_of(client.get("/en/subscribe/"))
    house.passes(seconds=3)
    return {"stamp": stamp, "email": f"reader{number}@example.org", "choice": "en"}
