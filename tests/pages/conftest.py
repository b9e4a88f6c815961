"""A site that is hard to show, and a reader of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.pages.browsing import Server
from tests.pages.sites import hard_site


@pytest.fixture(scope="session")
def hard_files() -> dict[str, bytes]:
    return hard_site()


@pytest.fixture
def server(hard_files: dict[str, bytes]) -> Server:
    """Serves the site that is hard to show."""
    return Server(files=hard_files)


@pytest.fixture
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A reader of that site, who begins anew."""
    opened = browser.new_context()
    server.attach(opened)
    yield opened
    opened.close()
