"""A web root for tests: files from text, what a folder holds, and a build in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import publisher
from publisher.file import File
from publisher.output.manifest import FILE_NAME

CHECKOUT = Path(publisher.__file__).parents[1]

PREAMBLE = """
import os, resource, signal, stat, sys
from pathlib import Path
from publisher.errors import PublisherError
from publisher.file import File
from publisher.output import write

def as_nobody():
    if os.geteuid() == 0:  # root may write anywhere, whatever the mode
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)

def files(**texts):
    return [File(path=path.replace("__", "/"), content=text.encode()) for path, text in texts.items()]
"""
"""What scripts for `build_apart` begin with. `files(ko__a="…")` is the file `ko/a`."""


def files(**texts: str) -> Iterator[File]:
    """Files that come one by one; two underscores stand for a slash: `files(ko__a="…")` is `ko/a`."""
    return (File(path=path.replace("__", "/"), content=text.encode()) for path, text in texts.items())


def texts(folder: Path) -> dict[str, str]:
    """Every file below a folder but the manifest, in the form that `files` takes."""
    return {
        str(path.relative_to(folder)).replace("/", "__"): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != FILE_NAME
    }


def build_apart(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script inside the folder in a new process: scripts change users, limits and masks, or are killed."""
    folder.chmod(0o777)  # for `as_nobody`
    begin = f"import sys; sys.path.insert(0, {str(CHECKOUT)!r})\n{PREAMBLE}"
    return subprocess.run(
        [sys.executable, "-BISc", begin + script], cwd=folder, capture_output=True, text=True, check=False
    )
