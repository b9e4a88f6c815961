"""What could not be answered -> a page that says so in the reader's language, and a line for whoever publishes."""

from __future__ import annotations

from logging import Logger

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from publisher.errors import PublisherError
from publisher.web.answer import page, reader_language
from publisher.web.means import Means

_OF_CONTENT = frozenset({"content-length", "content-type"})


def refuse(app: Flask, means: Means) -> None:
    """Let an application answer so."""
    app.register_error_handler(HTTPException, lambda error: _refused(error, means, app.logger))
    app.register_error_handler(PublisherError, lambda error: _unable(error, means, app.logger))


def _refused(error: HTTPException, means: Means, log: Logger) -> Response:
    """The status and the headers are the error's own."""
    code = error.code or 500
    answer = _said("missing" if code == 404 else "refused", code, means, log)
    for name, value in error.get_headers(request.environ):
        if name.lower() not in _OF_CONTENT:
            answer.headers[name] = value
    return answer


def _unable(error: PublisherError, means: Means, log: Logger) -> Response:
    """The store does not answer, or a site's own template is wrong."""
    log.error("%s", error.message)
    answer = _said("later", 503, means, log)
    answer.headers["Retry-After"] = "60"
    return answer


def _said(name: str, status: int, means: Means, log: Logger) -> Response:
    """A page, or its title alone where the site's own template is what is wrong."""
    language = reader_language(request, means.settings.site)
    strings = language.strings
    titles = {"missing": strings("web_missing"), "refused": strings("web_refused"), "later": strings("web_later")}
    title = titles[name]
    try:
        return page(means, name, title=title, language=language, status=status)
    except PublisherError as error:
        log.error("%s", error.message)  # noqa: TRY400  # the message says where and what, the traceback nothing more
        return Response(f"{title}\n", status=status, content_type="text/plain; charset=utf-8")
