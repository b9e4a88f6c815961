"""Clean HTML -> plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.rendering.markup import to_html
from publisher.content.rendering.plain_text import by_tree, plain_paragraphs, text_of
from tests.rendering.test_markup import MARKDOWN_ISH


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("a\nb\n\nc", "a b\n\nc"),
        ("a  \nb", "a\nb"),
        ("- a\n- b\n  - c\n\n3. d\n4. e", "- a\n- b\n  - c\n\n3. d\n4. e"),
        ("- a\n\n  b\n- c", "- a\n  b\n- c"),
        ("> a\n>\n> b", "> a\n>\n> b"),
        ("## Title\n\nText", "Title\n\nText"),
        ("```\nx <y>\n  z\n```", "x <y>\n  z"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
        ("**a** *b* `c`", "a b c"),
        ("It is ~~good~~ bad.\n\n- ~~good~~ bad", "It is ~~good~~ bad.\n\n- ~~good~~ bad"),
        ("It is ~~not ~ good~~.", "It is ~~not ~ good~~."),
        ("a\n\n---\n\nb", "a\n\n* * *\n\nb"),
        ("![a](https://b.example/c.png)", "a"),
        (r"$x^2$, $y_i$, $z^*$, $\foo{a}$", r"x², yᵢ, z^*, \foo{a}"),
        ("<script>a & b</script>", "<script>a & b</script>"),
        ("", ""),
    ],
)
def test_text_keeps_the_shape_of_the_markdown(markdown: str, text: str) -> None:
    assert "\n".join(line.rstrip() for line in text_of(to_html(markdown)).split("\n")) == text


def test_a_link_shows_its_address_once() -> None:
    html = to_html("[a](https://b.example/?c=1&d=2) <https://e.example> https://f.example <g@h.example>")

    assert text_of(html) == "a (https://b.example/?c=1&d=2) https://e.example https://f.example g@h.example"


@given(st.text() | MARKDOWN_ISH)
def test_any_markdown_becomes_text_without_blank_lines_around_it(markdown: str) -> None:
    text = text_of(to_html(markdown))

    assert text == text.strip("\n")


@given(st.lists(st.text(max_size=8) | MARKDOWN_ISH, max_size=3).map(" ".join))
def test_plain_paragraphs_are_read_at_once_as_by_a_tree(markdown: str) -> None:
    html = to_html(markdown)
    paragraphs = plain_paragraphs(html)

    assert paragraphs is None or "\n\n".join(paragraphs) == by_tree(html)
