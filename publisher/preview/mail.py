"""A path below /preview/ -> the list of issues, one issue's letter with all there is to say of it, or a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

from publisher.content.tags import Tag
from publisher.newsletter.issue import tags_of
from publisher.newsletter.pieces import CLIPPED_AT
from publisher.preview.answer import HTML, TEXT, Answer, Request
from publisher.preview.edition import Edition
from publisher.preview.issues import Listed
from publisher.preview.letter import ROOM_SHARE, Letter, open_letter
from publisher.preview.looks import FREEDOMS, Look, seen
from publisher.preview.stage import Scene

if TYPE_CHECKING:
    from jinja2 import Environment

ON_A_PAGE = 12
"""Issues that a page of the list measures: each has to be rendered for that."""
_POLICY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Which letter of an issue is looked at, and how."""

    tags: tuple[str, ...]
    """Slugs; none for all."""
    look: Look

    def query(self, **other: str) -> str:
        """The query of an address that asks for this, or for another look at it: `?tag=llm&scheme=dark`."""
        look = {"scheme": self.look.scheme, "images": _on(self.look.images), "styles": _on(self.look.styles), **other}
        usual = {"scheme": "light", "images": "on", "styles": "on"}
        said = [(name, value) for name, value in look.items() if usual.get(name) != value]
        pairs = [*(("tag", tag) for tag in self.tags), *said]
        return f"?{urlencode(pairs)}" if pairs else "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An issue in the list."""

    issue: Listed
    letter: Letter


def list_page(request: Request, scene: Scene, edition: Edition, environment: Environment) -> Answer:
    """Every issue, newest first, some on a page."""
    listed = edition.issues.listed
    last = max(1, -(-len(listed) // ON_A_PAGE))
    number = min(max(1, _number(request)), last)
    shown = listed[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    rows = [Row(issue=issue, letter=open_letter(edition.issues.pieces(issue), ())) for issue in shown]
    return _page(
        environment, "issues", scene=scene, edition=edition, rows=rows, number=number, last=last, clipped_at=CLIPPED_AT
    )


def issue_page(request: Request, scene: Scene, edition: Edition, issue: Listed, environment: Environment) -> Answer:
    """One issue: its letter as mail programs show it, and what there is to know of it."""
    pieces = edition.issues.pieces(issue)
    tags = tags_of(pieces.issue)
    reading = read_query(request, tags)
    letter = open_letter(pieces, reading.tags)
    return _page(
        environment,
        "issue",
        scene=scene,
        edition=edition,
        issue=issue,
        tags=tags,
        reading=reading,
        letter=letter,
        findings=edition.issues.findings(issue, letter),
        neighbours=dict(_neighbours(edition, issue)),
        translations=[one for one in edition.issues.listed if one.week == issue.week and one != issue],
        clipped_at=CLIPPED_AT,
        room_share=ROOM_SHARE,
        freedoms=FREEDOMS,
    )


def part_of_letter(request: Request, edition: Edition, issue: Listed, part: str) -> Answer | None:
    """The HTML as a frame shows it, the text, or the message to keep; None where there is no such part."""
    pieces = edition.issues.pieces(issue)
    reading = read_query(request, tags_of(pieces.issue))
    letter = open_letter(pieces, reading.tags)
    if part == "mail.html":
        headers = {"Content-Security-Policy": reading.look.policy}
        return Answer(kind=HTML, content=seen(letter.html, reading.look).encode(), headers=headers)
    if part == "mail.txt":
        return Answer(kind=TEXT, content=letter.text.encode())
    if part == "mail.eml":
        name = f"{issue.week}.{issue.language.code}.eml"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Answer(kind="message/rfc822", content=letter.message, headers=headers)
    return None


def faults_page(faults: tuple[str, ...], scene: Scene, environment: Environment) -> Answer:
    """What keeps a letter from being made."""
    return _page(environment, "faults", status=HTTPStatus.INTERNAL_SERVER_ERROR, scene=scene, faults=faults)


def read_query(request: Request, tags: tuple[Tag, ...]) -> Reading:
    """What an address asks for; tags that the issue has not are no tags."""
    asked = request.query.get("tag", ())
    scheme: Literal["light", "dark"] = "dark" if request.says("scheme", "dark") else "light"
    look = Look(scheme=scheme, images=not request.says("images", "off"), styles=not request.says("styles", "off"))
    return Reading(tags=tuple(tag.slug for tag in tags if tag.slug in asked), look=look)


def _page(environment: Environment, name: str, *, status: HTTPStatus = HTTPStatus.OK, **names: Any) -> Answer:
    content = environment.get_template(f"preview/{name}.html").render(names)
    return Answer(kind=HTML, content=content.encode(), status=status, headers=_POLICY)


def _neighbours(edition: Edition, issue: Listed) -> Iterator[tuple[str, str]]:
    """The issues of this language before and after."""
    own = [one for one in edition.issues.listed if one.language == issue.language]
    place = own.index(issue)
    if place:
        yield "later", own[place - 1].address
    if place + 1 < len(own):
        yield "earlier", own[place + 1].address


def _number(request: Request) -> int:
    (first, *_) = request.query.get("page", ("1",))
    return int(first) if first.isdecimal() and len(first) < 6 else 1


def _on(value: bool) -> str:  # noqa: FBT001  # it turns one into a word
    return "on" if value else "off"
