"""Means -> the part of the application that people meet."""

from __future__ import annotations

from collections.abc import Hashable

from flask import Blueprint, Response

from publisher import pipeline
from publisher.content.library import Library, collect
from publisher.web.means import Means
from publisher.web.people import choosing, confirming, leaving, subscribing
from publisher.web.people.catalogue import Catalogues
from publisher.web.people.desk import Desk


def people(means: Means) -> Blueprint:
    """Every page of `people`; the form to subscribe on is there where the configuration wants it."""
    part = Blueprint("people", __name__)
    desk = Desk(means=means, catalogues=catalogues(means))
    if means.settings.site.takes_subscribers:
        subscribing.add(part, desk)
    for view in (confirming, choosing, leaving):
        view.add(part, desk)
    part.after_request(_quiet)
    return part


def catalogues(means: Means) -> Catalogues:
    """What there is to choose: read from the notes, again after each build."""
    settings = means.settings

    def read() -> Library:
        checked = pipeline.check(settings, now=means.clock())
        return checked.library or collect((), site=settings.site, rules=settings.tags)

    def state() -> Hashable:
        try:
            status = settings.paths.register.stat()
        except OSError:
            return None
        return (status.st_mtime_ns, status.st_size, status.st_ino)

    return Catalogues(settings.site, read, state)


def _quiet(answer: Response) -> Response:
    """Addresses of these pages hold tokens: other sites are told nothing of where a reader came from."""
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer
