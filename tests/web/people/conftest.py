"""A site on which people subscribe, over either kind of store."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from publisher.store.store import Store
from tests.web.conftest import CONFIGURATION, DAY_PAGE, VAULT_NOTE
from tests.web.people.visiting import Visited


@pytest.fixture
def house(tmp_path: Path, store: Store) -> Visited:
    made = Visited(folder=tmp_path, store=store)
    made.write("publisher.toml", f"{CONFIGURATION}\n[newsletter]\nsubscribe = true\n")
    made.write("content/2024-12-13.txt", DAY_PAGE)
    made.write("content/vault/241218 Sentences.md", VAULT_NOTE)
    made.build()
    return made


@pytest.fixture
def client(house: Visited) -> FlaskClient:
    return house.client()
