"""A file to be published: what the stages make and `output` writes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Bytes and where they belong."""

    path: str
    """Below feeds/, with slashes, NFC: `ko/tags/tokenizer/atom.xml`."""
    content: bytes
