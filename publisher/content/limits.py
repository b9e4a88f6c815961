"""A piece -> the same within what feeds and readers can bear; what goes beyond is told."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import lru_cache

from publisher.content.piece import Piece
from publisher.content.tags import identity
from publisher.errors import Problem

_LONGEST_TITLE = 500
_LONGEST_TAG = 100
_MOST_TAGS = 100


def within_limits(piece: Piece) -> Piece:
    """Cut a title of more than 500 characters, and drop tags that are too long, too many or have no letters."""
    good = tuple(tag for tag in piece.tags if _is_good(tag))
    messages = (*_long_title(piece.title), *_strange_tags(piece.tags), *_too_many(good))
    if not messages:
        return piece
    return replace(
        piece,
        title=_cut(piece.title),
        editions=tuple(replace(edition, title=_cut(edition.title)) for edition in piece.editions),
        tags=good[:_MOST_TAGS],
        problems=(
            *piece.problems,
            *(Problem(file=piece.file, line=piece.line, message=message) for message in messages),
        ),
    )


@lru_cache(maxsize=1 << 16)  # a site has far fewer tags than notes
def _is_good(tag: str) -> bool:
    return len(tag) <= _LONGEST_TAG and any(_is_seen(letter) for letter in identity(tag))


def _is_seen(letter: str) -> bool:
    """Whether it tells a tag from others: a letter, a digit or a picture."""
    return letter.isalnum() or unicodedata.category(letter) == "So"


def _long_title(title: str) -> tuple[str, ...]:
    if len(title) <= _LONGEST_TITLE:
        return ()
    return (f"title of {len(title)} characters cut: expected at most {_LONGEST_TITLE}",)


def _strange_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    strange = [tag for tag in tags if not _is_good(tag)]
    if not strange:
        return ()
    more = f" ({len(strange)} such tags)" if len(strange) > 1 else ""
    return (f'tag "{strange[0][:40]}" not published: expected letters or digits, {_LONGEST_TAG} at most{more}',)


def _too_many(tags: tuple[str, ...]) -> tuple[str, ...]:
    if len(tags) <= _MOST_TAGS:
        return ()
    return (f"{len(tags)} tags: expected at most {_MOST_TAGS}, the first of them are published",)


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
