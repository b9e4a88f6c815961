"""An issue -> its pages, HTML with the styles inlined and text, made once for all readers and cut into pieces."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from publisher.content.rendering.article import Articles
from publisher.errors import PublisherError
from publisher.newsletter.cover import Cover, slots
from publisher.newsletter.envelope import shared_headers
from publisher.newsletter.issue import Issue, tags_of
from publisher.newsletter.marks import Marks, Part, condition
from publisher.newsletter.pieces import Note, Pieces
from publisher.newsletter.plain_text import COLUMNS, wrap
from publisher.newsletter.settings import Newsletter
from publisher.newsletter.sheet import sheet
from publisher.newsletter.view import IssueView, view
from publisher.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment

HTML = "newsletter/issue.html"
TEXT = "newsletter/issue.txt"
_STYLE = "newsletter/style.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """The two pages of an issue, with the marks still in them."""

    html: str
    text: str


def cut(
    issue: Issue,
    *,
    site: Site,
    newsletter: Newsletter,
    articles: Articles,
    environment: Environment,
    date: datetime | None = None,
) -> Pieces:
    """The pieces of an issue that was not narrowed; its letters are dated when the week closes, if not otherwise."""
    marks, tags = Marks.of(issue), tags_of(issue)
    shown = view(issue, site=site, articles=articles, group=newsletter.group, tags=tags)
    page = render(shown, slots(marks), marks=marks, newsletter=newsletter, environment=environment)
    html, text = marks.cut(page.html), marks.cut(page.text)
    _expect_notes(HTML, html, shown)
    _expect_notes(TEXT, text, shown)
    date = date or newsletter.closes.of(issue.week, site.time_zone)
    return Pieces(
        issue=issue,
        site=site,
        newsletter=newsletter,
        week=shown.week,
        notes=tuple(_notes(shown)),
        tags={tag.slug: number for number, tag in enumerate(tags)},
        html=sheet(html, marks),
        text=sheet(text, marks),
        headers=shared_headers(issue, site=site, newsletter=newsletter, date=date),
        # "=_" stands in no quoted-printable and in no base64 (RFC 2045, section 6.7), so neither does the boundary.
        boundary=f"=_{sha256(f'{site.address} {issue.name}'.encode()).hexdigest()[:24]}",
    )


def render(shown: IssueView, cover: Cover, *, marks: Marks, newsletter: Newsletter, environment: Environment) -> Marked:
    """Fill the templates of the newsletter."""
    from publisher.newsletter.stylesheet import inline

    names = {
        "issue": shown,
        "letter": cover,
        "part": marks.part,
        "newsletter": newsletter,
        "strings": shown.language.strings,
        "wrap": wrap,
        "columns": COLUMNS,
    }
    html = environment.get_template(HTML).render(names)
    styles = environment.get_template(_STYLE).render()
    return Marked(html=inline(html, styles, name=_STYLE), text=environment.get_template(TEXT).render(names))


def _notes(shown: IssueView) -> Iterator[Note]:
    for group in shown.groups:
        for item in group.items:
            slugs = frozenset(tag.slug for tag in item.entry.tags)
            yield Note(number=item.number, group=group.number, title=item.entry.title, tags=slugs)


def _expect_notes(template: str, parts: Collection[Part], shown: IssueView) -> None:
    """A site's own template without marks would send every reader every note."""
    marked = {part.condition for part in parts}
    if any(condition("note", item.number) not in marked for item in shown.items):
        raise PublisherError(f'{template}: expected {{{{ part("note", item.number) }}}} before each note')
