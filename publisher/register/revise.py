"""A note with its line and what is due to it -> its line from now on: which dates move, and which stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from publisher.content.note import Note
from publisher.register.line import Line, RegisteredEdition
from publisher.register.match import Match
from publisher.register.moments import whole


def revise(match: Match, *, note_id: str, news: datetime | None, edited: datetime | None) -> Line:
    """The line of a note that is here.

    `news` is since when a newcomer, or a translation that its author added, is published; None where there is none.
    `edited` is when the texts that changed did; None where their author changed none.
    """
    if match.line and not news and not match.note.updated and _is_as_registered(match, match.line):
        return match.line  # as most notes are
    registered = {edition.language: edition for edition in match.line.editions} if match.line else {}
    for language, text in zip(match.note.languages, match.texts, strict=True):
        known = registered.get(language)
        if known is None:
            published = news or _published(match)
            known = RegisteredEdition(language=language, published=published, updated=published, text=text)
        elif known.text != text:
            updated = max(edited, known.published) if edited else known.updated
            known = replace(known, text=text, updated=updated)
        registered[language] = _as_told(known, match.note)
    return Line(
        id=note_id,
        keys=match.keys,
        editions=tuple(registered[language] for language in sorted(registered)),
    )


def _is_as_registered(match: Match, line: Line) -> bool:
    """Whether nothing that the line tells of the note is different now."""
    here = dict(zip(match.note.languages, match.texts, strict=True))
    texts = {edition.language: edition.text for edition in line.editions}
    return not line.gone and line.keys == match.keys and {**texts, **here} == texts


def _published(match: Match) -> datetime:
    """Of an edition that only a better loader found: as if it had always been there."""
    assert match.line, "a newcomer is news"
    return match.line.published


def _as_told(edition: RegisteredEdition, note: Note) -> RegisteredEdition:
    """What front matter says wins, but nothing is updated before it is published."""
    if note.updated is None:
        return edition
    return replace(edition, updated=max(whole(note.updated), edition.published))
