"""The name of a file -> what it is served as, by the server and by the preview alike."""

from __future__ import annotations

from mimetypes import MimeTypes

_OURS = {
    "feed.json": "application/feed+json; charset=utf-8",
    "feeds.opml": "text/x-opml; charset=utf-8",
}
# Browsers show the source of `application/atom+xml`, and a feed as a page only where it is called XML.
_ENDINGS = {
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
}
_TABLE = MimeTypes(filenames=())
"""Python's own: what a machine says in /etc/mime.types would make answers differ from one to the next."""
_UNKNOWN = "application/octet-stream"
_TEXTS = ("text/", "application/json")
_COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/feed+json", "image/svg+xml")


def media_type(name: str) -> str:
    """What a file of that name is served as, with the encoding of its text."""
    known = _OURS.get(name) or _ENDINGS.get(name.rpartition(".")[2].lower())
    if known:
        return known
    kind, encoding = _TABLE.guess_type(name)
    if not kind or encoding:
        return _UNKNOWN
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXTS) else kind


def is_text(media_type: str) -> bool:
    """Whether it is read in an encoding: links may stand in it."""
    return "; charset=" in media_type


def is_compressible(media_type: str) -> bool:
    """Whether gzip makes it smaller; pictures are compressed already."""
    return media_type.startswith(_COMPRESSIBLE)
