"""Whether a form was sent from a page of this site, as browsers tell of themselves.

There is no cookie to steal here (`people` says why), so a token against forgery would have nothing to guard. What a
stranger's page could use is its visitors' networks: each would ask in somebody's name, and each from a network of their
own. Browsers say where a form was sent from, and a page cannot make them say otherwise.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Request

_OWN = frozenset({"same-origin", "none"})
"""`none` is a person's own doing: a reload, an address typed in."""


def is_foreign(request: Request) -> bool:
    """Whether a browser says that another site's page sent this; programs that say nothing are no browsers."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched not in _OWN
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc.lower() != request.host.lower()
