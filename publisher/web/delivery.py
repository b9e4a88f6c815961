"""A document, a request -> its answer: whole, nothing new (304), gzipped where the client takes that (RFC 9110)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from wsgiref.types import WSGIEnvironment

from werkzeug.http import parse_accept_header, parse_etags

from publisher.web.document import Document, Headers, Variant

_LONGEST = 200
"""Of an Accept-Encoding header that is read: browsers send thirty letters."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent."""

    status: str
    headers: Headers
    content: bytes


def reply(document: Document, environ: WSGIEnvironment) -> Reply:
    """Answer a GET or a HEAD."""
    variant = _chosen(document, environ.get("HTTP_ACCEPT_ENCODING", ""))
    if same := _held(document, variant, environ):
        return Reply("304 Not Modified", same.headers_of_nothing, b"")
    return Reply("200 OK", variant.headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else variant.content)


def _chosen(document: Document, accepted: str) -> Variant:
    return document.zipped if document.zipped and accepted and takes_gzip(accepted) else document.plain


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding wants gzip (RFC 9110, section 12.5.3): named or by `*`, and not with a weight of 0."""
    if len(accepted) > _LONGEST:
        return False
    weights = dict(reversed([(coding.lower(), weight) for coding, weight in parse_accept_header(accepted)]))
    gzip = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0)))
    return 0 < gzip >= weights.get("identity", 0)


def _held(document: Document, variant: Variant, environ: WSGIEnvironment) -> Variant | None:
    """The variant that the client has already: in either coding, for both say the same."""
    wanted = environ.get("HTTP_IF_NONE_MATCH")
    if wanted:
        return _matching(document, variant, wanted)
    # Equal rather than not older: a file may be replaced by one with an earlier date.
    is_held = document.modified and environ.get("HTTP_IF_MODIFIED_SINCE") == document.modified
    return variant if is_held else None


def _matching(document: Document, variant: Variant, wanted: str) -> Variant | None:
    """The first whose ETag is among those of If-None-Match, compared weakly as RFC 9110, section 13.1.2 wants it."""
    if wanted == variant.etag:
        return variant
    etags = parse_etags(wanted)
    for one in (variant, document.plain, document.zipped):
        if one and (etags.star_tag or etags.contains_weak(one.etag.strip('"'))):
            return one
    return None
