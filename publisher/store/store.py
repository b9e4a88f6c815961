"""An open store: transactions, and what a database refuses -> one line for a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, InternalError, NotSupportedError, ProgrammingError

from publisher.errors import PublisherError
from publisher.store import tables
from publisher.store.address import StoreAddress
from publisher.store.connecting import for_writing, hurry, take_turn
from publisher.store.keyring import Keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A database whose tables have the shape that this program knows. May be used by several threads."""

    address: StoreAddress
    engine: Engine = field(repr=False)
    keyring: Keyring

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the store as it is at one moment."""
        with told(self.address), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it, or nothing where its block fails."""
        with told(self.address), self.engine.connect() as connection, for_writing(connection).begin():
            yield connection

    @contextmanager
    def deciding(self) -> Iterator[Connection]:
        """A transaction in which what was read is still so when it is written: one at a time, on every machine."""
        with self.writing() as connection:
            take_turn(connection)
            yield connection

    @contextmanager
    def keeping(self, *, survives_power: bool = True) -> Iterator[Connection]:
        """A connection for very many short transactions that write: `begin()` one after another.

        Without `survives_power` a commit is quicker: it outlives this program, but perhaps not the power.
        """
        with told(self.address), self.engine.connect() as connection:
            for_writing(connection)
            if not survives_power:
                hurry(connection)
            yield connection

    def scrub(self) -> None:
        """Take what was deleted out of the files as well; PublisherError where others at work there prevent it."""
        with told(self.address), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                names = ", ".join(tables.METADATA.tables)
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(f"VACUUM {names}"))
                return
            cursor = connection.connection.cursor()
            cursor.execute("VACUUM")
            is_busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            cursor.close()
            if is_busy:
                raise PublisherError(f"{self.address}: the store cannot be cleaned: somebody is at work in it")

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def told(address: StoreAddress) -> Iterator[None]:
    """Name the store and the reason: a server that is down, a full disk, a file that is no database."""
    try:
        yield
    except (DatabaseError, sqlite3.OperationalError) as error:
        if isinstance(error, ProgrammingError | IntegrityError | DataError | InternalError | NotSupportedError):
            raise  # a mistake of this program
        reason = " ".join(str(error.orig if isinstance(error, DatabaseError) else error).split())
        raise PublisherError(f"{address}: the store cannot be used: {reason}") from error
