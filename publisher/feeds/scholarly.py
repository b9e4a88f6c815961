"""A paper's identifiers -> the elements that reference managers look for, in Atom and RSS alike."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from publisher.feeds.paper import Identifiers
from publisher.feeds.splice import element

_PRISM = {"xmlns:prism": "http://prismstandard.org/namespaces/basic/2.0/"}
"""Declared where it is used: a feed without papers holds no vocabulary that validators wonder at."""


@lru_cache(maxsize=1 << 16)
def scholarly(paper: Identifiers) -> str:
    """Dublin Core and PRISM of an entry on a paper; nothing for any other."""
    return "".join(_elements(paper))


def _elements(paper: Identifiers) -> Iterator[str]:
    if paper.arxiv:
        yield element("dc:identifier", f"arXiv:{paper.arxiv}")
    if paper.doi:
        # Zotero takes the last identifier alone, and of that a DOI.
        yield element("dc:identifier", f"doi:{paper.doi}")
        yield element("prism:doi", paper.doi, _PRISM)
    if paper.arxiv:
        yield element("prism:publicationName", "arXiv", _PRISM)
    if paper.month:
        yield element("prism:publicationDate", paper.month, _PRISM)
