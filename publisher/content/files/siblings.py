"""`note.ko.md` and `note.en.md`: files that are translations of each other -> one piece."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from posixpath import splitext

from publisher.content.piece import Piece
from publisher.errors import Problem, Severity


def split_language(file: str, codes: Sequence[str]) -> tuple[str, str]:
    """The path without ending and language, and the language: `a/note.ko.md` is `a/note` and `ko`."""
    bare, ending = splitext(file)
    stem, dot, code = bare.rpartition(".")
    known = next((name for name in codes if name.lower() == code.lower()), "")
    return (stem, known) if dot and known and ending != ".txt" else (bare, "")


def merge(pieces: Sequence[Piece], codes: Sequence[str]) -> Piece:
    """Join translations: the first that has a thing gives it, tags and addresses are gathered, each keeps its text.

    `pieces` are in the order of the site's languages, one file each.
    """
    drafts = [piece for piece in pieces if piece.draft]
    if drafts and len(drafts) < len(pieces):
        merged = merge([piece for piece in pieces if not piece.draft], codes)
        return replace(merged, problems=(*merged.problems, *map(_draft, drafts)))
    first = pieces[0]
    if len(pieces) == 1:
        return first
    editions = {edition.language: edition for piece in reversed(pieces) for edition in piece.editions}
    return replace(
        first,
        date=next((piece.date for piece in pieces if piece.date), None),
        authors=next((piece.authors for piece in pieces if piece.authors), ()),
        addresses=tuple(dict.fromkeys(chain.from_iterable(piece.addresses for piece in pieces))),
        editions=tuple(editions[code] for code in codes if code in editions),
        tags=tuple(dict.fromkeys(chain.from_iterable(piece.tags for piece in pieces))),
        related=tuple(dict.fromkeys(chain.from_iterable(piece.related for piece in pieces))),
        via=next((piece.via for piece in pieces if piece.via), ""),
        image=next((piece.image for piece in pieces if piece.image), ""),
        moment=next((piece.moment for piece in pieces if piece.moment), None),
        updated=max((piece.updated for piece in pieces if piece.updated), default=None),
        refused=any(piece.refused for piece in pieces),
        source_hash=hashlib.sha256("".join(piece.source_hash for piece in pieces).encode()).hexdigest(),
        problems=(
            *chain.from_iterable(piece.problems for piece in pieces),
            *_disagreements(pieces),
            *_doubles(pieces),
        ),
    )


def _draft(piece: Piece) -> Problem:
    return Problem(file=piece.file, message="left out: a draft", severity=Severity.LEFT_OUT)


def _disagreements(pieces: Sequence[Piece]) -> tuple[Problem, ...]:
    dated = [piece for piece in pieces if piece.date]
    return tuple(
        Problem(
            file=piece.file,
            line=1,
            message=f"expected the date of {dated[0].file}, {dated[0].date}, got {piece.date}",
        )
        for piece in dated[1:]
        if piece.date != dated[0].date
    )


def _doubles(pieces: Sequence[Piece]) -> tuple[Problem, ...]:
    """Tell of text that is not published because a file before it is in the same language."""
    return tuple(
        Problem(
            file=piece.file, line=piece.line, message=f"expected one text in {language!r}, {first.file} has one too"
        )
        for number, piece in enumerate(pieces)
        for language in (edition.language for edition in piece.editions)
        if (first := next((other for other in pieces[:number] if language in _languages(other)), None))
    )


def _languages(piece: Piece) -> tuple[str, ...]:
    return tuple(edition.language for edition in piece.editions)
