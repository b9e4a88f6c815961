"""What pages load, for those that are answered here: the same as a build writes, where it writes no pages."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request

from publisher.media import media_type
from publisher.web.delivery import reply
from publisher.web.document import Document, document
from publisher.web.means import Means

_ICON = "icon.svg"


def assets(means: Means) -> Blueprint:
    """The part that serves them; files of the web root come first."""
    part = Blueprint("assets", __name__)
    for file in means.press.assets:
        made = document(file.content, media_type(file.path), caching="public, max-age=3600")
        part.add_url_rule(f"/{file.path}", file.path.replace(".", "-"), partial(answered, made))
        if file.path == _ICON:  # browsers ask for it where a feed cannot name one
            part.add_url_rule("/favicon.ico", "favicon", partial(answered, made))
    return part


def answered(made: Document) -> Response:
    """A document as Flask hands it over."""
    answer = reply(made, request.environ)
    response = Response(answer.content, status=answer.status)
    response.headers.clear()
    response.headers.extend(list(answer.headers))
    return response
