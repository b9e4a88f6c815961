"""HTML and a stylesheet -> HTML with the styles on its elements, because mail programs drop stylesheets.

Everything that is known of premailer stays here. It fetches what it finds; nothing that it is given can make it.
Import it late: premailer costs as much time as the rest of the program.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import cssutils  # type: ignore[import-untyped]  # has no types
from lxml import etree
from premailer import Premailer  # type: ignore[import-untyped]  # has no types

from publisher.errors import Problem, PublisherError

_OBSOLETE = ["align", "bgcolor", "height", "valign", "width"]
"""Attributes that premailer writes beside a style that says the same, also on elements that have none such."""
_REMOTE = re.compile(r"@import\b|\burl\s*\(", re.IGNORECASE)


def inline(html: str, css: str, *, name: str = "style.css") -> str:
    """Move the rules of `css` into `style` attributes; `@media` rules stay in a style element of the head.

    `name` is the file that a mistake in the stylesheet is told of.
    """
    _refuse_remote(css, name)
    # A parser of our own: premailer's ends the page, without a word, at the 256th element inside another.
    page = etree.fromstring(html, etree.HTMLParser(huge_tree=True))
    tree = _OfflinePremailer(
        page,
        css_text=[css],
        allow_network=False,
        allow_loading_external_files=False,
        strip_important=False,  # True takes it from the @media rules too, which then lose to the inlined styles
        disable_basic_attributes=_OBSOLETE,
        disable_validation=True,  # cssutils knows the properties of 2011
        cssutils_logging_level=logging.CRITICAL,
    ).transform()
    return str(etree.tostring(tree, encoding="unicode", method="html")) + "\n"


def _refuse_remote(css: str, name: str) -> None:
    problems = [
        Problem(
            file=name,
            line=number,
            message=f"expected styles that load nothing, got {found[0]!r}, which a reader's mail program would fetch",
        )
        for number, line in enumerate(css.splitlines(), start=1)
        if (found := _REMOTE.search(line))
    ]
    if problems:
        raise PublisherError(problems)


class _OfflinePremailer(Premailer):  # type: ignore[misc]  # has no types
    """Premailer with nothing to fetch with: without network, too, it fetches what an `@import` names."""

    def _parse_css_string(self, css_body: str, validate: bool = True) -> Any:
        parser = cssutils.CSSParser(loglevel=logging.CRITICAL, fetcher=_fetch_nothing, validate=validate)
        return parser.parseString(css_body)


def _fetch_nothing(_address: str) -> tuple[None, bytes]:
    return None, b""
