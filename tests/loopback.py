"""Servers of the tests' own, on this machine: each answers from a thread of its own, and ends with its test."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseServer
from threading import Thread
from typing import Any


class Server(ThreadingHTTPServer):
    """Whoever holds a connection keeps no test from ending."""

    daemon_threads = True
    block_on_close = False

    def __init__(
        self, handler: type[BaseHTTPRequestHandler] | partial[Any], *, port: int = 0, certified: Path | None = None
    ) -> None:
        """On any port that is free, for 0. `certified` is a file with a certificate and its key: https, then."""
        super().__init__(("127.0.0.1", port), handler)
        if certified:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certified)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.address = f"http{'s' if certified else ''}://127.0.0.1:{self.server_port}/"

    def handle_error(self, *_: Any) -> None:
        """Whoever hangs up has had enough: tests do so on purpose."""


@contextmanager
def running(server: BaseServer) -> Iterator[None]:
    """Answer until the end of a `with`."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Quietly(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve a folder as any plain server would; the value is its address."""
    server = Server(partial(_Quietly, directory=str(root)))
    with running(server):
        yield server.address


def certificate(folder: Path, name: str = "localhost", alternative: str = "DNS:localhost,IP:127.0.0.1") -> Path:
    """A file with a certificate that nobody but these tests trusts, signed by itself, and its key."""
    file, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName={alternative}", "-keyout", key, "-out", file),
        ],
        check=True,
        capture_output=True,
    )
    file.write_bytes(file.read_bytes() + key.read_bytes())
    return file
