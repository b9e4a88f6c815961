"""A kind of mail in one language -> its two alternatives, made once: styles inlined, with slots for what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from publisher.newsletter.cover import escaped
from publisher.newsletter.marks import ALWAYS, Marks
from publisher.newsletter.plain_text import COLUMNS, wrap
from publisher.newsletter.settings import Newsletter
from publisher.newsletter.sheet import Sheet, sheet
from publisher.site import Language, Site, language_folder

if TYPE_CHECKING:
    from jinja2 import Environment

HTML, TEXT = "mails/notice.html", "mails/notice.txt"
_STYLE = "newsletter/style.css"


class Kind(StrEnum):
    """What a mail says; strings of templates are named after it."""

    CONFIRM = "confirm"
    PRESENT = "present"
    """To who is subscribed and asks again, or in whose name somebody does."""
    GOODBYE = "goodbye"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What differs from mail to mail, plain text."""

    link: str
    wish: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A mail that is not filled in yet."""

    subject: str
    html: Sheet
    text: Sheet
    boundary: str

    def body(self, said: Said) -> tuple[bytes, bytes]:
        """The encoded lines of the text and of the HTML."""
        plain = {"link": said.link, "wish": said.wish}
        return self.text.body({ALWAYS}, plain), self.html.body({ALWAYS}, escaped(plain))


def blank(kind: Kind, language: Language, *, site: Site, newsletter: Newsletter, environment: Environment) -> Blank:
    """Fill the templates with all that every mail of this kind has alike."""
    from publisher.newsletter.stylesheet import inline

    mark = sha256(f"{site.address} {kind} {language.code}".encode()).hexdigest()[:24]
    marks, strings = Marks(f"cut{mark}"), language.strings
    names: Mapping[str, object] = {
        "kind": kind,
        "mail": Said(link=marks.slot("link"), wish=marks.slot("wish")),
        "subject": strings(f"mail_{kind}_subject", title=language.title),
        "home": site.url(language_folder(language.code)),
        "direction": strings.locale.text_direction,
        "language": language,
        "newsletter": newsletter,
        "strings": strings,
        "wrap": wrap,
        "columns": COLUMNS,
    }
    styles = environment.get_template(_STYLE).render()
    html = inline(environment.get_template(HTML).render(names), styles, name=_STYLE)
    return Blank(
        subject=str(names["subject"]),
        html=sheet(marks.cut(html), marks),
        text=sheet(marks.cut(environment.get_template(TEXT).render(names)), marks),
        boundary=f"=_{mark}",
    )
