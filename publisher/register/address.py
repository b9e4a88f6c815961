"""An address -> one key for every way to write it: arXiv's abs, pdf and v2, DOIs, http or https."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_ARXIV = re.compile(
    r"(?:(?:[a-z0-9-]+\.)*(?:arxiv|alphaxiv|ar5iv)\.org/[a-z-]+/"
    r"|huggingface\.co/papers/|(?:doi:|(?:dx\.)?doi\.org/)10\.48550/arxiv\.|arxiv:)"
    r"(?:(\d{4}\.\d{4,5})|([a-z-]+)(?:\.[a-z]{2})?(/\d{7}))"  # since 2007, and before
    r"(?:v\d+)?(?:\.pdf)?(?:\?.*)?"
)
_ARXIV_PAGE = re.compile(r"https?://arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})(?:v\d+)?")
"""What nine addresses in ten look like."""
_DOI = re.compile(r"(?:doi:|(?:dx\.)?doi\.org/)(10\..+)")
_OPENREVIEW = re.compile(r"openreview\.net/\w+\?(?:.*&)?id=([\w-]+)(?:&.*)?")


def address_key(address: str) -> str:
    """`arxiv:2412.08905`, `doi:10.1145/3292500`, `openreview:rJl0r3R9KX`, else host, path and query."""
    if page := _ARXIV_PAGE.fullmatch(address):
        return f"arxiv:{page[1]}"
    bare = _bare(address)
    folded = bare.lower()
    if found := _ARXIV.fullmatch(folded):
        return "arxiv:" + "".join(filter(None, found.groups()))
    if found := _DOI.fullmatch(folded):
        return f"doi:{found[1]}"
    if found := _OPENREVIEW.fullmatch(bare):
        return f"openreview:{found[1]}"
    return bare


def _bare(address: str) -> str:
    """The address without what never tells two pages apart."""
    text = address.strip()
    try:
        parts = urlsplit(text)
    except ValueError:  # such as an unclosed bracket in the host
        return text
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    if not host:
        return text
    return host + parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
