"""A request and the scene -> an answer: who is asked for what. WSGI (PEP 3333) is all that it knows of servers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from publisher import theme
from publisher.errors import PublisherError
from publisher.preview import mail
from publisher.preview.answer import Answer, Request, moved, plain
from publisher.preview.stage import Scene, Stage
from publisher.preview.website import page_of_site

if TYPE_CHECKING:
    from jinja2 import Environment

ROOT = "/preview/"
"""Where pages of our own stand: a site's folders are named after languages, and this is none."""
_ASSETS = {
    "icon.svg": "image/svg+xml",
    "live.js": "text/javascript",
    "overlay.css": "text/css",
    "preview.css": "text/css",
}
_HEARTBEAT = 15
"""Seconds after which a page is told that nothing happened, and a page that is gone is noticed."""
_AT_HOME = frozenset({"localhost", "127.0.0.1", "::1"})


class Application:
    """Answers a browser; what it does not know it asks the stage."""

    def __init__(self, stage: Stage, *, host: str) -> None:
        """`host` is what the server was told to listen on."""
        self._stage = stage
        self._host = host
        # A site's own templates may be broken: what tells of it is made by ours.
        self._environment = theme.environment()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = self._answer(environ)
        start_response(f"{answer.status.value} {answer.status.phrase}", answer.header_lines)
        if environ["REQUEST_METHOD"] == "HEAD":
            return ()
        return (answer.content,) if isinstance(answer.content, bytes) else answer.content

    def _answer(self, environ: WSGIEnvironment) -> Answer:
        host = environ.get("HTTP_HOST", "")
        if not is_ours(host, self._host):
            # A name that a stranger's page has pointed at this machine (DNS rebinding) would read what is here.
            return plain(HTTPStatus.MISDIRECTED_REQUEST, f"expected localhost or --host as the host, got {host[:80]!r}")
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return plain(HTTPStatus.METHOD_NOT_ALLOWED, "expected GET or HEAD", Allow="GET, HEAD")
        request = Request(
            path=environ["PATH_INFO"].encode("latin-1").decode(errors="replace"),
            query={name: tuple(values) for name, values in parse_qs(environ.get("QUERY_STRING", "")).items()},
            origin=f"http://{host}/",
        )
        return self._preview(request) if request.path.startswith(ROOT) else self._site(request)

    def _site(self, request: Request) -> Answer:
        scene = self._stage.scene
        if request.path == ROOT.rstrip("/"):
            return moved(ROOT)
        if request.path in ("", "/") and scene.edition and "index.html" not in scene.edition.files:
            return moved(ROOT)  # a site without pages has mails all the same
        return page_of_site(request, scene, self._environment)

    def _preview(self, request: Request) -> Answer:
        scene = self._stage.scene
        place = request.path.removeprefix(ROOT)
        if place == "changes":
            (since, *_) = request.query.get("since", ("",))
            return Answer(kind="text/event-stream", content=self._changes(since))
        if place in _ASSETS:
            return Answer(kind=f"{_ASSETS[place]}; charset=utf-8", content=_source(self._environment, place))
        try:
            return self._mail(request, place, scene) or page_of_site(request, scene, self._environment)
        except PublisherError as error:
            return mail.faults_page(tuple(error.message.splitlines()), scene, self._environment)

    def _mail(self, request: Request, place: str, scene: Scene) -> Answer | None:
        edition = scene.edition
        if not edition:
            return None
        if not place:
            return mail.list_page(request, scene, edition, self._environment)
        language, _, rest = place.partition("/")
        week, _, part = rest.partition("/")
        issue = edition.issues.find(language, week)
        if not issue:
            return None
        if rest == week:
            return moved(issue.address)
        if not part:
            return mail.issue_page(request, scene, edition, issue, self._environment)
        return mail.part_of_letter(request, edition, issue, part)

    def _changes(self, since: str) -> Iterator[bytes]:
        """Server-sent events: the number of the scene as soon as it is another than a page has seen."""
        yield b"retry: 500\n\n"
        while not self._stage.is_closed:
            number = self._stage.scene.number
            if str(number) != since:
                yield b"data: %d\n\n" % number
                return
            self._stage.wait(number, _HEARTBEAT)
            yield b":\n\n"


def is_ours(host: str, told: str) -> bool:
    """Whether a request's Host header is this machine, or what the server was told to listen on."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name in _AT_HOME or name == told.lower() or (_is_everywhere(told) and _is_address(name))


def _is_everywhere(host: str) -> bool:
    return _is_address(host) and ip_address(host).is_unspecified


def _is_address(name: str) -> bool:
    """An address cannot be pointed elsewhere, as a name can."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _source(environment: Environment, name: str) -> bytes:
    assert environment.loader is not None, "publisher.theme gives every environment a loader"
    source, _, _ = environment.loader.get_source(environment, f"preview/{name}")
    return source.encode()
