"""A web server on a free port of this machine that answers as a test says, and is as late or early as it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from tests.loopback import Server, running

Pages = Mapping[str, tuple[int, str]]
"""A path -> a status and a media type."""


@contextmanager
def web_server(pages: Pages, *, date: str = "Tue, 24 Dec 2024 00:00:00 GMT", robots: str = "") -> Iterator[str]:
    """Run it; its address is handed over. `robots` is what search engines are told."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, media_type = pages.get(self.path, (404, "text/plain"))
            self.send_response_only(status)
            if date:
                self.send_header("Date", date)
            if robots:
                self.send_header("X-Robots-Tag", robots)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = Server(Answering)
    with running(server):
        yield server.address
