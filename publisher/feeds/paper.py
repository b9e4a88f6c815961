"""The address of a note's paper -> the identifiers that reference managers know the paper by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from publisher.register.address import address_key

_SINCE_2007 = re.compile(r"(\d\d)(\d\d)\.\d{4,5}")
_BEFORE = re.compile(r"[a-z-]+/(\d\d)(\d\d)\d{3}")
_FIRST_YEAR = 91  # of arXiv


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifiers:
    """What a paper is known by; all empty for an address that is just a page."""

    arxiv: str = ""
    """`2412.00001`, or `hep-th/9901001` as it was until 2007."""
    doi: str = ""
    """`10.1145/3292500`; every paper on arXiv has one there."""

    @property
    def month(self) -> str:
        """When a paper came to arXiv, which its identifier says: `2024-12`; empty for any other."""
        found = _SINCE_2007.fullmatch(self.arxiv) or _BEFORE.fullmatch(self.arxiv)
        if not found or not "01" <= found[2] <= "12":
            return ""
        return f"{'19' if int(found[1]) >= _FIRST_YEAR else '20'}{found[1]}-{found[2]}"


@lru_cache(maxsize=1 << 16)
def identifiers(address: str) -> Identifiers:
    """Tell a paper by an address of arXiv or of a DOI, however it is written."""
    kind, _, name = address_key(address).partition(":")
    if kind == "arxiv":
        return Identifiers(arxiv=name, doi=f"10.48550/arXiv.{name}")
    if kind == "doi":
        return Identifiers(doi=unquote(name.partition("?")[0]))
    return Identifiers()
