"""A site on which people subscribe, over either kind of store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from publisher.store.address import StoreAddress
from publisher.store.opening import open_store
from publisher.store.store import Store
from tests.builders import a_chance
from tests.cli.conftest import DAY_PAGE
from tests.web.conftest import CONFIGURATION, VAULT_NOTE
from tests.web.people.visiting import Visited


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once for all who visit it."""
    folder = tmp_path_factory.mktemp("site")
    with open_store(StoreAddress(), chance=a_chance()) as store:
        made = Visited(folder=folder, store=store)
        made.write("publisher.toml", f"{CONFIGURATION}\n[newsletter]\nsubscribe = true\n")
        made.write("content/2024-12-13.txt", DAY_PAGE)
        made.write("content/vault/241218 Sentences.md", VAULT_NOTE)
        made.build()
    return folder


@pytest.fixture
def house(tmp_path: Path, built: Path, store: Store) -> Visited:
    """The site as a test may change it."""
    shutil.copytree(built, tmp_path / "site")
    return Visited(folder=tmp_path / "site", store=store)


@pytest.fixture
def client(house: Visited) -> FlaskClient:
    return house.client()
