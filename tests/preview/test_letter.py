"""A letter as its author looks at it: what is measured and shown is what is sent."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from publisher.newsletter import Addressee
from publisher.newsletter.letter import letter
from publisher.preview.letter import headers, open_letter
from tests.builders import a_language, a_note, a_site, an_edition
from tests.newsletter.builders import KEY, opened, pieces_of

LONG = "긴 제목 " * 40


@pytest.mark.parametrize("tags", [(), ("llm",)])
def test_what_is_shown_is_what_the_message_holds(tags: tuple[str, ...]) -> None:
    shown = open_letter(pieces_of(a_note(tags=("llm",)), a_note(tags=("tokenizer",), title="Words")), tags)

    sent = opened(shown.message)
    assert shown.subject == sent.subject
    assert shown.text.split() == sent.text.split()
    assert shown.html.replace("\r\n", "\n").split() == sent.html.split()
    # RFC 2046, section 5.1.1: the last line break is of the boundary that follows.
    assert shown.size - len(sent.html.replace("\n", "\r\n").encode()) in (0, len("\r\n"))
    assert (shown.notes, shown.left_out) == (1 if tags else 2, 0)


def test_what_does_not_fit_is_counted() -> None:
    notes = [a_note(editions=(an_edition("ko", commentary="가" * 20_000),)) for _ in range(4)]

    shown = open_letter(pieces_of(*notes), ())

    assert (shown.notes, shown.left_out) == (4, 3)
    assert shown.share < 100


def test_a_letter_that_is_clipped_has_more_than_a_whole_share() -> None:
    shown = open_letter(pieces_of(a_note(editions=(an_edition("ko", commentary="가" * 60_000),))), ())

    assert shown.share > 100


def test_headers_are_as_sent_and_as_a_mail_program_reads_them() -> None:
    site = a_site(languages=(a_language("ko", title=LONG.strip()), a_language("en")))
    ada = Addressee(email="ada@notes.example", name="에이다", unsubscribe=f"https://notes.example/{'x' * 300}")
    content = letter(pieces_of(a_note(), site=site), (), ada, key=KEY)
    assert content

    read = tuple(headers(content))

    head = "".join(f"{one.name}: {one.sent}\n" for one in read)
    assert content.startswith(head.replace("\n", "\r\n").encode())
    message = message_from_bytes(content, policy=policy.default)
    decoded = {one.name: one.decoded for one in read if one.decoded}
    assert {"Subject", "To", "List-Id"} <= decoded.keys()
    for name, words in decoded.items():
        assert words.replace(" ", "").replace('"', "") == str(message[name]).replace(" ", "").replace('"', "")


def test_words_that_nobody_can_decode_are_left_as_they_are() -> None:
    (one, other) = headers(b"Subject: =?nothing?b?AAAA?=\r\nTo: =?utf-8?b?A?=\r\n\r\n")

    assert (one.sent, one.decoded) == ("=?nothing?b?AAAA?=", "")
    assert (other.sent, other.decoded) == ("=?utf-8?b?A?=", "")
