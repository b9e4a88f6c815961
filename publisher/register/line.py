"""A line of register.jsonl <-> one registered note: its id, its keys and its dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, ConfigDict, Field, TypeAdapter, ValidationError

from publisher.errors import Problem
from publisher.register.keys import Keys

NAME = "register.jsonl"
VERSION: Literal[1] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredEdition:
    """A note in one language: since when it is published, and when its text last changed."""

    language: str
    published: AwareDatetime
    updated: AwareDatetime
    text: str
    """Hash of what readers see of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A note that was published once. It stays for ever: a note that is gone may return."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)

    version: Literal[1] = VERSION
    id: str
    """A tag: URI (RFC 4151) without the language."""
    gone: bool = False
    """Whether the last build did not find the note."""
    keys: Keys
    editions: Annotated[tuple[RegisteredEdition, ...], Field(min_length=1)]
    """By language; those that the note has no longer stay."""

    @property
    def authority(self) -> str:
        """Whose id it is (RFC 4151, section 2.1)."""
        return self.id.removeprefix("tag:").partition(",")[0]

    @property
    def day(self) -> str:
        """The note's own date when it was registered, as in its id."""
        return self.id.partition(",")[2].partition(":")[0]

    @property
    def published(self) -> AwareDatetime:
        return min(edition.published for edition in self.editions)

    @property
    def updated(self) -> AwareDatetime:
        return max(edition.updated for edition in self.editions)

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(edition.language for edition in self.editions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Every note that was ever published."""

    lines: tuple[Line, ...] = ()
    """By id, each id once."""
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    """What its reader should know of it."""


_LINE = TypeAdapter(Line)


def parse(text: str | bytes) -> Line:
    """Read one line; ValueError says everything that is wrong with it."""
    try:
        return _LINE.validate_json(text)
    except ValidationError as error:
        raise ValueError(_explain(error)) from error


def form(lines: Iterable[Line]) -> bytes:
    """The register's bytes: a line of JSON for each note, sorted by id."""
    return b"".join(_LINE.dump_json(line) + b"\n" for line in sorted(lines, key=lambda line: line.id))


def _explain(error: ValidationError) -> str:
    faults = {".".join(map(str, fault["loc"])): fault for fault in error.errors()}
    if version := faults.get("version"):
        return f"expected version {VERSION}, got {version['input']!r}: a newer publisher wrote this line"
    reasons = (f"{place}: {fault['msg']}" if place else fault["msg"] for place, fault in faults.items())
    return f"expected a registered note as JSON, got one that cannot be read ({'; '.join(reasons)})"
