"""Header lines, read back by the standard library as a mail program would."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publisher.newsletter.headers import named, unstructured, verbatim

ANY = st.text(max_size=300)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


def read_back(line: str, name: str) -> str:
    message = message_from_bytes(f"{line}\r\n\r\n".encode("ascii"), policy=policy.default)
    assert message.keys() == [name]
    return str(message[name])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Notes of a week", "Subject: Notes of a week"),
        ("a" * 67, f"Subject: {'a' * 67}"),
        ("노트", "Subject: =?utf-8?b?64W47Yq4?="),
        ("a\r\nBcc: x@y", "Subject: a Bcc: x@y"),
    ],
)
def test_words_that_need_no_encoding_have_none(text: str, line: str) -> None:
    assert unstructured("Subject", text) == line


@given(ANY)
@example("=?utf-8?q?a?=")
@example("한" * 300)
@example("a" * 300)
@example("한\r\nBcc: x@y")
@example("\ud800")
def test_a_subject_is_read_back_as_it_was_said(text: str) -> None:
    line = unstructured("Subject", text)

    said = " ".join(CONTROL.sub(" ", text).split())
    assert read_back(line, "Subject") == said


@given(ANY)
@example('Ada "the first" Example, Inc. <ada@example.org>')
@example("한" * 100)
@example("\r\nBcc: x@y")
def test_a_name_is_read_back_as_it_was_said_beside_its_address(text: str) -> None:
    line = named("From", text, "ada@notes.example")

    # The older half of the library: the newer one puts spaces between encoded-words of a name.
    message = message_from_bytes(f"{line}\r\n\r\n".encode("ascii"), policy=policy.compat32)
    name, address = parseaddr(message["From"].replace("\r\n", ""))
    assert message.keys() == ["From"]
    assert address == "ada@notes.example"
    assert str(make_header(decode_header(name))) == " ".join(CONTROL.sub(" ", text).split())


@given(ANY)
def test_lines_are_short_and_encoded_words_whole(text: str) -> None:
    for line in unstructured("Subject", text).split("\r\n"):
        assert len(line) <= 76
        for word in re.findall(r"=\?utf-8\?[bq]\?[^?]*\?=", line):
            assert len(word) <= 75
            assert "\ufffd" not in read_back(f"Subject: {word}", "Subject") or "\ufffd" in text


def test_who_has_no_name_has_no_empty_quotes() -> None:
    assert named("From", " ", "ada@notes.example") == "From: <ada@notes.example>"


def test_an_address_of_any_length_stays_on_its_line() -> None:
    address = "<https://notes.example/" + "a" * 800 + ">"

    assert verbatim("List-Unsubscribe", address) == f"List-Unsubscribe: {address}"
