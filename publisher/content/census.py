"""What was read -> counts: notes, languages, tags and weeks, before anything is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from publisher.content.piece import Piece
from publisher.content.tags import TagRules
from publisher.week import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """How many notes there are, in all and by what they have. A note counts once for each."""

    notes: int
    dated: int
    languages: dict[str, int]
    """Every language of the site -> notes with commentary in it."""
    tags: dict[str, int]
    """Tag identity -> notes, the commonest first."""
    weeks: dict[str, int]
    """ISO week of the notes' own dates -> notes, the oldest first."""


def count(pieces: Sequence[Piece], *, languages: Sequence[str], rules: TagRules) -> Census:
    """Count all that was read, drafts, empty and undated notes included."""
    spoken = Counter(edition.language for piece in pieces for edition in piece.editions)
    tags = Counter(tag for piece in pieces for tag in {rules.identity(spelling) for spelling in piece.tags} if tag)
    weeks = Counter(str(Week.of(piece.date)) for piece in pieces if piece.date)
    return Census(
        notes=len(pieces),
        dated=sum(piece.date is not None for piece in pieces),
        languages={code: spoken[code] for code in languages},
        tags=dict(sorted(tags.items(), key=lambda item: (-item[1], item[0]))),
        weeks=dict(sorted(weeks.items())),
    )
