"""Settings, a store, a clock -> the WSGI application that answers readers."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Flask, Request, Response, request
from werkzeug.exceptions import HTTPException

from publisher import theme
from publisher.audience.roster import Roster
from publisher.config import Settings
from publisher.outbox.transport import Transport
from publisher.pages.page import Press
from publisher.store.opening import Chance
from publisher.store.store import Store
from publisher.web.answer import page, reader_language
from publisher.web.health import health
from publisher.web.means import Clock, Means
from publisher.web.people.part import people
from publisher.web.security import security_headers

LARGEST_BODY = 64 * 1024
"""Bytes that a form may hold."""

Part = Callable[[Means], Blueprint]

PARTS: tuple[Part, ...] = (health, people)
"""What answers, beside the files of the web root; a new part is a function in a module of its own, and a word here."""


def _unheard() -> None:
    """Nobody sends mails at once: whoever does so by the clock will."""


def application(
    settings: Settings,
    *,
    store: Store,
    clock: Clock,
    chance: Chance,
    transport: Transport | None = None,
    owed: Callable[[], None] = _unheard,
) -> Flask:
    """Make the application; `owed` is called when the store owes a mail."""
    environment = theme.environment(settings.paths.templates)
    means = Means(
        settings=settings,
        store=store,
        roster=Roster(
            store=store,
            chance=chance,
            remotes=settings.remotes,
            limits=settings.limits,
            says_goodbye=settings.says_goodbye,
        ),
        clock=clock,
        chance=chance,
        transport=transport,
        owed=owed,
        environment=environment,
        press=Press.of(settings.site, environment, settings.formats),
    )
    app = Flask("publisher.web", static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_BODY
    for part in PARTS:
        app.register_blueprint(part(means))
    app.register_error_handler(HTTPException, lambda error: _refusal(error, request, means))
    app.after_request(_secured(means))
    return app


def _secured(means: Means) -> Callable[[Response], Response]:
    headers = security_headers(means.settings.site)

    def secure(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    return secure


def _refusal(error: HTTPException, request: Request, means: Means) -> Response:
    """What cannot be answered, said as a page: the status and the headers are the error's own."""
    language = reader_language(request, means.settings.site)
    code = error.code or 500
    kind = "missing" if code == 404 else "refused"
    answer = page(means, kind, title=language.strings(f"web_{kind}"), language=language, status=code)
    for name, value in error.get_headers(request.environ):
        if name.lower() not in {"content-type", "content-length"}:
            answer.headers[name] = value
    return answer
