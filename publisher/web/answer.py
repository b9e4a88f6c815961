"""A template of templates/web/ -> a page in the reader's language, in the dress of the pages that are built."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Request, Response

from publisher import theme
from publisher.feeds.opml import FILE_NAME as OPML_FILE
from publisher.feeds.opml import listed
from publisher.pages.link import Link, target
from publisher.site import Language, Site, language_folder
from publisher.web.means import Means


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """What `pages/base.html` wants to know of a page."""

    template: str
    """Names the page to the stylesheet, as its body's class."""
    title: str
    description: str
    folder: str = ""


def reader_language(request: Request, site: Site) -> Language:
    """That of the address where it names one, else the one that the browser likes best, else the site's own."""
    first = request.path.lstrip("/").partition("/")[0]
    if first in site.codes:
        return site.language(first)
    liked = request.accept_languages.best_match(site.codes)
    return site.language(liked) if liked else site.languages[0]


def page(means: Means, name: str, *, title: str, language: Language, status: int = 200, **values: object) -> Response:
    """Render `templates/web/NAME.html`, which may extend `pages/base.html`; nobody keeps a copy of it.

    Templates are given `strings`, `language`, `site`, `root` (the web root's path, with its last slash) and `values`,
    which may also stand for what `pages/base.html` is given: `announced`, `canonical`.
    """
    site, root = means.settings.site, f"{means.base}/"
    said = {
        "page": Leaf(template=name, title=f"{title} · {language.title}", description=language.subtitle or title),
        "title": title,
        "site": site,
        "language": language,
        "strings": language.strings,
        "direction": language.strings.locale.text_direction,
        "root": root,
        "loaded": means.press.loaded,
        "opml": OPML_FILE if listed(means.settings.formats) else "",
        "canonical": site.url(language_folder(language.code)),
        "announced": (),
        "alternates": {},
        "locales": (),
        "switches": _switches(site, language),
    }
    with theme.told(means.settings.paths.templates):
        text = means.environment.get_template(f"web/{name}.html").render({**said, **values})
    answer = Response(text, status=status, content_type="text/html; charset=utf-8")
    answer.headers["Content-Language"] = language.code
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _switches(site: Site, language: Language) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=other.strings.language_name(other.code),
            target=target(language_folder(other.code)),
            language=other.code,
        )
        for other in site.languages
        if other.code != language.code
    )
