"""A small web on loopback that answers as it is told, and notes who asked for what, and how many at once."""

from __future__ import annotations

import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any


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
    address: str = ""
    _at_once: int = 0
    _lock: Lock = field(default_factory=Lock)

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
def served(web: Web, wrap: Callable[[ThreadingHTTPServer], None] | None = None) -> Iterator[Web]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(web))
    server.daemon_threads = True
    if wrap:
        wrap(server)
    web.address = f"http{'s' if wrap else ''}://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def with_own_certificate(folder: Path) -> Callable[[ThreadingHTTPServer], None]:
    """Encrypt by a certificate that nobody but the server itself vouches for."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        (
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)),
        ),
        check=True,
        capture_output=True,
    )

    def wrap(server: ThreadingHTTPServer) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)

    return wrap
