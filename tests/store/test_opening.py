"""A store is made on first use, by one of those who want it; upgraded with a copy kept; refused where it is newer."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from traceback import format_exception

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from publisher.errors import PublisherError
from publisher.store import tables
from publisher.store.address import StoreAddress
from publisher.store.opening import Upgrade, open_store, upgrade_store
from publisher.store.revisions import REVISIONS, Revisions
from publisher.store.store import Store
from tests.builders import NOW, a_chance
from tests.store.server import Server

_NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{newest}"


def upgrade() -> None:
    op.add_column("subscribers", sa.Column("hat", sa.Text, nullable=False, server_default="bowler"))
"""


@pytest.fixture
def newer(tmp_path: Path) -> Revisions:
    """What a later program knows: our shapes and another."""
    scripts = shutil.copytree(REVISIONS.scripts, tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "r9001_hats.py").write_text(_NEXT.format(newest=REVISIONS.newest))
    return Revisions(names=(*REVISIONS.names, "9001"), scripts=scripts)


def add_somebody(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(
            insert(tables.subscribers).values(
                public_id=b"1", email="a@b.kr", email_key=b"2", language="ko", state="asked",
                since=NOW, created=NOW,
            )
        )  # fmt: skip


@pytest.mark.parametrize("name", ["what? why.db", "100%.db", "a&b=c#d.db", "메모.db"])
def test_a_file_may_be_called_anything(tmp_path: Path, name: str) -> None:
    address = StoreAddress(file=tmp_path / name)
    with open_store(address, chance=a_chance()) as store:
        add_somebody(store)

    with closing(sqlite3.connect(tmp_path / name)) as opened:
        assert opened.execute("SELECT email FROM subscribers").fetchall() == [("a@b.kr",)]


def test_no_error_tells_what_was_in_a_row(store: Store) -> None:
    row = {
        "public_id": b"1", "email": "ada@example.org", "email_key": b"2", "language": "ko", "state": "elated",
        "since": NOW, "created": NOW,
    }  # fmt: skip

    with pytest.raises(IntegrityError) as refusal, store.writing() as connection:
        connection.execute(insert(tables.subscribers), row)

    told = "".join(format_exception(refusal.value))
    assert "state_known" in told
    assert "ada@" not in told


def test_the_shapes_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(REVISIONS.scripts))

    walked = ScriptDirectory.from_config(config).walk_revisions()

    assert tuple(reversed([script.revision for script in walked])) == REVISIONS.names


def test_the_scripts_make_the_tables_that_the_program_reads(store: Store) -> None:
    with store.reading() as connection:
        found = inspect(connection)
        differences = compare_metadata(MigrationContext.configure(connection), tables.METADATA)
        checks = {
            name: {str(one["name"]) for one in found.get_check_constraints(name)} for name in tables.METADATA.tables
        }

    assert differences == []
    assert checks["subscribers"] == {"subscribers_state_known", "subscribers_forgotten_has_no_address"}
    assert checks["suppressions"] == {"suppressions_reason_known"}


def test_upgrading_twice_upgrades_once(address: StoreAddress) -> None:
    first = upgrade_store(address, chance=secrets.token_bytes)

    second = upgrade_store(address, chance=secrets.token_bytes)

    assert first == Upgrade(before=None, after=REVISIONS.newest)
    assert second == Upgrade(before=REVISIONS.newest, after=REVISIONS.newest)


def test_the_secret_is_made_once_and_stays(address: StoreAddress) -> None:
    upgrade_store(address, chance=a_chance(1))

    with open_store(address, chance=a_chance(2)) as opened:
        secret = opened.keyring.secret

    assert secret == a_chance(1)(32)
    assert repr(secret) not in repr(opened)


def test_an_older_store_is_upgraded_and_keeps_its_rows(store: Store, newer: Revisions) -> None:
    add_somebody(store)

    upgrade = upgrade_store(store.address, chance=secrets.token_bytes, revisions=newer)

    assert (upgrade.before, upgrade.after) == (REVISIONS.newest, "9001")
    with store.reading() as connection:
        assert connection.execute(text("SELECT email, hat FROM subscribers")).all() == [("a@b.kr", "bowler")]


