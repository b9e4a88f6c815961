"""A WSGI application -> answers on a port, until the program is told to end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from wsgiref.types import WSGIApplication

from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from publisher.errors import PublisherError
from publisher.web.gate import LOOPBACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Where to answer, and how much a client may ask for."""

    host: str = "127.0.0.1"
    port: int = 8080
    """0 takes any that is free."""
    threads: int = 8
    connections: int = 1_000
    largest_head: int = 32 * 1024
    """Bytes of a request's first line and headers."""
    largest_body: int = 256 * 1024
    patience: int = 30
    """Seconds after which a connection on which nothing happens is closed."""

    @property
    def own_names(self) -> frozenset[str]:
        """What this machine may call itself, where nobody else hears it."""
        return LOOPBACK if f"[{self.host}]" in LOOPBACK or self.host in LOOPBACK else frozenset()


@contextmanager
def listening(application: WSGIApplication, serving: Serving) -> Iterator[MultiSocketServer | BaseWSGIServer]:
    """Take the port; what is yielded answers with `run()`. PublisherError where somebody else has it."""
    try:
        server = create_server(
            application,
            host=serving.host,
            port=serving.port,
            threads=serving.threads,
            connection_limit=serving.connections,
            channel_timeout=serving.patience,
            max_request_header_size=serving.largest_head,
            max_request_body_size=serving.largest_body,
            ident="",  # nobody has to know what answers
            clear_untrusted_proxy_headers=False,  # the application does that, and knows whom to trust
        )
    except OSError as error:
        raise PublisherError(f"{serving.host}:{serving.port}: cannot be listened on: {error.strerror}") from error
    try:
        yield server
    finally:
        server.close()
