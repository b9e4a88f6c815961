"""Front matter that is read without a YAML parser means what it does to one."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publisher.content.formats.plain_yaml import read_plain

PLAIN = """\
title: "Byte Models: A Study"
Date: 2024-12-13
tags: [tokenizer, 'byte model', LLM ]
authors:
  - Ada Lovelace
  - "Turing, Alan"
url: https://arxiv.org/abs/2412.00001
abstract: >-
  We study models
  of bytes.
draft: false

quote: |
   one
   two
languages: []
via:"""

_WORDS = st.sampled_from(
    "a b1 가 - -- --- ... ? : :: # ## , [ ] { } & * ! | > >- |- |+ % @ ` ' \" '' \\ / ~ null yes 1 0x1f 1.5 2024-12-13 "
    "http://a.b/c#d a:b a#b é \u00a0 \u2028 \u3000 \ufeff \t << = .".split(" ")
)
_LINES = st.builds(
    lambda indent, words, glue: indent + glue.join(words),
    st.sampled_from(("", "", " ", "  ", "   ", "- ", "  - ", "-")),
    st.lists(_WORDS, max_size=5),
    st.sampled_from((" ", "", ": ", ", ", "  ")),
)
_KEYS = st.builds(
    lambda key, between, words, after: f"{key}:{between}{' '.join(words)}{after}",
    st.sampled_from(("a", "b", "title", "A", "1", "가", "a b")),
    st.sampled_from(("", " ", "  ", ' "', " '", " [", " [ ")),
    st.lists(_WORDS, max_size=4),
    st.sampled_from(("", "", '"', "'", "]", " ]", " ", ", b]", ":", ": ")),
)


def by_parser(text: str) -> object:
    """What YAML's own parser reads, every scalar as text; a failure as such."""
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
        keys = [key.value.lower() for key, _ in root.value] if isinstance(root, yaml.MappingNode) else []
        assert len(keys) == len(set(keys)), "keys that are set twice are a parser's to refuse"
        loaded = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  # makes nothing but text
        lines = {key.value.lower(): key.start_mark.line for key, _ in root.value} if root else {}
        return {key.lower(): (value, lines[key.lower()]) for key, value in (loaded or {}).items()}
    except (yaml.YAMLError, AssertionError, ValueError) as error:
        return error


def test_what_most_authors_write_needs_no_parser() -> None:
    found = read_plain(PLAIN.split("\n"))

    assert found == by_parser(PLAIN)
    assert found
    assert found["abstract"] == ("We study models of bytes.", 7)
    assert found["via"] == ("", 16)


@given(st.lists(st.one_of(_LINES, _KEYS, _KEYS), max_size=6).map("\n".join))
@settings(max_examples=1_500)
@example("a: b: c")
@example("a: b #c")
@example("a: >-\n b\n  c")
@example("a:\n- b\n - c")
@example("a: [b, c: d]")
@example('a: "b" c')
@example("a: b\n c")
@example("a: [b,]")
@example("a: [,]")
@example("a:b")
@example("a: >-\n b \n c")
@example("a: |\n b")
def test_whatever_is_read_without_a_parser_means_the_same_to_it(text: str) -> None:
    found = read_plain(text.split("\n"))

    assert found is None or found == by_parser(text)


@pytest.mark.parametrize(
    "text",
    ["a: &b c", "a: *b", "a: !!int 1", "a: {b: c}", "a: [[b]]", 'a: "\\u0041"', "a: b\na: c", "# a", "a: 'it''s'"],
)
def test_whatever_has_more_to_it_is_left_to_a_parser(text: str) -> None:
    assert read_plain(text.split("\n")) is None
