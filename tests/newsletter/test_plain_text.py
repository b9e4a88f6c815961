"""Lines of a text mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.newsletter.plain_text import COLUMNS, display_width, wrap

WORDS = st.text(alphabet="ab한글。ｗ\u0301-", min_size=1, max_size=50)
LONG_ADDRESS = "https://notes.example/" + "한글/" * 30


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("한글", 4), ("e\u0301", 1), ("ｗ", 2), ("a\u200bb", 2)])
def test_a_hangul_syllable_takes_two_columns(text: str, width: int) -> None:
    assert display_width(text) == width


def test_korean_is_broken_at_spaces() -> None:
    lines = wrap("바이트를 묶기 위해 " * 10).splitlines()

    assert {word for line in lines for word in line.split()} == {"바이트를", "묶기", "위해"}
    assert max(map(display_width, lines)) <= COLUMNS


def test_chinese_is_broken_anywhere() -> None:
    lines = wrap("大" * 100).splitlines()

    assert lines == ["大" * 36, "大" * 36, "大" * 28]


def test_an_address_is_never_broken() -> None:
    assert LONG_ADDRESS in wrap(f"read {LONG_ADDRESS} soon").splitlines()


def test_paragraphs_and_lines_stay_apart() -> None:
    assert wrap("one\ntwo\n\nthree") == "one\ntwo\n\nthree"


def test_a_list_hangs_below_its_text() -> None:
    lines = wrap("- " + "word " * 20).splitlines()

    assert lines[0].startswith("- word")
    assert lines[1].startswith("  word")


@pytest.mark.parametrize(
    ("opening", "next_line"),
    [("> ", "> "), ("> > ", "> > "), ("> - ", ">   "), ("- > ", "  > "), ("> 10. > ", ">     > "), (">", ">")],
)
def test_whoever_is_quoted_is_quoted_on_every_line(opening: str, next_line: str) -> None:
    first, second, *_ = wrap(opening + "word " * 30).splitlines()

    assert first.startswith(f"{opening}word word")
    assert second.startswith(f"{next_line}word word")


@pytest.mark.parametrize("text", ["a > b " * 30, "-> b " * 30, "x" * 70 + " >" + " y" * 9])
def test_a_sign_within_a_text_quotes_nobody(text: str) -> None:
    assert wrap(text).split() == text.split()


def test_a_line_may_be_as_wide_as_a_mail() -> None:
    assert wrap("a" * (COLUMNS - 2) + " b") == "a" * (COLUMNS - 2) + " b"
    assert wrap("a" * (COLUMNS - 1) + " b") == "a" * (COLUMNS - 1) + "\nb"


def test_code_keeps_its_indentation() -> None:
    assert wrap("def f():\n    return 1") == "def f():\n    return 1"


def test_a_quotation_is_marked_on_every_line() -> None:
    lines = wrap("word " * 20 + "\n\nnext", prefix="> ").splitlines()

    assert [line[:2] for line in lines] == ["> ", "> ", ">", "> "]


@given(st.lists(WORDS, max_size=40), st.sampled_from(["", "> "]))
def test_no_letter_is_lost_and_no_line_is_too_wide(words: list[str], prefix: str) -> None:
    text = "x " + " ".join(words)

    lines = wrap(text, prefix=prefix).splitlines()

    assert "".join("".join(line.removeprefix(prefix).split()) for line in lines) == "".join(text.split())
    assert all(display_width(line) <= COLUMNS for line in lines)
