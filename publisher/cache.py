"""A file that may be deleted at any time <-> a Memory for builds to come: SQLite, made anew where it is damaged."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from publisher.memory import Forgetful, Memory

FILE_NAME = "cache.db"

_VERSION = 1
_PATIENCE = 1.0
"""Seconds that another program at work in the file is waited for."""
_MARK = 8
"""Bytes before each content that tell whether it still is what was kept."""


class Cache:
    """A Memory in an open database, for one build."""

    def __init__(self, connection: sqlite3.Connection, *, program: str, writes: bool) -> None:
        self._connection = connection
        self._program = program.encode()
        self._writes = writes
        self._used: set[bytes] = set()
        self.is_damaged = False

    def recall(self, key: bytes) -> bytes | None:
        place = self._place(key)
        row = self._run("SELECT content FROM kept WHERE key = ?", place)
        if not row or not isinstance(row[0], bytes):
            return None
        mark, content = row[0][:_MARK], row[0][_MARK:]
        if mark != _mark(place, content):
            return None
        self._used.add(place)
        return content

    def keep(self, key: bytes, content: bytes) -> None:
        if self._writes:
            place = self._place(key)
            self._run("INSERT OR REPLACE INTO kept VALUES (?, ?)", place, _mark(place, content) + content)
            self._used.add(place)

    def hold(self, key: bytes) -> None:
        self._used.add(self._place(key))

    def drop_unused(self) -> None:
        """Forget what this build neither recalled, kept nor held: nothing needs it any more."""
        stale = {place for (place,) in self._connection.execute("SELECT key FROM kept")} - self._used
        self._connection.executemany("DELETE FROM kept WHERE key = ?", ((place,) for place in stale))

    def _place(self, key: bytes) -> bytes:
        """What one program made is none of another's."""
        return hashlib.sha256(self._program + key).digest()[:16]

    def _run(self, statement: str, *values: bytes) -> tuple[object, ...] | None:
        """Run a statement and return its first row; what fails is as good as forgotten."""
        try:
            row: tuple[object, ...] | None = self._connection.execute(statement, values).fetchone()
        except sqlite3.OperationalError:  # a full disk, another program at work
            return None
        except sqlite3.DatabaseError:
            self.is_damaged = True
            return None
        return row


@contextmanager
def remembering(folder: Path, *, program: str) -> Iterator[Memory]:
    """A memory in this folder while a build is at work; `program` names the program that may use what it makes.

    Where the folder cannot be used, everything is made anew: nothing that is published depends on it.
    """
    connection = _open(folder / FILE_NAME)
    if not connection:
        yield Forgetful()
        return
    cache = Cache(connection, program=program, writes=True)
    try:
        yield cache
        with suppress(sqlite3.Error):
            cache.drop_unused()
    finally:
        with suppress(sqlite3.Error):
            connection.commit()
        connection.close()
        if cache.is_damaged:
            _remove(folder / FILE_NAME)


@contextmanager
def recalling(folder: Path, *, program: str) -> Iterator[Memory]:
    """The same memory for those who write nothing."""
    try:
        connection = sqlite3.connect(f"{(folder / FILE_NAME).as_uri()}?mode=ro", timeout=_PATIENCE, uri=True)
    except sqlite3.Error:
        yield Forgetful()
        return
    try:
        yield Cache(connection, program=program, writes=False)
    finally:
        connection.close()


def _open(file: Path) -> sqlite3.Connection | None:
    """The file, locked for one build, or None where that cannot be. One that is damaged is made anew."""
    try:
        file.parent.mkdir(exist_ok=True)
        return _locked(file)
    except (OSError, sqlite3.OperationalError):  # no permission, no room, another program at work
        return None
    except sqlite3.DatabaseError:
        _remove(file)
        with suppress(sqlite3.Error):
            return _locked(file)
        return None


def _locked(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    try:
        # Power may fail: then marks tell what is damaged, and it is made anew.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone() != (_VERSION,):
            connection.execute("DROP TABLE IF EXISTS kept")
            connection.execute("CREATE TABLE kept (key BLOB PRIMARY KEY, content BLOB NOT NULL)")
            connection.execute(f"PRAGMA user_version = {_VERSION}")
    except BaseException:
        connection.close()
        raise
    return connection


def _remove(file: Path) -> None:
    for name in (file.name, f"{file.name}-journal"):
        with suppress(OSError):
            file.with_name(name).unlink()


def _mark(place: bytes, content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_MARK, key=place).digest()
