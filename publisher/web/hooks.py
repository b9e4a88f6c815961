"""`/hooks/…`: providers tell what became of letters, and readers whom no letter reaches get none any more.

Only a webhook whose secret is known is there at all. What is not proven changes nothing and learns nothing.
"""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, abort, request

from publisher.audience.email import parse_email
from publisher.audience.links import Purpose
from publisher.audience.subscriber import Place
from publisher.outbox.hearing import Hearing
from publisher.outbox.hooks.hook import News, StaleError, Told, UnprovenError, UnreadableError
from publisher.outbox.hooks.mailgun import OLDEST
from publisher.web.means import Means
from publisher.web.used import Used

_LARGEST = 1024 * 1024
"""Bytes: some providers tell with a bounce all that the server said, and what it sent back."""
_BASIC = {"WWW-Authenticate": 'Basic realm="hooks"'}


def hooks(means: Means) -> Blueprint:
    """The part that hears providers."""
    part = Blueprint("hooks", __name__)
    known = {hook.name: hook for hook in means.settings.hooks if hook.secret}
    used = Used(longest=OLDEST)

    @part.post("/hooks/<name>")
    def told(name: str) -> Response:
        hook = known.get(name)
        if not hook:
            abort(404)
        request.max_content_length = _LARGEST
        now = means.clock()
        headers = {key.lower(): value for key, value in request.headers.items()}
        try:
            news = hook.news(Told(headers=headers, body=request.get_data()), hook.secret.read(), now)
        except StaleError:
            return _answer(403)
        except UnprovenError:
            return _answer(401)
        except UnreadableError:
            return _answer(400)
        if news.once and not used.take(name + news.once, now):
            return _answer(403)
        try:
            _hear(means, news, name, now)
        except BaseException:
            used.give_back(name + news.once)
            raise
        return _answer(200)

    return part


def _hear(means: Means, news: News, name: str, now: datetime) -> None:
    hearing = Hearing(roster=means.roster, tolerance=means.settings.mail.tolerance)
    for report in news.reports:
        hearing.hear(report, now=now)
    for address in news.left:
        try:
            known = means.roster.show(parse_email(address))
        except ValueError:
            continue
        if known:
            means.roster.leave(means.roster.token(Purpose.LEAVE, known[0]), place=Place(name=f"by {name}"), now=now)


def _answer(status: int) -> Response:
    answer = Response(status=status, headers=_BASIC if status == 401 else None)
    answer.headers["Cache-Control"] = "no-store"
    return answer
