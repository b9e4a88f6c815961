"""The built site in front of an application: what stands in the web root is served from there, the rest passed on."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from publisher.web.delivery import reply
from publisher.web.document import Headers
from publisher.web.root import Elsewhere, WebRoot

ALLOWED = "GET, HEAD, OPTIONS"
_EMPTY: Headers = (("Content-Length", "0"),)


class Static:
    """A WSGI application that serves files itself: it is asked most, and needs nothing of what the rest needs."""

    def __init__(self, application: WSGIApplication, root: WebRoot) -> None:
        self._application = application
        self._root = root

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        found = self._root.find(environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
        if found is None:
            return self._application(environ, start_response)
        method = environ["REQUEST_METHOD"]
        if method == "OPTIONS":
            start_response("204 No Content", [("Allow", ALLOWED)])
            return []
        if method not in {"GET", "HEAD"}:
            start_response("405 Method Not Allowed", [("Allow", ALLOWED), *_EMPTY])
            return []
        if isinstance(found, Elsewhere):
            start_response("308 Permanent Redirect", [("Location", _location(found, environ)), *_EMPTY])
            return []
        answer = reply(found, environ)
        start_response(answer.status, list(answer.headers))
        return [answer.content]


def _location(found: Elsewhere, environ: WSGIEnvironment) -> str:
    """A path on this host, and the query that came: an address of its own would have to guess host and scheme."""
    query = environ.get("QUERY_STRING", "")
    base = quote(environ.get("SCRIPT_NAME", "").encode("latin-1"))
    return f"{base}/{found.location}{'?' if query else ''}{query}"
