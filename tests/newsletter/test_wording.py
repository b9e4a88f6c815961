"""The words around an issue, in both languages."""

from __future__ import annotations

import pytest

from publisher.newsletter.wording import preheader, week_in_words
from publisher.strings import Strings
from publisher.week import Week
from tests.builders import a_language, a_note
from tests.newsletter.builders import a_letter


@pytest.mark.parametrize(
    ("week", "korean", "english"),
    [
        (Week(2024, 50), "2024년 12월 9일~15일", "December 9–15, 2024"),
        (Week(2024, 48), "2024년 11월 25일 ~ 12월 1일", "November 25–December 1, 2024"),
        (Week(2025, 1), "2024년 12월 30일 ~ 2025년 1월 5일", "December 30, 2024–January 5, 2025"),
    ],
)
def test_a_week_is_written_as_its_language_writes_spans(week: Week, korean: str, english: str) -> None:
    assert week_in_words(week, a_language("ko").strings) == korean
    assert week_in_words(week, a_language("en").strings) == english


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("de", "9.–15. Dezember 2024"),
        ("ja", "2024年12月9日～15日"),
        ("pt-BR", "9–15 de dezembro de 2024"),
        ("mn", "2024\u202fоны XII/09 – 15"),  # its spans have no short month to widen
    ],
)
def test_a_week_is_written_in_languages_that_nobody_has_translated(code: str, expected: str) -> None:
    assert week_in_words(Week(2024, 50), Strings(code=code, words={})) == expected


@pytest.mark.parametrize(
    ("language", "notes", "expected"),
    [
        ("en", 1, "Paper notes, December 9–15, 2024: 1 note"),
        ("en", 2, "Paper notes, December 9–15, 2024: 2 notes"),
        ("ko", 2, "논문 노트 2024년 12월 9일~15일: 노트 2편"),
    ],
)
def test_a_subject_says_whose_when_and_how_much(language: str, notes: int, expected: str) -> None:
    assert a_letter(*[a_note()] * notes, language=language).subject == expected


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["One", "Two"], "One · Two"),
        (["word " * 40], "word " * 26 + "word…"),
        (["한" * 200], "한" * 139 + "…"),
        (["a" * 137, "Two"], "a" * 137 + "…"),
        (["a"] * 99, "a · " * 34 + "a…"),
    ],
)
def test_a_preheader_ends_at_a_word(titles: list[str], expected: str) -> None:
    assert preheader([title.strip() for title in titles]) == expected
