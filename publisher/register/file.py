"""register.jsonl on disk <-> a Register: read whole or not at all, replaced whole and only when it changed."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from pathlib import Path

from publisher.errors import Problem, PublisherError, Severity
from publisher.file import replace_whole
from publisher.register.line import Line, Register, form, parse
from publisher.register.merge import merge

_CONFLICT_MARKER = re.compile(rb"<{7} |\|{7} |={7}$|>{7} ")


def read(path: Path) -> Register | None:
    """The register, or None where there is none; PublisherError names every line that cannot be read."""
    try:
        if not path.exists():
            return None
        if not path.is_file():  # a pipe would be waited for
            raise PublisherError([Problem(file=path.name, message="expected a file of lines, got something else")])
        content = path.read_bytes()
    except OSError as error:
        raise PublisherError([Problem(file=path.name, message=f"cannot be read: {error.strerror}")]) from error
    return _register(content.removeprefix(b"\xef\xbb\xbf"), name=path.name)


def write(path: Path, register: Register) -> bool:
    """Replace the file whole; False when it holds the same bytes already and is left alone.

    One at a time: what a killed build has left of its own is removed.
    """
    content = form(register.lines)
    target = Path(os.path.realpath(path))
    waiting = target.with_name(f".{target.name[:50]}.publisher-new")
    try:
        if os.path.lexists(waiting):
            waiting.unlink()
        if target.is_file() and target.read_bytes() == content:
            return False
        replace_whole(target, content, waiting=waiting)
    except OSError as error:
        raise PublisherError([Problem(file=path.name, message=f"cannot be written: {error.strerror}")]) from error
    return True


def _register(content: bytes, *, name: str) -> Register:
    numbered: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    damaged: list[Problem] = []
    for number, text in enumerate(content.splitlines(), start=1):
        try:
            if text.strip():
                line = _line(text)
                numbered[line.id].append((number, line))
        except ValueError as error:
            damaged.append(Problem(file=name, line=number, message=str(error)))
    if damaged:
        raise PublisherError(damaged)
    return Register(
        lines=tuple(merge([line for _, line in numbered[note_id]]) for note_id in sorted(numbered)),
        problems=tuple(_doubled(found, name=name) for found in numbered.values() if len(found) > 1),
    )


def _line(text: bytes) -> Line:
    if _CONFLICT_MARKER.match(text):
        raise ValueError(
            f'expected a registered note, got the conflict marker "{text.decode(errors="replace")}" of git: '
            "keep the lines of both sides and delete the markers"
        )
    return parse(text)


def _doubled(found: list[tuple[int, Line]], *, name: str) -> Problem:
    (first, line), *others = found
    return Problem(
        file=name,
        line=others[0][0],
        message=f"{line.id} stands in line {first} already; merged to the earliest published and the latest updated",
        severity=Severity.NOTICE,
    )
