"""Texts that were written to hang a program: each is rendered in a moment."""

from __future__ import annotations

import time

import pytest

from publisher.content.rendering.excerpt import lead
from publisher.content.rendering.markup import to_html
from publisher.content.rendering.plain_text import text_of
from publisher.content.words.latex import plain
from tests.rendering.fragments import parsed

SECONDS = 20.0  # of the processor, on any machine; each takes a tenth of one, and a search gone wild takes hours
HOSTILE = {
    "stars": "*" * 50_000,
    "emphasis never closed": "**a *b " * 25_000,
    "emphasis in emphasis": "**a *b " * 10_000 + "c* d** " * 10_000,
    "brackets": "[" * 50_000,
    "links never closed": "[a](" * 50_000,
    "images in images": "![" * 50_000 + "a" + "](b)" * 50_000,
    "quotations in quotations": ">" * 1_000_000,
    "lists in lists": "- " * 50_000,
    "lists ever deeper": "".join("  " * depth + "- a\n" for depth in range(600)),
    "backticks": "`" * 100_000,
    "backticks of every length": " ".join("`" * length for length in range(450)),
    "dollars": "$" * 100_000,
    "dollars never closed": "$a " * 50_000,
    "formulas": r"$\a_{1}$" * 15_000,
    "raw tags": "<a " * 50_000,
    "comments": "<!--" * 30_000,
    "wiki links never closed": "[[a" * 50_000,
    "a wiki link without end": "[[" + "a" * 100_000,
    "LaTeX quotations": "``a" * 30_000,
    "styles in styles": r"\textbf{" * 20_000 + "}" * 20_000,
    "styles never closed": r"\textbf{" * 20_000,
    "braces": "{" * 100_000 + "\\",
    "accents": r"{\"a" * 30_000,
    "backslashes": "\\" * 100_000,
    "addresses in LaTeX": r"\href{a}{" * 20_000,
    "addresses": "https://a" * 10_000,
    "an address of brackets": "https://a" + "()" * 50_000,
    "an address of stops": "https://a" + "." * 100_000 + "x",
    "tildes": " ~" * 50_000,
    "products": "3*" * 50_000,
    "forged marks": "&#xFDD4;" + "9" * 10_000 + "&#xFDD5;",
    "wide tables": "|" * 100_000 + "\n" + "|-" * 50_000 + "\n|a",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_are_rendered_in_a_moment(source: str) -> None:
    began = time.process_time()

    html = to_html(source)
    text_of(html)
    plain(source)
    lead(source)

    assert time.process_time() - began < SECONDS
    assert len(html) < 10 * len(source) + 1_000
    parsed(html)


def test_deep_nesting_loses_no_words() -> None:
    html = to_html(">" * 5_000 + " deep")

    assert "deep" in "".join(map(str, parsed(html).itertext()))
