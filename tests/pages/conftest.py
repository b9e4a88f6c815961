"""A browser for all tests of pages, and a site that is hard to show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.pages.browsing import CHROMIUM, QUIET, Server
from tests.pages.sites import hard_site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"needs a browser: {CHROMIUM} is missing")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield launched
        launched.close()


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
