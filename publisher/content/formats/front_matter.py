"""Markdown with YAML front matter -> a piece: the fields that its author names, the rest as in a vault note."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from publisher.content.files.source import Source
from publisher.content.formats.edition import title_of
from publisher.content.formats.fields import SYNONYMS, Fields
from publisher.content.formats.markdown_note import read_markdown
from publisher.content.formats.yaml_block import Setting, read_yaml
from publisher.content.piece import Piece
from publisher.content.words.language import Tongues
from publisher.errors import Problem, Severity

_FENCE = "---"
_TOML_FENCE = "+++"
_ENDS = frozenset({_FENCE, "..."})
_NAMED_ALIKE = 0.8


def has_front_matter(source: Source) -> bool:
    """Whether a file begins with `---`, or with `+++` as other programs write it."""
    return next((line for line in source.lines if line.strip()), "").rstrip() in {_FENCE, _TOML_FENCE}


def read_front_matter(source: Source, tongues: Tongues, *, zone: ZoneInfo, stem: str = "", forced: str = "") -> Piece:
    """Read one file; `forced` is the language that its name says (`note.ko.md`), `stem` its name without that."""
    start = next(number for number, line in enumerate(source.lines) if line.strip()) + 1
    if source.lines[start - 1].rstrip() == _TOML_FENCE:
        message = f"expected front matter in YAML between lines of {_FENCE}, got TOML between lines of {_TOML_FENCE}"
        return _refused(source, (Problem(file=source.file, line=start, message=message),))
    end = next((n for n in range(start, len(source.lines)) if source.lines[n].rstrip() in _ENDS), None)
    if end is None:
        message = f"front matter is never closed: expected a line of {_FENCE}"
        return _refused(source, (Problem(file=source.file, line=start, message=message),))
    settings, problems = read_yaml("\n".join(source.lines[start:end]), file=source.file, first=start + 1)
    named = {SYNONYMS.get(key, key): setting for key, setting in settings.items()}
    fields, mistakes = _fields(named, source.file, tongues)
    strangers = _strangers(named, source.file)
    if fields is None or problems:
        return _refused(source, (*problems, *mistakes, *strangers))
    piece = read_markdown(
        source,
        tongues,
        stem=stem,
        first=end + 2,
        title=title_of(fields.title),
        abstract=fields.abstract,
        only=(forced,) if forced else tuple(fields.languages),
    )
    return _with_fields(piece, fields, zone, problems=strangers)


def _fields(settings: Mapping[str, Setting], file: str, tongues: Tongues) -> tuple[Fields | None, tuple[Problem, ...]]:
    """The fields as typed values, or each mistake in them at its line."""
    values = {key: setting.value for key, setting in settings.items()}
    try:
        return Fields.model_validate(values, context=tongues.codes), ()
    except ValidationError as error:
        return None, tuple(
            Problem(
                file=file,
                line=settings[str(mistake["loc"][0])].line,
                message=f"{mistake['loc'][0]}: {_reason(mistake['msg'])}",
            )
            for mistake in error.errors(include_url=False)
        )


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ").replace("Input should be", "expected", 1)


def _with_fields(piece: Piece, fields: Fields, zone: ZoneInfo, *, problems: tuple[Problem, ...]) -> Piece:
    """The piece with what its front matter says, which wins over what stands below and over the file's name."""
    moment = _moment(fields.date, zone)
    day = moment.astimezone(zone).date() if moment else fields.date
    return replace(
        piece,
        line=1,
        date=day or piece.date,
        authors=tuple(fields.authors) or piece.authors,
        addresses=tuple(dict.fromkeys((*fields.url, *piece.addresses))),
        tags=tuple(dict.fromkeys((*fields.tags, *piece.tags))),
        via=fields.via,
        image=fields.image,
        moment=moment,
        updated=_moment(fields.updated, zone) or _midnight(fields.updated, zone),
        draft=fields.draft,
        problems=(*problems, *piece.problems),
    )


def _strangers(settings: Mapping[str, Setting], file: str) -> tuple[Problem, ...]:
    """Tell of keys that look like a slip of the pen; keys of other programs are let be."""
    known = list(Fields.model_fields)
    near = {
        key: difflib.get_close_matches(key, known, n=1, cutoff=_NAMED_ALIKE) for key in settings if key not in known
    }
    return tuple(
        Problem(
            file=file,
            line=settings[key].line,
            message=f"unknown key {key!r}, is {names[0]!r} meant?",
            severity=Severity.NOTICE,
        )
        for key, names in near.items()
        if names
    )


def _moment(when: datetime | date | None, zone: ZoneInfo) -> datetime | None:
    if not isinstance(when, datetime):
        return None
    return (when if when.tzinfo else when.replace(tzinfo=zone)).replace(microsecond=0)


def _midnight(when: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime(when.year, when.month, when.day, tzinfo=zone) if when else None


def _refused(source: Source, problems: tuple[Problem, ...]) -> Piece:
    return Piece(
        file=source.file,
        date=None,
        title=source.stem,
        refused=True,
        source_hash=source.hash,
        problems=problems,
    )
