"""HTML and a stylesheet -> HTML with the styles on its elements, because mail programs drop stylesheets.

Everything that is known of premailer stays here. It would fetch what it finds: nothing that it is given can make it.
"""

from __future__ import annotations

import re

from publisher.errors import Problem, PublisherError

_REMOTE = re.compile(r"@import\b|\burl\s*\(", re.IGNORECASE)


def inline(html: str, css: str, *, name: str = "style.css") -> str:
    """Move the rules of `css` into `style` attributes; `@media` rules stay in a style element of the head.

    `name` is what a mistake in the stylesheet is told of.
    """
    _refuse_remote(css, name)
    from lxml import etree

    # A parser of our own: premailer's ends the page, without a word, at the 256th element inside another.
    page = etree.fromstring(html, etree.HTMLParser(huge_tree=True))
    tree = _inlined(page, css)
    return etree.tostring(tree, encoding="unicode", method="html") + "\n"


def _refuse_remote(css: str, name: str) -> None:
    problems = [
        Problem(
            file=name,
            line=number,
            message=f"expected styles that load nothing, got {found[0]!r}: a reader's mail program would fetch it",
        )
        for number, line in enumerate(css.splitlines(), start=1)
        if (found := _REMOTE.search(line))
    ]
    if problems:
        raise PublisherError(problems)


def _inlined(page: object, css: str) -> object:
    import logging

    import cssutils
    from premailer import Premailer

    class OfflinePremailer(Premailer):  # type: ignore[misc]  # premailer has no types
        """Premailer whose CSS parser has nothing to fetch with; it fetches `@import` even without network."""

        def _parse_css_string(self, css_body: str, validate: bool = True) -> object:
            parser = cssutils.CSSParser(
                validate=validate, loglevel=logging.CRITICAL, fetcher=lambda address: (None, b"")
            )
            return parser.parseString(css_body)

    return OfflinePremailer(
        page,
        css_text=[css],
        allow_network=False,
        allow_loading_external_files=False,
        strip_important=False,  # True takes it from the @media rules too, which then lose to the inlined styles
        disable_validation=True,  # cssutils knows the properties of 2011
        cache_css_parsing=False,
        cssutils_logging_level=logging.CRITICAL,
    ).transform()
