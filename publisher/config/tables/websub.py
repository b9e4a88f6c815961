"""[websub] -> the hubs that are told of feeds that changed."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator, Field

from publisher.config.tables.addresses import HOST
from publisher.config.tables.table import Table
from publisher.secrecy import is_sound
from publisher.websub.patience import Patience


def _hubs(value: list[str]) -> list[str]:
    return list(dict.fromkeys(map(_hub, value)))


def _hub(value: str) -> str:
    try:
        parts = urlsplit(value.strip())
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
        sound = is_sound(value.strip()) and (HOST.fullmatch(host) or ":" in host)
    except ValueError:
        sound = None
    if not sound:
        expected = "expected the address of a hub such as https://hub.example/ (http only on this machine)"
        raise ValueError(f'{expected}, got "{value}"')
    path, query = (quote(part, safe="/:@!$&'()*+,;=?%~") for part in (parts.path or "/", parts.query))
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{port}{path}{'?' if query else ''}{query}"


class WebSubTable(Table):
    """Whom `publisher publish` tells of feeds that changed."""

    hubs: Annotated[list[str], AfterValidator(_hubs)] = Field(default_factory=list)
    """Addresses; every feed links to them, so that readers can ask them to be told at once."""
    timeout: Annotated[float, Field(gt=0, le=60)] = 10.0
    """Seconds that a hub has for an answer."""


def settle_patience(table: WebSubTable) -> Patience:
    return Patience(answer=table.timeout)
