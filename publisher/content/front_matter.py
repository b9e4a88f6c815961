"""Markdown with YAML front matter -> a piece: the fields that its author names, the rest as in a vault note."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from pydantic import ValidationError

from publisher.content.edition import title_of
from publisher.content.fields import SYNONYMS, Fields
from publisher.content.language import Tongues
from publisher.content.markdown_note import read_markdown
from publisher.content.piece import Piece
from publisher.content.source import Source, clean
from publisher.errors import Problem, Severity

_LONGEST = 64 * 1024
_MOST_DEEP = 20


def has_front_matter(source: Source) -> bool:
    """Whether a file begins with `---`."""
    return next((line for line in source.lines if line.strip()), "").rstrip() == "---"


def read_front_matter(source: Source, tongues: Tongues, *, zone: ZoneInfo, forced: str = "") -> Piece:
    """Read one file; `forced` is the language that its name says (`note.ko.md`)."""
    start = next(number for number, line in enumerate(source.lines) if line.strip()) + 1
    end = next(
        (n for n in range(start, len(source.lines)) if source.lines[n].rstrip() in {"---", "..."}),
        None,
    )
    if end is None:
        return _refused(
            source,
            [
                _mistake(
                    source,
                    start,
                    "front matter is never closed: expected a line of ---",
                )
            ],
        )
    raw, problems = _mapping(source, start, end)
    fields = None
    if raw is not None:
        lines = {key: _line_of(key, source.lines[start:end], start) for key in map(str, raw)}
        fields, mistakes = _fields(raw, source, lines)
        problems = [*problems, *mistakes, *_strangers(raw, source, lines)]
        problems += _languages(fields, source, lines, tongues) if fields else []
    if fields is None or any(problem.severity is Severity.MISTAKE for problem in problems):
        return _refused(source, problems)
    languages = (forced,) if forced else tuple(fields.languages)
    piece = read_markdown(
        source,
        tongues,
        first=end + 2,
        title=title_of(fields.title),
        only=languages,
        abstract=fields.abstract,
    )
    moment = _moment(fields.date, zone)
    day = moment.astimezone(zone).date() if moment else fields.date
    return replace(
        piece,
        line=1,
        date=day if isinstance(day, date) else piece.date,
        authors=tuple(fields.authors) or piece.authors,
        addresses=tuple(dict.fromkeys((*fields.url, *piece.addresses))),
        tags=tuple(dict.fromkeys((*fields.tags, *piece.tags))),
        moment=moment,
        updated=_moment(fields.updated, zone) or _midnight(fields.updated, zone),
        draft=fields.draft,
        problems=(*problems, *piece.problems),
    )


def _mapping(source: Source, start: int, end: int) -> tuple[Mapping[str, Any] | None, list[Problem]]:
    """The front matter as YAML says it, or why it cannot be read. Aliases are refused: they make YAML bombs."""
    text = "\n".join(source.lines[start:end])
    if len(text) > _LONGEST:
        return None, [
            _mistake(
                source,
                start,
                f"front matter is too long: expected at most {_LONGEST} characters",
            )
        ]
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > _MOST_DEEP:
                line = start + 1 + (event.start_mark.line if event.start_mark else 0)
                return None, [
                    _mistake(
                        source,
                        line,
                        "expected plain YAML, without aliases and deep nesting",
                    )
                ]
        raw = yaml.load(text, Loader=yaml.CSafeLoader) or {}
    except yaml.MarkedYAMLError as error:
        line = start + 1 + (error.problem_mark.line if error.problem_mark else 0)
        return None, [_mistake(source, line, f"front matter is not YAML: {error.problem}")]
    except (yaml.YAMLError, ValueError) as error:
        return None, [
            _mistake(
                source,
                start,
                f"front matter is not YAML: {' '.join(str(error).split())[:120]}",
            )
        ]
    if not isinstance(raw, dict):
        return None, [_mistake(source, start, "expected front matter of the form `title: …`")]
    named = {SYNONYMS.get(str(key).lower(), str(key).lower()): _cleaned(value) for key, value in raw.items()}
    return named, []


def _cleaned(value: object) -> object:
    """YAML can write characters that no file may hold, such as "\\ud800"."""
    if isinstance(value, str):
        return clean(value)
    return [_cleaned(item) for item in value] if isinstance(value, list) else value


def _fields(raw: Mapping[str, Any], source: Source, lines: Mapping[str, int]) -> tuple[Fields | None, list[Problem]]:
    try:
        return Fields.model_validate(raw), []
    except ValidationError as error:
        return None, [
            _mistake(
                source,
                lines.get(str(e["loc"][0]), 1),
                f"{e['loc'][0]}: {_reason(e['msg'])}",
            )
            for e in error.errors(include_url=False)
        ]


def _reason(message: str) -> str:
    words = message.removeprefix("Value error, ")
    return words if words.startswith("expected") else words.replace("Input should be", "expected")


def _strangers(raw: Mapping[str, Any], source: Source, lines: Mapping[str, int]) -> list[Problem]:
    """Tell of keys that look like a slip of the pen; keys of other programs are let be."""
    known = list(Fields.model_fields)
    near = {key: difflib.get_close_matches(key, known, n=1, cutoff=0.8) for key in raw if key not in known}
    return [
        Problem(
            file=source.file,
            line=lines.get(key, 1),
            message=f"unknown key {key!r}, is {names[0]!r} meant?",
            severity=Severity.NOTICE,
        )
        for key, names in near.items()
        if names
    ]


def _languages(fields: Fields, source: Source, lines: Mapping[str, int], tongues: Tongues) -> list[Problem]:
    strange = [code for code in fields.languages if code not in tongues.codes]
    if not strange:
        return []
    expected = ", ".join(tongues.codes)
    message = f'languages: expected some of {expected}, got "{strange[0][:40]}"'
    return [_mistake(source, lines.get("languages", 1), message)]


def _line_of(key: str, lines: Sequence[str], start: int) -> int:
    names = {key, *(synonym for synonym, name in SYNONYMS.items() if name == key)}
    wanted = re.compile(
        rf"\s*[\"']?(?:{'|'.join(map(re.escape, sorted(names)))})[\"']?\s*:",
        re.IGNORECASE,
    )
    return next(
        (start + 1 + number for number, line in enumerate(lines) if wanted.match(line)),
        start,
    )


def _moment(when: datetime | date | None, zone: ZoneInfo) -> datetime | None:
    if not isinstance(when, datetime):
        return None
    return (when if when.tzinfo else when.replace(tzinfo=zone)).replace(microsecond=0)


def _midnight(when: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime(when.year, when.month, when.day, tzinfo=zone) if when else None


def _refused(source: Source, problems: Sequence[Problem]) -> Piece:
    return Piece(
        file=source.file,
        date=None,
        title=source.stem,
        refused=True,
        source_hash=source.hash,
        problems=tuple(problems),
    )


def _mistake(source: Source, line: int, message: str) -> Problem:
    return Problem(file=source.file, line=line, message=message)
