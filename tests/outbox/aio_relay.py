"""aiosmtpd on a free port of this machine: a relay that others wrote, which misbehaves as its handler does."""

from __future__ import annotations

import asyncio
import gc
import ssl
import threading
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

_ROUNDS = 10
"""Of the loop, in which transports close one after another: TLS, what is beneath it, the conversation's task."""


@dataclass
class Keeping:
    """Keeps what it was given."""

    kept: list[Envelope] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    """Those that letters came by, one for each letter."""

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # its name
        self.kept.append(envelope)
        self.sessions.append(session)
        return f"250 2.0.0 Ok: queued as aio{len(self.kept)}"


class _Speaking(SMTP):
    """Remembers what it speaks over: after STARTTLS aiosmtpd itself may know of no transport."""

    beneath: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.beneath = self.beneath or transport
        super().connection_made(transport)


@contextmanager
def aio_relay(handler: object, *, ssl_context: ssl.SSLContext | None = None, **options: Any) -> Iterator[int]:
    """Run a relay in a thread; the port is handed over."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def wait(work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(30)

    spoken: list[_Speaking] = []

    def made() -> SMTP:
        spoken.append(_Speaking(handler, loop=loop, hostname="relay.example", **options))
        return spoken[-1]

    server: asyncio.Server = wait(loop.create_server(made, "127.0.0.1", 0, ssl=ssl_context))
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        wait(_end_all(server, spoken))
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        spoken.clear()
        gc.collect()  # what is left open is told here, and not in the midst of another test


async def _end_all(server: asyncio.Server, spoken: Sequence[_Speaking]) -> None:
    """Whatever conversation is still open ends with the relay; in the loop's thread, for nothing here bears two."""
    server.close()
    for one in spoken:
        if isinstance(one.beneath, asyncio.Transport):
            one.beneath.abort()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    for _ in range(_ROUNDS):
        await asyncio.sleep(0)
