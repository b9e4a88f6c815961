"""What the pages stand on: the list of what can be chosen, stamps, origins, and the thread by which mails leave."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Request
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder

from publisher.content.library import Library
from publisher.store.keyring import Keyring
from publisher.web.people.catalogue import Catalogues, catalogues
from publisher.web.people.origin import is_foreign
from publisher.web.people.postman import postman
from publisher.web.people.stamp import Age, age, stamp
from tests.audience.builders import PAGE, a_wish, an_email
from tests.builders import NOW, a_library, a_note, a_site
from tests.web.people.visiting import Visited

KEYRING = Keyring(b"secret")


def test_the_list_is_read_again_after_a_build_alone(house: Visited) -> None:
    offered = catalogues(house.settings, lambda: house.now)
    first, second = offered(), offered()
    house.write("content/2024-12-20.txt", "2024-12-20\nNew\n(Ada Lovelace)\nWe.\n새 글.\nA new one.\n#새로움\n")
    before = offered()
    house.build()

    after = offered()

    assert first is second is before
    assert "새로움" in after.labels
    assert "새로움" not in before.labels


def test_before_the_first_build_there_is_a_list_too(house: Visited) -> None:
    house.settings.paths.register.unlink()

    offered = catalogues(house.settings, lambda: house.now)()

    assert [offer.language.code for offer in offered.offers("en")] == ["en", "ko"]


def test_many_who_ask_at_once_read_the_notes_once() -> None:
    reads: list[None] = []

    def read() -> Library:
        reads.append(None)
        return a_library(a_note())

    offered = Catalogues(a_site(), read, lambda: 1)
    threads = [threading.Thread(target=offered) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(reads) == 1


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, Age.SOON), (1.9, Age.SOON), (2, Age.FINE), (86_400, Age.FINE), (86_401, Age.STALE), (-60, Age.STALE)],
)
def test_a_stamp_tells_its_age(seconds: float, expected: Age) -> None:
    assert age(KEYRING, stamp(KEYRING, NOW), NOW + timedelta(seconds=seconds)) is expected


@given(st.text())
def test_nobody_makes_a_stamp_up(text: str) -> None:
    assert age(KEYRING, text, NOW) is Age.STALE


def test_a_stamp_of_another_site_is_worth_nothing() -> None:
    assert age(KEYRING, stamp(Keyring(b"another"), NOW), NOW + timedelta(minutes=1)) is Age.STALE


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://notes.example"}, True),
        ({"Origin": "https://NOTES.example"}, False),
        ({"Origin": "https://notes.example.evil.example"}, True),
        ({"Origin": "https://notes.example:8443"}, True),
    ],
)
def test_a_browser_says_where_a_form_was_sent_from(headers: dict[str, str], foreign: bool) -> None:  # noqa: FBT001  # what is expected
    builder = EnvironBuilder(base_url="https://notes.example/", headers=list(headers.items()))

    assert is_foreign(Request(builder.get_environ())) is foreign


def test_while_a_site_is_served_its_mails_leave(house: Visited) -> None:
    folder = house.settings.mail.folder
    offered = catalogues(house.settings, lambda: house.now)

    with postman(house.settings, house.store, offered, lambda: house.now):
        house.roster.ask(an_email(), a_wish("en/llm"), place=PAGE, now=house.now)
    with postman(house.settings, house.store, offered, lambda: house.now + timedelta(hours=1)):
        pass

    assert [file.name for file in folder.iterdir()] == ["confirm-1.eml"]
    assert b"English: llm" in next(folder.iterdir()).read_bytes()
