"""Means -> the part of the application that people meet."""

from __future__ import annotations

from flask import Blueprint, abort, request

from publisher.web.means import Means
from publisher.web.people import choosing, confirming, leaving, subscribing
from publisher.web.people.desk import Desk


def people(means: Means) -> Blueprint:
    """Every page of `people`; the form to subscribe on is there where the configuration wants it."""
    part = Blueprint("people", __name__)
    desk = Desk(means=means)
    if means.settings.site.takes_subscribers:
        subscribing.add(part, desk)
    for view in (confirming, choosing, leaving):
        view.add(part, desk)
    part.before_request(_refuse_large)
    return part


def _refuse_large() -> None:
    """A form that is too large is refused by those views, too, that read nothing of it."""
    if request.max_content_length is not None and (request.content_length or 0) > request.max_content_length:
        abort(413)
