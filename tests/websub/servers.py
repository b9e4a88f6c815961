"""Servers on loopback: hubs that do as a test says, a web root, a reader who subscribes, a hub that others wrote."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from flask_websub.hub import Hub, SQLite3HubStorage
from werkzeug.serving import make_server

from tests.loopback import Server, running

SECRET = "a secret between a reader and the hub"  # noqa: S105  # of this test alone
Answer = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """A request as a server sees it; connections are kept."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # status and body in one packet, or each would wait for the other's receipt

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def form(self) -> dict[str, list[str]]:
        return parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode(), strict_parsing=True)

    def log_message(self, *_: Any) -> None:
        pass


@dataclass(slots=True, kw_only=True)
class ScriptedHub:
    """A hub that answers as `answers` say, in their order, and the last for ever; it notes what it was told."""

    address: str = ""
    answers: list[Answer] = field(default_factory=lambda: [accept])
    forms: list[dict[str, list[str]]] = field(default_factory=list)
    connections: set[tuple[str, int]] = field(default_factory=set)
    headers: list[Message] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    @property
    def topics(self) -> list[str]:
        """The topics of all requests, in the order of the alphabet."""
        return sorted(topic for form in self.forms for topic in form["hub.url"])

    def hear(self, request: Request) -> None:
        with self._lock:
            self.forms.append(request.form())
            self.connections.add(request.client_address)
            self.headers.append(request.headers)
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        answer(request)


def accept(request: Request) -> None:
    request.say(204)


def answering(status: int, body: bytes = b"", **headers: str) -> Answer:
    return lambda request: request.say(status, body, **headers)


@contextmanager
def scripted_hub(*answers: Answer, port: int = 0, certificate: Path | None = None) -> Iterator[ScriptedHub]:
    hub = ScriptedHub(answers=list(answers) or [accept])

    class Handler(Request):
        def do_POST(self) -> None:
            hub.hear(self)

    server = Server(Handler, port=port, certified=certificate)
    with running(server):
        hub.address = server.address
        yield hub


@contextmanager
def served(folder: Path, hub: str) -> Iterator[str]:
    """A web root, served with the Link headers that some hubs look for instead of reading feeds."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(folder))

        def end_headers(self) -> None:
            own = f"http://{self.headers['Host']}{self.path}"
            self.send_header("Link", f'<{hub}>; rel="hub", <{own}>; rel="self"')
            super().end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = Server(Handler)
    with running(server):
        yield server.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What a hub brought to a reader."""

    topic: str
    content: bytes
    media_type: str
    is_signed: bool


@dataclass(slots=True, kw_only=True)
class Reader:
    """Whoever subscribes at a hub (W3C WebSub, sections 5 and 7): confirms the wish, and gets what changed."""

    address: str = ""
    wishes: list[str] = field(default_factory=list)
    """Topics that were asked for; a hub that asks about another one is told no."""
    deliveries: list[Delivery] = field(default_factory=list)

    def form(self, topic: str) -> dict[str, str]:
        """The request to subscribe."""
        self.wishes.append(topic)
        callback = f"{self.address}{len(self.wishes) - 1}"
        return {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": callback, "hub.secret": SECRET}

    def confirm(self, request: Request) -> None:
        path, query = urlsplit(request.path).path, parse_qs(urlsplit(request.path).query)
        is_meant = query["hub.mode"] == ["subscribe"] and query["hub.topic"] == [self.wishes[int(path.strip("/"))]]
        request.say(200 if is_meant else 404, query["hub.challenge"][0].encode())

    def take(self, request: Request) -> None:
        content = request.rfile.read(int(request.headers["Content-Length"]))
        algorithm, _, signature = request.headers["X-Hub-Signature"].partition("=")
        expected = hmac.new(SECRET.encode(), content, getattr(hashlib, algorithm)).hexdigest()
        self.deliveries.append(
            Delivery(
                topic=self.wishes[int(request.path.strip("/"))],
                content=content,
                media_type=request.headers["Content-Type"],
                is_signed=hmac.compare_digest(signature, expected),
            )
        )
        request.say(204)


@contextmanager
def reader() -> Iterator[Reader]:
    made = Reader()

    class Handler(Request):
        def do_GET(self) -> None:
            made.confirm(self)

        def do_POST(self) -> None:
            made.take(self)

    server = Server(Handler)
    with running(server):
        made.address = server.address
        yield made


class _AtOnce:
    """What Flask-WebSub asks of Celery: tasks, which are carried out at once, and not again when they fail."""

    def task(self, *, bind: bool = False, **_: Any) -> Callable[[Callable[..., None]], Any]:
        def decorate(function: Callable[..., None]) -> Any:
            task = _Task()
            task.run = (lambda *arguments: function(task, *arguments)) if bind else function
            return task

        return decorate


class _Task:
    run: Callable[..., None]

    def delay(self, *arguments: Any) -> None:
        self.run(*arguments)


@contextmanager
def real_hub(folder: Path) -> Iterator[str]:
    """The hub of Flask-WebSub: it verifies who subscribes, fetches what changed and brings it to readers."""
    hub = Hub(SQLite3HubStorage(str(folder / "hub.sqlite")), _AtOnce())
    app = Flask("hub")
    app.config["PUBLISH_SUPPORTED"] = True
    app.register_blueprint(hub.build_blueprint(url_prefix="/hub"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    with running(server):
        yield f"http://127.0.0.1:{server.port}/hub"
