"""What a person at a terminal sees of work."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("length", [1000, None])
def test_long_work_is_shown_some_times_a_second_and_to_its_end(length: int | None) -> None:
    program = (
        "from itertools import count\nfrom publisher.console import watch\nclock = count()\n"
        f"print(sum(watch(range(1000), 'Reading', {length}, clock=lambda: next(clock) / 100)))"
    )
    terminal, end = os.openpty()
    with open(terminal, "rb", buffering=0) as screen:
        reader = threading.Thread(target=lambda: shown.append(b"".join(iter(lambda: _read(screen.fileno()), b""))))
        shown: list[bytes] = []
        reader.start()
        done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=end, check=True, cwd=ROOT)
        os.close(end)
        reader.join()

    assert done.stdout == b"499500\n"
    looks = shown[0].count(b"Reading")
    assert 70 < looks < 95  # 9 seconds of that clock
    assert b"1000" in shown[0].replace(b"\r", b"\n").splitlines()[-2]


def _read(terminal: int) -> bytes:
    """What is on the terminal; nothing more once nobody writes there."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
