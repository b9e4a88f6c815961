"""A line for each answer, which names no person: no network address, no query, no token, no e-mail address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

Write = Callable[[str], object]
"""Takes a line without its end."""

_SHORTEST_SECRET = 24
"""Letters: tokens have 43, and a part of one is nobody's business either. Names of tags have no capitals."""
_LONGEST = 200


class Access:
    """A WSGI application that tells what was asked for and how it was answered."""

    def __init__(self, application: WSGIApplication, write: Write) -> None:
        self._application = application
        self._write = write

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        line = f"{_method(environ)} {shown(environ['PATH_INFO'])}"

        def told(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:  # whatever the server's own answers
            length = next((value for name, value in headers if name == "Content-Length"), "-")
            self._write(f"{line} {status[:3]} {length}")
            return start_response(status, headers, *rest)

        return self._application(environ, told)


def shown(path: str) -> str:
    """A WSGI path as a log may hold it: what may name a person is left out, what may end a line is escaped."""
    veiled = "/".join("..." if _may_name_a_person(name) else name for name in path.split("/"))
    return quote(veiled[:_LONGEST].encode("latin-1", errors="replace"))


def _may_name_a_person(name: str) -> bool:
    return "@" in name or (len(name) >= _SHORTEST_SECRET and name != name.lower())


def _method(environ: WSGIEnvironment) -> str:
    method = environ["REQUEST_METHOD"]
    return method if method.isalpha() and len(method) <= 10 else "?"
