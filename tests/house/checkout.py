"""The checkout as a stranger gets it: every file but those that were made here and are ignored."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

_IGNORED = (".git", ".venv", ".publisher", "newsletters", "build", "dist", "__pycache__", ".coverage*", "*.egg-info")
_CACHES = ("node_modules", ".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache")


def copy_to(folder: Path) -> Path:
    """Copy the checkout."""
    return shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*_IGNORED, *_CACHES))


def files(folder: Path) -> Iterator[Path]:
    """Every file below a folder."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
