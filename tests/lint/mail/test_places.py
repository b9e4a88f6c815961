"""A finding says where: the line of the part, and the heading of the note that it stands in."""

from __future__ import annotations

from publisher.lint.finding import Part
from publisher.lint.mail.rules import lint
from tests.lint.mail.builders import BODY, a_mail, a_page, with_body

TWO_NOTES = """
<table role="presentation"><tr><td><h3><a href="https://notes.example/en/#a">A</a></h3>
<p>{}</p></td></tr>
<tr><td><h3><a href="https://notes.example/en/#b">B</a></h3>
<p>{}</p></td></tr></table>
"""
FAINT = '<span style="color:#999999">faint</span>'
IMAGE = '<img src="https://notes.example/a.png">'


def test_it_is_the_line_of_the_html() -> None:
    source = with_body('\n\n<img src="https://notes.example/a.png">')
    line = a_page(BODY).splitlines().index("</div>") + 1

    (finding,) = [one for one in lint(source) if one.code == "mail/image-alt"]

    assert (finding.place.part, finding.place.line) == (Part.HTML, line + 2)


def test_it_is_the_note_whose_heading_is_nearest() -> None:
    source = with_body(TWO_NOTES.format("", IMAGE))

    (finding,) = [one for one in lint(source) if one.code == "mail/image-alt"]

    assert finding.place.headings == ("https://notes.example/en/#b",)
    assert finding.message == "image 'https://notes.example/a.png' has no alt"


def test_what_no_author_of_a_note_can_mend_is_of_the_mail() -> None:
    source = with_body(TWO_NOTES.format("", FAINT))

    (finding,) = [one for one in lint(source) if one.code == "mail/contrast"]

    assert finding.place.headings == ()
    assert finding.message == "text of #999999 on #ffffff has a contrast of 2.8: expected 4.5"


def test_what_many_notes_have_is_told_once_of_the_mail() -> None:
    source = with_body(TWO_NOTES.format(IMAGE, IMAGE))

    (finding,) = [one for one in lint(source) if one.code == "mail/image-alt"]

    assert finding.place.headings == ()
    assert finding.message.endswith("(and 1 more)")


def test_it_names_the_address_that_a_note_may_be_searched_for() -> None:
    source = with_body(TWO_NOTES.format("", '<a href="http://a.example/x">x</a>'))

    (finding,) = [one for one in lint(source) if one.code == "mail/link-http"]

    assert finding.place.address == "http://a.example/x"


def test_it_is_the_line_of_a_folded_header() -> None:
    source = a_mail(header={"To": "a@notes.example,\r\n b@notes.example", "Message-ID": "x"})

    (finding,) = lint(source)

    lines = source.split(b"\r\n")
    assert lines[finding.place.line - 1] == b"Message-ID: x"
    assert finding.place.part is Part.SOURCE


def test_it_is_the_line_of_a_style() -> None:
    css = "/* a\ncomment */\np { color: #000 }\n@media print {\n  p { color: #000!important }\n}"
    page = a_page(head=f"<title>A</title>\n<style>{css}</style>")
    source = a_mail(page)

    (finding,) = lint(source)

    assert finding.place.line == 8
    assert (
        a_page(head=f"<title>A</title>\n<style>{css}</style>").splitlines()[7].strip() == "p { color: #000!important }"
    )
