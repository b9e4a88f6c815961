"""[store], or the environment in its stead -> the address of the store."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from publisher.config.tables.table import Table
from publisher.store.address import FILE_NAME, StoreAddress, has_password, parse_address

STORE_URL = "PUBLISHER_STORE_URL"
"""The environment's word for the store, which comes before that of the file: it may hold a password."""


def _store_url(value: str) -> str:
    if has_password(value):
        raise ValueError(f"expected no password in a file that others read: set {STORE_URL} in the environment instead")
    parse_address(value, Path("/"))
    return value


class StoreTable(Table):
    """Where subscribers are kept."""

    url: Annotated[str, AfterValidator(_store_url)] = f"sqlite:///{FILE_NAME}"
    """A file, from the folder of publisher.toml, or the URL of a PostgreSQL database."""


def settle_store(table: StoreTable, folder: Path, environment: Mapping[str, str]) -> StoreAddress:
    """Files start at the folder; ValueError says what is wrong with the environment's, the table's was read before."""
    return parse_address(environment.get(STORE_URL) or table.url, folder)
