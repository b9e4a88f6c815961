"""Small pictures of each kind, as bytes."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 3, height: int = 2, *, shade: int = 0) -> bytes:
    """A picture of one shade of grey, which any program opens."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([shade]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def jpeg(width: int, height: int, *, turned: bool = False) -> bytes:
    """What a camera writes, which may say that it was held upright."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"
    orientation = struct.pack("<HHLHH", 0x0112, 3, 1, 6, 0)
    exif = b"Exif\0\0" + b"II*\0" + struct.pack("<L", 8) + struct.pack("<H", 1) + orientation + bytes(4)
    segments = [(0xE1, exif)] * turned + [(0xC0, frame)]
    written = (bytes([0xFF, kind]) + struct.pack(">H", len(one) + 2) + one for kind, one in segments)
    return b"\xff\xd8" + b"".join(written) + b"\xff\xd9"


def webp(width: int, height: int) -> bytes:
    size = struct.pack("<L", width - 1)[:3] + struct.pack("<L", height - 1)[:3]
    chunk = b"VP8X" + struct.pack("<L", 10) + bytes(4) + size
    return b"RIFF" + struct.pack("<L", 4 + len(chunk)) + b"WEBP" + chunk


AVIF = struct.pack(">L", 24) + b"ftypavif" + bytes(4) + b"avifmif1"
"""No more than its beginning."""
