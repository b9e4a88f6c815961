"""An address -> an engine, set up so that SQLite and PostgreSQL keep the same promises."""

from __future__ import annotations

import sqlite3
from importlib.util import find_spec
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, StaticPool, create_engine, event, text

from publisher.errors import PublisherError
from publisher.store.address import StoreAddress
from publisher.store.swift import drive

_PATIENCE = 30
"""Seconds that another program at work in the file, or a server that does not answer, is waited for."""
_WRITES = "publisher_writes"
_LOCK = 0x7075626C
"""The advisory lock of those who decide, in a PostgreSQL database: "publ"."""


def connect(address: StoreAddress) -> Engine:
    """An engine; nothing is opened yet. No error of it shows what was in a row: those are people's addresses."""
    return _postgresql(address) if address.url else _sqlite(address)


def for_writing(connection: Connection) -> Connection:
    """Let the next transaction write: in SQLite it waits for its turn when it begins, not in the middle."""
    return connection.execution_options(**{_WRITES: True})


def take_turn(connection: Connection) -> None:
    """Let one transaction at a time read and then write by what it read; in SQLite that is so already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def hurry(connection: Connection) -> None:
    """Let commits of this connection not wait for the disk. It goes to nobody else afterwards."""
    connection.detach()
    cursor = connection.connection.cursor()
    if connection.dialect.name == "postgresql":
        cursor.execute("SET synchronous_commit = off")
        connection.connection.commit()
    else:
        cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _sqlite(address: StoreAddress) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(address.file) if address.file else None),
        hide_parameters=True,
        # The driver's own transactions begin too late: they are begun below.
        connect_args={"timeout": _PATIENCE, "isolation_level": None, "check_same_thread": False},
        poolclass=None if address.file else StaticPool,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: Any) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")  # who left has left, also when the power fails
        connection.execute("PRAGMA secure_delete = ON")  # who is forgotten is overwritten

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        drive(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(address: StoreAddress) -> Engine:
    if not find_spec("psycopg"):
        raise PublisherError(f"{address}: PostgreSQL needs psycopg: pip install 'publisher[postgres]'")
    engine = create_engine(
        address.url.replace("postgresql://", "postgresql+psycopg://", 1),
        hide_parameters=True,
        connect_args={"connect_timeout": _PATIENCE},
        pool_pre_ping=True,
    )

    @event.listens_for(engine, "handle_error")
    def hide_row(context: ExceptionContext) -> None:
        """The server tells with a refusal the whole row that it refuses, and the driver repeats that."""
        error: Any = context.original_exception
        detail = getattr(getattr(error, "diag", None), "message_detail", None)
        for one in (error, context.sqlalchemy_exception) if detail else ():
            if one:
                one.args = (str(one.args[0]).partition("\nDETAIL:")[0],)

    return engine
