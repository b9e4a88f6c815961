"""The words of templates: filled in, counted, and dates in every language."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

import publisher
from publisher import theme
from publisher.errors import PublisherError
from publisher.strings import Strings

ASKED = re.compile(r"\b(?:strings|self)\(\s*\"(\w+)\"")
ASKED_IN_PART = re.compile(r"""\bstrings\(\s*(?:f"(\w*)\{[^}"]+\}(\w*)"|"(\w*)" ~ \w+ ~ "(\w*)")""")
DAY = date(2024, 12, 13)
PEOPLE = tuple(f"Person {letter}" for letter in "ABCDEFG")
ENGLISH = Strings(
    code="en", words={"hello": "Hello {name}", "notes": {"one": "{count} note", "other": "{count} notes"}}
)


def shipped(code: str) -> dict[str, str | dict[str, str]]:
    return tomllib.loads((theme.shipped() / "strings" / f"{code}.toml").read_text("utf-8"))


def names(words: str | dict[str, str]) -> set[str]:
    texts = [words] if isinstance(words, str) else list(words.values())
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def test_names_are_filled_in() -> None:
    assert ENGLISH("hello", name="Ada") == "Hello Ada"


@pytest.mark.parametrize(("count", "words"), [(0, "0 notes"), (1, "1 note"), (2, "2 notes")])
def test_counted_strings_follow_the_plural_rules_of_their_language(count: int, words: str) -> None:
    assert ENGLISH("notes", count=count) == words


def test_what_is_english_for_want_of_other_words_is_counted_as_english() -> None:
    japanese = Strings(code="ja", words=ENGLISH.words, untranslated=("notes",))

    assert [japanese("notes", count=count) for count in (1, 2)] == ["1 note", "2 notes"]


def test_a_category_that_is_not_given_falls_back_to_other() -> None:
    polish = Strings(code="pl", words={"notes": {"other": "{count} notatki"}})

    assert polish("notes", count=5) == "5 notatki"


def test_a_string_that_nobody_wrote_says_where_to_add_it() -> None:
    with pytest.raises(PublisherError, match=r"templates/strings/en\.toml"):
        ENGLISH("nothing")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "Friday, December 13, 2024"),
        ("ko", "2024년 12월 13일 금요일"),
        ("pt-BR", "sexta-feira, 13 de dezembro de 2024"),
    ],
)
def test_dates_are_written_as_the_language_does(code: str, words: str) -> None:
    assert Strings(code=code, words={}).day(DAY) == words


@pytest.mark.parametrize(
    ("count", "korean", "english"),
    [
        (0, "", ""),
        (2, "Person A, Person B", "Person A, Person B"),
        (4, "Person A, Person B, Person C, Person D", "Person A, Person B, Person C, Person D"),
        (5, "Person A, Person B, Person C 외\u00a02명", "Person A, Person B, Person C and 2 more"),
    ],
)
def test_many_authors_are_counted_not_listed(count: int, korean: str, english: str) -> None:
    assert Strings(code="ko", words=shipped("ko")).people(PEOPLE[:count], named=3) == korean
    assert Strings(code="en", words=shipped("en")).people(PEOPLE[:count], named=3) == english


def test_languages_are_named_in_each_other() -> None:
    assert Strings(code="ko", words={}).language_name("en") == "영어"


def test_every_string_is_asked_for() -> None:
    sources = (
        *theme.shipped().rglob("*.html"),
        *theme.shipped().rglob("*.txt"),
        *Path(publisher.__file__).parent.rglob("*.py"),
    )
    texts = [source.read_text("utf-8") for source in sources]
    asked = {name for text in texts for name in ASKED.findall(text)}
    in_part = tuple((a or c, b or d) for text in texts for a, b, c, d in ASKED_IN_PART.findall(text))

    left = shipped("en").keys() - asked
    assert {name for name in left if not any(name.startswith(a) and name.endswith(b) for a, b in in_part)} == set()


def test_korean_says_everything_that_english_says() -> None:
    english, korean = shipped("en"), shipped("ko")

    assert korean.keys() == english.keys()
    assert {key: names(words) - {"count"} for key, words in korean.items()} == {
        key: names(words) - {"count"} for key, words in english.items()
    }
