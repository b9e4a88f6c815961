"""A statement that runs very often -> the driver's own, compiled once: what SQLAlchemy does each time costs more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Update
from sqlalchemy.exc import DBAPIError

_Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    sql: str
    names: tuple[str, ...]
    """Of its values, in their order."""
    fixed: Mapping[str, Any]
    converted: Mapping[str, _Convert]
    """Values that the driver does not take as they are: moments."""
    is_positional: bool


def run(connection: Connection, statement: Update, values: Mapping[str, Any]) -> int:
    """Run an update whose values are all named; how many rows it changed."""
    compiled = _compiled(statement, connection.dialect)
    given = {**compiled.fixed, **values}
    for name, convert in compiled.converted.items():
        given[name] = convert(given[name])
    taken: Any = tuple(given[name] for name in compiled.names) if compiled.is_positional else given
    return drive(connection, compiled.sql, taken)


def drive(connection: Connection, sql: str, values: Any = ()) -> int:
    """Run what is the driver's own already, within a transaction; how many rows it changed.

    SQLite itself takes less time for it than SQLAlchemy does to look after it.
    """
    if connection.dialect.name != "sqlite":
        return connection.exec_driver_sql(sql, values).rowcount
    driver: Any = connection.connection.dbapi_connection
    try:
        changed: int = driver.execute(sql, values).rowcount
    except sqlite3.Error as error:  # told as SQLAlchemy tells it, and as little of what was in the row
        raise DBAPIError.instance(sql, None, error, sqlite3.Error, hide_parameters=True) from error
    return changed


@lru_cache(maxsize=64)
def _compiled(statement: Update, dialect: Dialect) -> _Compiled:
    compiled = statement.compile(dialect=dialect)
    binds = {compiled.bind_names[bind]: bind for bind in compiled.bind_names}
    converters = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
    return _Compiled(
        sql=str(compiled),
        names=tuple(compiled.positiontup or ()),
        fixed={name: bind.value for name, bind in binds.items() if not bind.required},
        converted={name: convert for name, convert in converters.items() if convert},
        is_positional=bool(compiled.positional),
    )
