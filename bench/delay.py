"""A port -> one at a distance: what goes through it arrives later by half a round trip, either way."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

_READ = 1 << 20


@contextmanager
def delayed(port: int, round_trip: float) -> Iterator[int]:
    """Run the proxy in a process of its own, so that it takes no time from whom it delays; seconds."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, port, round_trip / 2))
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def _serve(parent: Connection, port: int, delay: float) -> None:
    asyncio.run(_proxy(parent, port, delay))


async def _proxy(parent: Connection, port: int, delay: float) -> None:
    async def joined(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port, limit=_READ)
        await asyncio.gather(_carry(reader, far_writer, delay), _carry(far_reader, writer, delay))

    server = await asyncio.start_server(joined, "127.0.0.1", 0, limit=_READ)
    parent.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    """Every byte as late as any other: what comes in meanwhile is on its way, too."""
    loop = asyncio.get_running_loop()
    while received := await reader.read(_READ):
        loop.call_later(delay, writer.write, received)
    loop.call_later(delay, writer.close)
