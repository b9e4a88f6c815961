"""Pings over real sockets to hubs on loopback, sound ones and others."""

from __future__ import annotations

import math
import shutil
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from publisher.websub.answer import TOLD, Answer, Verdict
from publisher.websub.connection import connect
from tests.loopback import certificate
from tests.websub.servers import Request, accept, answering, scripted_hub

TOPIC = "https://notes.example/ko/tags/%EA%B0%95%ED%99%94%ED%95%99%EC%8A%B5/atom.xml"


def ping(hub: str, timeout: float = 30) -> Answer:
    with connect(hub, timeout=timeout) as tell:
        return tell(TOPIC)


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that is ours, so that nobody else listens there, and where we do not either."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


def test_a_ping_is_a_form_with_the_topic_as_it_stands_in_the_feed() -> None:
    with scripted_hub() as hub:
        assert ping(hub.address) == TOLD

    assert hub.forms == [{"hub.mode": ["publish"], "hub.url": [TOPIC], "hub.topic": [TOPIC]}]
    assert hub.headers[0]["Content-Type"] == "application/x-www-form-urlencoded"
    assert hub.headers[0]["User-Agent"].startswith("publisher/")


@pytest.mark.parametrize(("status", "body"), [(204, b""), (202, b"Accepted\n"), (200, b"x" * 4096)])
def test_many_pings_share_a_connection(status: int, body: bytes) -> None:
    with scripted_hub(answering(status, body)) as hub, connect(hub.address, timeout=30) as tell:
        assert {tell(f"{TOPIC}?{number}").verdict for number in range(20)} == {Verdict.TOLD}

    assert len(hub.forms) == 20
    assert len(hub.connections) == 1


def test_a_hub_that_is_not_there_is_owed(closed_port: int) -> None:
    answer = ping(f"http://127.0.0.1:{closed_port}/")

    assert answer == Answer(verdict=Verdict.OWED, reason="refused the connection")


def test_a_hub_whose_name_nobody_knows_is_owed() -> None:
    assert ping("https://hub.invalid/").verdict is Verdict.OWED


@pytest.mark.parametrize("hub", ["http://255.255.255.255/", "http://"])
def test_what_else_keeps_us_from_a_hub_is_named(hub: str) -> None:
    answer = ping(hub)

    assert answer.verdict is Verdict.OWED
    assert answer.reason.startswith("cannot be reached: ")


def test_a_hub_that_holds_us_is_owed() -> None:
    released = Event()

    def hold(request: Request) -> None:
        released.wait(timeout=60)
        request.close_connection = True

    with scripted_hub(hold) as hub:
        try:
            answer = ping(hub.address, timeout=0.05)
        finally:
            released.set()

    assert answer == Answer(verdict=Verdict.OWED, reason="gave no answer within 0.05 seconds")


def reset(request: Request) -> None:
    """Hang up so that the other side is told that something went wrong (TCP RST)."""
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.close_connection = True
    request.rfile.close()
    request.connection.close()


def test_a_connection_that_breaks_before_the_answer_is_owed() -> None:
    def break_off(request: Request) -> None:
        request.connection.sendall(b"HTTP/1.1 20")
        reset(request)

    with scripted_hub(break_off) as hub:
        answer = ping(hub.address)

    assert answer.verdict is Verdict.OWED
    assert answer.reason in ("broke off the connection", "answered with something that is not HTTP")


def test_a_hub_that_just_hangs_up_is_owed() -> None:
    def hang_up(request: Request) -> None:
        request.close_connection = True

    with scripted_hub(hang_up) as hub:
        answer = ping(hub.address)

    assert answer == Answer(verdict=Verdict.OWED, reason="broke off the connection")


def test_a_connection_that_breaks_after_the_status_has_told() -> None:
    def break_off(request: Request) -> None:
        request.connection.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\nhalf of")
        reset(request)

    with scripted_hub(break_off) as hub:
        assert ping(hub.address) == TOLD


