"""Servers on loopback that speak the APIs of providers, as strictly as their documentation, and misbehave as told."""

from __future__ import annotations

import base64
import json
import re
import socket
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from itertools import count
from threading import Lock
from typing import Any

from werkzeug.formparser import parse_form_data

from tests import loopback

KEY = "a-key-of-these-tests"
DOMAIN = "mg.example.org"
NOBODY = "nobody@example.com"
"""A recipient that every provider here refuses."""
_SENDER = re.compile(r"@(?:example\.org|notes\.example)\b")
_MAILBOX = re.compile(r"[^\s@,<>]+@[^\s@,<>]+\.[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A letter that a provider brings on, as its reader will find it."""

    sender: str
    recipient: str
    subject: str
    text: str
    html: str
    headers: Mapping[str, str]
    letter: str
    """What its webhooks will call it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def said(status: int, content: object = None, **headers: str) -> Said:
    return Said(
        status=status,
        body=content if isinstance(content, bytes) else json.dumps(content).encode(),
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


@dataclass(slots=True, kw_only=True)
class Asked:
    """A request, as a server sees it."""

    path: str
    headers: Mapping[str, str]
    body: bytes


Step = Callable[["Api", Asked], Said | None]
"""What a server does with a call; None for hanging up without a word."""


def as_documented(api: Api, asked: Asked) -> Said:
    return api.answer(asked)


def hang_up(_: Api, __: Asked) -> None:
    return None


def take_and_hang_up(api: Api, asked: Asked) -> None:
    api.answer(asked)


def answering(status: int, content: object = None, **headers: str) -> Step:
    return lambda _, __: said(status, content, **headers)


def take_and_answer(status: int, content: object = None) -> Step:
    def step(api: Api, asked: Asked) -> Said:
        api.answer(asked)
        return said(status, content)

    return step


@dataclass(slots=True, kw_only=True)
class Api:
    """A provider; `answer` is what it does when all goes well."""

    address: str = ""
    taken: list[Taken] = field(default_factory=list)
    calls: list[Asked] = field(default_factory=list)
    connections: set[Any] = field(default_factory=set)
    steps: list[Step] = field(default_factory=list)
    """What it does with the next calls, one after another, before it does as documented."""
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    lock: Lock = field(default_factory=Lock)
    stop: Callable[[], object] = bool
    """Goes away at once, with every connection that is open."""

    def hear(self, asked: Asked, client: Any) -> Said | None:
        with self.lock:
            self.calls.append(asked)
            self.connections.add(client)
            step = self.steps.pop(0) if self.steps else as_documented
            return step(self, asked)

    def answer(self, asked: Asked) -> Said:
        raise NotImplementedError

    def number(self) -> str:
        return f"number-{next(self._numbers)}"


class PostmarkApi(Api):
    """As https://postmarkapp.com/developer/api/email-api has it."""

    _known = frozenset(
        "From To Cc Bcc Subject Tag HtmlBody TextBody ReplyTo Headers TrackOpens TrackLinks Metadata Attachments "
        "MessageStream".split()
    )

    def answer(self, asked: Asked) -> Said:
        if asked.headers.get("X-Postmark-Server-Token") != KEY:
            return said(401, {"ErrorCode": 10, "Message": "No Account or Server API tokens were supplied."})
        if asked.path != "/email/batch":
            return said(404)
        if asked.headers.get("Content-Type") != "application/json" or "json" not in asked.headers.get("Accept", ""):
            return said(422, {"ErrorCode": 409, "Message": "JSON required"})
        if len(asked.body) > 50 * 1024 * 1024:
            return said(413, {"ErrorCode": 0, "Message": "Payload too large"})
        letters = json.loads(asked.body)
        if len(letters) > 500:
            return said(422, {"ErrorCode": 410, "Message": "Too many batch messages"})
        return said(200, [self._one(letter) for letter in letters])

    def _one(self, letter: dict[str, Any]) -> Mapping[str, object]:
        if fault := self._fault(letter):
            return {"ErrorCode": fault[0], "Message": fault[1]}
        headers = {header["Name"]: header["Value"] for header in letter["Headers"]}
        if headers.pop("X-PM-KeepID", "") != "true":
            headers["Message-ID"] = "<of-postmark@mtasv.net>"
        self.taken.append(
            Taken(
                sender=letter["From"],
                recipient=letter["To"],
                subject=letter["Subject"],
                text=letter.get("TextBody", ""),
                html=letter.get("HtmlBody", ""),
                headers=headers,
                letter=letter["Metadata"]["letter"],
            )
        )
        return {"ErrorCode": 0, "Message": "OK", "MessageID": self.number(), "To": letter["To"]}

    def _fault(self, letter: dict[str, Any]) -> tuple[int, str] | None:
        names = letter["Metadata"].items()
        if not self._known.issuperset(letter) or not all(len(name) <= 20 and len(text) <= 80 for name, text in names):
            return 403, "Incompatible JSON"
        if letter["To"] == NOBODY:
            return 406, "You tried to send to a recipient that has been marked as inactive."
        if not _MAILBOX.fullmatch(letter["To"]):
            return 300, "Error parsing 'To': Illegal email address."
        if not _SENDER.search(letter["From"]):
            return 400, "The 'From' address you supplied is not a Sender Signature on your account."
        if letter["MessageStream"] != "broadcast":
            return 1235, "The stream provided does not exist on this server."
        assert letter["TrackOpens"] is False
        assert letter["TrackLinks"] == "None"
        return None


class MailgunApi(Api):
    """As https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages has it."""

    def answer(self, asked: Asked) -> Said:
        if asked.headers.get("Authorization") != "Basic " + base64.b64encode(f"api:{KEY}".encode()).decode():
            return Said(status=401, body=b"Forbidden")
        if asked.path != f"/v3/{DOMAIN}/messages.mime":
            return said(404, {"message": "Domain not found: other.example"})
        environ = {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": asked.headers["Content-Type"],
            "CONTENT_LENGTH": str(len(asked.body)),
            "wsgi.input": BytesIO(asked.body),
        }
        _, form, files = parse_form_data(environ)
        with files["message"].stream as stream:
            message = stream.read()
        if not _MAILBOX.fullmatch(form["to"]) or form["to"] == NOBODY:
            return said(400, {"message": "'to' parameter is not a valid address. please check documentation"})
        assert {name: form[name] for name in form if name.startswith("o:")} == {
            "o:tracking": "no",
            "o:tracking-clicks": "no",
            "o:tracking-opens": "no",
        }
        self.taken.append(read(message, recipient=form["to"], letter=form["v:letter"]))
        return said(200, {"id": f"<{self.number()}@{DOMAIN}>", "message": "Queued. Thank you."})


class ResendApi(Api):
    """As https://resend.com/docs/api-reference/emails/send-batch-emails has it."""

    def __init__(self) -> None:
        super().__init__()
        self.remembered: dict[str, tuple[bytes, Said]] = {}

    _known = frozenset("from to cc bcc subject reply_to html text headers tags".split())

    def answer(self, asked: Asked) -> Said:
        if asked.headers.get("Authorization") != f"Bearer {KEY}":
            return error(401, "validation_error", "API key is invalid")
        if asked.path != "/emails/batch":
            return error(404, "not_found", "The requested endpoint does not exist.")
        key = asked.headers["Idempotency-Key"]
        if not 1 <= len(key) <= 256:
            return error(400, "invalid_idempotency_key", "The key must be between 1-256 chars.")
        if key in self.remembered:
            body, answer = self.remembered[key]
            return (
                answer if body == asked.body else error(409, "invalid_idempotent_request", "Same key, other payload.")
            )
        letters = json.loads(asked.body)
        if len(letters) > 100:
            return error(422, "validation_error", "At most 100 emails.")
        faults = {place: fault for place, letter in enumerate(letters) if (fault := self._fault(letter))}
        if faults and asked.headers.get("x-batch-validation") != "permissive":
            return error(422, "validation_error", next(iter(faults.values())))
        numbers = [{"id": self._one(letter)} for place, letter in enumerate(letters) if place not in faults]
        errors = [{"index": place, "message": fault} for place, fault in faults.items()]
        answer = said(200, {"data": numbers, **({"errors": errors} if errors else {})})
        self.remembered[key] = asked.body, answer
        return answer

    def _fault(self, letter: dict[str, Any]) -> str:
        if not self._known.issuperset(letter) or not letter.get("subject") or not isinstance(letter["to"], list):
            return "Invalid payload."
        if not _MAILBOX.fullmatch(letter["to"][0]) or letter["to"][0] == NOBODY:
            return "Invalid `to` field. The email address needs to follow the `email@example.com` format."
        if not _SENDER.search(letter["from"]):
            return "The other.example domain is not verified."
        assert all(
            re.fullmatch(r"[A-Za-z0-9_-]{1,256}", text) for tag in letter.get("tags", ()) for text in tag.values()
        )
        return ""

    def _one(self, letter: dict[str, Any]) -> str:
        self.taken.append(
            Taken(
                sender=letter["from"],
                recipient=letter["to"][0],
                subject=letter["subject"],
                text=letter.get("text", ""),
                html=letter.get("html", ""),
                headers=letter["headers"],
                letter="".join(tag["value"] for tag in letter.get("tags", ())),
            )
        )
        return self.number()


def error(status: int, name: str, message: str) -> Said:
    return said(status, {"statusCode": status, "name": name, "message": message})


def read(message: bytes, *, recipient: str = "", letter: str = "") -> Taken:
    """A message as its reader's program understands it, by the standard library's newest policy."""
    parsed = message_from_bytes(message, policy=policy.default)
    text, html = (parsed.get_body((kind,)) for kind in ("plain", "html"))
    return Taken(
        sender=str(parsed["From"]),
        recipient=recipient,
        subject=str(parsed["Subject"]),
        text=text.get_content().replace("\r\n", "\n") if text else "",
        html=html.get_content().replace("\r\n", "\n") if html else "",
        headers={name: str(value) for name, value in parsed.items()},
        letter=letter,
    )


@contextmanager
def running(api: Api) -> Iterator[Api]:
    """Serve until the end of a `with`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def setup(self) -> None:
            super().setup()
            open_.append(self.connection)

        def do_HEAD(self) -> None:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = api.hear(Asked(path=self.path, headers=dict(self.headers), body=body), self.client_address)
            if answer is None:
                # Reset, so that nobody takes it for the end of an answer.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: Any) -> None:
            pass

    open_: list[socket.socket] = []
    server = loopback.Server(Handler)

    def stop() -> None:
        server.shutdown()
        server.server_close()
        for one in open_:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    api.address = server.address.rstrip("/")
    api.stop = stop
    with loopback.running(server):
        try:
            yield api
        finally:
            stop()
