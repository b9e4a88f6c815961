"""Messages, parsed back by the standard library."""

from __future__ import annotations

from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publisher.newsletter.mime import message
from publisher.site import Person
from tests.builders import SEOUL, a_language, a_site
from tests.newsletter.builders import a_newsletter, a_rendered, a_rendering

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t "), max_size=400)


def parse(content: bytes) -> EmailMessage:
    parsed = message_from_bytes(content, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    assert parsed.defects == []
    return parsed


def a_message(*, newsletter: dict[str, Any] | None = None, **fields: Any) -> bytes:
    return message(a_rendered(**fields), site=a_site(), newsletter=a_newsletter(**(newsletter or {})))


def test_the_text_comes_before_the_html() -> None:
    parsed = parse(a_message())

    assert parsed.get_content_type() == "multipart/alternative"
    assert [(part.get_content_type(), part.get_content_charset()) for part in parsed.iter_parts()] == [
        ("text/plain", "utf-8"),
        ("text/html", "utf-8"),
    ]


@given(text=TEXT, html=TEXT)
@example(text="From a\n.\n--=_\n" + "가" * 2000, html="a" * 5000 + " \n \t\n")
def test_what_was_rendered_is_read_back(text: str, html: str) -> None:
    parsed = parse(a_message(text=text, html=html))

    assert [part.get_content().replace("\r\n", "\n").rstrip("\n") for part in parsed.iter_parts()] == [
        text.rstrip("\n"),
        html.rstrip("\n"),
    ]


@given(text=TEXT, subject=TEXT, name=TEXT)
@example(text="a\rb\r\nc", subject="a\r\nBcc: x@y", name="a\nBcc: x@y")
def test_every_line_ends_in_cr_lf_and_is_short(text: str, subject: str, name: str) -> None:
    content = a_message(
        text=text, subject=subject, newsletter={"sender": Person(name=name, email="weekly@notes.example")}
    )

    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 78 for line in content.split(b"\r\n") if not line.startswith(b"Message-ID"))


@given(subject=TEXT, name=TEXT, title=TEXT)
@example(subject="a\r\nBcc: x@y", name="b\r\n\r\nbody", title="c\nList-Unsubscribe: <https://x>")
def test_no_title_and_no_name_makes_a_header(subject: str, name: str, title: str) -> None:
    site = a_site(languages=(a_language("ko", title=title),))
    newsletter = a_newsletter(sender=Person(name=name, email="weekly@notes.example"))

    parsed = parse(message(a_rendered(subject=subject), site=site, newsletter=newsletter))

    assert parsed.keys() == [
        "From", "To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
        "Content-Language", "MIME-Version", "Content-Type",
    ]  # fmt: skip
    assert [part.get_content().strip() for part in parsed.iter_parts()] == ["Hello", "<p>Hello</p>"]


@pytest.mark.parametrize(
    ("text", "encoding"), [("English words\n" * 100, "quoted-printable"), ("한국어 문장\n" * 100, "base64")]
)
def test_each_part_has_the_smaller_encoding(text: str, encoding: str) -> None:
    part, _ = parse(a_message(text=text)).iter_parts()

    assert part["Content-Transfer-Encoding"] == encoding


def test_the_date_is_when_the_week_closes() -> None:
    parsed = parse(a_message())

    assert parsed["Date"].datetime == datetime(2024, 12, 16, 12, tzinfo=SEOUL)
    assert str(parsed["Date"]) == "Mon, 16 Dec 2024 12:00:00 +0900"


def test_a_long_unsubscribe_address_stays_on_one_line() -> None:
    address = "https://notes.example/leave?token=" + "t" * 170

    lines = a_message(newsletter={"unsubscribe": address}).split(b"\r\n")

    assert f"List-Unsubscribe: <{address}>".encode() in lines
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines


def test_one_click_is_promised_for_https_alone() -> None:
    parsed = parse(a_message(newsletter={"unsubscribe": "mailto:leave@notes.example"}))

    assert parsed["List-Unsubscribe"] == "<mailto:leave@notes.example>"
    assert "List-Unsubscribe-Post" not in parsed


@pytest.mark.parametrize(
    ("list_id", "expected"), [("", "<weekly.notes.example>"), ("papers.example.org", "<papers.example.org>")]
)
def test_the_list_has_a_name_and_an_id(list_id: str, expected: str) -> None:
    parsed = parse(a_message(newsletter={"list_id": list_id}))

    assert str(parsed["List-Id"]) == f"논문 노트 {expected}"


def test_a_site_whose_host_is_hangul_has_a_list_id_in_ascii() -> None:
    content = message(a_rendered(), site=a_site(address="https://노트.example/"), newsletter=a_newsletter())

    assert b" <weekly.xn--o80bo44d.example>\r\n" in content


def test_the_same_issue_is_the_same_message_and_another_is_not() -> None:
    assert a_message() == a_message()
    assert parse(a_message())["Message-ID"] != parse(a_message(text="Hello again\n"))["Message-ID"]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_real_issue_is_read_back_whole(language: str) -> None:
    rendered = a_rendering(language=language)

    parsed = parse(message(rendered, site=a_site(), newsletter=a_newsletter()))

    text, html = (part.get_content().replace("\r\n", "\n") for part in parsed.iter_parts())
    assert (parsed["Subject"], parsed["Content-Language"]) == (rendered.subject, language)
    assert (text.rstrip(), html.rstrip()) == (rendered.text.rstrip(), rendered.html.rstrip())
