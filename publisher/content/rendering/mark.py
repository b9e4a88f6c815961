"""An article -> its mark: another one wherever anything that is shown of the entry is another."""

from __future__ import annotations

from collections.abc import Iterable

from publisher.content.library import Entry
from publisher.content.rendering.article import Article
from publisher.memory import Packing, key_of

_PACKING = Packing(bytes)


def mark(article: Article, editions: Iterable[Entry] = ()) -> bytes:
    """A key of all of an entry and, of others, whatever is shown beside it; `editions` are its translations."""
    facts = (
        article.entry,
        article.borrowed,
        [(other.language, other.path) for other in editions],
        [(other.title, other.language, other.abstract_language, other.path) for other in article.related],
    )
    return key_of(_PACKING.pack(facts))
