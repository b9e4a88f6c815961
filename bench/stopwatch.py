"""A command -> what it cost, as JSON on standard output: `python -I -S stopwatch.py COMMAND…`, a program of its own.

A process is charged with the memory of the one that started it until it has become another program, so that the one
that starts it here must be smaller than any that is measured.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time

_EVERY = 0.02
"""Seconds between two looks at the processes that the command started itself."""


def main() -> None:
    begun = time.perf_counter()
    to_nothing = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[to_nothing])
    peaks: dict[int, int] = {}
    threading.Thread(target=_watch, args=(child, peaks), daemon=True).start()
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - begun
    # Of all processes that ended, ru_maxrss is the largest alone: those of several are added up.
    peak = max(usage.ru_maxrss, sum(peaks.values())) if len(peaks) > 1 else usage.ru_maxrss
    cpu = usage.ru_utime + usage.ru_stime
    json.dump({"exit": os.waitstatus_to_exitcode(status), "cpu": cpu, "wall": wall, "peak": peak * 1024}, sys.stdout)


def _watch(child: int, peaks: dict[int, int]) -> None:
    """Note the most kilobytes that the child and each process below it have held."""
    while True:
        for process in _family(child):
            peaks[process] = max(peaks.get(process, 0), _held(process))
        time.sleep(_EVERY)


def _family(process: int) -> list[int]:
    try:
        with open(f"/proc/{process}/task/{process}/children") as children:
            below = [int(number) for number in children.read().split()]
    except OSError:  # it has ended, or this system does not tell
        return []
    return [process, *(one for child in below for one in _family(child))]


def _held(process: int) -> int:
    try:
        with open(f"/proc/{process}/status") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


if __name__ == "__main__":
    main()
