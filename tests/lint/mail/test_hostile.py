"""Whatever the bytes are, looking at them ends in findings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.lint.mail.rules import lint
from tests.lint.mail.builders import a_mail, a_page, codes, with_body

HOSTILE = [
    b"",
    b"\r\n\r\n",
    b"Subject: =?utf-8?b?!!!?=\r\nDate: \r\nFrom: <<>>\r\n\r\n\xff\x00",
    b"Content-Type: text/html; charset=nonsense\r\n\r\n<p>A",
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


@given(st.text(alphabet="<>/=\"'#: ;apstyledivhref\n", max_size=200))
def test_no_html_is(html: str) -> None:
    lint(a_mail(a_page(html)))


def test_no_mail_at_all_lacks_everything() -> None:
    assert {"mail/header-missing", "mail/text-missing", "mail/list-unsubscribe"} <= codes(b"")
