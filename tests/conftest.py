"""What holds for every test: none is skipped in CI, and none is timed."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import TypeVar

import hypothesis
import pytest

_MAY_BE_SKIPPED = "../shared is absent"
_Report = TypeVar("_Report", pytest.TestReport, pytest.CollectReport)

hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


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
