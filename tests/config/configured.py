"""publisher.toml as a text -> its settings, or the mistakes that are told of it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from publisher.config import Settings, read
from publisher.errors import PublisherError

LEAST = """
    address = "https://notes.example/me"
    title = "Notes"
    languages = ["ko", "en"]
"""


def settings(folder: Path, text: str = LEAST) -> Settings:
    return read(written(folder, text))


def written(folder: Path, text: str) -> Path:
    file = folder / "publisher.toml"
    file.write_text(dedent(text).lstrip("\n"), "utf-8")
    return file


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(PublisherError) as caught:
        settings(folder, text)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]
