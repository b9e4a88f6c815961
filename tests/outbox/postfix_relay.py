"""Postfix of its own, in a temporary folder: the system's, if there is one, is not touched."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

MASTER = Path("/usr/lib/postfix/sbin/master")
CAN_RUN = MASTER.exists() and os.geteuid() == 0
"""It changes users, which only root may."""

_USER = "postfix"
_QUEUES = "active bounce corrupt defer deferred flush hold incoming maildrop saved trace pid private public".split()
_SERVICES = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""
_SETTINGS = {
    "compatibility_level": "3.6",
    "inet_interfaces": "127.0.0.1",
    "inet_protocols": "ipv4",
    "myhostname": "relay.example",
    "mydestination": "",
    "mynetworks": "127.0.0.0/8",
    "virtual_mailbox_domains": "example.com",
    "virtual_mailbox_maps": "inline:{ min@example.com=min/ jo@example.com=jo/ }",
    "smtpd_recipient_restrictions": "permit_auth_destination, reject",
    "message_size_limit": "200000",
    "virtual_mailbox_limit": "0",
    "smtpd_peername_lookup": "no",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Postfix:
    """One that runs."""

    port: int
    mail: Path

    def arrived(self, person: str, number: int, *, seconds: float = 60) -> list[bytes]:
        """The messages of a person, as soon as there are so many."""
        until = monotonic() + seconds
        while len(files := list((self.mail / person / "new").glob("*"))) < number and monotonic() < until:
            sleep(0.02)
        return sorted(file.read_bytes() for file in files)


@contextmanager
def postfix(**settings: str) -> Iterator[Postfix]:
    folder = Path(tempfile.mkdtemp(prefix="postfix-"))
    folder.chmod(0o755)
    with _held_port() as port:
        _lay_out(folder, port, settings)
        process = subprocess.Popen([MASTER, "-c", folder / "config", "-d"], stderr=subprocess.PIPE)
        try:
            _await(port, process, folder / "log")
            yield Postfix(port=port, mail=folder / "mail")
        finally:
            process.terminate()
            process.communicate(timeout=60)
            shutil.rmtree(folder)


def _lay_out(folder: Path, port: int, settings: Mapping[str, str]) -> None:
    for name in ("config", "state", "mail", "queue", *(f"queue/{one}" for one in _QUEUES)):
        (folder / name).mkdir()
        if name not in {"config", "queue", "queue/pid"}:
            shutil.chown(folder / name, _USER)
    owner = (folder / "mail").stat()
    places = {
        "queue_directory": folder / "queue",
        "data_directory": folder / "state",
        "virtual_mailbox_base": folder / "mail",
        "virtual_uid_maps": f"static:{owner.st_uid}",
        "virtual_gid_maps": f"static:{owner.st_gid or 65534}",
        "maillog_file": folder / "log",
        "maillog_file_prefixes": folder,
    }
    lines = (f"{key} = {value}" for key, value in {**_SETTINGS, **places, **settings}.items())
    (folder / "config" / "main.cf").write_text("\n".join(lines) + "\n")
    (folder / "config" / "master.cf").write_text(_SERVICES.format(port=port).lstrip())


@contextmanager
def _held_port() -> Iterator[int]:
    """A port that nobody else is given meanwhile; who shares it, as Postfix does, may listen there all the same."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def _await(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(3000):
        assert process.poll() is None, log.read_text() if log.exists() else process.stderr and process.stderr.read()
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            sleep(0.02)
    raise AssertionError("Postfix does not listen")
