"""Bare addresses in a text -> links."""

from __future__ import annotations

import pytest

from publisher.content.rendering.markup import to_html
from tests.rendering.fragments import links, words

PAPER = "https://arxiv.org/abs/2409.19606"


@pytest.mark.parametrize(
    "text",
    [
        f"({PAPER})과 같은",
        f"{PAPER}은 새로운",
        f"MAR과 ({PAPER}) 비슷한",
        f"see {PAPER}.",
        f"see {PAPER}, and",
        f"[{PAPER}]",
        f"“{PAPER}”라고",
        f'"{PAPER}"',
        f"<{PAPER}>",
        f"에{PAPER}",
        f"*see {PAPER}* and more",
        f"{PAPER}。",
        f"({PAPER}).",
        f"{PAPER}、次",
    ],
)
def test_an_address_ends_where_the_author_goes_on(text: str) -> None:
    assert links(to_html(text)) == [(PAPER, PAPER)]


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/x_(y)",
        "https://a.example/?b=1&c=2",
        "https://a.example/?q=[a]&r={b}",
        "http://a.example:8080/b/#c",
        "https://a.example/привет",
        "https://a.example/Byte__Models_Scale",
    ],
)
def test_an_address_is_taken_whole(address: str) -> None:
    assert links(to_html(f"at {address}, and")) == [(address, address)]


def test_emphasis_around_an_address_stays_emphasis() -> None:
    assert to_html("**https://a.example**") == (
        '<p><strong><a href="https://a.example">https://a.example</a></strong></p>'
    )


def test_an_address_in_code_or_in_a_link_is_left_alone() -> None:
    html = to_html(f"`{PAPER}` [{PAPER}]({PAPER})")

    assert links(html) == [(PAPER, PAPER)]


@pytest.mark.parametrize("text", ["https://", "http://.", "xhttps://a.example", "ftp://a.example", "www.a.example"])
def test_what_is_no_address_is_not_linked(text: str) -> None:
    assert links(to_html(text)) == []
    assert words(to_html(text)) == text
