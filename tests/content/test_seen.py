"""White space that no reader sees is no edit; all other is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.content.rendering.markup import to_html
from publisher.content.words.seen import seen
from tests.rendering.test_vault import the_articles

_SPACES = (" ", "  ", "    ", "\n", "\n\n", "\n \n", "\t")
_MARKS = ("- ", "1. ", "> ", "# ", "*", "**", "`", "```\n", "|", "\\", "~~", "---", "=", "<pre>", "(", ")")
_WORDS = ("word", "말", "$x$", "[a](https://a.example/)")
MARKDOWN = st.lists(st.sampled_from(_SPACES + _MARKS + _WORDS), max_size=25).map("".join)


def shown(markdown: str) -> list[str]:
    return to_html(markdown).split()


@settings(max_examples=1000, derandomize=True)  # the oracle is a whole parser: a find is for its day, not for a build
@given(MARKDOWN)
def test_what_is_folded_reads_as_before(markdown: str) -> None:
    assert shown(seen(markdown)) == shown(markdown)


def test_what_is_folded_of_a_vault_reads_as_before() -> None:
    for article in the_articles():
        for text in (article.entry.commentary, article.entry.abstract):
            assert shown(seen(text)) == shown(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A line.  A second.", "A line. A second."),
        ("A line.\n\n\n\nA second.", "A line.\n\nA second."),
        ("A line.\n \nA second.", "A line.\n\nA second."),
        ("\nA line. \nIts end. \n", "A line.\nIts end."),
        ("A line.   \nIts end.", "A line.  \nIts end."),
        ("- one  \n- two", "- one\n- two"),
        ("caf\u00e9", "cafe\u0301"),
    ],
)
def test_white_space_that_nobody_sees_is_folded(one: str, other: str) -> None:
    assert seen(one) == seen(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A line.\nIts end.", "A line.\n\nIts end."),
        ("A line.  \nIts end.", "A line.\nIts end."),
        ("A line.", "Aline."),
        ("`a  b`", "`a b`"),
        ("```\na\n\n\nb\n```", "```\na\n\nb\n```"),
        ("- one\n  - two", "- one\n- two"),
        ("a\n\n    code", "a\n\ncode"),
    ],
)
def test_white_space_that_somebody_sees_is_kept(one: str, other: str) -> None:
    assert seen(one) != seen(other)
