"""CSS is read as mails hold it, whole or broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.lint.mail.css import declarations, stylesheet


def test_a_semicolon_in_a_string_or_an_address_ends_nothing() -> None:
    style = "font-family: 'a;b'; background: url(https://a.example/?b;c); color: RED !important"

    assert [(one.name, one.value, one.is_important) for one in declarations(style)] == [
        ("font-family", "'a;b'", False),
        ("background", "url(https://a.example/?b;c)", False),
        ("color", "red", True),
    ]


def test_rules_have_their_conditions_and_lines() -> None:
    css = "a { b: c }\n@media print {\n  d, e { f: g }\n\n  h { i: j }\n}\n@import 'x';\nk { l: m }"

    assert [(one.condition, one.selector, one.line) for one in stylesheet(css)] == [
        ("", "a", 1),
        ("", "@media print", 2),
        ("@media print", "d, e", 3),
        ("@media print", "h", 5),
        ("", "@import 'x'", 7),
        ("", "k", 8),
    ]


@pytest.mark.parametrize("css", ["a {", "}", "a { b", "@media {", '"', "/* a", "a { b: '", "{}", ";;", "a { b: url( }"])
def test_what_is_broken_ends_nothing(css: str) -> None:
    stylesheet(css)
    declarations(css)


@given(st.text(alphabet="ab:;{}()'\"/*@! \n"))
def test_nothing_is_too_broken(css: str) -> None:
    for rule in stylesheet(css):
        assert 1 <= rule.line <= css.count("\n") + 1
