"""What holds for every test: none is skipped in CI, none is timed, and a store is one of either kind."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from publisher.store.address import StoreAddress
    from publisher.store.store import Store
    from tests.store.server import Server

_MAY_BE_SKIPPED = "../shared is absent"
_Report = TypeVar("_Report", pytest.TestReport, pytest.CollectReport)

hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


def pytest_configure() -> None:
    """Let children be interrupted where a shell that runs the tests in the background has them ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _strict((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _strict((yield))


def _strict(report: _Report) -> _Report:
    """In CI a skipped test has failed: what nobody runs, nobody knows."""
    if os.environ.get("CI") and report.outcome == "skipped" and _MAY_BE_SKIPPED not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI takes for a failure: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests that share it: there can be no second at the same time."""
    from playwright.sync_api import expect, sync_playwright

    from tests.pages.browsing import CHROMIUM, PATIENCE, QUIET

    expect.set_options(timeout=PATIENCE)

    if not CHROMIUM.exists():
        pytest.skip(f"needs a browser: {CHROMIUM} is missing")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL of the tests' own, started when the first test asks for it."""
    from tests.store.server import running

    with running() as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> StoreAddress:
    """A place where no store is yet."""
    from publisher.store.address import StoreAddress

    if request.param == "sqlite":
        return StoreAddress(file=tmp_path / "publisher.db")
    server: Server = request.getfixturevalue("server")
    return server.new_database()


@pytest.fixture
def store(address: StoreAddress) -> Iterator[Store]:
    """A new store of either kind, open; its secret is always the same."""
    from publisher.store.opening import open_store, upgrade_store
    from tests.builders import a_chance

    chance = a_chance()
    upgrade_store(address, chance=chance)
    with open_store(address, chance=chance) as opened:
        yield opened
