"""What the driver refuses in SQLite is told as everything else that a store refuses, and names nobody."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import bindparam, update
from sqlalchemy.exc import IntegrityError

from publisher.errors import PublisherError
from publisher.store.address import StoreAddress
from publisher.store.opening import open_store
from publisher.store.swift import drive, run
from publisher.store.tables import subscribers

_NOW = datetime(2024, 12, 13, tzinfo=UTC)
_ADDED = (
    "INSERT INTO subscribers (public_id, email, email_key, language, state, since, created)"
    " VALUES (?, ?, ?, 'en', 'confirmed', '2024-12-13 00:00:00.000000', '2024-12-13 00:00:00.000000')"
)
_MOVED = update(subscribers).where(subscribers.c.id == bindparam("number")).values(since=bindparam("now"))


def test_how_many_rows_were_changed_is_known() -> None:
    with open_store(StoreAddress(), chance=secrets.token_bytes) as store, store.writing() as connection:
        added = drive(connection, _ADDED, (b"one", "min@example.com", b"min"))
        moved = [run(connection, _MOVED, {"number": number, "now": _NOW}) for number in (1, 2)]

    assert added == 1
    assert moved == [1, 0]


def test_a_mistake_names_nobody() -> None:
    with open_store(StoreAddress(), chance=secrets.token_bytes) as store, store.writing() as connection:
        drive(connection, _ADDED, (b"one", "min@example.com", b"min"))

        with pytest.raises(IntegrityError) as failure:
            drive(connection, _ADDED, (b"two", "min@example.com", b"min"))

    assert "UNIQUE" in str(failure.value)
    assert "min@example.com" not in str(failure.value)


def test_a_file_that_broke_is_told_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    with open_store(StoreAddress(file=file), chance=secrets.token_bytes) as store:
        store.close()
        for one in tmp_path.iterdir():
            one.write_bytes(b"no database at all" * 1000)

        expected = r"store\.db: the store cannot be used: file is not a database"
        with pytest.raises(PublisherError, match=expected), store.writing() as connection:
            drive(connection, _ADDED, (b"one", "min@example.com", b"min"))
