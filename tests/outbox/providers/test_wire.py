"""Answers that break off, never end, come too slowly or from a stranger."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from publisher.errors import PublisherError
from publisher.outbox.parcel import Fate, Outcome
from publisher.outbox.transport import UnreachableError
from publisher.outbox.transports.providers.address import is_sound
from tests.loopback import certificate
from tests.outbox.providers.builders import deliver, mailgun, parcel, transport

Talk = Callable[[socket.socket], object]


@contextmanager
def talking(talk: Talk, certified: Path | None = None) -> Iterator[str]:
    """A server that reads the head of each request, answers HEAD and lets `talk` answer the rest; its host and port."""
    over = Event()

    def serve() -> None:
        while not over.is_set():
            with suppress(OSError):
                connection, _ = listening.accept()
                connection.settimeout(60)
                with closing(connection):
                    _converse(context.wrap_socket(connection, server_side=True) if context else connection, talk)

    context = None
    if certified:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certified)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        over.set()
        thread.join()


def _converse(connection: socket.socket, talk: Talk) -> None:
    with connection.makefile("rb") as read:
        while line := read.readline():
            length = 0
            while (header := read.readline()) not in {b"\r\n", b""}:
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            read.read(length)
            if line.startswith(b"HEAD"):
                connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            else:
                talk(connection)
                return


def outcome(talk: Talk, *, timeout: float = 60.0) -> Outcome:
    with talking(talk) as host:
        (one,) = deliver(transport(mailgun(address=f"http://{host}", timeout=timeout)), [parcel()])
    return one


def _saying(content: bytes) -> Talk:
    return lambda connection: connection.sendall(content)


def _endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
    for _ in range(1000):
        connection.sendall(b" " * 65536)


def _silent(connection: socket.socket) -> None:
    connection.recv(1)


def _dripping(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        connection.sendall(b" ")
        with suppress(TimeoutError):
            connection.settimeout(0.05)
            if not connection.recv(1):
                return


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        (_saying(b""), "broke off the connection"),
        (_saying(b'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"id": "<a@b>"'), "broke off the connection"),
        (_saying(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"id'), "broke off the connection"),
        (_saying(b"220 mail.example.org ESMTP\r\n"), "answered with something that is not HTTP"),
        (_endless, "answered without an end"),
    ],
    ids=["nothing", "half", "half a chunk", "no HTTP", "endless"],
)
def test_an_answer_that_is_not_whole_leaves_the_letter_in_doubt(talk: Talk, told: str) -> None:
    one = outcome(talk)

    assert (one.fate, one.reply) == (Fate.UNKNOWN, f"Mailgun {told}")


@pytest.mark.parametrize(
    ("talk", "told"),
    [(_silent, "gave no answer in time"), (_dripping, "did not end its answer within 1.5 seconds")],
    ids=["silent", "dripping"],
)
def test_nobody_waits_for_ever(talk: Talk, told: str) -> None:
    one = outcome(talk, timeout=1.5)

    assert (one.fate, one.reply) == (Fate.UNKNOWN, f"Mailgun {told}")


def test_a_zipped_answer_that_nobody_asked_for_is_no_bomb() -> None:
    import gzip

    content = gzip.compress(b" " * 64 * 1024 * 1024)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(content)}\r\n\r\n".encode()

    assert outcome(_saying(head + content)).fate is Fate.UNKNOWN


def test_a_stranger_is_told_nothing(tmp_path: Path) -> None:
    heard: list[socket.socket] = []
    with (
        talking(heard.append, certificate(tmp_path)) as host,
        pytest.raises(PublisherError, match=r"^127\.0\.0\.1:\d+ has a certificate that is not trusted: self.signed"),
    ):
        deliver(transport(mailgun(address=f"https://{host}")), [parcel()])

    assert heard == []


def test_who_speaks_no_tls_cannot_be_reached() -> None:
    with (
        talking(_silent) as host,
        pytest.raises(UnreachableError, match=r"^127\.0\.0\.1:\d+ (does not speak TLS as it should|gave no|broke off)"),
    ):
        deliver(transport(mailgun(address=f"https://{host}", timeout=1.0)), [parcel()])


def test_a_name_that_nobody_knows_is_told() -> None:
    with pytest.raises(UnreachableError, match=r"^provider\.invalid is a name that no name server knows now"):
        deliver(transport(mailgun(address="https://provider.invalid")), [parcel()])


@pytest.mark.parametrize(
    ("address", "sound"),
    [
        ("https://api.example.org", True),
        ("https://api.example.org:8443/v1", True),
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://[::1]:80", True),
        ("http://api.example.org", False),
        ("https://user:password@api.example.org", False),
        ("https://api.example.org/?a=b", False),
        ("https://[broken", False),
        ("https://api.example.org:port", False),
        ("ftp://api.example.org", False),
        ("https://", False),
        ("", False),
    ],
)
def test_keys_are_told_to_nobody_on_the_way(address: str, *, sound: bool) -> None:
    assert is_sound(address) is sound
