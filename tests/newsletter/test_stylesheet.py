"""The inliner: what it moves, what it keeps, and that it can reach nothing."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator

import pytest

from publisher.errors import PublisherError
from publisher.newsletter.stylesheet import inline

PAGE = '<!DOCTYPE html>\n<html lang="ko"><head><meta charset="utf-8"></head><body>{}</body></html>'

_reached: list[str] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.getaddrinfo", "socket.connect", "urllib.Request"}:
        _reached.append(f"{event} {arguments}")


sys.addaudithook(_watch)


@pytest.fixture
def reached() -> Iterator[list[str]]:
    """Every attempt to reach a network, by any library."""
    _reached.clear()
    socket.getaddrinfo("127.0.0.1", 9)
    assert _reached, "the hook sees what it is there for"
    _reached.clear()
    yield _reached
    _reached.clear()


def test_rules_move_onto_the_elements() -> None:
    html = inline(PAGE.format('<p class="small">글</p>'), "p { margin: 0 } .small { font-size: 13px }")

    assert '<p class="small" style="margin:0; font-size:13px">글</p>' in html
    assert "<style" not in html


def test_no_attribute_doubles_a_style() -> None:
    css = "div, pre, td { background-color: #ffffff; text-align: center; vertical-align: top; width: calc(1px + 2px) }"

    html = inline(PAGE.format("<div>a</div><pre>b</pre><table><tr><td>c</td></tr></table>"), css)

    assert html.count("background-color:#fff;") == 3
    assert not [name for name in ("bgcolor=", " align=", "valign=", "width=") if name in html]


def test_the_document_type_survives() -> None:
    assert inline(PAGE.format(""), "").startswith("<!DOCTYPE html>\n")


def test_dark_and_mobile_rules_stay_and_win() -> None:
    css = """
        p { color: #111111 }
        @media (prefers-color-scheme: dark) { p { color: #eeeeee } }
        @media (max-width: 480px) { p { color: #222222 !important } }
    """

    html = inline(PAGE.format("<p>a</p>"), css)

    style = html[html.index("<style") : html.index("</style>")]
    assert "(prefers-color-scheme: dark)" in style
    assert "(max-width: 480px)" in style
    assert style.count(" !important") == 2


@pytest.mark.parametrize(
    "css",
    [
        "@import 'a.css';",
        "@IMPORT url(a.css);",
        "p { background: url(https://a.example/a.png) }",
        "p { color: URL (x) }",
    ],
)
def test_a_stylesheet_that_loads_something_is_refused_with_its_line(css: str) -> None:
    with pytest.raises(PublisherError) as caught:
        inline(PAGE.format(""), "p { margin: 0 }\n" + css, name="newsletter/style.css")

    assert str(caught.value).startswith("newsletter/style.css:2: expected styles that load nothing, got ")


@pytest.mark.parametrize(
    "head",
    [
        '<style>@import "http://127.0.0.1:9/a.css";</style>',
        '<style>@import url(http://127.0.0.1:9/a.css); p { background: url("http://127.0.0.1:9/b.png") }</style>',
        '<link rel="stylesheet" href="http://127.0.0.1:9/a.css">',
        '<link rel="stylesheet" href="file:///etc/hostname">',
    ],
)
def test_a_page_cannot_make_it_reach_the_network(head: str, reached: list[str]) -> None:
    inline(PAGE.format(f"{head}<p>a</p>"), "p { margin: 0 }")

    assert reached == []


def test_a_page_of_deep_quotations_keeps_its_end() -> None:
    html = inline(PAGE.format("<blockquote>" * 400 + "</blockquote>" * 400 + "<p>the end</p>"), "p { margin: 0 }")

    assert '<p style="margin:0">the end</p>' in html


def test_a_stylesheet_with_errors_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    inline(PAGE.format("<p>a</p>"), "p { colour: ; {{ } margin: 0 }")

    assert capfd.readouterr() == ("", "")
