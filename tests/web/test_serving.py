"""The application on a real port, with clients that mean well and others."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest

from publisher.errors import PublisherError
from publisher.web.serving import Server, Serving
from tests.web.conftest import CONFIGURATION, House


@contextmanager
def running(application: WSGIApplication, **fields: Any) -> Iterator[int]:
    """A server in a thread of its own; yields its port."""
    server = Server(application, Serving(port=0, **fields))
    thread = Thread(target=server.run)
    thread.start()
    try:
        yield urlsplit(server.addresses[0]).port or 0
    finally:
        server.end()
        thread.join()


@pytest.fixture
def port(house: House) -> Iterator[int]:
    with running(house.application(), largest_head=8_000, largest_body=10_000) as port:
        yield port


@pytest.fixture
def impatient(house: House) -> Iterator[int]:
    """Its port; for the tests alone in which nobody who means well could be too slow."""
    with running(house.application(), patience=1, largest_body=10_000) as port:
        yield port


def say(port: int, *pieces: bytes) -> bytes:
    """What comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        for piece in pieces:
            client.sendall(piece)
        answer = b""
        try:
            while received := client.recv(65536):
                answer += received
        except ConnectionResetError:
            pass
        return answer


def a_request(line: str = "GET /ko/atom.xml HTTP/1.1", *headers: str, host: str = "notes.example") -> bytes:
    return "\r\n".join((line, f"Host: {host}", *headers, "", "")).encode("latin-1")


CLOSE = "Connection: close"


def test_a_feed_comes_whole_and_the_connection_is_kept(port: int, house: House) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        for path in ("/ko/atom.xml", "/en/rss.xml", "/ko/tags/llm,tokenizer/feed.json"):
            connection.request("GET", path, headers={"Host": "notes.example"})
            answer = connection.getresponse()
            content = answer.read()

            assert answer.status == 200
            assert answer.getheader("Server") is None
            file = house.settings.paths.output / path[1:]
            assert not file.exists() or content == file.read_bytes()


def test_requests_that_come_together_are_answered_in_their_order(port: int) -> None:
    answer = say(port, a_request(), a_request("HEAD /healthz HTTP/1.1"), a_request("GET /nope HTTP/1.1", CLOSE))

    assert re.findall(rb"HTTP/1\.1 (\d+) ", answer) == [b"200", b"200", b"404"]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (a_request("GET /ko/atom.xml HTTP/1.1", "X-Long: " + "a" * 9_000), b"431"),
        (a_request("GET /" + "a" * 9_000 + " HTTP/1.1"), b"431"),
        (a_request("POST /ko/ HTTP/1.1", "Content-Length: 20000") + b"a" * 20_000, b"413"),
        (a_request("POST /ko/ HTTP/1.1", "Content-Length: -1"), b"400"),
        (
            a_request("POST /ko/ HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked", CLOSE) + b"0\r\n\r\n",
            b"40",
        ),
        (a_request("POST /ko/ HTTP/1.1", "Transfer-Encoding: chunked", CLOSE) + b"xyz\r\n", b"400"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET /ko/ HTTP/1.1\r\nHost: notes.example\r\nX: a\x00b\r\n bad\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"400"),
        (a_request("GET /ko/ HTTP/1.1", CLOSE, host="evil.example"), b"421"),
        (b"GET /ko/ HTTP/1.0\r\n\r\n", b"421"),
        (a_request("GET /%2e%2e/publisher.toml HTTP/1.1", CLOSE), b"404"),
        (a_request("GET /ko%0d%0aX-Evil:%201 HTTP/1.1", CLOSE), b"404"),
        (a_request("GET /%ed%95%9c%ea%b8%80?q=%0d%0aX-Evil:1 HTTP/1.1", CLOSE), b"404"),
        (a_request("GET /ko?%0d%0aX-Evil:%201 HTTP/1.1", CLOSE), b"308"),
        (a_request("GET /\xff\xfe HTTP/1.1", CLOSE), b"400"),
        (a_request("GET http://evil.example/ko/ HTTP/1.1", CLOSE), b"200"),
        (a_request("OPTIONS * HTTP/1.1", CLOSE), b"404"),
        (a_request("CONNECT evil.example:443 HTTP/1.1", CLOSE), b"40"),
    ],
)
def test_what_is_too_large_or_no_request_is_refused(port: int, request_: bytes, status: bytes) -> None:
    answer = say(port, request_)

    head, _, content = answer.partition(b"\r\n\r\n")
    assert head.split(b" ", 2)[1].startswith(status)
    assert b"\r\nx-evil" not in head.lower()
    assert b"time_zone" not in content
    assert b"Traceback" not in content
    assert say(port, a_request("GET /healthz HTTP/1.1", CLOSE)).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("begun", [b"", b"GET /ko/ HT", a_request("POST /ko/ HTTP/1.1", "Content-Length: 9000")])
def test_who_stops_talking_is_let_go(impatient: int, begun: bytes) -> None:
    assert say(impatient, begun) == b""


