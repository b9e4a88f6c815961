"""A small web on loopback that answers as it is told, and notes who asked for what, and how many at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event, Lock
from typing import Any

from tests.loopback import Server, running


@dataclass
class Web:
    """What is asked is written down; what is answered is a status and header fields, or a list of them in turn."""

    pages: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    secrets: list[str] = field(default_factory=list)
    """Passwords and cookies that came along."""
    most_at_once: int = 0
    slowness: float = 0.0
    """Seconds before each answer."""
    released: Event = field(default_factory=Event)
    """No answer comes before it is set, as it is at first."""
    address: str = ""
    _at_once: int = 0
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.released.set()

    def url(self, path: str) -> str:
        return self.address + path

    @contextmanager
    def being_asked(self) -> Iterator[None]:
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            yield
        finally:
            with self._lock:
                self._at_once -= 1

    def answer(self, method: str, path: str) -> tuple[int, dict[str, str]]:
        with self._lock:
            self.asked.append((method, path))
            page = self.pages.get(path, 404)
            if isinstance(page, dict):
                page = page[method]
            if isinstance(page, list):
                page = page.pop(0) if len(page) > 1 else page[0]
        return page if isinstance(page, tuple) else (page, {})


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _respond(self) -> None:
            with web.being_asked():
                web.agents.add(self.headers["User-Agent"])
                web.secrets += [self.headers[name] for name in ("Authorization", "Cookie") if name in self.headers]
                status, fields = web.answer(self.command, self.path)
                time.sleep(web.slowness)
                web.released.wait(60)
            # Only now: who has heard an answer may ask again before this thread comes to the next line.
            if "Date" in fields:
                self.send_response_only(status)  # the other kind sends a date of its own
            else:
                self.send_response(status)
            for name, value in fields.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_GET = _respond  # noqa: N815  # the names of http.server

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@contextmanager
def served(web: Web, *, certified: Path | None = None) -> Iterator[Web]:
    """Answer until the end of a `with`; by https where there is a certificate."""
    server = Server(_handler(web), certified=certified)
    web.address = server.address.rstrip("/")
    with running(server):
        yield web
