"""What a build changed in the web root, for the person who started it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Paths below the web root, each group in the order of the alphabet. The manifest is not among them."""

    written: tuple[str, ...] = ()
    """New, or with other bytes than before."""
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
