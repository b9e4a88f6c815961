"""The text part beside the HTML: for readers without HTML, for screen readers, watches and filters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from publisher.errors import Severity
from publisher.lint.finding import Part, Rule, Spot
from publisher.lint.mail.computed import shown, visible_texts
from publisher.lint.mail.mail import Mail, tell, words_of

_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+")
_LETTER = re.compile(r"\w")
_MARKUP = re.compile(r"</?(?:p|div|td|tr|table|span|br|a)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_MOST_APART = 2.0  # times as much in one part as in the other
_ENOUGH = 200  # letters, below which a footer decides how far apart they are


def _missing(mail: Mail) -> Iterator[Spot]:
    if not mail.text.strip():
        yield tell(Part.TEXT, "no text part, or an empty one")


def _without_html(mail: Mail) -> Iterator[Spot]:
    if not mail.body:
        yield tell(Part.HTML, "no HTML part, or an empty one")


def _lacking_links(mail: Mail) -> Iterator[Spot]:
    if not mail.text.strip():
        return
    text, looks = unquote(mail.text), shown(mail)
    for link in mail.of("a", "area"):
        if not words_of(link) or (link in looks and looks[link].is_hidden):
            continue
        address = (link.get("href") or "").strip()
        if address.startswith(("http:", "https:", "mailto:")) and not _holds(text, unquote(address)):
            yield mail.at(link, f"the text part lacks {address[:120]!r}")


def _holds(text: str, address: str) -> bool:
    """Whether an address stands in a text, and not as the beginning of another."""
    return address in text and re.search(rf"{re.escape(address)}(?![\w/#?&=%~-]|\.\w)", text) is not None


def _apart(mail: Mail) -> Iterator[Spot]:
    in_html = sum(_letters(text) for _, text in visible_texts(mail, shown(mail)))
    in_text = _letters(mail.text)
    shorter, longer = sorted((in_html, in_text))
    if shorter and longer > max(_ENOUGH, shorter * _MOST_APART):
        yield tell(Part.TEXT, f"{in_text} letters, and {in_html} in the HTML: expected about as many")


def _letters(text: str) -> int:
    # Not every character: a text underlines with rows of signs where HTML has lines.
    return len(_LETTER.findall(_ADDRESS.sub("", text)))


def _with_markup(mail: Mail) -> Iterator[Spot]:
    tags = _MARKUP.findall(mail.text)
    if len(tags) > 2:  # a paper on HTML may show one
        yield tell(Part.TEXT, f"{len(tags)} tags of HTML, such as {tags[0][:40]!r}")


RULES: tuple[Rule[Mail, Spot], ...] = (
    Rule(
        code="mail/text-missing",
        severity=Severity.MISTAKE,
        reason="some readers see text alone, and filters distrust HTML without it",
        advice="Send both: multipart/alternative, the text first.",
        find=_missing,
    ),
    Rule(
        code="mail/html-missing",
        severity=Severity.MISTAKE,
        reason="without HTML most readers see a mail without headings, and addresses instead of links",
        advice="Keep newsletter/issue.html.",
        find=_without_html,
    ),
    Rule(
        code="mail/text-link",
        severity=Severity.MISTAKE,
        reason="who reads the text cannot follow what only the HTML links to",
        advice="Write each address of newsletter/issue.html into newsletter/issue.txt too.",
        find=_lacking_links,
    ),
    Rule(
        code="mail/text-apart",
        severity=Severity.NOTICE,
        reason="filters compare the parts, and take a text that says something else for a disguise",
        advice="Let both templates hold the same.",
        find=_apart,
    ),
    Rule(
        code="mail/text-markup",
        severity=Severity.NOTICE,
        reason="tags of HTML in the text are shown as they stand",
        advice="Make the text from the notes, not from the HTML.",
        find=_with_markup,
    ),
)
