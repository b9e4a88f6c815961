"""A name server on a free port of this machine, which knows what a test tells it, by UDP and by TCP."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

from publisher.doctor.names import Names, names_by

Zone = Mapping[tuple[str, str], tuple[str, ...]]
"""A name without its last dot and a type -> records as zone files write them."""
_MOST_BY_UDP = 512


class _Server:
    def __init__(self, zone: Zone, broken: frozenset[str]) -> None:
        self.zone = zone
        self.broken = broken

    def answer(self, question: bytes, *, most: int | None = None) -> bytes:
        query = dns.message.from_wire(question)
        response = dns.message.make_response(query, recursion_available=True)
        asked = query.question[0]
        name = str(asked.name).rstrip(".").lower()
        kind = asked.rdtype.name
        if name in self.broken:
            response.set_rcode(dns.rcode.SERVFAIL)
        elif records := self.zone.get((name, kind)):
            response.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *records))
        elif all(known != name for known, _ in self.zone):
            response.set_rcode(dns.rcode.NXDOMAIN)
        content: bytes = response.to_wire()
        if most and len(content) > most:
            response.answer.clear()
            response.flags |= dns.flags.TC
            content = response.to_wire()
        return content


@contextmanager
def name_server(zone: Zone, *, broken: frozenset[str] = frozenset()) -> Iterator[int]:
    """Run it; its port is handed over."""
    server = _Server(zone, broken)

    class ByUdp(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            content, sending = self.request
            sending.sendto(server.answer(content, most=_MOST_BY_UDP), self.client_address)

    class ByTcp(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            (length,) = struct.unpack("!H", self.rfile.read(2))
            content = server.answer(self.rfile.read(length))
            self.wfile.write(struct.pack("!H", len(content)) + content)

    with ExitStack() as stack:
        udp, tcp = _both(ByUdp, ByTcp)
        stack.enter_context(udp)
        stack.enter_context(tcp)
        for one in (udp, tcp):
            thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            stack.callback(thread.join)
            stack.callback(one.shutdown)
        yield udp.server_address[1]


def _both(
    by_udp: type[socketserver.BaseRequestHandler], by_tcp: type[socketserver.BaseRequestHandler]
) -> tuple[socketserver.ThreadingUDPServer, socketserver.ThreadingTCPServer]:
    """On one port, which has to be free for both."""
    while True:
        tcp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), by_tcp)
        try:
            return socketserver.ThreadingUDPServer(("127.0.0.1", tcp.server_address[1]), by_udp), tcp
        except OSError:  # somebody else's by UDP
            tcp.server_close()


@contextmanager
def named(zone: Zone, **options: Any) -> Iterator[Names]:
    """What that server knows."""
    with name_server(zone, **options) as port:
        yield names_by("127.0.0.1", port)
