"""A WSGI application -> answers on a port, until the program is told to end."""

from __future__ import annotations

import time
from dataclasses import dataclass
from logging import ERROR, getLogger
from threading import Lock
from typing import Any
from wsgiref.types import WSGIApplication

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ThreadedTaskDispatcher
from waitress.wasyncore import close_all, dispatcher, loop

from publisher.errors import PublisherError
from publisher.web.gate import LOOPBACK

_QUIET = getLogger("publisher.web.queue")
_QUIET.setLevel(ERROR)  # that requests wait for a moment is no news
_FINISHING = 10
"""Seconds that answers have to be sent in, once the server ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Where to answer, and how much a client may ask for."""

    host: str = "127.0.0.1"
    port: int = 8080
    """0 takes any that is free."""
    threads: int = 8
    connections: int = 1_000
    largest_head: int = 32 * 1024
    """Bytes of a request's first line and headers."""
    largest_body: int = 1024 * 1024
    """Bytes of what is posted: with a bounce, providers tell all that the other server sent back."""
    patience: int = 30
    """Seconds that a request has to arrive in, and after which a connection on which nothing happens is closed."""

    @property
    def own_names(self) -> frozenset[str]:
        """What this machine may call itself, where nobody else hears it."""
        return LOOPBACK if f"[{self.host}]" in LOOPBACK or self.host in LOOPBACK else frozenset()


class _Channel(HTTPChannel):
    """A connection whose requests have to arrive in time: waitress alone waits as long as now and then a byte comes."""

    _receiving: HTTPRequestParser | None = None
    _since = 0.0

    def readable(self) -> bool:
        """Asked in every round of the loop."""
        now = time.monotonic()
        if self.request is not self._receiving:
            self._receiving, self._since = self.request, now
        if self._receiving and now - self._since > self.adj.channel_timeout:
            self.will_close = True
        return bool(super().readable())


class Server:
    """Listens from the moment that it is made; PublisherError where it cannot."""

    def __init__(self, application: WSGIApplication, serving: Serving) -> None:
        self._map: dict[int, Any] = {}
        self._ends = False
        self._closing = Lock()
        self._tasks = ThreadedTaskDispatcher()
        self._tasks.queue_logger = _QUIET
        place = f"[{serving.host}]" if ":" in serving.host else serving.host
        try:
            create_server(
                application,
                map=self._map,
                _dispatcher=self._tasks,
                listen=f"{place}:{serving.port}",
                connection_limit=serving.connections,
                channel_timeout=serving.patience,
                cleanup_interval=min(serving.patience, 10),
                max_request_header_size=serving.largest_head,
                max_request_body_size=serving.largest_body,
                log_socket_errors=False,  # readers come and go
                ident="",  # nobody has to know what answers
                clear_untrusted_proxy_headers=False,  # the application does that, and knows whom to trust
            )
        except (OSError, ValueError) as error:
            self._close()
            reason = getattr(error, "strerror", None) or error
            raise PublisherError(f"{place}:{serving.port}: cannot be listened on: {reason}") from error
        self._listeners = [one for one in self._map.values() if isinstance(one, BaseWSGIServer)]
        self.addresses = tuple(_address(*one.getsockname()) for one in self._listeners)
        """Where it listens: `http://127.0.0.1:8080/`."""
        for listener in self._listeners:
            listener.channel_class = _Channel
        self._tasks.set_thread_count(serving.threads)

    def run(self) -> None:
        """Answer until Ctrl-C, a friendly kill or `end`; then finish what was begun, and close."""
        try:
            while not self._ends:
                self._turn()
        except KeyboardInterrupt:
            pass
        finally:
            self._finish()

    def end(self) -> None:
        """Let `run` end, from another thread; nothing happens where it has ended."""
        with self._closing:  # a trigger that is closed may by now be another's file
            self._ends = True
            for listener in self._listeners if self._map else ():
                listener.pull_trigger()

    def _turn(self) -> None:
        loop(timeout=1.0, use_poll=True, map=self._map, count=1)

    def _finish(self) -> None:
        """Take nothing new, and give what is being answered a few seconds to be sent."""
        for listener in self._listeners:
            dispatcher.close(listener)
        until = time.monotonic() + _FINISHING
        while self._is_busy() and time.monotonic() < until:
            self._turn()
        self._close()

    def _is_busy(self) -> bool:
        channels = [one for one in self._map.values() if isinstance(one, HTTPChannel)]
        return any(channel.requests or channel.total_outbufs_len for channel in channels)

    def _close(self) -> None:
        self._tasks.shutdown()
        with self._closing:
            close_all(self._map)


def _address(host: str, port: str) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
