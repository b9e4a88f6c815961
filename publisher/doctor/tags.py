"""`v=DMARC1; p=none` -> names and values: DKIM keys and DMARC records are written alike (RFC 6376, section 3.2)."""

from __future__ import annotations

from collections.abc import Mapping


def tags_of(record: str) -> Mapping[str, str]:
    """Names in lower case; what has no = is left out."""
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): "".join(value.split()) for name, equals, value in pairs if equals}
