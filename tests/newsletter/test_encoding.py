"""Bytes of MIME parts that are joined, decoded by the standard library."""

from __future__ import annotations

from base64 import encodebytes
from email import message_from_bytes

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publisher.newsletter.encoding import BASE64, QUOTED_PRINTABLE, Encoding, smaller

EITHER = pytest.mark.parametrize("encoding", [BASE64, QUOTED_PRINTABLE], ids=lambda encoding: encoding.name)
TEXTS = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t =.-"), max_size=200), max_size=5
)


def lines(text: str) -> list[str]:
    return [line.rstrip(" \t") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


@EITHER
@given(texts=TEXTS)
@example(texts=["From a\n.\n--=_\n" + "가" * 2000, "a" * 5000 + " \n \t\n", "", " ", "."])
@example(texts=["x" * 75 + " \n", "a\rb\r\nc"])
def test_joined_parts_are_read_back_one_after_another(encoding: Encoding, texts: list[str]) -> None:
    joined = b"".join(encoding.encode(encoding.finish(text)) for text in texts)

    head = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding.name}\r\n\r\n"
    payload = message_from_bytes(head.encode() + joined).get_payload(decode=True)
    assert isinstance(payload, bytes)
    expected = "".join(text if text.endswith("\n") else f"{text}\n" for text in texts)
    assert lines(payload.decode()) == lines(expected)


@EITHER
@given(texts=TEXTS)
@example(texts=["x" * 75 + " \n", "a" * 5000, "가" * 2000, "x" * 74 + "= "])
def test_encoded_lines_are_ascii_short_and_whole(encoding: Encoding, texts: list[str]) -> None:
    joined = b"".join(encoding.encode(encoding.finish(text)) for text in texts)

    assert joined.isascii()
    assert joined == b"" or joined.endswith(b"\r\n")
    assert all(len(line) <= 76 for line in joined.split(b"\r\n"))
    assert b"\n" not in joined.replace(b"\r\n", b"")
    assert b"\r" not in joined.replace(b"\r\n", b"")


@given(TEXTS)
def test_joined_base64_is_the_base64_of_what_is_joined(texts: list[str]) -> None:
    finished = [BASE64.finish(text) for text in texts]

    joined = b"".join(map(BASE64.encode, finished))

    assert joined.replace(b"\r\n", b"\n") == encodebytes(b"".join(finished))


@pytest.mark.parametrize(
    ("text", "expected"), [("English words\n" * 100, QUOTED_PRINTABLE), ("한국어 문장\n" * 100, BASE64)]
)
def test_a_part_has_the_encoding_that_is_smaller_for_all_of_it(text: str, expected: Encoding) -> None:
    assert smaller([text, "a", "가"]) == expected
