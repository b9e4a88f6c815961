"""Whatever the bytes are, looking at them ends in findings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.lint.mail.rules import lint
from tests.lint.mail.builders import BODY, a_mail, a_page, codes, with_body

HOSTILE = [
    b"",
    b"\r\n\r\n",
    b"Subject: =?utf-8?b?!!!?=\r\nDate: \r\nFrom: <<>>\r\n\r\n\xff\x00",
    b"Content-Type: text/html; charset=nonsense\r\n\r\n<p>A",
    b'Content-Type: text/html; charset="a\0b"\r\n\r\n<p>A',
    b"Content-Type: multipart/alternative\r\n\r\nno boundary",
    a_mail("<"),
    a_mail("<!-- only a comment -->"),
    a_mail(a_page("<div>" * 3000)),
    with_body('<a href="http://[::1">A</a><a href="http://a:b:c/">B</a><img src="//[">'),
    with_body('<p style="color:;:;font-size:..px;background:url(">A</p>'),
    with_body("<p>A</p>", head="<style>:::{} a[b=:c {} p:is(:has(a)) {color:red} * {color:#aaa}</style>"),
]


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_no_bytes_are_too_strange(source: bytes) -> None:
    lint(source)


@given(st.binary(max_size=400))
def test_no_bytes_at_all_are(source: bytes) -> None:
    lint(source)


PIECES = st.sampled_from(
    ["<", ">", '"', "{", "}", ";", ":", "(", ")", "@media", "!important", "rgb(", "#fff", "url(", "&#", "\0", "\r\n",
     "<style>", "</style>", ' style="', "color: rgb(1..2, 3, 4%)", "font-size: .px", "font-weight: \N{SUPERSCRIPT TWO}",
     'href="http://[x"', "=?utf-8?q?", "=?x", "boundary=", "base64", "\N{LATIN SMALL LETTER E WITH ACUTE}"]
)  # fmt: skip


def spoilt(text: str, spots: list[tuple[float, int, str]]) -> str:
    for place, length, piece in spots:
        start = int(place * len(text))
        text = text[:start] + piece + text[start + length :]
    return text


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5), PIECES), min_size=1, max_size=20))
def test_no_good_mail_is_spoilt_so_that_it_cannot_be_read(spots: list[tuple[float, int, str]]) -> None:
    page = a_page(BODY, head="<title>Notes</title><style>p { color: #111 } @media print { p { color: red } }</style>")

    lint(a_mail(spoilt(page, spots)))
    lint(spoilt(a_mail(page).decode(), spots).encode())


@given(st.text(alphabet="<>/=\"'#: ;apstyledivhref\n", max_size=200))
def test_no_html_is(html: str) -> None:
    lint(a_mail(a_page(html)))


def test_no_mail_at_all_lacks_everything() -> None:
    assert {"mail/header-missing", "mail/text-missing", "mail/list-unsubscribe"} <= codes(b"")
