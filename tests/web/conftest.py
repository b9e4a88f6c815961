"""A publication that was built, its store, and the application that serves both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from publisher.config import Settings
from publisher.config.read import read
from publisher.pipeline import build
from publisher.register.guard import Policy
from publisher.store.address import StoreAddress
from publisher.store.opening import open_store
from publisher.store.store import Store
from publisher.web.application import application
from tests.builders import a_chance
from tests.cli.conftest import DAY_PAGE, NOW
from tests.cli.conftest import VAULT_NOTE as NOTE

CONFIGURATION = """
address = "https://notes.example/"
title = "Notes"
subtitle = "One a day"
time_zone = "Asia/Seoul"
languages = ["ko", "en"]
"""
VAULT_NOTE = NOTE.replace("#embedding", "#임베딩")
"""A tag whose address is no ASCII."""


@dataclass(kw_only=True)
class House:
    """A publication in a folder of its own, as it is served."""

    folder: Path
    store: Store
    now: datetime = NOW

    @property
    def settings(self) -> Settings:
        return read(self.folder / "publisher.toml", environment={})

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def build(self) -> None:
        build(self.settings, now=self.now, policy=Policy(allow_gone=True), strict=False)

    def application(self, **options: Any) -> Flask:
        return application(self.settings, store=self.store, clock=lambda: self.now, chance=a_chance(), **options)

    def client(self, **options: Any) -> FlaskClient:
        """A client that asks the site's own host."""
        app = self.application(**options)
        app.config["SERVER_NAME"] = self.settings.site.host
        return app.test_client()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication that was built, for others to be copied from."""
    folder = tmp_path_factory.mktemp("built")
    with open_store(StoreAddress(file=folder / "publisher.db"), chance=a_chance()) as store:
        made = House(folder=folder, store=store)
        made.write("publisher.toml", CONFIGURATION)
        made.write("content/2024-12-13.txt", DAY_PAGE)
        made.write("content/vault/241218 Sentences.md", VAULT_NOTE)
        made.build()
    return folder


@pytest.fixture
def house(tmp_path: Path, built: Path) -> Iterator[House]:
    copytree(built, tmp_path, dirs_exist_ok=True)
    with open_store(StoreAddress(file=tmp_path / "publisher.db"), chance=a_chance()) as store:
        yield House(folder=tmp_path, store=store)


@pytest.fixture
def client(house: House) -> FlaskClient:
    return house.client()
