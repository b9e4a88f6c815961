"""A relay on this machine that says what it is told to, and can fall silent or hang up after any byte."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from publisher.outbox.transports.smtp import Relay, Security

SILENCE = b""
"""Said instead of an answer."""
HANG_UP = b"hang up"
"""Done instead of an answer."""

EHLO = b"250-relay.example\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 1000000\r\n"
EHLO_PLAIN = b"250 relay.example\r\n"

_USUAL: Mapping[str, bytes] = {
    "GREETING": b"220 relay.example ESMTP\r\n",
    "EHLO": EHLO,
    "MAIL": b"250 2.1.0 Ok\r\n",
    "RCPT": b"250 2.1.5 Ok\r\n",
    "DATA": b"354 End data with <CR><LF>.<CR><LF>\r\n",
    ".": b"250 2.0.0 Ok: queued as 4XyZ\r\n",
    "RSET": b"250 2.0.0 Ok\r\n",
    "EMPTY": b"554 5.5.1 no valid recipients\r\n",
    "QUIT": b"221 2.0.0 Bye\r\n",
}
_NEEDS = {"RCPT": "MAIL", "DATA": "RCPT"}

Answer = Callable[[str, str], bytes | None]
"""Verb and the whole line -> what is said; None for the usual."""


def _usual(_verb: str, _line: str) -> None:
    return None


class _HungUp(Exception):  # noqa: N818  # nothing went wrong
    pass


@dataclass(kw_only=True)
class ScriptedRelay:
    """Knows what it was told, and what it took."""

    port: int = 0
    answer: Answer = _usual
    limits: list[int] = field(default_factory=list)
    """Bytes that are said on each connection before it is closed; without a limit where the list ends."""
    connections: int = 0
    told: list[str] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)
    """Messages whose end was answered with 2yz, whether or not that answer left as a whole."""
    confirmed: list[bytes] = field(default_factory=list)
    """Those of them whose answer left as a whole."""
    begun: list[bytes] = field(default_factory=list)
    """What was read of messages, whole or not."""
    done: threading.Event = field(default_factory=threading.Event)
    """Set when nobody needs it any more."""

    def at(self, **changes: object) -> Relay:
        settings: dict[str, object] = {"timeout": 60.0, "security": Security.NONE, **changes}
        return Relay(host="127.0.0.1", port=self.port, **settings)  # type: ignore[arg-type]  # named by the caller

    def serve(self, connection: socket.socket) -> None:
        _Conversation(self, connection).hold()


@contextmanager
def scripted_relay(answer: Answer = _usual, *, limits: list[int] | None = None) -> Iterator[ScriptedRelay]:
    relay = ScriptedRelay(answer=answer, limits=limits or [])
    with socket.create_server(("127.0.0.1", 0)) as server:
        relay.port = server.getsockname()[1]
        thread = threading.Thread(target=_accept, args=(server, relay), daemon=True)
        thread.start()
        try:
            yield relay
        finally:
            relay.done.set()
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


def _accept(server: socket.socket, relay: ScriptedRelay) -> None:
    """One after another: there is one client, and it holds one connection."""
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection, suppress(OSError, _HungUp):
            connection.settimeout(60)
            relay.serve(connection)


class _Conversation:
    def __init__(self, relay: ScriptedRelay, connection: socket.socket) -> None:
        self._relay, self._connection = relay, connection
        self._left = relay.limits[relay.connections] if relay.connections < len(relay.limits) else None
        self._received = b""
        self._done = {""}
        relay.connections += 1

    def hold(self) -> None:
        self._say("GREETING", "")
        while True:
            line = self._line().decode("utf-8", "replace").rstrip("\r\n")
            verb = line.partition(" ")[0].upper()
            self._relay.told.append(line)
            said = self._say(verb, line)
            if verb == "DATA" and said.startswith(b"354"):
                self._message()
            if verb == "QUIT":
                return

    def _message(self) -> None:
        message, begun = b"", len(self._relay.begun)
        self._relay.begun.append(b"")
        self._stop_listening()
        while (line := self._line()) != b".\r\n":
            message += line.removeprefix(b".")
            self._relay.begun[begun] = message
        if not message:
            self._say("EMPTY", "")
            return
        answer = self._answer(".", "")
        if answer.startswith(b"2"):
            self._relay.taken.append(message)
        self._send(answer)
        if answer.startswith(b"2"):
            self._relay.confirmed.append(message)

    def _stop_listening(self) -> None:
        """If it is told to, once a message has begun: say something, and read no more."""
        said = self._relay.answer("BEGUN", "")
        if said is not None:
            self._received += self._connection.recv(1)
            self._send(said)
            self._relay.done.wait(30)
            raise _HungUp

    def _answer(self, verb: str, line: str) -> bytes:
        said = self._relay.answer(verb, line)
        if said is None:
            said = _USUAL.get(verb, b"502 5.5.2 what?\r\n")
            if _NEEDS.get(verb, "") not in self._done:
                said = b"503 5.5.1 not now\r\n"
        if verb in {"RSET", ".", "EMPTY"}:
            self._done = {""}
        elif said.startswith(b"2"):
            self._done.add(verb)
        return said

    def _say(self, verb: str, line: str) -> bytes:
        answer = self._answer(verb, line)
        self._send(answer)
        return answer

    def _send(self, answer: bytes) -> None:
        if answer == HANG_UP:
            raise _HungUp
        if self._left is not None and len(answer) > self._left:
            self._connection.sendall(answer[: self._left])
            raise _HungUp
        self._connection.sendall(answer)
        if self._left is not None:
            self._left -= len(answer)

    def _line(self) -> bytes:
        while b"\n" not in self._received:
            received = self._connection.recv(65536)
            if not received:
                raise _HungUp
            self._received += received
        line, newline, self._received = self._received.partition(b"\n")
        return line + newline
