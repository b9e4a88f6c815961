"""Messages of any kind, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.newsletter.headers import named, unstructured
from publisher.outbox.transports.providers.message import take_apart
from tests.outbox.providers.builders import MESSAGE


def message(*lines: str, body: str = "Hello\r\n") -> bytes:
    return ("".join(f"{line}\r\n" for line in lines) + "\r\n" + body).encode("utf-8", "surrogateescape")


def test_a_message_of_text_alone_has_no_html() -> None:
    fields = take_apart(message("From: weekly@example.org", "Subject: Confirm", "Reply-To: Min <min@example.org>"))

    assert (fields.text, fields.html) == ("Hello\n", "")
    assert (fields.sender, fields.reply_to, fields.subject) == (
        "weekly@example.org",
        "Min <min@example.org>",
        "Confirm",
    )


def test_folded_lines_are_whole() -> None:
    fields = take_apart(message("From: a@example.org", "X-Long: one", " two", "\tthree"))

    assert fields.headers == (("X-Long", "one two\tthree"),)


def test_headers_that_the_provider_writes_are_left_out() -> None:
    names = [name for name, _ in take_apart(MESSAGE, without=("message-id",)).headers]

    assert not {"From", "To", "Subject", "Date", "MIME-Version", "Content-Type", "Message-ID"}.intersection(names)
    assert {"List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "Archived-At"} <= set(names)


@pytest.mark.parametrize("subject", ["=?utf-8?q?=ED?=", "=?nobody-knows?q?a?=", "=?utf-8?b?!?=", "=?=", ""])
def test_words_that_cannot_be_decoded_are_still_words(subject: str) -> None:
    assert isinstance(take_apart(message("From: a@example.org", f"Subject: {subject}")).subject, str)


@given(st.text(max_size=80), st.text(max_size=40))
def test_subject_and_sender_come_back_as_they_were_written(subject: str, name: str) -> None:
    lines = (named("From", name, "weekly@example.org"), unstructured("Subject", subject))

    fields = take_apart(message(*lines))

    assert unstructured("Subject", fields.subject) == lines[1]
    assert "\n" not in fields.subject + fields.sender
    assert fields.sender.endswith("weekly@example.org>" if "<" in fields.sender else "weekly@example.org")
