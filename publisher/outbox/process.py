"""A process -> its name for people, and a mark by which another on this machine sees whether it still runs."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_START = 19
"""Field of /proc/PID/stat, counted behind the name in brackets: when the process began (proc(5), starttime)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A process, as others know it."""

    name: str
    """`host, process 4711`."""
    mark: str
    """Empty where the system tells nothing of its processes."""


def this_process(proc: Path = _PROC) -> Process:
    """The one that asks."""
    pid = os.getpid()
    return Process(name=f"{socket.gethostname()}, process {pid}", mark=_mark(pid, proc))


def is_gone(mark: str, proc: Path = _PROC) -> bool:
    """Whether a process has certainly ended: it was of this machine, since it was started last, and runs no more."""
    machine, _, rest = mark.rpartition(" ")
    pid = rest.partition("@")[0]
    return bool(machine) and machine == _machine(proc) and _mark(int(pid), proc) != mark


def _mark(pid: int, proc: Path) -> str:
    """The machine, the process, and since when it runs: a number is given again, but not with the same beginning."""
    machine, start = _machine(proc), ""
    with suppress(OSError):
        start = (proc / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[_START]
    return f"{machine} {pid}@{start}" if machine else ""


def _machine(proc: Path) -> str:
    """The system since it was started last, and whose processes can be seen: a container sees its own alone."""
    with suppress(OSError):
        boot = (proc / "sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot}/{os.readlink(proc / 'self/ns/pid')}"
    return ""
