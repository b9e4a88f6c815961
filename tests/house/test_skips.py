"""A skipped test: a skipped test at home, a failed one in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.checkout import ROOT


def run_a_skipping_test(folder: Path, reason: str, **environment: str) -> str:
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "test_it.py").write_text(f"import pytest\n\ndef test_it() -> None:\n    pytest.skip({reason!r})\n")
    surroundings = {name: value for name, value in os.environ.items() if name != "CI"}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(folder)]
    done = subprocess.run(
        command, cwd=folder, env=surroundings | environment, capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines()[-1].strip("= ").partition(" in ")[0]


def test_at_home_a_test_may_be_skipped(tmp_path: Path) -> None:
    closing = run_a_skipping_test(tmp_path, "no browser")

    assert closing == "1 skipped"


@pytest.mark.parametrize(("reason", "expected"), [("no browser", "1 failed"), ("../shared is absent", "1 skipped")])
def test_in_ci_only_absent_samples_may_be(tmp_path: Path, reason: str, expected: str) -> None:
    closing = run_a_skipping_test(tmp_path, reason, CI="true")

    assert closing == expected
