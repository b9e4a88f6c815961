"""Which language a paragraph is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.words.language import tongues
from tests.content.reading import KOREAN_AND_ENGLISH


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("바이트 단위 모델입니다.", "ko"),
        ("text generation에서 n-gram을 지워나가는 방식.", "ko"),
        ("JVP 없이 One-step 생성.", "ko"),
        ("A model of bytes.", "en"),
        ("Interesting.", "en"),
        ("no capital and no full stop", "en"),
        ("The Korean word 모델 in an English sentence of more than a few words stays in English.", "en"),
        ("GPT-4", ""),
        ("Table 3", ""),
        ("https://example.org/a-long-address/in/english", ""),
        ("Code and models: https://example.org", ""),
        ("https://example.org (code)", ""),
        ("$x + y = z$", ""),
        ("`print(a, b)`", ""),
        ("[[240104 LLM Augmented LLMs]]", ""),
        ("1. 2. 3.", ""),
        ("", ""),
    ],
)
def test_script_tells_korean_from_english(text: str, code: str) -> None:
    assert KOREAN_AND_ENGLISH.of_script(text) == code


def test_japanese_and_chinese_are_told_from_each_other() -> None:
    three = tongues(("zh", "ja", "en"))

    assert three.of_script("这个模型很有意思。") == "zh"
    assert three.of_script("このモデルは面白い。") == "ja"
    assert three.of_script("This model is interesting.") == "en"


def test_two_languages_of_one_script_cannot_be_told() -> None:
    both = tongues(("en", "de"))

    assert both.of_text("Ein Satz auf Deutsch.") == ("en", "de")
    assert both.of_script("Ein Satz auf Deutsch.") == ""


@pytest.mark.parametrize("word", ["english", "English", "ENGLISH", "en", "영어"])
def test_a_marker_is_what_a_language_is_called(word: str) -> None:
    assert KOREAN_AND_ENGLISH.of_marker(word) == ("en", True)


@pytest.mark.parametrize("word", ["korean", "ko", "한국어"])
def test_a_language_is_called_by_its_own_name_too(word: str) -> None:
    assert KOREAN_AND_ENGLISH.of_marker(word) == ("ko", True)


@pytest.mark.parametrize("word", ["englsih", "enlgish", "eglish", "englis", "engish", "eng", "englisch", "nglish"])
def test_a_misspelt_marker_is_understood_and_known_as_such(word: str) -> None:
    assert KOREAN_AND_ENGLISH.of_marker(word) == ("en", False)


@pytest.mark.parametrize("word", ["pre", "br", "code", "details", "span", "think", "eos", "image", "x"])
def test_html_and_other_words_are_no_markers(word: str) -> None:
    assert tongues(("ko", "en", "es")).of_marker(word) == ("", False)


def test_markers_come_from_the_languages_of_the_site() -> None:
    assert tongues(("de", "fr")).of_marker("deutsch") == ("de", True)
    assert tongues(("de", "fr")).of_marker("english") == ("", False)
    assert tongues(("pt-BR", "en")).of_marker("portuguese") == ("pt-BR", True)


@given(text=st.text(alphabet="$`[]#a가 .:\nhttps/", max_size=200) | st.text())
def test_any_text_is_in_languages_of_the_site_or_in_none(text: str) -> None:
    assert set(KOREAN_AND_ENGLISH.of_text(text)) <= {"ko", "en"}
