"""A permalink -> whether the web root shows an entry there now: what readers know already."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path


def shown_in(root: Path, owned: Collection[str]) -> Callable[[str], bool]:
    """Ask the pages of days that a build has left in a web root; each is read once, and only when it is asked for."""

    @cache
    def page(path: str) -> str:
        place = root / path
        if path not in owned or not place.is_file():
            return ""
        try:
            return place.read_text("utf-8", errors="replace")
        except OSError:  # nothing is known then
            return ""

    def is_shown(permalink: str) -> bool:
        folder, _, anchor = permalink.partition("#")
        return f'id="{anchor}"' in page(f"{folder}index.html")

    return is_shown
