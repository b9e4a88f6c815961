"""Bytes of one media type -> what answers hold of them: as they are and gzipped, each with its strong ETag."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace
from hashlib import sha256

from publisher.media import is_compressible

Headers = tuple[tuple[str, str], ...]

_SMALLEST = 500
"""Bytes under which gzip saves nothing that fits into one packet anyway."""
_LEVEL = 6
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A document in one coding."""

    content: bytes
    etag: str
    """With its quotes."""
    headers: Headers
    """Of an answer that holds it; one that holds nothing (304) says the same but for type, coding and length."""
    headers_of_nothing: Headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader asks for, ready to be sent."""

    plain: Variant
    zipped: Variant | None
    modified: str = ""
    """An HTTP date; empty where none is known."""

    @property
    def size(self) -> int:
        """Bytes that it takes in memory."""
        return len(self.plain.content) + (len(self.zipped.content) if self.zipped else 0)


def document(content: bytes, media_type: str, *, caching: str, modified: str = "", more: Headers = ()) -> Document:
    """Make a document; `caching` is its Cache-Control, `more` are headers that every answer with it has."""
    mark = sha256(content).hexdigest()[:32]
    zips = is_compressible(media_type) and len(content) >= _SMALLEST
    vary: Headers = (("Vary", "Accept-Encoding"),) if zips else ()
    dated: Headers = (("Last-Modified", modified),) if modified else ()
    common = (("Cache-Control", caching), *vary, *dated, *more)
    return Document(
        plain=_variant(content, media_type, f'"{mark}"', common),
        zipped=_variant(
            gzip.compress(content, _LEVEL, mtime=0),
            media_type,
            f'"{mark}-gzip"',
            (*common, ("Content-Encoding", "gzip")),
        )
        if zips
        else None,
        modified=modified,
    )


def kept_for_ever(made: Document) -> Document:
    """The same, asked for at an address that changes whenever it does."""
    return replace(
        made,
        plain=_cached_for_ever(made.plain),
        zipped=_cached_for_ever(made.zipped) if made.zipped else None,
    )


def _cached_for_ever(variant: Variant) -> Variant:
    return replace(
        variant,
        headers=_for_ever(variant.headers),
        headers_of_nothing=_for_ever(variant.headers_of_nothing),
    )


def _for_ever(headers: Headers) -> Headers:
    return tuple((name, _FOR_EVER if name == "Cache-Control" else value) for name, value in headers)


def _variant(content: bytes, media_type: str, etag: str, common: Headers) -> Variant:
    told = (("ETag", etag), *common)
    return Variant(
        content=content,
        etag=etag,
        headers=(*told, ("Content-Type", media_type), ("Content-Length", str(len(content)))),
        headers_of_nothing=tuple((name, value) for name, value in told if name != "Content-Encoding"),
    )
