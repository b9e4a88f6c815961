"""A publication of two weeks, and the program as a person would run it, at a fixed time."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from publisher.cli import main
from publisher.file import replace_whole

NOW = datetime.fromisoformat("2024-12-24T09:00:00+09:00")

CONFIGURATION = """
address = "https://notes.example/"
title = "Notes"
time_zone = "Asia/Seoul"
languages = ["ko", "en"]
"""
DAY_PAGE = """2024-12-13
A paper on bytes
(Ada Lovelace, Alan Turing)
We study bytes.
바이트를 다룹니다.
On bytes.
#tokenizer
A paper on words
(Grace Hopper)
We study words.
단어를 다룹니다.
On words.
#llm
"""
VAULT_NOTE = """https://arxiv.org/abs/2412.00002

*A paper on sentences* (Mary Somerville)

> We study sentences.

문장을 다룹니다.

<english>
On sentences.
</english>

#llm #embedding
"""
CONSENT = ("--consent", "asked me at the fair")


class Publication:
    """A folder with a publication, and commands run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = NOW

    def write(self, path: str, text: str) -> Path:
        """Write a file in one step: what watches the folder never sees it empty."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(file, text.encode())
        return file

    def run(self, *arguments: str) -> Result:
        environment = {"SOURCE_DATE_EPOCH": str(int(self.now.timestamp()))}
        return CliRunner().invoke(main, list(arguments), env=environment, catch_exceptions=False)

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json").stdout)

    def outbox(self) -> list[str]:
        """The names of whole letters; a program that runs may have another half written."""
        return sorted(file.name for file in (self.folder / "outbox").glob("[!.]*") if file.is_file())

    def files(self, folder: str = "feeds") -> dict[str, bytes]:
        root = self.folder / folder
        return {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


@pytest.fixture
def publication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publication:
    made = Publication(tmp_path)
    made.write("publisher.toml", CONFIGURATION)
    made.write("content/2024-12-13.txt", DAY_PAGE)
    made.write("content/vault/241218 Sentences.md", VAULT_NOTE)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture
def newsletter(publication: Publication) -> Publication:
    """A publication that is built, with three subscribers."""
    publication.run("build")
    for address, choice in (("ada", "en"), ("bob", "en/llm"), ("cyd", "en/vision")):
        publication.run("subscribers", "add", f"{address}@example.org", "--choice", choice, *CONSENT)
    return publication
