"""An address as its author wrote it -> a URI (RFC 3986) that stands in any link."""

from __future__ import annotations

import re
from urllib.parse import quote

_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def uri(address: str) -> str:
    """Percent-encode what an author may write in an address and RFC 3986 does not know, Hangul or a brace."""
    return quote(_STRAY_PERCENT.sub("%25", address), safe="%/:?#@!$&'()*+,;=~")
