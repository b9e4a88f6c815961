"""A feed's head -> what a person reads on top of the feed who opened it in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from publisher.feeds.splice import XHTML, element

if TYPE_CHECKING:
    from publisher.feeds.head import Head

_VIEWPORT = element("meta", attributes={"name": "viewport", "content": "width=device-width, initial-scale=1"})
"""Without it a phone lays a feed out for a desk; browsers heed it wherever it stands."""


def introduction(head: Head, address: str) -> str:
    """Say that this is a feed, what its address is good for, and where its page is, in every language it has.

    It is an element that neither format knows, and both allow (RFC 4287, section 6; RSS 2.0, "Extending RSS").
    """
    parts = (
        _VIEWPORT,
        element("h1", head.title),
        element("p", head.strings("feed_what_weekly") if head.is_weekly else head.strings("feed_what")),
        element("p", inside=element("code", address)),
        element("p", inside=" ".join(_ways(head))),
    )
    about = {"xmlns": XHTML, "lang": head.language, "dir": head.strings.locale.text_direction}
    return element("div", attributes=about, inside="".join(parts))


def _ways(head: Head) -> Iterator[str]:
    yield element("a", head.strings("feed_page"), {"href": head.page, "rel": "alternate"})
    for language, page in head.translations:
        there = {"href": page, "rel": "alternate", "hreflang": language, "lang": language}
        yield element("a", head.names[language], there)
