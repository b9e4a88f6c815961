"""The bytes of a file -> a picture that browsers show: of which kind, how large, and where readers load it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO

from publisher.content.files.walk import Found

FOLDER = "images/"
"""Below feeds/."""
_BEGINNINGS = (
    ("png", "image/png", ((0, b"\x89PNG\r\n\x1a\n"),)),
    ("jpg", "image/jpeg", ((0, b"\xff\xd8\xff"),)),
    ("gif", "image/gif", ((0, b"GIF87a"),)),
    ("gif", "image/gif", ((0, b"GIF89a"),)),
    ("webp", "image/webp", ((0, b"RIFF"), (8, b"WEBP"))),
    ("avif", "image/avif", ((4, b"ftypavif"),)),
    ("avif", "image/avif", ((4, b"ftypavis"),)),
)
"""Ending, media type, and the bytes that stand at these places of every such file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that lies in content/."""

    found: Found
    path: str
    """Below feeds/: the same bytes have the same name, and other bytes another one."""
    media_type: str
    length: int
    """Bytes."""
    width: int
    """As it is shown, in pixels; 0 where the file does not say, as is the height."""
    height: int


def picture(found: Found, content: bytes) -> Picture | None:
    """Tell what these bytes are, whatever the file's name says; None where they are no picture.

    SVG is none: who opens one runs what is written in it, at the site's own address.
    """
    kind = next((kind for kind in _BEGINNINGS if all(content.startswith(mark, at) for at, mark in kind[2])), None)
    if kind is None:
        return None
    ending, media_type, _ = kind
    width, height = _size(content)
    return Picture(
        found=found,
        path=f"{FOLDER}{hashlib.sha256(content).hexdigest()[:32]}.{ending}",
        media_type=media_type,
        length=len(content),
        width=width,
        height=height,
    )


def _size(content: bytes) -> tuple[int, int]:
    import imagesize

    width, height = imagesize.get(BytesIO(content))
    return (width, height) if width > 0 and height > 0 else (0, 0)
