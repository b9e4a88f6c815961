"""A publication to preview."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.preview.edition import Edition
from tests.cli.conftest import publication
from tests.preview.studio import Folder

__all__ = ["publication"]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "notes")


@pytest.fixture(scope="package")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """An edition of such a publication, for those who only look at it."""
    return Folder(tmp_path_factory.mktemp("edition") / "notes").edition()
