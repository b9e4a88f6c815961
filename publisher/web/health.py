"""`/healthz`: whether readers would be answered, for a load balancer or a monitor to ask; it tells nothing more."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from sqlalchemy import select

from publisher.errors import PublisherError
from publisher.store.tables import settings
from publisher.web.means import Means

PATH = "/healthz"


def health(means: Means) -> Blueprint:
    """The part that says how things stand: 200 where all is well, else 503."""
    part = Blueprint("health", __name__)

    @part.get(PATH)
    def healthz() -> Response:
        well = {"site": means.settings.paths.output.is_dir(), "store": _reaches_store(means)}
        answer = jsonify(well)
        answer.status_code = 200 if all(well.values()) else 503
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return part


def _reaches_store(means: Means) -> bool:
    try:
        with means.store.reading() as connection:
            connection.execute(select(settings.c.name)).first()
    except PublisherError:
        return False
    return True