def test_a_newer_store_is_refused_in_one_line(store: Store, newer: Revisions) -> None:
    upgrade_store(store.address, chance=secrets.token_bytes, revisions=newer)

    with pytest.raises(PublisherError) as refusal:
        open_store(store.address, chance=secrets.token_bytes)

    assert refusal.value.message == (
        f"{store.address}: the store has the shape 9001, this publisher knows {REVISIONS.newest} and older: "
        "it was used by a newer publisher, use that one"
    )


def test_a_script_that_fails_leaves_the_store_as_it_was(store: Store, newer: Revisions) -> None:
    add_somebody(store)
    script = newer.scripts / "versions" / "r9001_hats.py"
    script.write_text(script.read_text() + "    raise RuntimeError\n")

    with pytest.raises(RuntimeError):
        upgrade_store(store.address, chance=secrets.token_bytes, revisions=newer)

    with open_store(store.address, chance=secrets.token_bytes) as opened, opened.reading() as connection:
        assert "hat" not in [column["name"] for column in inspect(connection).get_columns("subscribers")]


def test_suppressions_can_be_added_but_neither_changed_nor_deleted(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(insert(tables.suppressions).values(email_key=b"2", at=NOW, reason="left"))

    for statement in ("UPDATE suppressions SET reason = 'lifted'", "DELETE FROM suppressions"):
        with pytest.raises(DBAPIError, match="suppressions are only ever added"), store.writing() as connection:
            connection.execute(text(statement))

    with store.reading() as connection:
        assert connection.execute(select(tables.suppressions.c.reason)).scalars().all() == ["left"]


def test_moments_come_back_aware_and_the_same(store: Store) -> None:
    add_somebody(store)

    with store.reading() as connection:
        since = connection.execute(select(tables.subscribers.c.since)).scalar_one()

    assert since == NOW
    assert since.tzinfo is not None


def test_what_fails_within_a_transaction_changes_nothing(store: Store) -> None:
    with suppress(ZeroDivisionError), store.writing() as connection:
        connection.execute(insert(tables.suppressions).values(email_key=b"2", at=NOW, reason="left"))
        raise ZeroDivisionError

    with store.reading() as connection:
        assert connection.execute(select(tables.suppressions.c.id)).all() == []


# What only a file does.


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "publisher.db"


def test_opening_a_file_that_is_not_there_makes_it_readable_by_its_owner_alone(file: Path) -> None:
    with open_store(StoreAddress(file=file), chance=secrets.token_bytes) as opened:
        add_somebody(opened)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.glob("publisher.db*")}

    assert modes == dict.fromkeys(("publisher.db", "publisher.db-wal", "publisher.db-shm"), 0o600)


def test_an_older_file_is_upgraded_when_it_is_opened_and_a_copy_kept(file: Path, newer: Revisions) -> None:
    address = StoreAddress(file=file)
    with open_store(address, chance=secrets.token_bytes) as old:
        add_somebody(old)
        open_store(address, chance=secrets.token_bytes, revisions=newer).close()

    copy = file.with_name("publisher.db.before-9001")
    with closing(sqlite3.connect(copy)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(subscribers)")]
        people = connection.execute("SELECT email FROM subscribers").fetchall()
    assert "hat" not in columns
    assert people == [("a@b.kr",)]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert sorted(path.name for path in file.parent.glob("*publisher.db*")) == ["publisher.db", copy.name]


def test_processes_that_open_at_once_make_it_once(file: Path) -> None:
    program = (
        "import sys, secrets; from pathlib import Path; from publisher.store.address import StoreAddress;"
        "from publisher.store.opening import open_store; sys.stdin.readline();"
        "print(open_store(StoreAddress(file=Path(sys.argv[1])), chance=secrets.token_bytes).keyring.secret.hex())"
    )
    command = [sys.executable, "-c", program, str(file)]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]

    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    secrets_found = {process.communicate()[0] for process in processes}

    assert {process.returncode for process in processes} == {0}
    assert len(secrets_found) == 1
    assert len(secrets_found.pop()) == 65


