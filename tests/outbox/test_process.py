"""Whether another process has certainly ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from publisher.outbox.process import is_gone, this_process

_SAYS = "from publisher.outbox.process import this_process; print(this_process().mark, flush=True); input()"
_COMMAND = [sys.executable, "-c", _SAYS]


def test_a_process_is_gone_when_it_has_ended_and_not_before() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _SAYS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as one:
        assert one.stdin
        assert one.stdout
        mark = one.stdout.readline().strip()
        before = is_gone(mark)
        one.stdin.write("\n")

    assert not before
    assert is_gone(mark)
    assert not is_gone(this_process().mark)


def test_a_process_that_was_given_the_same_number_is_another() -> None:
    mark = this_process().mark

    assert is_gone(f"{mark}0")


def test_of_another_machine_nothing_is_known() -> None:
    _, _, number = this_process().mark.rpartition(" ")

    assert not is_gone(f"another-boot/pid:[1] {number}0")
    assert not is_gone("")


def test_a_system_that_tells_nothing_of_its_processes_has_no_marks(tmp_path: Path) -> None:
    assert this_process(tmp_path).mark == ""
    assert not is_gone("machine 7@1", tmp_path)
