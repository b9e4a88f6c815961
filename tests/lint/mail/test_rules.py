"""Each rule finds what it is for, in a mail that nothing else is wrong with, and nothing in a good one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from publisher.lint.mail.rules import RULES, lint
from tests.lint.mail.builders import BODY, HEADER, TEXT, a_mail, a_page, codes, with_body

LINK = "https://notes.example/en/"
DARK = "<title>Notes</title><style>@media (prefers-color-scheme: dark) {{ {} }}</style>"
FILLING = f"<!-- {'x' * 190} -->\n"
"""200 bytes that nobody sees."""
LONG = "An unhurried sentence about models of bytes, which says little. " * 10


def head(css: str) -> str:
    return f"<title>Notes</title><style>{css}</style>"


def without(name: str) -> bytes:
    return a_mail(header={name: ""})


SPOILT = [
    ("mail/image-alt", with_body('<img src="https://notes.example/a.png">')),
    ("mail/image-alt-empty", with_body('<img src="https://notes.example/a.png" alt=" ">')),
    ("mail/image-only", with_body('<img src="https://notes.example/a.png" alt="A">')),
    ("mail/language", a_mail(a_page(html="<html>"))),
    ("mail/language", a_mail(a_page(BODY.replace(' dir="ltr"', "")))),
    ("mail/title", a_mail(a_page(head=""))),
    ("mail/table-role", with_body("<table><tr><td>A</td></tr></table>")),
    ("mail/preheader", a_mail(a_page(re.sub("<div style.*?</div>", "", BODY)))),
    ("mail/active", with_body("<script>alert(1)</script>")),
    ("mail/active", with_body('<form action="https://notes.example/"></form>')),
    ("mail/active", with_body('<p onclick="x()">A</p>')),
    ("mail/active", a_mail(a_page(head='<title>A</title><meta http-equiv="refresh" content="0">'))),
    ("mail/link-text", with_body(f'<a href="{LINK}"></a>')),
    ("mail/link-text", with_body(f'<a href="{LINK}"><span> </span></a>')),
    ("mail/link-says-another", with_body(f'<a href="{LINK}">https://bank.example/</a>')),
    ("mail/link-says-another", with_body(f'<a href="{LINK}">www.bank.example</a>')),
    ("mail/link-http", with_body('<a href="http://a.example/">A</a>', text=TEXT + "http://a.example/\n")),
    ("mail/link-relative", with_body('<a href="ko/">A</a>')),
    ("mail/link-relative", with_body('<a href="//notes.example/">A</a>')),
    ("mail/link-relative", with_body('<a href="">A</a>')),
    ("mail/link-unsafe", with_body('<a href="javascript:alert(1)">A</a>')),
    ("mail/link-unsafe", with_body('<a href="file:///etc/passwd">A</a>')),
    ("mail/link-host", with_body('<a href="https://192.0.2.1/">A</a>', text=TEXT + "https://192.0.2.1/")),
    ("mail/link-host", with_body('<a href="https://a@b.example/">A</a>', text=TEXT + "https://a@b.example/")),
    ("mail/link-short", with_body('<a href="https://bit.ly/x">A</a>', text=TEXT + "https://bit.ly/x")),
    ("mail/anchor", with_body('<p id="a">A</p><a href="#a">A</a>')),
    ("mail/link-share", with_body(f'<a href="{LINK}">Bytes</a> ' * 20)),
    ("mail/leave", a_mail(a_page(re.sub("<p><a.*?</p>", "", BODY)))),
    ("mail/clipped", a_mail(a_page(BODY + f"<!-- {'x' * 104_448} -->"))),
    ("mail/nearly-clipped", a_mail(a_page(BODY + f"<!-- {'x' * 95_000} -->"))),
    ("mail/style-size", a_mail(a_page(head=head(".a { color: red }\n" * 500)))),
    ("mail/css-support", with_body('<p style="transform:rotate(3deg)">A</p>')),
    ("mail/css-support", with_body('<p style="width:calc(100% - 2px)">A</p>')),
    ("mail/css-support", with_body('<p style="padding:2vmin">A</p>')),
    ("mail/css-support", a_mail(a_page(head=head(".a { filter: blur(2px) }")))),
    ("mail/css-support", a_mail(a_page(head=head("@font-face { font-family: A }")))),
    ("mail/css-support", with_body("<svg></svg>")),
    ("mail/css-layout", with_body('<p style="position:absolute">A</p>')),
    ("mail/css-layout", with_body('<p style="float:left">A</p>')),
    ("mail/css-layout", with_body('<p style="display:flex">A</p>')),
    ("mail/css-layout", with_body('<p style="display: inline-grid">A</p>')),
    ("mail/css-remote", a_mail(a_page(head=head('@import "https://fonts.example/a.css";')))),
    ("mail/css-remote", with_body("<p style=\"background:url('https://a.example/a.png')\">A</p>")),
    ("mail/css-remote", a_mail(a_page(head=head("@media print { p { background: url(https://a.example/) } }")))),
    ("mail/css-important", a_mail(a_page(head=head("p { color: #000000!important }")))),
    ("mail/text-small", with_body('<p style="font-size:11px">A</p>')),
    ("mail/text-small", with_body('<div style="font-size:16px"><p style="font-size:0.7em">A</p></div>')),
    ("mail/text-small", with_body('<p style="font-size:1px; display:none">A</p>')),
    ("mail/contrast", with_body('<p style="color:#777777">A</p>')),
    ("mail/contrast", with_body('<div style="background-color:#000"><p style="color:#333">A</p></div>')),
    ("mail/contrast", with_body('<p style="color:rgba(0, 0, 0, .3)">A</p>')),
    ("mail/contrast", with_body('<font color="#cccccc">A</font>')),
    ("mail/contrast", a_mail(a_page(head=head("p { color: #999 !important }")))),
    ("mail/contrast-dark", a_mail(a_page(head=DARK.format("div { background-color: #111 !important }")))),
    ("mail/subject-long", a_mail(header={"Subject": "A subject of many words " * 4})),
    ("mail/subject-loud", a_mail(header={"Subject": "NOTES OF THIS WEEK"})),
    ("mail/subject-loud", a_mail(header={"Subject": "Notes! Of this week!"})),
    ("mail/spam-words", a_mail(header={"Subject": "Act now: notes of this week"})),
    ("mail/spam-words", with_body(f'<a href="{LINK}">Click here</a>')),
    ("mail/link-says-another", with_body(f'<a href="{LINK}">https://notes.example.bank.example</a>')),
    ("mail/link-says-another", with_body(f'<a href="{LINK}">bank.example/en...</a>')),
    ("mail/link-other-page", with_body(f'<a href="{LINK}">notes.example/ko/</a>')),
    ("mail/link-other-page", with_body(f'<a href="{LINK}">https://notes.example/ko...</a>')),
    ("mail/html-missing", a_mail("", text=TEXT)),
    ("mail/text-missing", a_mail(text="  \n")),
    ("mail/text-link", a_mail(text=TEXT.replace("/en/", "/en/2024/"))),
    ("mail/text-link", with_body('<a href="https://a.example/?b=1&amp;c=2">A</a>')),
    ("mail/text-apart", a_mail(text=TEXT + LONG)),
    ("mail/text-markup", a_mail(text=TEXT + "<p>A</p><p>B</p>")),
    ("mail/header-missing", without("Date")),
    ("mail/header-missing", without("To")),
    ("mail/header-missing", without("Message-ID")),
    ("mail/header-missing", without("From")),
    ("mail/header-missing", without("Subject")),
    ("mail/spam-words", a_mail(header={"Subject": "=?utf-8?b?KOq0keqzoCkg64W47Yq4?="})),
    ("mail/header-twice", a_mail(header={"DATE": HEADER["Date"]})),
    ("mail/header-form", a_mail(header={"From": "Notes"})),
    ("mail/header-form", a_mail(header={"Date": "Friday the thirteenth"})),
    ("mail/header-form", a_mail(header={"Message-ID": "2024-W50.en"})),
    ("mail/list-id", without("List-Id")),
    ("mail/list-id", a_mail(header={"List-Id": "weekly"})),
    ("mail/list-unsubscribe", a_mail(header={"List-Unsubscribe": "", "List-Unsubscribe-Post": ""})),
    ("mail/one-click", without("List-Unsubscribe-Post")),
    ("mail/one-click", a_mail(header={"List-Unsubscribe": "<mailto:leave@notes.example>"})),
    ("mail/one-click", a_mail(header={"List-Unsubscribe-Post": "yes"})),
    ("mail/line-long", a_mail(a_page(BODY + f"<!-- {'x' * 999} -->"))),
    ("mail/encoded-line-long", a_mail().replace(b"8bit\r\n\r\nNotes", b"base64\r\n\r\n" + b"eA" * 40 + b"\r\nNotes")),
    ("mail/encoded-word-long", a_mail(header={"X-Note": f"=?utf-8?b?{'eA' * 40}?="})),
    ("mail/eight-bit", with_body("<p>한글</p>")),
    ("mail/list-unsubscribe", a_mail(header={"List-Unsubscribe": "<ftp://a.example/>", "List-Unsubscribe-Post": ""})),
    ("mail/line-end", a_mail().replace(b"Notes\r\n", b"Notes\n", 1)),
]  # fmt: skip
BESIDES = {
    "mail/anchor-dead": {"mail/anchor"},
    "mail/clipped": {"mail/line-long"},
    "mail/nearly-clipped": {"mail/line-long"},
    "mail/header-twice": {"mail/header-form"},
    "mail/image-alt": {"mail/image-only"},
    "mail/image-alt-empty": {"mail/image-only"},
    "mail/contrast": {"mail/css-support"},
    "mail/encoded-line-long": {"mail/text-link"},
}
"""What a mail cannot have wrong without having something else wrong too."""
SPOILT.append(("mail/anchor-dead", with_body('<a href="#b">A</a>')))


def spoilt() -> Iterator[object]:
    numbers: dict[str, int] = {}
    for code, source in SPOILT:
        numbers[code] = numbers.get(code, 0) + 1
        yield pytest.param(code, source, id=f"{code}-{numbers[code]}")


def test_a_good_mail_has_no_findings() -> None:
    assert lint(a_mail()) == ()


@pytest.mark.parametrize(("code", "source"), list(spoilt()))
def test_each_rule_finds_what_it_is_for_and_no_other_does(code: str, source: bytes) -> None:
    found = codes(source)

    assert code in found
    assert found - {code} <= BESIDES.get(code, set())


def test_every_rule_is_tried() -> None:
    assert {code for code, _ in SPOILT} | {"mail/left-out"} == {rule.code for rule in RULES}


IMAGE = '<img src="https://notes.example/a.png" alt="{}" role="{}">'
GOOD = {
    "an image that says nothing": f"{IMAGE.format('', 'presentation')}<p>{LONG[:300]}</p>",
    "a link that nobody sees, which the text lacks too": '<p style="display:none"><a href="https://a.example/">A</a></p>',
    "an image that is a link": f'<a href="{LINK}">{IMAGE.format("A", "img")}</a><p>{LONG[:300]}</p>',
    "a table of figures": "<table><tr><th>A</th></tr><tr><td>1</td></tr></table>",
    "a link that shows its address": f'<a href="{LINK}">notes.example/en/</a>',
    "a link that shows the beginning of its address": f'<a href="{LINK}">https://www.notes.example/e...</a>',
    "a link that shows its address in letters": '<a href="https://notes.example/%65n/">notes.example/en/</a>',
    "a link named by its label": f'<a href="{LINK}" aria-label="Notes"></a>',
    "large type in gray": '<p style="font-size:24px; color:#808080">A</p>',
    "large bold type in gray": '<p style="font-size:14pt; font-weight:bold; color:#808080">A</p>',
    "gray that is hidden": '<p style="display:none; color:#eeeeee">A</p>',
    "text on an image, which nobody can tell": '<p style="background:url(cid:a); color:#eee">A</p>',
    "properties whose loss does no harm": '<p style="border-radius:4px; overflow:hidden">A</p>',
    "what looks like a unit in a name": "<p style=\"font-family:'4vmin'\">A</p>",
    "position: static": '<p style="position:static; float:none">A</p>',
    "one tag of a paper on HTML": "<p>&lt;p&gt;</p>",
    "a style that hides by its height": '<p style="max-height:0; overflow:hidden; color:#fff">A</p>',
}


@pytest.mark.parametrize("addition", list(GOOD.values()), ids=list(GOOD))
def test_what_is_well_is_not_told(addition: str) -> None:
    told = codes(with_body(addition, text=TEXT + LONG[:200]))

    assert told == set()


def test_a_newsletter_left_by_mail_needs_no_one_click() -> None:
    leave = "mailto:leave@notes.example"
    source = a_mail(
        a_page(BODY.replace("https://notes.example/leave", leave)),
        text=TEXT.replace("https://notes.example/leave", leave),
        header={"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": ""},
    )

    assert lint(source) == ()


def test_a_full_mail_says_how_many_notes_it_lacks_and_not_that_it_is_full() -> None:
    full = a_mail(a_page(BODY + FILLING * 475))

    (without,), (lacking,) = lint(full), lint(full, left_out=3)

    assert (without.code, lacking.code) == ("mail/nearly-clipped", "mail/left-out")
    assert lacking.message == "3 notes are on the web alone: the mail is full at 93.2 KB"


def test_what_one_note_fills_beyond_the_room_is_told_though_others_are_left_out() -> None:
    source = a_mail(a_page(BODY + FILLING * 510))

    assert [found.code for found in lint(source, left_out=1)] == ["mail/nearly-clipped", "mail/left-out"]