def test_a_database_of_another_program_is_refused(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE kept (key)")

    with pytest.raises(PublisherError, match=r"publisher\.db: expected a store of publisher, got tables such as kept$"):
        open_store(StoreAddress(file=file), chance=secrets.token_bytes)


def test_a_file_that_is_no_database_is_refused(file: Path) -> None:
    file.write_text("dear diary, " * 100)

    with pytest.raises(PublisherError, match=r"publisher\.db: the store cannot be used: file is not a database$"):
        open_store(StoreAddress(file=file), chance=secrets.token_bytes)

    assert file.read_text() == "dear diary, " * 100


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PublisherError, match=r"no/publisher\.db: the store cannot be made: No such file or directory$"):
        open_store(StoreAddress(file=tmp_path / "no" / "publisher.db"), chance=secrets.token_bytes)


def test_who_cannot_clean_a_file_is_told_why(file: Path) -> None:
    with (
        open_store(StoreAddress(file=file), chance=secrets.token_bytes) as opened,
        closing(sqlite3.connect(file, isolation_level=None)) as writer,
    ):
        with closing(opened.engine.raw_connection()) as only_connection:
            only_connection.cursor().execute("PRAGMA busy_timeout = 0")
        writer.execute("BEGIN IMMEDIATE")

        with pytest.raises(PublisherError, match=r"publisher\.db: the store cannot be used: database is locked$"):
            opened.scrub()


def test_who_reads_on_keeps_deleted_rows_from_being_cleaned_and_it_is_told(file: Path) -> None:
    with (
        open_store(StoreAddress(file=file), chance=secrets.token_bytes) as opened,
        closing(sqlite3.connect(file, isolation_level=None)) as reader,
    ):
        with closing(opened.engine.raw_connection()) as only_connection:
            only_connection.cursor().execute("PRAGMA busy_timeout = 0")
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM subscribers").fetchall()

        with pytest.raises(PublisherError, match=r"the store cannot be cleaned: somebody is at work in it$"):
            opened.scrub()


def test_readers_do_not_wait_for_a_writer(file: Path) -> None:
    with (
        open_store(StoreAddress(file=file), chance=secrets.token_bytes) as opened,
        opened.writing(),
        opened.reading() as connection,
    ):
        assert connection.execute(select(tables.subscribers.c.id)).all() == []


def test_opening_what_is_up_to_date_imports_no_alembic(file: Path) -> None:
    open_store(StoreAddress(file=file), chance=secrets.token_bytes).close()
    program = (
        "import sys, secrets; from pathlib import Path; from publisher.store.address import StoreAddress;"
        "from publisher.store.opening import open_store;"
        "open_store(StoreAddress(file=Path(sys.argv[1])), chance=secrets.token_bytes).close(); print(*sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True)

    assert "sqlalchemy" in done.stdout.split()
    assert "alembic" not in done.stdout.split()


# What only a server does.


def test_a_server_is_upgraded_only_when_it_is_asked_for(server: Server) -> None:
    address = server.new_database()

    with pytest.raises(PublisherError) as refusal:
        open_store(address, chance=secrets.token_bytes)

    assert refusal.value.message == (
        f"{address}: the store holds nothing yet, expected {REVISIONS.newest}: run `publisher db upgrade`"
    )


def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    address = StoreAddress(url="postgresql://me:hush@127.0.0.1:1/notes")

    with pytest.raises(PublisherError) as refusal:
        open_store(address, chance=secrets.token_bytes)

    assert refusal.value.message.startswith("postgresql://me@127.0.0.1:1/notes: the store cannot be used: ")
    assert "hush" not in refusal.value.message
    assert os.linesep not in refusal.value.message
