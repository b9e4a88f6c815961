"""Who asks: the peer, or whom proxies name that the configuration trusts. Of anybody else such headers are dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

Network = IPv4Network | IPv6Network

_FORWARDED = "HTTP_X_FORWARDED_FOR"
_DROPPED = tuple(
    f"HTTP_{name}"
    for name in "FORWARDED X_FORWARDED_BY X_FORWARDED_FOR X_FORWARDED_HOST X_FORWARDED_PORT X_FORWARDED_PROTO".split()
)
_MOST = 20
"""Addresses of one header that are looked at."""


class Proxies:
    """A WSGI application that puts the reader's address into REMOTE_ADDR, and nothing else that others claim."""

    def __init__(self, application: WSGIApplication, trusted: Sequence[Network]) -> None:
        self._application = application
        self._trusted = tuple(trusted)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        forwarded = environ.get(_FORWARDED, "")
        if forwarded and self._trusted:
            environ["REMOTE_ADDR"] = reader(environ.get("REMOTE_ADDR", ""), forwarded, self._trusted)
        for name in _DROPPED:
            environ.pop(name, None)
        return self._application(environ, start_response)


def reader(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The last address that is no trusted proxy's: from the peer backwards, each told by one that is trusted."""
    address = peer
    claims = [_bare(claim.strip()) for claim in forwarded.split(",")[-_MOST:]]
    for claim in reversed(claims):
        if not _is_in(address, tuple(trusted)) or not _is_address(claim):
            break
        address = claim
    return address


def _bare(claimed: str) -> str:
    """An address without the port that some proxies write."""
    if claimed.startswith("["):
        return claimed[1:].partition("]")[0]
    return claimed.partition(":")[0] if claimed.count(":") == 1 else claimed


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1 << 10)
def _is_in(text: str, networks: tuple[Network, ...]) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return any(mapped in network for network in networks)
