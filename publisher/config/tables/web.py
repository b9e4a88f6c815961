"""[web] -> how readers are answered."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated

from pydantic import AfterValidator, Field

from publisher.config.tables.addresses import HOST
from publisher.config.tables.table import Table
from publisher.config.tables.words import Line
from publisher.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """How readers are answered."""

    host: str = "127.0.0.1"
    port: int = 8080
    hosts: tuple[str, ...] = ()
    """What the site may be asked for by, its own host first."""
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Who may say which address a request came from."""


def _host_names(value: list[str]) -> list[str]:
    names = [name.lower() for name in value]
    if strange := next((name for name in names if not HOST.fullmatch(name)), None):
        raise ValueError(f'expected names such as www.example.org, without a port, got "{strange}"')
    return names


def _networks(value: list[str]) -> list[str]:
    for text in value:
        try:
            ip_network(text)
        except ValueError:
            raise ValueError(f'expected addresses or networks such as 10.0.0.0/8, got "{text}"') from None
    return value


class WebTable(Table):
    """How `publisher serve` answers."""

    host: Line = "127.0.0.1"
    """The network address to listen on; a proxy in front of it speaks https."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    hosts: Annotated[list[str], AfterValidator(_host_names)] = Field(default_factory=list)
    """Names that the site may be asked for by, beside that of its address."""
    proxies: Annotated[list[str], AfterValidator(_networks)] = Field(default_factory=list)
    """Who may say which address a request came from: addresses or networks of proxies in front of it."""


def settle_web(table: WebTable, site: Site) -> Web:
    return Web(
        host=table.host,
        port=table.port,
        hosts=tuple(dict.fromkeys((site.host, *table.hosts))),
        proxies=tuple(map(ip_network, table.proxies)),
    )