def test_what_is_no_http_is_owed() -> None:
    def mumble(request: Request) -> None:
        request.connection.sendall(b"220 mail.example ESMTP\r\n\r\n")
        request.close_connection = True

    with scripted_hub(mumble) as hub:
        answer = ping(hub.address)

    assert answer == Answer(verdict=Verdict.OWED, reason="answered with something that is not HTTP")


@pytest.mark.parametrize("status", [400, 301])
def test_of_a_huge_answer_no_more_is_read_than_a_line_needs(status: int) -> None:
    sent = [0]

    def flood(request: Request) -> None:
        request.send_response(status)
        request.send_header("Location", "/")
        request.end_headers()
        request.wfile.flush()
        request.close_connection = True
        try:
            while sent[0] < 1 << 30:
                request.connection.sendall(b"no " * 20_000)
                sent[0] += 60_000
        except OSError:
            return

    with scripted_hub(flood) as hub:
        answer = ping(hub.address)

    assert answer.verdict is Verdict.REFUSED
    assert '"no no no ' in answer.reason
    assert len(answer.reason) < 400
    assert sent[0] < 1 << 27


def test_a_page_of_html_is_not_shown() -> None:
    with scripted_hub(answering(404, b"<html>", Content_Type="text/html; charset=utf-8")) as hub:
        assert ping(hub.address).reason == "answered 404 Not Found"


def test_what_is_compressed_is_not_shown() -> None:
    with scripted_hub(answering(404, b"\x1f\x8b", Content_Encoding="gzip")) as hub:
        assert ping(hub.address).reason == "answered 404 Not Found"


@pytest.mark.parametrize("status", [307, 308])
def test_a_redirection_of_the_request_is_followed(status: int) -> None:
    with scripted_hub() as new, scripted_hub(answering(status, Location=f"{new.address}new?a=1")) as old:
        assert ping(old.address) == TOLD

    assert new.forms == old.forms
    assert new.topics == [TOPIC]


def test_a_redirection_within_the_hub_is_followed() -> None:
    with scripted_hub(answering(308, Location="/push"), accept) as hub:
        assert ping(hub.address) == TOLD


def test_a_second_redirection_is_not() -> None:
    with scripted_hub(answering(307, Location="/again")) as hub:
        answer = ping(hub.address)

    assert answer.verdict is Verdict.REFUSED
    assert len(hub.forms) == 2


@pytest.mark.parametrize(
    ("status", "location"),
    [
        (301, "/moved"),
        (302, "/moved"),
        (303, "/moved"),
        (307, "http://hub.example/"),
        (307, "file:///etc/passwd"),
        (308, "https://me:secret@hub.example/"),
        (308, "http://[hub/"),
    ],
)
def test_no_other_redirection_is(status: int, location: str) -> None:
    with scripted_hub(answering(status, Location=location)) as hub:
        answer = ping(hub.address)

    assert answer.verdict is Verdict.REFUSED
    assert len(hub.forms) == 1
    assert "secret" not in answer.reason


def test_a_redirection_to_nowhere_is_refused() -> None:
    with scripted_hub(answering(308)) as hub:
        assert ping(hub.address) == Answer(verdict=Verdict.REFUSED, reason="answered 308 Permanent Redirect")


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
def test_a_certificate_that_nobody_vouches_for_is_told_and_owed(tmp_path: Path) -> None:
    with scripted_hub(certificate=certificate(tmp_path)) as hub:
        answer = ping(hub.address)

    assert answer.verdict is Verdict.OWED
    assert answer.reason.startswith("has a certificate that is not trusted: self")
    assert answer.wait == math.inf
    assert hub.forms == []


def test_a_hub_that_speaks_no_tls_is_told_and_owed() -> None:
    with scripted_hub() as hub:
        answer = ping(hub.address.replace("http:", "https:"))

    assert answer.verdict is Verdict.OWED
    assert answer.reason.startswith("does not speak TLS as it should: ")
    assert hub.forms == []
