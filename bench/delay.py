"""A port -> one at a distance: what goes through it arrives later by half a round trip, either way."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized

_READ = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """A proxy that runs."""

    port: int
    turns: Synchronized[int]
    """How often an answer followed what was said: each is a round trip that somebody waited for."""


@contextmanager
def delayed(port: int, round_trip: float) -> Iterator[Distance]:
    """Run the proxy in a process of its own, so that it takes no time from whom it delays; seconds."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    turns = context.Value("Q")
    process = context.Process(target=_serve, args=(theirs, turns, port, round_trip / 2))
    process.start()
    try:
        yield Distance(port=ours.recv(), turns=turns)
    finally:
        process.terminate()
        process.join()


def _serve(parent: Connection, turns: Synchronized[int], port: int, delay: float) -> None:
    asyncio.run(_Proxy(turns, port, delay).serve(parent))


class _Proxy:
    def __init__(self, turns: Synchronized[int], port: int, delay: float) -> None:
        self._turns, self._port, self._delay = turns, port, delay
        self._is_answered = True

    async def serve(self, parent: Connection) -> None:
        server = await asyncio.start_server(self._join, "127.0.0.1", 0, limit=_READ)
        parent.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port, limit=_READ)
        await asyncio.gather(
            self._carry(reader, far_writer, is_answer=False), self._carry(far_reader, writer, is_answer=True)
        )

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_answer: bool) -> None:
        """Every byte as late as any other: what comes in meanwhile is on its way, too."""
        loop = asyncio.get_running_loop()
        while received := await reader.read(_READ):
            self._turns.value += is_answer and not self._is_answered
            self._is_answered = is_answer
            loop.call_later(self._delay, writer.write, received)
        loop.call_later(self._delay, writer.close)
