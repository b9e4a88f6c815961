"""A path of the site -> the file that stands there, its links leading to this preview instead of the web."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from publisher.media import is_text, media_type
from publisher.preview.answer import HTML, Answer, Request, moved
from publisher.preview.overlay import overlaid
from publisher.preview.stage import Scene
from publisher.site import subscribe_path

if TYPE_CHECKING:
    from jinja2 import Environment

_ALONE = {"Content-Security-Policy": "frame-ancestors 'none'"}


def page_of_site(request: Request, scene: Scene, environment: Environment) -> Answer:
    """The file of a path as a web server would find it, or a page that says there is none."""
    edition = scene.edition
    if not edition:
        return _missing(request, scene, environment)
    path = request.path.removeprefix("/")
    is_folder = not path or path.endswith("/")
    content = edition.read(f"{path}index.html" if is_folder else path)
    if content is None:
        if f"{path}/index.html" in edition.files:
            return moved(request.origin + f"{path}/")
        return _missing(request, scene, environment)
    kind = media_type("index.html" if is_folder else path.rpartition("/")[2])
    if kind == HTML:
        content = overlaid(content, scene, path=request.path, environment=environment)
    if is_text(kind):
        content = content.replace(edition.site.address.encode(), request.origin.encode())
    return Answer(kind=kind, content=content, headers=_ALONE if kind == HTML else {})


def _missing(request: Request, scene: Scene, environment: Environment) -> Answer:
    template = environment.get_template("preview/missing.html")
    content = template.render(scene=scene, path=request.path, is_form=_is_form(request, scene)).encode()
    status = HTTPStatus.NOT_FOUND if scene.edition else HTTPStatus.SERVICE_UNAVAILABLE
    return Answer(kind=HTML, content=content, status=status, headers=_ALONE)


def _is_form(request: Request, scene: Scene) -> bool:
    """Whether pages lead here to subscribe: no build writes that page."""
    if not scene.edition or not scene.edition.site.takes_subscribers:
        return False
    return request.path.removeprefix("/") in map(subscribe_path, scene.edition.site.codes)
