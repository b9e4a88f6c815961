"""An issue -> its subject, its HTML with the styles inlined, and its text, which is made from the notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.content.rendering.article import Articles
from publisher.newsletter.issue import Issue
from publisher.newsletter.plain_text import COLUMNS, wrap
from publisher.newsletter.settings import Newsletter
from publisher.newsletter.view import view
from publisher.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment

_STYLE = "newsletter/style.css"
CLIPPED_AT = 102 * 1024
"""Bytes of HTML beyond which Gmail hides the end behind "View entire message"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """An issue, ready to be put into a message."""

    issue: Issue
    subject: str
    html: str
    text: str


def render(
    issue: Issue, *, site: Site, newsletter: Newsletter, articles: Articles, environment: Environment
) -> Rendered:
    """Fill the templates of the newsletter."""
    from publisher.newsletter.stylesheet import inline

    shown = view(issue, site=site, articles=articles)
    names = {
        "issue": shown,
        "newsletter": newsletter,
        "strings": shown.language.strings,
        "wrap": wrap,
        "columns": COLUMNS,
    }
    return Rendered(
        issue=issue,
        subject=shown.subject,
        html=inline(
            environment.get_template("newsletter/issue.html").render(names),
            environment.get_template(_STYLE).render(),
            name=_STYLE,
        ),
        text=environment.get_template("newsletter/issue.txt").render(names),
    )
