"""What the wire does with the system's socket."""

from __future__ import annotations

import socket

import pytest

from publisher.outbox.transports.smtp.wire import Wire

QUICK = getattr(socket, "TCP_QUICKACK", None)
_TURNS = 20
"""After a few of them a system takes a connection for a conversation, and lets acknowledgements wait."""


@pytest.mark.skipif(QUICK is None, reason="this system has no TCP_QUICKACK")
def test_an_answer_is_acknowledged_before_there_is_more_to_say() -> None:
    assert QUICK is not None
    with socket.create_server(("127.0.0.1", 0)) as server:
        ours = socket.create_connection(server.getsockname())
        theirs, _ = server.accept()
    with ours, theirs:
        wire = Wire(ours)
        for _ in range(_TURNS):
            wire.send(b"NOOP\r\n", seconds=5)
            assert theirs.recv(100) == b"NOOP\r\n"
            theirs.sendall(b"250 Ok\r\n")
            assert wire.reply(seconds=5).is_good

            assert ours.getsockopt(socket.IPPROTO_TCP, QUICK)
