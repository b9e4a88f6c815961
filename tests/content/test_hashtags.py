"""`#tags`: what is one and what is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.words.hashtags import is_tag_line, tags_in_text, tags_of_line, without_trailing_tags


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("#llm", ("llm",)),
        ("#llm #synthetic-data ", ("llm", "synthetic-data")),
        ("#llm, #synthetic_data", ("llm", "synthetic_data")),
        ("#llm#agent", ("llm", "agent")),
        ("Tags: #llm #agent", ("llm", "agent")),
        ("- #llm", ("llm",)),
        ("#강화학습 #3d #end2end #c++", ("강화학습", "3d", "end2end", "c++")),
        ("#nlp/llm", ("nlp/llm",)),
        ("#llm- ", ("llm",)),
    ],
)
def test_a_line_of_tags_gives_them_as_spelt(line: str, tags: tuple[str, ...]) -> None:
    assert is_tag_line(line)
    assert tags_of_line(line) == tags


@pytest.mark.parametrize("line", ["", "#", "# Links", "#1", "#2024", "see #llm", "#llm and more", "## llm", "#-"])
def test_other_lines_are_no_tag_lines(line: str) -> None:
    assert not is_tag_line(line)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("결과가 좋습니다. #llm #agent", ("llm", "agent")),
        ("a #llm in a sentence", ("llm",)),
        ("#llm을 씁니다", ("llm",)),
        ('(#llm) and "#agent"', ("llm", "agent")),
        ("see https://example.org/#section or https://example.org/ #llm", ("llm",)),
        ("issue #1, #2는, C# and F#", ()),
        ("a#b", ()),
        ("`#code` and ``#more`` and\n```\n#include\n```", ()),
        ("[[note#heading]] and [label](page#part)", ()),
        ("# heading with #tag\ntext", ()),
        ("an unclosed ` then #llm", ("llm",)),
    ],
)
def test_tags_inside_text_are_found_where_they_are_tags(text: str, tags: tuple[str, ...]) -> None:
    assert tags_in_text(text) == tags


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("결과가 좋습니다. #llm #agent", "결과가 좋습니다."),
        ("Good results #llm #agent", "Good results"),
        ("Good results. #llm,", "Good results."),
        ("a word like #llm", "a word like #llm"),
        ("nothing here", "nothing here"),
        ("#llm", ""),
        ("see #1", "see #1"),
    ],
)
def test_the_run_of_tags_after_the_last_sentence_is_no_text(text: str, rest: str) -> None:
    assert without_trailing_tags(text) == rest


@given(text=st.text(alphabet="#a-1_/ ,;\n`[](가.", max_size=200) | st.text())
def test_any_text_gives_tags_with_a_letter_and_loses_nothing_else(text: str) -> None:
    found = (*tags_in_text(text), *tags_of_line(text))

    assert all(re.search(r"[^\W\d_]", tag) for tag in found)
    assert text.startswith(without_trailing_tags(text))
