"""A socket -> replies, none of them waited for longer than is allowed, none longer than anybody would read."""

from __future__ import annotations

import contextlib
import socket
import ssl
from time import monotonic

from publisher.outbox.transports.smtp.reply import LINE, Reply

_LONGEST_LINE = 4096
"""RFC 5321, section 4.5.3.1.5, asks for 512 octets; long explanations occur."""
_MOST_LINES = 100
_READ = 65536
_QUICK: int | None = getattr(socket, "TCP_QUICKACK", None)
"""Linux alone has it."""


class BrokenError(Exception):
    """The connection is of no use any more; the text says why, for a person: `broke off the connection`."""


class Wire:
    """What was received and not read yet. Not shared between threads."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._received = b""

    def send(self, content: bytes, *, seconds: float) -> None:
        """Hand all of it to the system; BrokenError means that its last byte did not leave."""
        try:
            self._connection.settimeout(seconds)
            self._connection.sendall(content)
        except OSError as error:
            raise _broken(error, seconds) from error

    def reply(self, *, seconds: float) -> Reply:
        """Read one whole reply."""
        until = monotonic() + seconds
        code, texts = b"", list[bytes]()
        while True:
            line = self._line(until, seconds)
            found = LINE.fullmatch(line)
            if not found or (code and found[1] != code) or len(texts) >= _MOST_LINES:
                raise BrokenError("answered with something that is not SMTP")
            code = found[1]
            texts.append(found[3] or b"")
            if found[2] != b"-":
                return Reply(code=int(code), lines=tuple(texts))

    @property
    def has_more(self) -> bool:
        """Whether something was received that nobody has read."""
        return bool(self._received)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has come since; who sits idle hears only of its end."""
        if self._received:
            return False
        try:
            self._connection.settimeout(0.0)
            self._received = self._connection.recv(_READ)
        except (BlockingIOError, ssl.SSLWantReadError):
            return True
        except OSError:
            return False
        return False

    def _line(self, until: float, seconds: float) -> bytes:
        while True:
            line, newline, rest = self._received.partition(b"\n")
            if len(line) > _LONGEST_LINE:
                raise BrokenError("answered with a line that does not end")
            if newline:
                self._received = rest
                return line + newline
            self._received += self._more(until, seconds)

    def _more(self, until: float, seconds: float) -> bytes:
        left = until - monotonic()
        if left <= 0:
            raise BrokenError(_late(seconds))
        try:
            self._connection.settimeout(left)
            received = self._connection.recv(_READ)
        except OSError as error:
            raise _broken(error, seconds) from error
        if not received:
            raise BrokenError("broke off the connection")
        self._acknowledge()
        return received

    def _acknowledge(self) -> None:
        """Tell the other side's system at once that its answer came.

        A relay under Nagle's rule keeps its next answer until the last one is acknowledged, and a system that waits for
        something to say with it lets it wait for 40 ms: tcp(7), TCP_QUICKACK. It holds until the next time.
        """
        if _QUICK is not None:
            with contextlib.suppress(OSError):  # that the connection is gone is heard at the next answer
                self._connection.setsockopt(socket.IPPROTO_TCP, _QUICK, 1)


def _broken(error: OSError, seconds: float) -> BrokenError:
    if isinstance(error, TimeoutError):
        return BrokenError(_late(seconds))
    if isinstance(error, ConnectionError):
        return BrokenError("broke off the connection")
    return BrokenError(f"broke off the connection: {error.strerror or type(error).__name__}")


def _late(seconds: float) -> str:
    return f"gave no answer within {seconds:g} seconds"
