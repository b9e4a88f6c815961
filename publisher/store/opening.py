"""An address -> an open Store: made on first use, upgraded with a copy kept, refused where it is newer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select

from publisher.errors import PublisherError
from publisher.store import tables
from publisher.store.address import StoreAddress
from publisher.store.connecting import connect, for_writing, take_turn
from publisher.store.keyring import SECRET_BYTES, Keyring
from publisher.store.revisions import REVISIONS, Revisions, revision_of
from publisher.store.store import Store, told

Chance = Callable[[int], bytes]
"""So many random bytes, which nobody can guess: `secrets.token_bytes`."""

_MODE = 0o600
"""It holds people's addresses."""
_NAME_OF_SECRET = "secret"  # noqa: S105  # a name, no secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """What was done to a store before it was opened."""

    before: str | None
    """The shape that it had; None where there was nothing."""
    after: str
    copy: Path | None = None
    """Where the file is kept as it was before."""


def open_store(address: StoreAddress, *, chance: Chance, revisions: Revisions = REVISIONS) -> Store:
    """Open a store; a file is made where there is none, and upgraded where it is older.

    A server's database is never upgraded by the way, because other machines may be at work in it. PublisherError where
    the store cannot be used, or is newer than this program.
    """
    return _opened(address, chance=chance, revisions=revisions, may_upgrade=not address.url)[0]


def upgrade_store(address: StoreAddress, *, chance: Chance, revisions: Revisions = REVISIONS) -> Upgrade:
    """Make a store, or upgrade it; done twice it does nothing."""
    store, upgrade = _opened(address, chance=chance, revisions=revisions, may_upgrade=True)
    store.close()
    return upgrade


def stored_revision(address: StoreAddress) -> str | None:
    """The shape that a store has, whoever made it; None where nothing of ours is there. Changes nothing."""
    engine = connect(address)
    try:
        with told(address), engine.connect() as connection:
            return revision_of(connection)
    finally:
        engine.dispose()


def _opened(address: StoreAddress, *, chance: Chance, revisions: Revisions, may_upgrade: bool) -> tuple[Store, Upgrade]:
    if address.file:
        _make_private(address.file)
    engine = connect(address)
    try:
        with told(address):
            upgrade = _prepare(engine, address, chance=chance, revisions=revisions, may_upgrade=may_upgrade)
            with engine.connect() as connection:
                query = select(tables.settings.c.value).where(tables.settings.c.name == _NAME_OF_SECRET)
                secret = connection.execute(query).scalar_one()
    except BaseException:
        engine.dispose()
        raise
    return Store(address=address, engine=engine, keyring=Keyring(secret)), upgrade


def _make_private(file: Path) -> None:
    """Make an empty file that only its owner reads: SQLite takes its mode over to the files beside it."""
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _MODE)
    except FileExistsError:
        return
    except OSError as error:
        raise PublisherError(f"{file}: the store cannot be made: {error.strerror}") from error
    os.close(descriptor)


def _prepare(
    engine: Engine, address: StoreAddress, *, chance: Chance, revisions: Revisions, may_upgrade: bool
) -> Upgrade:
    with engine.connect() as connection:
        before = _revision(connection, address, revisions)
    copy = None
    if before != revisions.newest:
        if not may_upgrade:
            state = f"has the shape {before}, this publisher works with" if before else "holds nothing yet, expected"
            raise PublisherError(f"{address}: the store {state} {revisions.newest}: run `publisher db upgrade`")
        before, copy = _upgrade(engine, address, chance=chance, revisions=revisions)
    if address.file:
        _allow_readers(engine)
    return Upgrade(before=before, after=revisions.newest, copy=copy)


def _upgrade(
    engine: Engine, address: StoreAddress, *, chance: Chance, revisions: Revisions
) -> tuple[str | None, Path | None]:
    """One of those who find a store older upgrades it; the others wait, and find it done."""
    from publisher.store.upgrade import upgrade

    copy = None
    with engine.connect() as connection, for_writing(connection).begin():
        take_turn(connection)
        before = _revision(connection, address, revisions)
        if before == revisions.newest:
            return before, None
        if address.file and before:
            copy = _copy(address.file, address.file.with_name(f"{address.file.name}.before-{revisions.newest}"))
        upgrade(connection, revisions)
        if not before:
            connection.execute(insert(tables.settings).values(name=_NAME_OF_SECRET, value=chance(SECRET_BYTES)))
    return before, copy


def _revision(connection: Connection, address: StoreAddress, revisions: Revisions) -> str | None:
    """The shape that a store has, one of those that are known; None where nothing is there yet."""
    revision = revision_of(connection)
    if revision is None:
        strange = set(inspect(connection).get_table_names())
        if connection.dialect.name == "postgresql":  # a server's database may hold more than ours
            strange &= set(tables.METADATA.tables)
        if strange:
            raise PublisherError(f"{address}: expected a store of publisher, got tables such as {min(strange)}")
    elif revision not in revisions.names:
        raise PublisherError(
            f"{address}: the store has the shape {revision}, this publisher knows {revisions.newest} and older: "
            "it was used by a newer publisher, use that one"
        )
    return revision


def _copy(file: Path, copy: Path) -> Path:
    """Copy a database as it is, other programs at work in it or not; a copy that was not finished is replaced."""
    unfinished = copy.with_name(f".{copy.name}")
    unfinished.unlink(missing_ok=True)
    _make_private(unfinished)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    return unfinished.replace(copy)


def _allow_readers(engine: Engine) -> None:
    """Let others read while one writes (WAL). The file remembers it, so whoever is busy now leaves it to the next."""
    with engine.connect() as connection, suppress(sqlite3.OperationalError):
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.close()
