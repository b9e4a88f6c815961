"""A piece -> the same within what feeds and readers can bear; what goes beyond is told."""

from __future__ import annotations

from dataclasses import replace

from publisher.content.piece import Piece
from publisher.content.tags import identity
from publisher.errors import Problem

_LONGEST_TITLE = 500
_LONGEST_TAG = 100
_MOST_TAGS = 100


def within_limits(piece: Piece) -> Piece:
    """Cut a title of more than 500 characters, and drop tags that are too long, too many or have no letters."""
    problems = []
    if len(piece.title) > _LONGEST_TITLE:
        problems.append(f"title of {len(piece.title)} characters cut: expected at most {_LONGEST_TITLE}")
    good = [tag for tag in piece.tags if identity(tag) and len(tag) <= _LONGEST_TAG]
    strange = [tag for tag in piece.tags if tag not in set(good)]
    if strange:
        problems.append(
            f'tag "{strange[0][:40]}" not published: expected letters or digits, {_LONGEST_TAG} at most'
            + (f" ({len(strange)} such tags)" if len(strange) > 1 else "")
        )
    if len(good) > _MOST_TAGS:
        problems.append(f"{len(good)} tags: expected at most {_MOST_TAGS}, the first of them are published")
    if not problems:
        return piece
    return replace(
        piece,
        title=_cut(piece.title),
        editions=tuple(replace(edition, title=_cut(edition.title)) for edition in piece.editions),
        tags=tuple(good[:_MOST_TAGS]),
        problems=(
            *piece.problems,
            *(Problem(file=piece.file, line=piece.line, message=message) for message in problems),
        ),
    )


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