def test_who_talks_without_end_is_let_go(impatient: int) -> None:
    with socket.create_connection(("127.0.0.1", impatient), timeout=30) as client:
        client.sendall(b"GET /ko/ HTTP/1.1\r\n")
        closed = Event()

        def drip() -> None:
            while not closed.wait(0.1):
                try:
                    client.sendall(b"X: y\r\n")
                except OSError:
                    return

        dripping = Thread(target=drip)
        dripping.start()
        try:
            assert client.recv(100) == b""
        except ConnectionResetError:
            pass
        finally:
            closed.set()
            dripping.join()


def test_slow_clients_keep_nobody_waiting(port: int) -> None:
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(50)]
    try:
        for client in slow:
            client.sendall(b"GET / HT")

        assert say(port, a_request("GET /healthz HTTP/1.1", CLOSE)).startswith(b"HTTP/1.1 200")
    finally:
        for client in slow:
            client.close()


def test_what_was_begun_is_finished_before_the_end() -> None:
    begun, may_go_on = Event(), Event()

    def slow(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun.set()
        may_go_on.wait()
        start_response("200 OK", [("Content-Length", "4")])
        return [b"done"]

    server = Server(slow, Serving(port=0))
    thread = Thread(target=server.run)
    thread.start()
    port = urlsplit(server.addresses[0]).port or 0
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        client.sendall(a_request())
        begun.wait()
        server.end()
        may_go_on.set()
        thread.join()

        assert client.recv(1000).endswith(b"\r\n\r\ndone")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_what_has_ended_can_be_told_to_end_again(house: House) -> None:
    server = Server(house.application(), Serving(port=0))
    server.end()
    server.run()

    server.end()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", urlsplit(server.addresses[0]).port or 0))


def test_a_port_that_is_taken_is_told(house: House) -> None:
    app = house.application()
    with running(app) as port, pytest.raises(PublisherError, match=rf"127\.0\.0\.1:{port}: .*in use"):
        Server(app, Serving(port=port))


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", "::zz"])
def test_an_address_that_is_not_ours_is_told(house: House, host: str) -> None:
    with pytest.raises(PublisherError, match="cannot be listened on"):
        Server(house.application(), Serving(host=host, port=0))


def test_it_listens_on_ipv6_too(house: House) -> None:
    server = Server(house.application(hosts=Serving(host="::1").own_names), Serving(host="::1", port=0))
    server.end()
    server.run()

    assert server.addresses[0].startswith("http://[::1]:")
    assert not Serving(host="0.0.0.0").own_names  # noqa: S104  # it is not listened on


PROGRAM = "import sys; sys.modules.update({gone}); from publisher.cli import main; main(['serve', *sys.argv[1:]])"


def start(folder: Path, *arguments: str, gone: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM.format(gone=gone), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_serves_until_it_is_told_to_end(house: House, number: signal.Signals) -> None:
    with start(house.folder, "--port", "0") as program:
        assert program.stderr
        address = program.stderr.readline().split()[-1]
        port = urlsplit(address).port or 0
        answer = say(port, a_request("GET /ko/atom.xml HTTP/1.1", CLOSE, host="localhost"))
        program.send_signal(number)
        _, rest = program.communicate(timeout=60)

    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert program.returncode == 0
    assert rest.startswith("GET /ko/atom.xml 200 ")


def test_a_site_below_a_path_is_said_to_be_there(house: House) -> None:
    house.write("publisher.toml", CONFIGURATION.replace("notes.example/", "notes.example/papers/"))
    with start(house.folder, "--port", "0") as program:
        assert program.stderr
        told = program.stderr.readline()
        place = urlsplit(told.split()[-1])
        answer = say(place.port or 0, a_request(f"GET {place.path}ko/atom.xml HTTP/1.1", CLOSE, host="localhost"))
        program.terminate()
        program.communicate(timeout=60)

    assert told.startswith("https://notes.example/papers/ is served at http://127.0.0.1:")
    assert place.path == "/papers/"
    assert answer.startswith(b"HTTP/1.1 200 OK")


def test_a_site_that_is_not_built_yet_is_told_and_waited_for(house: House) -> None:
    house.settings.paths.output.rename(house.folder / "elsewhere")
    with start(house.folder, "--port", "0") as program:
        assert program.stderr
        told = program.stderr.readline()
        port = urlsplit(program.stderr.readline().split()[-1]).port or 0
        before = say(port, a_request("GET /ko/atom.xml HTTP/1.1", CLOSE, host="localhost"))
        (house.folder / "elsewhere").rename(house.settings.paths.output)
        after = say(port, a_request("GET /ko/atom.xml HTTP/1.1", CLOSE, host="localhost"))
        program.terminate()
        program.communicate(timeout=60)

    assert told.endswith("feeds: nothing is built yet: run `publisher build`\n")
    assert (before[9:12], after[9:12]) == (b"404", b"200")


def test_a_missing_extra_is_named(house: House) -> None:
    with start(house.folder, gone="waitress=None") as program:
        _, told = program.communicate(timeout=60)

    assert program.returncode == 1
    assert told == "`publisher serve` needs waitress: pip install 'publisher[web]'\n"
