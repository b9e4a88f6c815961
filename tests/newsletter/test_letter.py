"""Letters, parsed back by the standard library."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import getaddresses
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from publisher.content.note import Note
from publisher.newsletter import NOBODY, Addressee
from publisher.newsletter.letter import letter
from publisher.site import Person
from tests.builders import SEOUL, a_language, a_note, a_site, an_edition
from tests.newsletter.builders import KEY, Opened, a_letter, a_newsletter, opened, pieces_of

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
HEADERS = [
    "From", "Date", "List-Id", "List-Archive", "List-Post", "Archived-At", "Feedback-ID", "Auto-Submitted",
    "Content-Language", "MIME-Version", "To", "Subject", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post",
    "Content-Type",
]  # fmt: skip
ANY = st.text(max_size=200)
VISIBLE = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=200)


def for_ada(**fields: Any) -> Addressee:
    return Addressee(**{"email": "ada@notes.example", "id": "1", **fields})


def test_the_text_comes_before_the_html() -> None:
    message = a_letter().message

    assert message.get_content_type() == "multipart/alternative"
    assert [(part.get_content_type(), part.get_content_charset()) for part in message.iter_parts()] == [
        ("text/plain", "utf-8"),
        ("text/html", "utf-8"),
    ]


def test_every_header_is_there_once() -> None:
    assert a_letter().message.keys() == HEADERS


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(title=VISIBLE, tag=VISIBLE, name=ANY, reader=ANY, site=ANY)
@example(title="a", tag="b", name="b\r\n\r\nbody", reader="a\r\nBcc: x@y", site="c\nList-Unsubscribe: <https://x>")
@example(title="\u202egnp.exe", tag="\u202e", name="\u202eada", reader="\x00\x00", site="\u200f\u202e")
@example(title="🦉" * 5000, tag="🦉" * 50, name="🦉" * 500, reader="👩‍👩‍👧‍👦" * 100, site="한" * 5000)
@example(title="=?utf-8?q?a?=", tag="=?", name='"Ada" <x@y>, ', reader="a, b <c@d>", site="=?utf-8?b?Cg==?=")
@example(title="x" * 5000, tag="x" * 500, name="x" * 5000, reader="x" * 5000, site="x" * 5000)
def test_no_title_tag_or_name_makes_a_header_or_ends_one(
    title: str, tag: str, name: str, reader: str, site: str
) -> None:
    note = a_note(tags=(tag,), editions=(an_edition("ko", title=title),))
    read = a_letter(
        note,
        site=a_site(languages=(a_language("ko", title=site),)),
        newsletter=a_newsletter(sender=Person(name=name, email="weekly@notes.example")),
        addressee=for_ada(name=reader),
    )

    assert read.message.keys() == HEADERS
    assert getaddresses([str(read.message["To"].addresses[0].addr_spec)]) == [("", "ada@notes.example")]
    assert read.message["From"].addresses[0].addr_spec == "weekly@notes.example"
    assert read.subject == " ".join(CONTROL.sub(" ", f"{site} 2024년 12월 9일~15일: 노트 1편").split())
    expect_well_formed(read.content)


def expect_well_formed(content: bytes) -> None:
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert b"\0" not in content
    head, _, body = content.partition(b"\r\n\r\n")
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))
    assert all(len(line) <= 76 for line in body.split(b"\r\n"))
    for word in re.findall(rb"=\?utf-8\?[bq]\?[^?]*\?=", head):
        assert len(word) <= 75


def test_the_date_is_when_the_week_closes() -> None:
    message = a_letter().message

    assert message["Date"].datetime == datetime(2024, 12, 16, 12, tzinfo=SEOUL)
    assert str(message["Date"]) == "Mon, 16 Dec 2024 12:00:00 +0900"


def test_a_long_unsubscribe_address_stays_on_one_line() -> None:
    address = "https://notes.example/leave?token=" + "t" * 170

    lines = a_letter(addressee=for_ada(unsubscribe=address)).content.split(b"\r\n")

    assert f"List-Unsubscribe: <{address}>".encode() in lines
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines


def test_one_click_is_promised_for_https_alone() -> None:
    message = a_letter(newsletter=a_newsletter(unsubscribe="mailto:leave@notes.example")).message

    assert message["List-Unsubscribe"] == "<mailto:leave@notes.example>"
    assert "List-Unsubscribe-Post" not in message


@pytest.mark.parametrize(
    ("list_id", "expected"), [("", "<weekly.notes.example>"), ("papers.example.org", "<papers.example.org>")]
)
def test_the_list_has_a_name_and_an_id(list_id: str, expected: str) -> None:
    message = a_letter(newsletter=a_newsletter(list_id=list_id)).message

    assert str(message["List-Id"]) == f"논문 노트 {expected}"


def test_a_site_whose_host_is_hangul_has_a_list_id_in_ascii() -> None:
    content = a_letter(site=a_site(address="https://xn--o80bo44d.example/")).content

    assert b" <weekly.xn--o80bo44d.example>\r\n" in content


def test_a_letter_says_what_made_it_and_where_it_is_kept() -> None:
    message = a_letter(language="en").message

    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"
    assert message["List-Archive"] == "<https://notes.example/en/weekly/>"
    assert message["Archived-At"] == "<https://notes.example/en/weekly/2024-W50/>"
    assert "Precedence" not in message


@pytest.mark.parametrize("domain", ["notes.example", "a.io", "a-very-long-name-of-a-domain.example"])
def test_feedback_is_asked_for_by_campaign_and_sender_never_by_reader(domain: str) -> None:
    newsletter = a_newsletter(sender=Person(name="Ada", email=f"weekly@{domain}"))

    of_ada, of_bob = (
        str(a_letter(newsletter=newsletter, addressee=for_ada(email=email)).message["Feedback-ID"])
        for email in ("ada@notes.example", "bob@notes.example")
    )

    assert of_ada == of_bob
    assert re.fullmatch(r"2024-W50:ko:weekly:[a-z0-9]{5,15}", of_ada)


def test_who_is_not_known_is_not_written_to() -> None:
    assert str(a_letter().message["To"]) == "undisclosed-recipients:;"
    assert str(a_letter(addressee=for_ada(name="Ada")).message["To"]) == "Ada <ada@notes.example>"


def test_the_same_letter_has_the_same_id_and_no_other_has_it() -> None:
    week, ada = (a_note(tags=("llm", "rl")),), for_ada()

    def made(*tags: str, addressee: Addressee = ada, key: bytes = KEY, **fields: Any) -> Opened:
        return a_letter(*week, tags=tags, addressee=addressee, key=key, **fields)

    letters = [
        made(),
        made("llm"),
        made("llm", "rl"),
        made(key=b"another"),
        made(language="en"),
        made(addressee=for_ada(id="2")),
        made(addressee=NOBODY),
    ]

    ids = [str(one.message["Message-ID"]) for one in letters]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("<[0-9a-f]{40}@notes.example>", one) for one in ids)
    assert made("rl", "llm").content == made("llm", "rl").content
    assert made().content == letters[0].content


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "ada"},
        {"email": "ada@notes.example\r\nBcc: x@y"},
        {"unsubscribe": "http://notes.example/"},
        {"unsubscribe": 'https://notes.example/">'},
        {"choose": "javascript:alert(1)"},
    ],
)
def test_a_reader_whose_addresses_cannot_be_followed_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="expected "):
        Addressee(**fields)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("note", [a_note(), a_note(editions=(an_edition("ko", title="a\u200bb"), an_edition("en")))])
def test_a_letter_is_read_back_whole(language: str, note: Note) -> None:
    content = letter(pieces_of(note, language=language), key=KEY)
    assert content is not None

    read = opened(content)

    title = note.editions[0 if language == "ko" else 1].title
    expect_well_formed(content)
    assert (read.message["Content-Language"], title in read.text, title in read.html) == (language, True, True)
    assert read.html.rstrip().endswith("</html>")
