"""Pieces <-> bytes: all that an issue's letters are made of, frozen so that the last letter is made like the first.

Notes, templates, titles and tags may change while letters are on their way, and a sending that was cut short may go on
after days. What is kept is plain data and no code: MessagePack, compressed.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import msgspec

from publisher.errors import PublisherError
from publisher.newsletter.encoding import BASE64, QUOTED_PRINTABLE
from publisher.newsletter.issue import Issue
from publisher.newsletter.pieces import Note, Pieces
from publisher.newsletter.settings import Newsletter
from publisher.newsletter.sheet import Piece, Sheet
from publisher.site import Site
from publisher.week import Week

_ENCODINGS = {encoding.name: encoding for encoding in (QUOTED_PRINTABLE, BASE64)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    encoding: str
    pieces: tuple[Piece, ...]
    fixed: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frozen:
    """The notes themselves are left out: no letter asks for them again."""

    week: Week
    language: str
    site: Site
    newsletter: Newsletter
    week_in_words: str
    notes: tuple[Note, ...]
    tags: Mapping[str, int]
    html: _Sheet
    text: _Sheet
    headers: str
    boundary: str


def freeze(pieces: Pieces) -> bytes:
    """The pieces as bytes: the same for the same pieces."""
    frozen = _Frozen(
        week=pieces.issue.week,
        language=pieces.issue.language,
        site=pieces.site,
        newsletter=pieces.newsletter,
        week_in_words=pieces.week,
        notes=pieces.notes,
        tags=pieces.tags,
        html=_frozen_sheet(pieces.html),
        text=_frozen_sheet(pieces.text),
        headers=pieces.headers,
        boundary=pieces.boundary,
    )
    return zlib.compress(msgspec.msgpack.encode(frozen, enc_hook=_name_of_zone, order="deterministic"))


def thaw(content: bytes) -> Pieces:
    """The pieces again; PublisherError where another version of this program froze them in another shape."""
    try:
        frozen = msgspec.msgpack.decode(zlib.decompress(content), type=_Frozen, dec_hook=_zone)
        html, text = _sheet(frozen.html), _sheet(frozen.text)
    except (msgspec.DecodeError, zlib.error, KeyError) as error:
        raise PublisherError(
            f"this issue was begun by another version of publisher, which has to end it: {error}"
        ) from error
    return Pieces(
        issue=Issue(week=frozen.week, language=frozen.language, tags=(), days=()),
        site=frozen.site,
        newsletter=frozen.newsletter,
        week=frozen.week_in_words,
        notes=frozen.notes,
        tags=frozen.tags,
        html=html,
        text=text,
        headers=frozen.headers,
        boundary=frozen.boundary,
    )


def _frozen_sheet(sheet: Sheet) -> _Sheet:
    return _Sheet(encoding=sheet.encoding.name, pieces=sheet.pieces, fixed=dict(sheet.fixed))


def _sheet(frozen: _Sheet) -> Sheet:
    return Sheet(encoding=_ENCODINGS[frozen.encoding], pieces=frozen.pieces, fixed=frozen.fixed)


def _name_of_zone(zone: object) -> str:
    assert isinstance(zone, ZoneInfo), "everything else is plain data"
    return zone.key


def _zone(_: type, name: str) -> ZoneInfo:
    return ZoneInfo(name)
