"""A week of the library -> the files of its issues: a page, a text and a message for each language."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from publisher.content.library import Library
from publisher.content.rendering.article import Articles
from publisher.file import File
from publisher.newsletter.issue import compose
from publisher.newsletter.mime import message
from publisher.newsletter.render import Rendered, render
from publisher.newsletter.settings import Newsletter
from publisher.site import Site
from publisher.week import Week

if TYPE_CHECKING:
    from jinja2 import Environment


def digest(
    library: Library,
    week: Week,
    *,
    site: Site,
    newsletter: Newsletter,
    articles: Articles,
    environment: Environment,
    languages: Iterable[str],
    tags: Collection[str] = (),
) -> tuple[File, ...]:
    """The files of a week's issues in these languages, of the notes with any of these tags; perhaps none."""
    issues = [compose(library, week, language=language, tags=tags) for language in languages]
    return tuple(
        file
        for issue in issues
        if issue
        for file in _files(
            render(issue, site=site, newsletter=newsletter, articles=articles, environment=environment),
            site=site,
            newsletter=newsletter,
        )
    )


def _files(rendered: Rendered, *, site: Site, newsletter: Newsletter) -> tuple[File, ...]:
    name = rendered.issue.name
    return (
        File(path=f"{name}.html", content=rendered.html.encode()),
        File(path=f"{name}.txt", content=rendered.text.encode()),
        File(path=f"{name}.eml", content=message(rendered, site=site, newsletter=newsletter)),
    )
