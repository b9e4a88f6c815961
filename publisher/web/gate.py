"""What every request passes: its host is the site's, its path lies below the site's, and its answer is guarded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import TracebackType
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from publisher.web.health import PATH as HEALTH

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""What this machine calls itself."""

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


class Gate:
    """A WSGI application in front of all others."""

    def __init__(
        self, application: WSGIApplication, *, base: str, hosts: Collection[str], headers: Mapping[str, str]
    ) -> None:
        """`base` is the path of the site's address without its last slash; `headers` are those of every answer."""
        self._application = application
        self._address = f"{base}/"
        # A server hands over paths decoded, byte for byte (PEP 3333, "Unicode Issues").
        self._base = unquote_to_bytes(base).decode("latin-1")
        self._hosts = frozenset(host.lower() for host in hosts)
        self._headers = tuple((name, value, name.lower()) for name, value in headers.items())

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def guarded(
            status: str, headers: list[tuple[str, str]], exc_info: _ExcInfo | None = None, /
        ) -> Any:  # whatever the server's own answers
            said = {name.lower() for name, _ in headers}
            headers += [(name, value) for name, value, lowered in self._headers if lowered not in said]
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        path = environ["PATH_INFO"]
        if path == HEALTH:  # monitors ask by whatever name they know the machine
            return self._application(environ, guarded)
        if host_of(environ.get("HTTP_HOST", "")) not in self._hosts:
            return _refused(guarded, "421 Misdirected Request", b"This host serves another site.\n")
        if not self._base:
            return self._application(environ, guarded)
        if path in {"/", self._base}:
            guarded("308 Permanent Redirect", [("Location", self._address), ("Content-Length", "0")])
            return []
        if not path.startswith(f"{self._base}/"):
            return _refused(guarded, "404 Not Found", b"The site is elsewhere on this host.\n")
        environ["SCRIPT_NAME"] = self._base
        environ["PATH_INFO"] = path.removeprefix(self._base)
        return self._application(environ, guarded)


def host_of(host: str) -> str:
    """A Host header without its port, in lower case: `notes.example`, `[::1]`."""
    name, colon, port = host.rpartition(":")
    return (name if colon and (port.isdecimal() or not port) and not name.endswith(":") else host).lower()


def _refused(start_response: StartResponse, status: str, content: bytes) -> Iterable[bytes]:
    length = str(len(content))
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", length)])
    return [content]
