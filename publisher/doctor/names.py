"""Questions to name servers -> answers: nothing where there is no such record, UnaskedError where nobody answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from dns.exception import DNSException
from dns.rdatatype import RdataType
from dns.resolver import NXDOMAIN, NoAnswer, NoResolverConfiguration, Resolver
from dns.reversename import from_address

_PATIENCE = 5.0
"""Seconds for an answer, all servers together."""


class UnaskedError(Exception):
    """It is not known: the text says why, for a person."""


class Names:
    """What name servers say. When none of them answers once, none is waited for again."""

    def __init__(self, resolver: Callable[[], Resolver]) -> None:
        self._make = resolver
        self._silence = ""
        self._ask = lru_cache(maxsize=None)(self._asked)

    def texts(self, name: str) -> tuple[str, ...]:
        """TXT records, each joined from its parts (RFC 7208, section 3.3)."""
        return tuple(b"".join(record.strings).decode("utf-8", "replace") for record in self._ask(name, RdataType.TXT))

    def addresses(self, name: str) -> tuple[str, ...]:
        """A and AAAA."""
        return tuple(str(one.address) for kind in (RdataType.A, RdataType.AAAA) for one in self._ask(name, kind))

    def mail_servers(self, name: str) -> tuple[str, ...]:
        """MX, the preferred first; "" is the null MX: no mail is taken (RFC 7505)."""
        records = sorted(self._ask(name, RdataType.MX), key=lambda one: one.preference)
        return tuple(str(one.exchange).rstrip(".") for one in records)

    def names_of(self, address: str) -> tuple[str, ...]:
        """PTR."""
        return tuple(
            str(one.target).rstrip(".").lower() for one in self._ask(str(from_address(address)), RdataType.PTR)
        )

    def _asked(self, name: str, kind: RdataType) -> Sequence[Any]:
        if self._silence:
            raise UnaskedError(self._silence)
        try:
            resolver = self._make()
            resolver.lifetime = _PATIENCE
            return tuple(resolver.resolve(name.rstrip(".") + ".", kind, search=False))
        except (NXDOMAIN, NoAnswer):
            return ()
        except NoResolverConfiguration:
            self._silence = "this machine knows no name server"
        except DNSException as error:
            reason = type(error).__name__
            if reason in {"LifetimeTimeout", "Timeout"}:
                self._silence = f"no name server answered within {_PATIENCE:g} seconds"
            else:
                raise UnaskedError(f"name servers have no answer for {name} ({reason})") from error
        raise UnaskedError(self._silence)


def system_names() -> Names:
    """By the name servers of this machine."""
    return Names(Resolver)


def names_by(address: str, port: int = 53) -> Names:
    """By one name server."""
    resolver = Resolver(configure=False)
    resolver.nameservers = [address]
    resolver.port = port
    return Names(lambda: resolver)
