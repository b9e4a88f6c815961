"""HTML of an entry -> the images in it, as feeds announce them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from posixpath import splitext
from urllib.parse import urlsplit

from publisher.content.rendering.picture import Shown

_SOURCE = re.compile(r'<img src="(https?://[^"]+)"')
_MEDIA_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image that an entry shows."""

    address: str
    """Absolute."""
    media_type: str = ""
    """As its ending tells; empty where that tells nothing."""
    length: int = 0
    """Bytes; 0 where nobody has counted them, as those of an image elsewhere."""


def images(html: str, own: Iterable[Shown] = ()) -> tuple[Image, ...]:
    """The images of a sanitised fragment, each once, in its order; of `own`, those of the site, all is known."""
    if "<img " not in html:
        return ()
    known = {
        shown.address: Image(address=shown.address, media_type=shown.media_type, length=shown.length) for shown in own
    }
    return tuple(
        known.get(address) or Image(address=address, media_type=_media_type(address))
        for address in dict.fromkeys(_sources(html))
    )


def _sources(html: str) -> Iterator[str]:
    return map(unescape, _SOURCE.findall(html))


def _media_type(address: str) -> str:
    try:
        path = urlsplit(address).path
    except ValueError:  # such as an unclosed bracket in the host
        return ""
    return _MEDIA_TYPES.get(splitext(path)[1].lower(), "")
