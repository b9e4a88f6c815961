"""Mails about one's own subscription, read back by a mail parser: in the reader's language, and safe to send."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from publisher import theme
from publisher.audience.links import Purpose
from publisher.audience.notices import take
from publisher.audience.roster import Roster
from publisher.notices.message import Desk
from publisher.store.store import Store
from tests.audience.builders import PAGE, a_confirmed, a_roster, a_wish, an_email, leave_token, manage_token
from tests.builders import NOW, a_site
from tests.newsletter.builders import a_newsletter

LABELS = {"llm": "LLM", "강화학습": "강화학습", "tokenizer": "tokenizer"}
LATER = NOW + timedelta(hours=1)


def a_desk(store: Store, **fields: Any) -> Desk:
    return Desk(
        **{
            "site": a_site(),
            "newsletter": a_newsletter(),
            "keyring": store.keyring,
            "environment": theme.environment(),
            "labels": lambda: LABELS,
            **fields,
        }
    )


def mails(store: Store, desk: Desk | None = None) -> list[EmailMessage]:
    """All that is owed, as a mail program reads it."""
    desk = desk or a_desk(store)
    found = [desk.parcel(notice, now=LATER).message for notice in take(store, now=LATER)]
    return [message_from_bytes(raw, EmailMessage, policy=policy.default) for raw in found]


def both(mail: EmailMessage) -> tuple[str, str]:
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text
    assert html
    return text.get_content().replace("\r\n", "\n"), html.get_content()


def ask(roster: Roster, choices: str = "en/llm en/tokenizer", language: str = "en", email: str = "a@b.kr") -> str:
    return roster.ask(an_email(email), a_wish(choices, language), place=PAGE, now=NOW).token


def test_who_asks_gets_a_link_and_what_was_asked_for_in_both_alternatives(store: Store) -> None:
    token = ask(a_roster(store))

    (mail,) = mails(store)

    assert mail["To"] == "a@b.kr"
    assert mail["Subject"] == "Please confirm: Paper notes by mail"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == LATER
    assert mail["List-Unsubscribe"] is None
    assert mail.defects == []
    for said in both(mail):
        assert f"https://notes.example/en/confirm/{token}" in said
        assert "English: LLM, tokenizer" in said


def test_mails_are_in_the_language_that_was_asked_in(store: Store) -> None:
    ask(a_roster(store), choices="ko en/강화학습", language="ko")

    (mail,) = mails(store)

    assert mail["Subject"] == "구독을 확인해 주세요: 논문 노트"
    assert mail["Content-Language"] == "ko"
    for said in both(mail):
        assert "영어: 강화학습 · 한국어: 전체" in said
        assert "구독 확인하기" in said


def test_who_is_here_already_gets_the_way_to_their_preferences_and_nothing_to_confirm(store: Store) -> None:
    roster = a_roster(store)
    subscriber = a_confirmed(roster)
    token = roster.ask(an_email(), a_wish("ko", "ko"), place=PAGE, now=NOW).token

    (mail,) = mails(store)

    for said in both(mail):
        assert f"https://notes.example/ko/preferences/{manage_token(roster, subscriber)}" in said
        assert token not in said


def test_who_leaves_is_told_so_once_with_the_way_back(store: Store) -> None:
    roster = a_roster(store, says_goodbye=True)
    subscriber = a_confirmed(roster)
    for _ in range(2):
        roster.leave(leave_token(roster, subscriber), place=PAGE, now=NOW)

    (mail,) = mails(store)

    assert mail["Subject"] == "You have left Paper notes"
    for said in both(mail):
        assert f"https://notes.example/en/unsubscribe/{roster.token(Purpose.LEAVE, subscriber)}" in said


@pytest.mark.parametrize("choices", ["en/llm en/buy-pills-at-evil.example", "en/llm en/<script>alert(1)</script>"])
def test_nothing_that_a_stranger_typed_is_in_a_mail(store: Store, choices: str) -> None:
    ask(a_roster(store), choices=choices)

    (mail,) = mails(store)

    assert "LLM" in both(mail)[0]
    assert "evil" not in mail.as_string()
    assert "alert" not in "".join(both(mail))


def test_a_label_of_the_site_is_text_in_html(store: Store) -> None:
    ask(a_roster(store), choices="en/llm")

    (mail,) = mails(store, a_desk(store, labels=lambda: {"llm": "<b>&"}))

    assert "English: <b>&\n" in both(mail)[0]
    assert "English: &lt;b&gt;&amp;" in both(mail)[1]


def test_a_domain_of_another_script_is_written_as_servers_know_it(store: Store) -> None:
    ask(a_roster(store), email="me@도메인.한국")

    parcel = a_desk(store).parcel(take(store, now=LATER)[0], now=LATER)

    assert parcel.recipient == "me@xn--hq1bm8jm9l.xn--3e0b707e"
    assert parcel.message.isascii()


def test_every_line_fits_into_mail_and_two_tries_are_one_message(store: Store) -> None:
    ask(a_roster(store), choices="ko en/강화학습", language="ko")
    desk, (notice,) = a_desk(store), take(store, now=LATER)

    first, second = (desk.parcel(notice, now=LATER + timedelta(minutes=pause)) for pause in (0, 9))

    assert max(map(len, first.message.split(b"\r\n"))) <= 998
    assert first.message.endswith(b"\r\n")
    assert b"\n" not in first.message.replace(b"\r\n", b"")
    ids = [message_from_bytes(one.message)["Message-ID"] for one in (first, second)]
    assert ids[0] == ids[1]
    assert (first.key, first.sender) == ("confirm-1", a_newsletter().sender.email)


def test_a_language_that_the_site_gave_up_falls_back_to_its_first(store: Store) -> None:
    ask(a_roster(store), language="ja")

    (mail,) = mails(store)

    assert mail["Content-Language"] == "ko"
