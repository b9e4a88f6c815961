"""What a person at a terminal sees of work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
_QUICK = "from publisher.console import watch; print(list(watch(range(3), 'Reading')))"


def test_work_that_is_over_within_a_second_shows_no_bar() -> None:
    terminal, end = os.openpty()
    try:
        done = subprocess.run([sys.executable, "-c", _QUICK], stdout=subprocess.PIPE, stderr=end, check=True, cwd=ROOT)
        os.write(end, b".")  # so that there is something to read
        shown = os.read(terminal, 4096)
    finally:
        os.close(terminal)
        os.close(end)

    assert (done.stdout, shown) == (b"[0, 1, 2]\n", b".")
