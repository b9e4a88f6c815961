"""The smallest mail that nothing is wrong with, to spoil in one respect at a time."""

from __future__ import annotations

from publisher.lint.mail.rules import lint

BODY = """<div lang="en" dir="ltr">
<div style="display:none">A note on bytes, and another on words</div>
<h1><a href="https://notes.example/en/" style="color:#1c2128">Notes</a></h1>
<p style="font-size:16px; color:#1c2128; background-color:#ffffff">A note on bytes.</p>
<p><a href="https://notes.example/leave">Unsubscribe</a></p>
</div>"""
TEXT = """Notes
https://notes.example/en/

A note on bytes.

Unsubscribe: https://notes.example/leave
"""
HEADER = {
    "From": '"Notes" <weekly@notes.example>',
    "To": "undisclosed-recipients:;",
    "Subject": "Notes, December 9-15, 2024: 1 note",
    "Date": "Mon, 16 Dec 2024 12:00:00 +0900",
    "Message-ID": "<2024-W50.en@notes.example>",
    "List-Id": "<weekly.notes.example>",
    "List-Unsubscribe": "<https://notes.example/leave>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "MIME-Version": "1.0",
}


def a_page(body: str = BODY, *, head: str = "<title>Notes</title>", html: str = '<html lang="en" dir="ltr">') -> str:
    return f"<!DOCTYPE html>\n{html}\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n"


def a_mail(page: str | None = None, *, text: str = TEXT, header: dict[str, str] | None = None) -> bytes:
    """A message; a field of "" in `header` is left out, others replace those of HEADER."""
    fields = {**HEADER, **(header or {})}
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    parts = [("plain", text), ("html", a_page() if page is None else page)]
    lines.append('Content-Type: multipart/alternative; boundary="=_x"')
    for subtype, content in parts:
        lines += [
            "",
            "--=_x",
            f"Content-Type: text/{subtype}; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
            "",
            content,
        ]
    return "\r\n".join([*lines, "--=_x--", ""]).replace("\r\n", "\n").replace("\n", "\r\n").encode()


def with_body(addition: str, *, text: str = TEXT, head: str = "<title>Notes</title>") -> bytes:
    """The mail with something more at its end."""
    return a_mail(a_page(BODY.removesuffix("</div>") + f"{addition}</div>", head=head), text=text)


def codes(source: bytes) -> set[str]:
    return {finding.code for finding in lint(source)}


def messages(source: bytes, code: str) -> list[str]:
    return [finding.message for finding in lint(source) if finding.code == code]
