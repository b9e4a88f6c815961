"""An application -> a server at a local address: threads of the standard library, for one author's browser.

A library would bring a pool of workers, buffering and a log; none is of use here, and `preview` works without any.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import TCPServer, ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import WSGIApplication

from publisher.errors import PublisherError

_TRIED = 20
"""Ports after the one that was asked for."""
_LAST_PORT = 65535


@contextmanager
def serving(application: WSGIApplication, *, host: str, port: int) -> Iterator[str]:
    """Serve while the context lasts, at the address it gives: on the next free port where this one is taken."""
    server = _listening(host, port)
    server.set_app(application)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield _address(host, server.server_port)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _listening(host: str, port: int) -> _Server:
    """PublisherError where nobody can listen there."""
    for candidate in range(port, min(port + _TRIED, _LAST_PORT) + 1):
        try:
            return _Server.of(host, candidate)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or not port:
                raise PublisherError(f"{_address(host, candidate)} cannot be served: {error.strerror}") from error
    raise PublisherError(f"ports {port} to {candidate} are in use: name a free one with --port")


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class _Server(ThreadingMixIn, WSGIServer):
    """A thread for each connection, none of which keeps the program from ending."""

    daemon_threads = True
    block_on_close = False

    @classmethod
    def of(cls, host: str, port: int) -> _Server:
        (family, *_, place), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        kind = type("Server", (cls,), {"address_family": family})
        server: _Server = kind(place[:2], _Handler)
        return server

    def server_bind(self) -> None:
        # What stands here in the library asks the network for this machine's name, which may take long.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        self.setup_environ()


class _Handler(WSGIRequestHandler):
    """One connection."""

    timeout = 60
    """Seconds that a browser may keep a connection open and say nothing."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the library's own signature
        """Say nothing: the terminal is for builds."""
