"""Bytes -> text that every format can rely on."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from publisher.content.files.source import decode
from publisher.errors import Severity


def lines_of(content: bytes) -> tuple[str, ...]:
    source, _ = decode("a.md", content)
    assert source
    return source.lines


def test_a_byte_order_mark_is_no_text() -> None:
    assert lines_of(b"\xef\xbb\xbf2024-12-13") == ("2024-12-13",)


def test_every_kind_of_newline_ends_a_line() -> None:
    assert lines_of(b"a\r\nb\rc\nd") == ("a", "b", "c", "d")


def test_utf_16_is_read_by_its_mark() -> None:
    assert lines_of("가\nb".encode("utf-16")) == ("가", "b")
    assert lines_of(b"\xfe\xff" + "가\nb".encode("utf-16-be")) == ("가", "b")


def test_other_bytes_are_told_with_their_line() -> None:
    for content, line in ((b"a\nb\xff\n", 2), ("가\n나".encode("euc-kr"), 1), (b"\xff\xfea", 1)):
        source, problems = decode("a.md", content)

        assert source is None
        assert [(problem.severity, problem.line) for problem in problems] == [(Severity.MISTAKE, line)]


def test_control_characters_and_nul_bytes_are_taken_out_and_told() -> None:
    source, problems = decode("a.md", b"a\nb\x00\x07\x1bc\n\xc2\x9fd\xef\xbf\xbf")

    assert source
    assert source.lines == ("a", "bc", "d")
    assert [(problem.severity, problem.line) for problem in problems] == [(Severity.NOTICE, 2)]


def test_unpaired_surrogates_are_taken_out_and_told() -> None:
    source, problems = decode("a.md", b"a\n\xed\xa0\x80b\xed\xbf\xbf")

    assert source
    assert source.lines == ("a", "b")
    assert [(problem.severity, problem.line) for problem in problems] == [(Severity.NOTICE, 2)]


def test_the_hash_is_that_of_the_bytes() -> None:
    source, _ = decode("a.md", b"\xef\xbb\xbfa\r\n")

    assert source
    assert source.hash == hashlib.sha256(b"\xef\xbb\xbfa\r\n").hexdigest()


@given(content=st.binary() | st.text().map(lambda text: text.encode("utf-16", "surrogatepass")))
def test_any_bytes_are_text_without_control_characters_or_told(content: bytes) -> None:
    source, problems = decode("a.md", content)

    assert source or problems
    assert all(problem.line <= content.count(b"\n") + content.count(b"\r") + 1 for problem in problems)
    if source:
        text = "\n".join(source.lines)
        assert text.encode().decode() == text
        assert not any(letter < " " and letter not in "\n\t" for letter in text)
