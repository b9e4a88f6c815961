"""Read every note and write files of the feeds' sizes: `python floor.py CONTENT OUTPUT PATTERN`.

PATTERN is a folder of feeds that were made before; only the sizes of its files are asked for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator


def main(content: str, output: str, pattern: str) -> None:
    read = bytearray()
    for path, _ in _files(content):
        with open(path, "rb") as file:
            read[:] = file.read()
    for path, size in _files(pattern):
        target = os.path.join(output, os.path.relpath(path, pattern))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write((bytes(read) * (size // len(read) + 1))[:size])


def _files(folder: str) -> Iterator[tuple[str, int]]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _files(entry.path)
        elif not entry.name.startswith("."):
            yield entry.path, entry.stat().st_size


if __name__ == "__main__":
    main(*sys.argv[1:])
