"""Files and the web root as it stands -> what will change in it, or every reason why nothing may."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from publisher.errors import Problem, PublisherError
from publisher.file import File, LateFile
from publisher.memory import Memory
from publisher.output.changes import Changes
from publisher.output.path import clashes, mistake
from publisher.output.tree import Tree

_CLOSED = "expected a folder whose files may be changed: its permissions, or its file system, forbid it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done, and the manifest of when it is."""

    changes: Changes
    hashes: Mapping[str, str]
    deserted: tuple[str, ...]
    """Paths that were ours, and are in real folders: where nothing else is left, the folders go too."""


def plan(
    files: Iterable[File | LateFile],
    root: Path,
    owned: Mapping[str, str],
    keep: Callable[[File | LateFile], None],
    memory: Memory,
) -> Plan:
    """Decide about each file as it comes; `keep` is handed those that differ, for they come once and are let go."""
    tree = Tree(root, owned)
    hashes: dict[str, str] = {}
    written: list[str] = []
    problems: list[Problem] = []
    for file in files:
        digest = _digest(file, memory)
        message = mistake(file.path) or _twice(file.path, hashes) or tree.obstacle(file.path, digest)
        if message:
            problems.append(_problem(root, file.path, message))
            continue
        hashes[file.path] = digest
        if not tree.holds(file.path, digest):
            written.append(file.path)
            keep(file)
    problems += [_problem(root, path, "is to be a file and a folder at once") for path in clashes(hashes)]
    if problems:
        raise PublisherError(problems)
    deserted = tuple(path for path in sorted(owned.keys() - hashes.keys()) if tree.reaches(path))
    changes = Changes(
        written=tuple(sorted(written)),
        unchanged=tuple(sorted(hashes.keys() - set(written))),
        removed=tuple(path for path in deserted if tree.has_file(path)),
    )
    if closed := {folder for path in (*changes.written, *changes.removed) if (folder := tree.closed_folder(path))}:
        raise PublisherError(_problem(root, folder, _CLOSED) for folder in sorted(closed))
    return Plan(changes=changes, hashes=hashes, deserted=deserted)


def _digest(file: File | LateFile, memory: Memory) -> str:
    """The SHA-256 of a file's bytes, which are not made where an earlier build has made them."""
    if isinstance(file, File):
        return hashlib.sha256(file.content).hexdigest()
    digest = memory.recall(file.key)
    if digest is None:
        digest = hashlib.sha256(file.content).digest()
        memory.keep(file.key, digest)
    return digest.hex()


def _twice(path: str, hashes: Mapping[str, str]) -> str:
    return "is to be written twice" if path in hashes else ""


def _problem(root: Path, path: str, message: str) -> Problem:
    # A path that is no text, or holds a line break, is shown escaped: a problem is one line.
    shown = path if path.isprintable() else ascii(path)[1:-1]
    return Problem(file=f"{root}/{shown}", message=message)
