"""A store that files are imported into."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.store.store import Store
from tests.audience.exchanging import Files


@pytest.fixture
def files(tmp_path: Path, store: Store) -> Files:
    return Files(tmp_path, store)
